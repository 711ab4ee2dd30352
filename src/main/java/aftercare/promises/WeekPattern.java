package aftercare.promises;

import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;

/** The ordinary week: the hours of Monday to Sunday. */
record WeekPattern(List<OpeningHours> days) {

    static final WeekPattern ALWAYS = new WeekPattern(Collections.nCopies(7, OpeningHours.ALL_DAY));

    WeekPattern {
        days = List.copyOf(days);
        if (days.size() != 7) {
            throw new IllegalArgumentException("a week has seven days, not " + days.size());
        }
        if (days.stream().allMatch(OpeningHours::isClosed)) {
            throw new IllegalArgumentException("a week without any working hours would never let a promise fall due");
        }
    }

    static WeekPattern weekdays(String hours) {
        var open = OpeningHours.parse(hours);
        return new WeekPattern(List.of(open, open, open, open, open, OpeningHours.NONE, OpeningHours.NONE));
    }

    OpeningHours on(DayOfWeek day) {
        return days.get(day.getValue() - 1);
    }

    /** The hours of the first working day of the week: what a make-up workday gets. */
    OpeningHours standard() {
        return days.stream().filter(hours -> !hours.isClosed()).findFirst().orElseThrow();
    }
}
