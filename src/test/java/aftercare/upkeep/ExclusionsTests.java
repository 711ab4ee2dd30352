package aftercare.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.kernel.Refusal;
import aftercare.upkeep.Exclusions.Instead;
import aftercare.upkeep.Exclusions.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ExclusionsTests {

    private static final LocalDate SATURDAY = LocalDate.of(2026, 10, 3);
    private static final Predicate<LocalDate> WEEKDAYS = day -> day.getDayOfWeek().getValue() < 6;

    @Test
    void aDateOnAClosedDayGoesOnBackOrAway() {
        assertThat(new Exclusions(true, List.of(), List.of(), Instead.NEXT).moved(SATURDAY, WEEKDAYS)).hasValue(SATURDAY.plusDays(2));
        assertThat(new Exclusions(true, List.of(), List.of(), Instead.PREVIOUS).moved(SATURDAY, WEEKDAYS)).hasValue(SATURDAY.minusDays(1));
        assertThat(new Exclusions(true, List.of(), List.of(), Instead.LEFT_OUT).moved(SATURDAY, WEEKDAYS)).isEmpty();
        assertThat(Exclusions.NONE.moved(SATURDAY, WEEKDAYS)).hasValue(SATURDAY);
    }

    @Test
    void theCustomersOwnDaysAndTheHousesCountTogether() {
        var closed = new Exclusions(true, List.of(DayOfWeek.MONDAY), List.of(new Span(SATURDAY, SATURDAY.plusDays(4))), Instead.NEXT);
        assertThat(closed.moved(SATURDAY, WEEKDAYS)).hasValue(SATURDAY.plusDays(5));
    }

    @Test
    void whoIsNeverOpenIsRefused() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> new Exclusions(false, List.of(DayOfWeek.values()), List.of(), Instead.NEXT));
    }
}
