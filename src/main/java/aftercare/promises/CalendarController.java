package aftercare.promises;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calendars page, and the questions people put to a calendar. */
@RestController
@RequestMapping("/api/promises/calendars")
class CalendarController {

    record Created(String code) {}

    record NoticeText(@Min(1990) @Max(2100) int year, @NotBlank @Size(max = 20_000) String text) {}

    private final CalendarDesk desk;
    private final CalendarQueries queries;
    private final Clock clock;

    CalendarController(CalendarDesk desk, CalendarQueries queries, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.clock = clock;
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping
    List<CalendarQueries.CalendarView> calendars(Scope scope) {
        return queries.calendars(scope.reach(Permission.PROMISES_READ));
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping("/{code}/years/{year}")
    CalendarQueries.YearView year(Scope scope, @PathVariable String code, @PathVariable int year) {
        return queries.year(code, year, scope.reach(Permission.PROMISES_READ));
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping
    Created create(Scope scope, @Valid @RequestBody CalendarDesk.NewCalendar body) {
        return new Created(desk.create(body));
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PutMapping("/{code}")
    void change(Scope scope, @PathVariable String code, @Valid @RequestBody CalendarDesk.Change body) {
        desk.change(code, body);
    }

    /** What the change would move, without making it. */
    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping("/{code}/preview")
    CalendarDesk.Effect preview(Scope scope, @PathVariable String code, @Valid @RequestBody CalendarDesk.Change body) {
        return desk.preview(code, body);
    }

    /** The days that a notice gives; nothing is written. */
    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping("/notice")
    List<CalendarDesk.Day> notice(Scope scope, @Valid @RequestBody NoticeText body) {
        return StatutoryNotice.read(body.text(), body.year()).stream().map(CalendarDesk.Day::of).toList();
    }

    /** Adds working minutes (negative: takes them away) to a moment, or counts those between two. */
    @Requires(Permission.PROMISES_READ)
    @GetMapping("/{code}/reckoning")
    CalendarQueries.Reckoning reckon(Scope scope, @PathVariable String code, @RequestParam @Nullable Instant from, @RequestParam @Nullable Instant to,
                     @RequestParam @Nullable Integer minutes) {
        return queries.reckon(code, from == null ? clock.instant() : from, to, minutes == null ? 0 : minutes, scope.reach(Permission.PROMISES_READ));
    }
}
