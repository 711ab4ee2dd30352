package aftercare.dispatch;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Works out who works when: the pattern somebody follows, the holidays it keeps, and the single days that are other. */
@Component
@Transactional(readOnly = true)
class Shifts {

    /**
     * One day of one person.
     *
     * @param pattern what it comes from; null for a day of its own
     * @param changed set by hand for this day
     */
    record Workday(LocalDate day, Hours hours, @Nullable UUID pattern, @Nullable String mark, boolean changed, String note) {}

    private record Followed(UUID userId, LocalDate fromDay, @Nullable LocalDate untilDay, UUID patternId, String mark, String[] cycle,
                            boolean weekly, boolean keepsHolidays) {

        Hours on(LocalDate day, Holidays.Days holidays) {
            var holiday = keepsHolidays ? holidays.on(day) : null;
            if (holiday != null) {
                return holiday.free() ? Hours.OFF : Hours.parse(cycle[0]);
            }
            return Hours.parse(cycle[weekly ? day.getDayOfWeek().getValue() - 1 : (int) (ChronoUnit.DAYS.between(fromDay, day) % cycle.length)]);
        }
    }

    private record Changed(UUID userId, LocalDate day, String hours, String note) {}

    private final JdbcClient jdbc;
    private final Holidays holidays;

    Shifts(JdbcClient jdbc, Holidays holidays) {
        this.jdbc = jdbc;
        this.holidays = holidays;
    }

    /** The planned days of these people, both ends included; a day without a plan is missing. */
    Map<UUID, Map<LocalDate, Workday>> of(Collection<UUID> users, LocalDate from, LocalDate to) {
        var ids = users.toArray(UUID[]::new);
        var days = holidays.between(from, to);
        var all = new HashMap<UUID, Map<LocalDate, Workday>>();
        for (var plan : followed(ids, from, to)) {
            var last = plan.untilDay() == null || plan.untilDay().isAfter(to) ? to : plan.untilDay();
            for (var day = plan.fromDay().isBefore(from) ? from : plan.fromDay(); !day.isAfter(last); day = day.plusDays(1)) {
                all.computeIfAbsent(plan.userId(), _ -> new HashMap<>())
                        .put(day, new Workday(day, plan.on(day, days), plan.patternId(), plan.mark(), false, ""));
            }
        }
        for (var change : changed(ids, from, to)) {
            all.computeIfAbsent(change.userId(), _ -> new HashMap<>())
                    .put(change.day(), new Workday(change.day(), Hours.parse(change.hours()), null, null, true, change.note()));
        }
        return all;
    }

    private List<Followed> followed(UUID[] users, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select l.user_id, l.from_day, l.until_day, t.id as pattern_id, t.mark, t.cycle, t.weekly, t.keeps_holidays
                  from dispatch.shift_plan l join dispatch.shift_pattern t on t.id = l.pattern_id
                 where l.user_id = any(:users) and l.from_day <= :to and (l.until_day is null or l.until_day >= :from)
                """)
                .param("users", users).param("from", from).param("to", to)
                .query((row, _) -> new Followed(row.getObject("user_id", UUID.class), row.getObject("from_day", LocalDate.class),
                        row.getObject("until_day", LocalDate.class), row.getObject("pattern_id", UUID.class), row.getString("mark"),
                        (String[]) row.getArray("cycle").getArray(), row.getBoolean("weekly"), row.getBoolean("keeps_holidays")))
                .list();
    }

    private List<Changed> changed(UUID[] users, LocalDate from, LocalDate to) {
        return jdbc.sql("select user_id, day, hours, note from dispatch.shift_day where user_id = any(:users) and day between :from and :to")
                .param("users", users).param("from", from).param("to", to).query(Changed.class).list();
    }
}
