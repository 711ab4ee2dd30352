package aftercare.assets;

import static aftercare.assets.Warranty.State.COVERED;
import static aftercare.assets.Warranty.State.NONE;
import static aftercare.assets.Warranty.State.NOT_ACCEPTED;
import static aftercare.assets.Warranty.State.NOT_BEGUN;
import static aftercare.assets.Warranty.State.OVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarrantyTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
            "2024-03-15, 12, 2025-03-15",
            "2024-02-29, 12, 2025-02-28",
            "2024-02-29, 48, 2028-02-29",
            "2024-08-31, 6,  2025-02-28",
            "2024-01-31, 1,  2024-02-29",
            "2023-12-31, 18, 2025-06-30",
            "2024-03-15, 1,  2024-04-15"})
    void itsLastDayIsTheSameDayOfTheMonthOrTheMonthsEnd(LocalDate accepted, int months, LocalDate lastDay) {
        assertThat(Warranty.of(accepted, months).lastDay()).isEqualTo(lastDay);
        assertThat(Warranty.of(accepted, months).until()).isEqualTo(lastDay.plusDays(1));
    }

    @Nested
    class OneYearFromTheFifteenthOfMarch {

        final Warranty warranty = Warranty.of(LocalDate.of(2024, 3, 15), 12);

        @ParameterizedTest
        @CsvSource({
                "2024-03-14T15:59:59Z, NOT_BEGUN",
                "2024-03-14T16:00:00Z, COVERED",
                "2025-03-14T16:00:00Z, COVERED",
                "2025-03-15T15:59:59Z, COVERED",
                "2025-03-15T16:00:00Z, OVER"})
        void coversFromTheFirstMinuteOfAcceptanceToTheLastMinuteOfTheLastDayWhereTheDeviceStands(Instant at, Warranty.State state) {
            assertThat(warranty.at(at, SHANGHAI).state()).isEqualTo(state);
            assertThat(warranty.at(at, SHANGHAI).covered()).isEqualTo(state == COVERED);
        }

        @Test
        void endsAtAnotherInstantInAnotherZone() {
            var evening = Instant.parse("2025-03-15T16:00:00Z");

            assertThat(warranty.at(evening, SHANGHAI).state()).isEqualTo(OVER);
            assertThat(warranty.at(evening, ZoneId.of("Europe/Berlin")).state()).isEqualTo(COVERED);
        }

        @Test
        void saysHowLongItStillLastsAndHowLongItHasBeenOver() {
            var covered = warranty.at(Instant.parse("2025-03-05T04:00:00Z"), SHANGHAI);
            assertThat(covered.code()).isEqualTo("assets.warranty-covered");
            assertThat(covered.facts()).isEqualTo(Map.of("from", "2024-03-15", "lastDay", "2025-03-15", "on", "2025-03-05", "days", 10L));

            var over = warranty.at(Instant.parse("2025-03-25T04:00:00Z"), SHANGHAI);
            assertThat(over.code()).isEqualTo("assets.warranty-over");
            assertThat(over.facts()).containsEntry("days", 10L).containsEntry("lastDay", "2025-03-15");

            assertThat(warranty.at(Instant.parse("2025-03-15T04:00:00Z"), SHANGHAI).facts()).as("on the last day").containsEntry("days", 0L);
        }
    }

    @Test
    void withoutAcceptanceItHasNotBegun() {
        var coverage = Warranty.open().at(Instant.EPOCH, SHANGHAI);

        assertThat(coverage.state()).isEqualTo(NOT_ACCEPTED);
        assertThat(coverage.code()).isEqualTo("assets.warranty-not-accepted");
        assertThat(coverage.covered()).isFalse();
    }

    @Test
    void ofNoMonthsCoversNothing() {
        var warranty = Warranty.of(LocalDate.of(2024, 3, 15), 0);

        assertThat(warranty.at(Instant.parse("2024-03-15T04:00:00Z"), SHANGHAI).state()).isEqualTo(NONE);
        assertThat(warranty.lastDay()).isNull();
    }

    @Test
    void acceptedTomorrowHasNotBegunToday() {
        assertThat(Warranty.of(LocalDate.of(2024, 3, 16), 12).at(Instant.parse("2024-03-15T04:00:00Z"), SHANGHAI).state()).isEqualTo(NOT_BEGUN);
    }

    @Test
    void cannotEndBeforeItBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Warranty(LocalDate.of(2024, 3, 15), LocalDate.of(2024, 3, 14)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Warranty(null, LocalDate.of(2024, 3, 14)));
    }
}
