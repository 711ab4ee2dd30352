package aftercare.intake;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.OpenToAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Known outages, for the desk to announce and for everybody they concern. */
@RestController
class MassNoticeController {

    record NoticeBody(@NotBlank @Size(max = 100) String title, @NotNull @Size(max = 2000) String words, @Nullable UUID branch, @Nullable UUID customer, @Nullable UUID product,
                      @NotNull Instant startsAt, @Nullable Instant endsAt, @Nullable Integer version, @Nullable @Size(max = 40) String caseNumber) {}

    record MadeNotice(UUID id) {}

    private final MassNotices notices;

    MassNoticeController(MassNotices notices) {
        this.notices = notices;
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/api/mass-notices")
    MassNotices.Page list(Scope scope, @RequestParam(defaultValue = "false") boolean running, @RequestParam(required = false) @Nullable UUID after) {
        return notices.list(running, after, scope);
    }

    @Requires(Permission.NOTICES_ANNOUNCE)
    @PostMapping("/api/mass-notices")
    @ResponseStatus(HttpStatus.CREATED)
    MadeNotice add(Scope scope, @Valid @RequestBody NoticeBody body) {
        return new MadeNotice(notices.add(draft(body, scope), scope));
    }

    @Requires(Permission.NOTICES_ANNOUNCE)
    @PutMapping("/api/mass-notices/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Scope scope, @PathVariable UUID id, @Valid @RequestBody NoticeBody body) {
        notices.change(id, draft(body, scope), body.version() == null ? 0 : body.version(), scope);
    }

    @Requires(Permission.NOTICES_ANNOUNCE)
    @PostMapping("/api/mass-notices/{id}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(Scope scope, @PathVariable UUID id) {
        notices.end(id, scope);
    }

    /** While somebody is on the line. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/mass-notices/call")
    List<MassNotices.Told> forCall(Scope scope, @RequestParam(required = false) @Nullable UUID customer, @RequestParam(required = false) @Nullable UUID device) {
        return notices.forCall(customer, device, scope.reach(Permission.CASES_OPEN));
    }

    /** @param label the token of a label that was scanned */
    @OpenToAll
    @GetMapping("/api/public/mass-notices")
    List<MassNotices.Told> forAnybody(@RequestParam(required = false) @Nullable @Size(max = 100) String label) {
        return notices.forAnybody(label);
    }

    @Requires(Permission.PORTAL_USE)
    @GetMapping("/api/portal/mass-notices")
    List<MassNotices.Told> forCustomer(Scope scope) {
        return notices.forCustomer(scope.reach(Permission.PORTAL_USE));
    }

    private MassNotices.Draft draft(NoticeBody body, Scope scope) {
        return new MassNotices.Draft(body.title(), body.words(), body.branch(), body.customer(), body.product(), body.startsAt(), body.endsAt(),
                body.caseNumber() == null || body.caseNumber().isBlank() ? null : notices.numbered(body.caseNumber(), scope));
    }
}
