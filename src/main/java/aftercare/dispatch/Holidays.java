package aftercare.dispatch;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The country's holidays and make-up workdays, as the office calendar of the promises keeps them. */
@Component
@Transactional(readOnly = true)
class Holidays {

    private static final String OFFICE = "5x8";

    /** A day that is other than its place in the week says. */
    record Holiday(LocalDate day, boolean free, String name) {}

    /** The holidays of some weeks. */
    record Days(Map<LocalDate, Holiday> holidays) {

        boolean isFree(LocalDate day) {
            var holiday = holidays.get(day);
            return holiday != null ? holiday.free() : day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
        }

        @Nullable Holiday on(LocalDate day) {
            return holidays.get(day);
        }

        Predicate<LocalDate> free() {
            return this::isFree;
        }
    }

    private final JdbcClient jdbc;

    Holidays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Days between(LocalDate from, LocalDate to) {
        var days = new HashMap<LocalDate, Holiday>();
        jdbc.sql("""
                select d.day, d.kind = 'HOLIDAY' as free, d.name
                  from promises.calendar_day d join promises.calendar c on c.id = d.calendar_id
                 where c.code = :office and d.kind in ('HOLIDAY', 'MAKEUP_WORKDAY') and d.day between :from and :to
                """)
                .param("office", OFFICE).param("from", from).param("to", to)
                .query(Holiday.class).list().forEach(holiday -> days.put(holiday.day(), holiday));
        return new Days(days);
    }
}
