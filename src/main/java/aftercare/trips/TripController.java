package aftercare.trips;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Out-duty orders for the office, and what travellers say from their phones. */
@RestController
class TripController {

    record TripBody(@NotNull UUID branchId, @NotBlank @Size(max = 500) String purpose, @NotBlank @Size(max = 200) String place, @NotNull @Size(max = 2000) String tasks,
                    @NotNull @Size(max = 60) String contact, @NotNull @Size(max = 40) String contactPhone, @NotNull @Size(max = 2000) String confidential, @NotNull LocalDate fromDay,
                    @NotNull LocalDate toDay, @NotNull @Digits(integer = 12, fraction = 2) BigDecimal advance, @NotNull @Size(min = 1, max = 20) List<@NotNull UUID> travellers,
                    @NotNull @Size(max = 100) List<@NotNull UUID> cases) {

        TripDesk.Order order() {
            return new TripDesk.Order(branchId, purpose.strip(), place.strip(), tasks.strip(), contact.strip(), contactPhone.strip(), confidential.strip(), fromDay, toDay,
                    new Money(advance.setScale(2, RoundingMode.UNNECESSARY), Money.CNY), travellers, cases);
        }
    }

    record TripDecisionBody(boolean approved, @NotNull @Size(max = 500) String note, int version) {}

    record TripCancelBody(@NotNull @Size(max = 500) String reason, int version) {}

    record TripPapersBody(int version) {}

    record TripStepBody(@NotNull Instant at) {}

    record DayReportBody(@NotBlank @Size(max = 4000) String done, @NotNull @Size(max = 2000) String next, @NotNull @Size(max = 2000) String trouble) {}

    record MyTrips(List<TripQueries.TripRow> rows) {}

    private final TripDesk desk;
    private final TripQueries queries;
    private final TripPaper paper;

    TripController(TripDesk desk, TripQueries queries, TripPaper paper) {
        this.desk = desk;
        this.queries = queries;
        this.paper = paper;
    }

    @Requires(Permission.TRIPS_READ)
    @GetMapping("/api/trips")
    TripQueries.TripPage trips(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable TripStatus status,
                               @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable UUID after) {
        return queries.trips(words, status, branch, after, scope);
    }

    @Requires(Permission.TRIPS_READ)
    @GetMapping("/api/trips/{id}")
    TripQueries.TripView trip(Scope scope, @PathVariable UUID id) {
        return queries.trip(id, scope);
    }

    @Requires(Permission.TRIPS_READ)
    @GetMapping(path = "/api/trips/{id}/pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> pdf(Scope scope, @PathVariable UUID id) {
        var view = queries.trip(id, scope);
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline().filename(view.trip().number() + ".pdf").build().toString())
                .contentType(MediaType.APPLICATION_PDF).body(paper.print(view));
    }

    @Requires(Permission.TRIPS_ORDER)
    @PostMapping("/api/trips")
    @ResponseStatus(HttpStatus.CREATED)
    TripQueries.TripView order(Scope scope, @Valid @RequestBody TripBody body) {
        return queries.trip(desk.order(body.order(), scope), scope);
    }

    /** Who can be sent: engineers of the branch. */
    @Requires(Permission.TRIPS_ORDER)
    @GetMapping("/api/trip-travellers")
    List<TripQueries.Traveller> travellers(Scope scope, @RequestParam UUID branch, @RequestParam(required = false) @Nullable String words) {
        return queries.engineers(branch, words, scope);
    }

    @Requires(Permission.TRIPS_APPROVE)
    @PostMapping("/api/trips/{id}/decide")
    TripQueries.TripView decide(Scope scope, @PathVariable UUID id, @Valid @RequestBody TripDecisionBody body) {
        desk.decide(id, body.approved(), body.note(), body.version(), scope);
        return queries.trip(id, scope);
    }

    @Requires(Permission.TRIPS_ORDER)
    @PostMapping("/api/trips/{id}/cancel")
    TripQueries.TripView cancel(Scope scope, @PathVariable UUID id, @Valid @RequestBody TripCancelBody body) {
        desk.cancel(id, body.reason(), body.version(), scope);
        return queries.trip(id, scope);
    }

    @Requires(Permission.TRIPS_ORDER)
    @PostMapping("/api/trips/{id}/papers")
    TripQueries.TripView papers(Scope scope, @PathVariable UUID id, @Valid @RequestBody TripPapersBody body) {
        desk.takePapers(id, body.version(), scope);
        return queries.trip(id, scope);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/api/field/trips")
    MyTrips mine(Scope scope) {
        return new MyTrips(queries.mine(scope));
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @GetMapping("/api/field/trips/{id}")
    TripQueries.TripView mine(Scope scope, @PathVariable UUID id) {
        return queries.mine(id, scope);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/api/field/trips/{id}/start")
    TripQueries.TripView start(Scope scope, @PathVariable UUID id, @Valid @RequestBody TripStepBody body) {
        desk.start(id, body.at(), scope);
        return queries.mine(id, scope);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PostMapping("/api/field/trips/{id}/return")
    TripQueries.TripView comeBack(Scope scope, @PathVariable UUID id, @Valid @RequestBody TripStepBody body) {
        desk.comeBack(id, body.at(), scope);
        return queries.mine(id, scope);
    }

    @Requires(Permission.FIELDWORK_PERFORM)
    @PutMapping("/api/field/trips/{id}/reports/{day}")
    TripQueries.TripView report(Scope scope, @PathVariable UUID id, @PathVariable LocalDate day, @Valid @RequestBody DayReportBody body) {
        desk.report(id, day, body.done(), body.next(), body.trouble(), scope);
        return queries.mine(id, scope);
    }
}
