package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The assistant: for one case the best engineers and times, and when its customer can be visited. */
@RestController
@RequestMapping("/api/dispatch")
class AdviceController {

    private static final int LONGEST = 12 * 60;
    private static final int MOST_DAYS = 14;

    record TakeOfferBody(@NotNull UUID engineerId, @NotNull Instant startsAt, @Min(5) @Max(LONGEST) int minutes, @NotNull @Size(max = 1000) String note) {}

    record WindowBody(@NotNull Instant from, @NotNull Instant to) {}

    record WindowsBody(@NotNull @Size(max = 10) List<@Valid WindowBody> windows) {}

    record NeedsBody(@NotNull @Size(max = 10) List<@NotNull @Pattern(regexp = EngineerKits.LANGUAGE) String> languages,
                     @NotNull @Size(max = 50) List<EngineerController.@Valid PiecesBody> equipment) {}

    record CrewBody(@Min(1) @Max(6) int people) {}

    private final AdviceDesk desk;
    private final RideAlong riders;
    private final CustomerWindows windows;
    private final CrewNeeds crews;
    private final VisitNeeds needs;
    private final Reasons reasons;
    private final JustBooked booked;

    AdviceController(AdviceDesk desk, RideAlong riders, CustomerWindows windows, CrewNeeds crews, VisitNeeds needs, Reasons reasons, JustBooked booked) {
        this.desk = desk;
        this.riders = riders;
        this.windows = windows;
        this.crews = crews;
        this.needs = needs;
        this.reasons = reasons;
        this.booked = booked;
    }

    @Requires(Permission.DISPATCH_PLAN)
    @GetMapping("/cases/{id}/advice")
    AdviceDesk.Advice advise(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable LocalDate day,
                             @RequestParam(defaultValue = "0") int minutes) {
        return desk.advise(scope, id, day, sane(minutes));
    }

    /** One click: booked as offered, and why is kept. */
    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/cases/{id}/advice")
    @ResponseStatus(HttpStatus.CREATED)
    JustBooked.Booked take(Scope scope, @PathVariable UUID id, @Valid @RequestBody TakeOfferBody body) {
        return booked.of(scope, desk.take(scope, id, body.engineerId(), body.startsAt(), body.minutes(), body.note()).value());
    }

    @Requires(Permission.DISPATCH_PLAN)
    @PutMapping("/cases/{id}/windows")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void windows(Scope scope, @PathVariable UUID id, @Valid @RequestBody WindowsBody body) {
        windows.set(scope, id, body.windows().stream().map(AdviceController::window).toList());
    }

    /** How many engineers start there together. */
    @Requires(Permission.DISPATCH_PLAN)
    @PutMapping("/cases/{id}/crew")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void crew(Scope scope, @PathVariable UUID id, @Valid @RequestBody CrewBody body) {
        crews.set(scope, id, body.people());
    }

    /** Languages, tools and parts without which nobody is sent. */
    @Requires(Permission.DISPATCH_PLAN)
    @PutMapping("/cases/{id}/needs")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void needs(Scope scope, @PathVariable UUID id, @Valid @RequestBody NeedsBody body) {
        needs.set(scope, id, body.languages(), EngineerController.pieces(body.equipment()));
    }

    /** The windows in which somebody can come, for whoever makes an appointment with the customer. */
    @Requires(Permission.DISPATCH_PLAN)
    @GetMapping("/cases/{id}/openings")
    List<AdviceDesk.Opening> openings(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable LocalDate day,
                                      @RequestParam(defaultValue = "5") int days, @RequestParam(defaultValue = "0") int minutes) {
        if (days < 1 || days > MOST_DAYS) {
            throw new Refusal.Broken("dispatch.too-many-days", "windows are looked for in 1 to %d days".formatted(MOST_DAYS), Map.of("days", MOST_DAYS));
        }
        return desk.openings(scope, id, day, days, sane(minutes));
    }

    record RideBody(@NotNull UUID caseId, @NotNull Instant startsAt) {}

    /** What waits near this visit and could ride along. */
    @Requires(Permission.DISPATCH_PLAN)
    @GetMapping("/bookings/{id}/nearby")
    List<RideAlong.Rider> nearby(Scope scope, @PathVariable UUID id) {
        return riders.near(scope, id);
    }

    /** One click: booked for the same engineer on the same day, as it was shown. */
    @Requires(Permission.DISPATCH_PLAN)
    @PostMapping("/bookings/{id}/nearby")
    @ResponseStatus(HttpStatus.CREATED)
    JustBooked.Booked rideAlong(Scope scope, @PathVariable UUID id, @Valid @RequestBody RideBody body) {
        return booked.of(scope, riders.take(scope, id, body.caseId(), body.startsAt()).value());
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/bookings/{id}/reason")
    Reason reason(Scope scope, @PathVariable UUID id) {
        return reasons.of(scope.reach(Permission.DISPATCH_READ), id)
                .orElseThrow(() -> new Refusal.Missing("dispatch.no-reason", "nobody noted why this booking is as it is", Map.of()));
    }

    private static TimeWindow window(WindowBody body) {
        if (!body.from().isBefore(body.to())) {
            throw new Refusal.Broken("dispatch.backwards", "a booking must end after it starts", Map.of());
        }
        return new TimeWindow(body.from(), body.to());
    }

    private static int sane(int minutes) {
        if (minutes < 0 || minutes > LONGEST) {
            throw new Refusal.Broken("dispatch.visit-too-long", "the assistant plans visits of at most %d hours".formatted(LONGEST / 60), Map.of("hours", LONGEST / 60));
        }
        return minutes;
    }
}
