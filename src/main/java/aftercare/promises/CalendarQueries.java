package aftercare.promises;

import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of the calendars page. */
@Component
@Transactional(readOnly = true)
class CalendarQueries {

    private static final int COUNTED = 1000;
    private static final int MOST_DAYS = 1100;
    private static final int MOST_MINUTES = MOST_DAYS * 24 * 60;

    /**
     * @param week    the hours of Monday to Sunday
     * @param follows the calendar whose days hold here too, by its code
     * @param days    how many days leave the week in years to come or past, those followed included
     * @param until   the last day that is known to leave the week: beyond it holidays are not known yet
     * @param rules   rules in force that name it
     */
    record CalendarView(String code, String name, String zone, List<String> week, @Nullable String follows, @Nullable UUID branchId,
                        @Nullable String branchName, int version, boolean always, int days, @Nullable LocalDate until, int rules, int open) {}

    /** @param own stands in this calendar itself, not in the one it follows */
    record DayView(LocalDate day, int minutes, CalendarDay.@Nullable Kind kind, String name, String hours, boolean own) {}

    record YearView(String code, int year, List<DayView> days) {}

    /** @param spans every stretch from one to the other, counted or not */
    record Reckoning(Instant from, Instant to, int minutes, Instant nextOpen, List<Explanation.Stretch> spans, boolean cut) {}

    private record Row(UUID id, String code, String name, String zone, String[] week, @Nullable String follows, @Nullable UUID branchId,
                       @Nullable String branchName, int version, int days, @Nullable LocalDate until, int rules, int open) {}

    private final JdbcClient jdbc;
    private final RuleBooks books;

    CalendarQueries(JdbcClient jdbc, RuleBooks books) {
        this.jdbc = jdbc;
        this.books = books;
    }

    /** The house's calendars and those of the branches within reach. */
    List<CalendarView> calendars(Reach reach) {
        return jdbc.sql("""
                select c.id, c.code, c.name, c.zone, c.week, f.code as follows, c.branch_id, b.name as branch_name, c.version,
                       d.days, d.until, r.rules, o.open
                  from promises.calendar c
                  left join promises.calendar f on f.id = c.follows
                  left join identity.branch b on b.id = c.branch_id
                 cross join lateral (select count(*) as days, max(day) as until from promises.calendar_day where calendar_id in (c.id, c.follows)) d
                 cross join lateral (select count(*) as rules from promises.rule where current and calendar_id = c.id) r
                 cross join lateral (select count(*) as open from (select from promises.promise p
                                      where p.calendar_id = c.id and p.state in ('RUNNING', 'PAUSED') limit :most) as capped) o
                 where c.branch_id is null or :everywhere or c.branch_id = any(:branches)
                 order by c.branch_id nulls first, c.code
                """).params(reach.params()).param("most", COUNTED)
                .query((row, _) -> new Row(row.getObject("id", UUID.class), row.getString("code"), row.getString("name"), row.getString("zone"),
                        (String[]) row.getArray("week").getArray(), row.getString("follows"), row.getObject("branch_id", UUID.class),
                        row.getString("branch_name"), row.getInt("version"), row.getInt("days"), row.getObject("until", LocalDate.class),
                        row.getInt("rules"), row.getInt("open")))
                .list().stream().map(row -> new CalendarView(row.code(), row.name(), row.zone(), List.of(row.week()), row.follows(), row.branchId(),
                        row.branchName(), row.version(), row.days() == 0 && Arrays.stream(row.week()).allMatch("00:00-24:00"::equals), row.days(), row.until(),
                        row.rules(), row.open()))
                .toList();
    }

    /** Every day of a year, worked or not and why. */
    YearView year(String code, int year, Reach reach) {
        var id = within(code, reach);
        if (year < 1990 || year > 2100) {
            throw new Refusal.Broken("promises.calendar-year", "calendars are drawn for the years 1990 to 2100, not %d".formatted(year), Map.of("year", year));
        }
        var own = List.copyOf(jdbc.sql("select day from promises.calendar_day where calendar_id = :id and extract(year from day) = :year")
                .param("id", id).param("year", year).query(LocalDate.class).list());
        var calendar = books.book().calendar(id);
        return new YearView(code, year, LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1)).map(day -> {
            var hours = calendar.hours(day);
            var special = calendar.special(day);
            return new DayView(day, hours.minutes(), special == null ? null : special.kind(), special == null ? "" : special.name(), hours.toString(), own.contains(day));
        }).toList());
    }

    /** Adds working minutes to a moment, or counts those between two; says what was counted and what was skipped. */
    Reckoning reckon(String code, Instant from, @Nullable Instant to, int minutes, Reach reach) {
        var calendar = books.book().calendar(within(code, reach));
        if (Math.abs(minutes) > MOST_MINUTES || to != null && Duration.between(from, to).abs().toDays() > MOST_DAYS) {
            throw new Refusal.Broken("promises.reckoning-long", "a reckoning reaches %d days at most".formatted(MOST_DAYS), Map.of("days", MOST_DAYS));
        }
        var end = to == null ? calendar.add(from, Duration.ofMinutes(minutes)) : to;
        var spans = from.isBefore(end) ? calendar.spans(from, end) : calendar.spans(end, from);
        var shown = spans.subList(0, Math.min(spans.size(), PromiseQueries.MOST_SPANS));
        return new Reckoning(from, end, (int) calendar.between(from, end).toMinutes(), calendar.nextOpen(from), shown.stream().map(span -> Explanation.Stretch.of(span, Map.of())).toList(),
                shown.size() < spans.size());
    }

    private UUID within(String code, Reach reach) {
        books.refresh();
        return jdbc.sql("select id from promises.calendar where code = :code and (branch_id is null or :everywhere or branch_id = any(:branches))")
                .param("code", code).params(reach.params()).query(UUID.class).optional()
                .orElseThrow(() -> new Refusal.Missing("promises.no-such-calendar", "there is no calendar %s".formatted(code), Map.of("calendar", code)));
    }
}
