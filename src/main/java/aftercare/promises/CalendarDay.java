package aftercare.promises;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One day on which a calendar leaves its week. {@code hours} replace the hours the kind would give. */
record CalendarDay(LocalDate day, Kind kind, String name, @Nullable OpeningHours hours) {

    enum Kind {
        /** Nobody works. */
        HOLIDAY,
        /** A rest day that is worked instead of another one (调休), with the hours of an ordinary working day. */
        MAKEUP_WORKDAY,
        /** Worked in the first half only. */
        HALF_DAY,
        /** Worked at hours of its own. */
        OWN_HOURS
    }

    CalendarDay {
        if (kind == Kind.OWN_HOURS && hours == null) {
            throw new IllegalArgumentException("%s has hours of its own, but none are given".formatted(day));
        }
        if (kind == Kind.HOLIDAY && hours != null) {
            throw new IllegalArgumentException("%s is a holiday and cannot have hours %s".formatted(day, hours));
        }
    }

    static CalendarDay holiday(LocalDate day, String name) {
        return new CalendarDay(day, Kind.HOLIDAY, name, null);
    }

    static CalendarDay makeup(LocalDate day, String name) {
        return new CalendarDay(day, Kind.MAKEUP_WORKDAY, name, null);
    }

    static CalendarDay half(LocalDate day, String name) {
        return new CalendarDay(day, Kind.HALF_DAY, name, null);
    }

    static CalendarDay own(LocalDate day, String name, OpeningHours hours) {
        return new CalendarDay(day, Kind.OWN_HOURS, name, hours);
    }
}
