package aftercare.dispatch;

import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tenders: the house asks partners, partners answer on their own board. */
@RestController
@RequestMapping("/api/dispatch")
class TenderController {

    private static final int PAGE = 30;

    record TenderBody(@NotNull TenderMode mode, @NotEmpty @Size(max = 20) List<@NotNull UUID> partnerIds, @NotNull @Size(max = 500) String words) {}

    record AwardBody(@NotNull UUID partnerId) {}

    record WithdrawBody(@NotNull @Size(max = 300) String reason) {}

    /** @param engineerId booked at that time as soon as the case is theirs */
    record YesBody(@NotNull Instant startsAt, @Nullable @Min(5) @Max(720) Integer minutes,
                   @Nullable @DecimalMin("0") @Digits(integer = 10, fraction = 2) BigDecimal price, @Nullable UUID engineerId, @NotNull @Size(max = 500) String note) {}

    record NoBody(@NotBlank @Size(max = 40) String reason, @NotNull @Size(max = 500) String words) {}

    /** @param next the cursor of the page that follows; null on the last */
    record TenderPage(List<TenderQueries.TenderView> rows, @Nullable UUID next) {}

    record InvitationPage(List<TenderQueries.Invitation> rows, @Nullable UUID next, int unanswered) {}

    /** The parts of a partner's board. */
    enum Shelf {
        OPEN(InvitationState.ASKED, InvitationState.ANSWERED), WON(InvitationState.WON), LOST(InvitationState.LOST, InvitationState.WITHDRAWN),
        DECLINED(InvitationState.DECLINED), LAPSED(InvitationState.LAPSED);

        private final List<InvitationState> states;

        Shelf(InvitationState... states) {
            this.states = List.of(states);
        }
    }

    private final TenderDesk desk;
    private final TenderQueries queries;
    private final Clock clock;

    TenderController(TenderDesk desk, TenderQueries queries, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.clock = clock;
    }

    @Requires({Permission.DISPATCH_TENDER, Permission.DISPATCH_ANSWER})
    @GetMapping("/refusal-reasons")
    List<TenderQueries.RefusalReason> refusalReasons() {
        return queries.refusalReasons();
    }

    // ---- the house asks

    @Requires(Permission.DISPATCH_TENDER)
    @GetMapping("/cases/{id}/partners")
    List<TenderQueries.Candidate> partners(Scope scope, @PathVariable UUID id) {
        return queries.candidates(scope.reach(Permission.DISPATCH_TENDER), id, clock.instant());
    }

    @Requires(Permission.DISPATCH_TENDER)
    @GetMapping("/cases/{id}/tenders")
    List<TenderQueries.TenderView> ofCase(Scope scope, @PathVariable UUID id) {
        return queries.ofCase(scope.reach(Permission.DISPATCH_TENDER), id, clock.instant());
    }

    @Requires(Permission.DISPATCH_TENDER)
    @PostMapping("/cases/{id}/tenders")
    @ResponseStatus(HttpStatus.CREATED)
    TenderQueries.TenderView ask(Scope scope, @PathVariable UUID id, @Valid @RequestBody TenderBody body) {
        return tender(scope, desk.ask(scope, new CaseId(id), body.mode(), Set.copyOf(body.partnerIds()), body.words()));
    }

    @Requires(Permission.DISPATCH_TENDER)
    @GetMapping("/tenders")
    TenderPage tenders(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable TenderState state,
                       @RequestParam(required = false) @Nullable UUID after) {
        var rows = queries.list(scope.reach(Permission.DISPATCH_TENDER), branch, state, after, clock.instant(), PAGE + 1);
        return new TenderPage(page(rows), rows.size() > PAGE ? rows.get(PAGE - 1).id() : null);
    }

    @Requires(Permission.DISPATCH_TENDER)
    @GetMapping("/tenders/{id}")
    TenderQueries.TenderView tender(Scope scope, @PathVariable UUID id) {
        return queries.find(scope.reach(Permission.DISPATCH_TENDER), id, clock.instant()).orElseThrow(() -> Tenders.missing(id));
    }

    @Requires(Permission.DISPATCH_TENDER)
    @PostMapping("/tenders/{id}/award")
    TenderQueries.TenderView award(Scope scope, @PathVariable UUID id, @Valid @RequestBody AwardBody body) {
        desk.award(scope, id, body.partnerId());
        return tender(scope, id);
    }

    @Requires(Permission.DISPATCH_TENDER)
    @PostMapping("/tenders/{id}/withdraw")
    TenderQueries.TenderView withdraw(Scope scope, @PathVariable UUID id, @Valid @RequestBody WithdrawBody body) {
        desk.withdraw(scope, id, body.reason());
        return tender(scope, id);
    }

    // ---- a partner answers

    @Requires(Permission.DISPATCH_ANSWER)
    @GetMapping("/invitations")
    InvitationPage invitations(Scope scope, @RequestParam(defaultValue = "OPEN") Shelf shelf, @RequestParam(required = false) @Nullable UUID after) {
        var partner = TenderDesk.partner(scope);
        var rows = queries.invitations(partner, shelf.states, after, clock.instant(), PAGE + 1);
        return new InvitationPage(page(rows), rows.size() > PAGE ? rows.get(PAGE - 1).id() : null, queries.unanswered(partner));
    }

    @Requires(Permission.DISPATCH_ANSWER)
    @GetMapping("/invitations/{id}")
    TenderQueries.Invitation invitation(Scope scope, @PathVariable UUID id) {
        return queries.invitation(TenderDesk.partner(scope), id, clock.instant()).orElseThrow(() -> Tenders.missing(id));
    }

    @Requires(Permission.DISPATCH_ANSWER)
    @PostMapping("/invitations/{id}/answer")
    TenderQueries.Invitation answer(Scope scope, @PathVariable UUID id, @Valid @RequestBody YesBody body) {
        desk.answer(scope, id, new Tenders.Answer(body.startsAt(), body.minutes(), body.price(), body.engineerId(), body.note().strip()));
        return invitation(scope, id);
    }

    @Requires(Permission.DISPATCH_ANSWER)
    @PostMapping("/invitations/{id}/decline")
    TenderQueries.Invitation decline(Scope scope, @PathVariable UUID id, @Valid @RequestBody NoBody body) {
        desk.decline(scope, id, body.reason(), body.words());
        return invitation(scope, id);
    }

    private static <T> List<T> page(List<T> rows) {
        return rows.subList(0, Math.min(PAGE, rows.size()));
    }
}
