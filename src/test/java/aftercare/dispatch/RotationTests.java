package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTests {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** A Monday. */
    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    static final UUID ZHOU = new UUID(0, 1);
    static final UUID WU = new UUID(0, 2);
    static final UUID ZHU = new UUID(0, 3);
    static final BiPredicate<UUID, TimeWindow> NOBODY_AWAY = (_, _) -> false;

    static Rotation rotation(Rotation.Turn turn, @Nullable LocalTime fromTime, boolean freeApart) {
        return new Rotation(new UUID(1, 1), new UUID(2, 1), "值班", List.of(), turn, LocalTime.of(8, 30), fromTime, freeApart, MONDAY, List.of(ZHOU, WU, ZHU));
    }

    static boolean free(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    }

    private static List<UUID> people(Rotation rotation, LocalDate from, int days, BiPredicate<UUID, TimeWindow> away) {
        return rotation.dues(from, from.plusDays(days - 1), ZONE, RotationTests::free, away).stream().map(due -> due.user().orElse(null)).toList();
    }

    @Test
    void aDutyOfAWorkdayBeginsInTheEveningAndOneOfAFreeDayInTheMorning() {
        var rotation = rotation(Rotation.Turn.DAILY, LocalTime.of(17, 30), false);
        assertThat(rotation.window(MONDAY, ZONE, RotationTests::free)).isEqualTo(window("2026-03-02T09:30:00Z", "2026-03-03T00:30:00Z"));
        assertThat(rotation.window(MONDAY.plusDays(5), ZONE, RotationTests::free)).isEqualTo(window("2026-03-07T00:30:00Z", "2026-03-08T00:30:00Z"));
    }

    @Test
    void roundTheClockOneHandsOverToTheNext() {
        var rotation = rotation(Rotation.Turn.DAILY, null, false);
        assertThat(rotation.window(MONDAY, ZONE, RotationTests::free)).isEqualTo(window("2026-03-02T00:30:00Z", "2026-03-03T00:30:00Z"));
    }

    @Test
    void peopleTakeTurnsDayByDay() {
        assertThat(people(rotation(Rotation.Turn.DAILY, null, false), MONDAY, 5, NOBODY_AWAY)).containsExactly(ZHOU, WU, ZHU, ZHOU, WU);
    }

    @Test
    void orWeekByWeek() {
        assertThat(people(rotation(Rotation.Turn.WEEKLY, null, false), MONDAY.plusDays(5), 4, NOBODY_AWAY)).containsExactly(ZHOU, ZHOU, WU, WU);
    }

    @Test
    void anyPartOfARosterComesOutAsItDidInTheWhole() {
        var rotation = rotation(Rotation.Turn.DAILY, LocalTime.of(17, 30), true);
        var whole = people(rotation, MONDAY, 60, NOBODY_AWAY);
        for (var from = 0; from < 50; from++) {
            assertThat(people(rotation, MONDAY.plusDays(from), 10, NOBODY_AWAY)).as("from day %d", from).isEqualTo(whole.subList(from, from + 10));
        }
    }

    @Test
    void weekendsGoRoundByThemselvesAndDoNotPushTheWeekdays() {
        var people = people(rotation(Rotation.Turn.DAILY, null, true), MONDAY, 14, NOBODY_AWAY);
        assertThat(people.subList(0, 5)).containsExactly(ZHOU, WU, ZHU, ZHOU, WU);
        assertThat(people.subList(7, 12)).containsExactly(ZHU, ZHOU, WU, ZHU, ZHOU);
        assertThat(people.subList(5, 7)).doesNotHaveDuplicates();
    }

    @Test
    void aWholeWeekendIsOneTurnWhereTurnsAreWeeks() {
        var people = people(rotation(Rotation.Turn.WEEKLY, null, true), MONDAY, 14, NOBODY_AWAY);
        assertThat(people.subList(0, 5)).containsOnly(ZHOU);
        assertThat(people.get(5)).isEqualTo(people.get(6)).isNotEqualTo(people.get(12));
    }

    @Test
    void whoIsAwayIsPassedOverForThatDayOnly() {
        var sick = window("2026-03-02T16:00:00Z", "2026-03-03T16:00:00Z");
        BiPredicate<UUID, TimeWindow> away = (user, window) -> user.equals(WU) && window.overlaps(sick);
        // Monday's night runs into the day he is ill: that is Zhou's. On Tuesday the next in line stands in.
        assertThat(people(rotation(Rotation.Turn.DAILY, null, false), MONDAY, 5, away)).containsExactly(ZHOU, ZHU, ZHU, ZHOU, WU);
    }

    @Test
    void whenEverybodyIsAwayNobodyAnswers() {
        assertThat(people(rotation(Rotation.Turn.DAILY, null, false), MONDAY, 1, (_, _) -> true)).containsOnlyNulls();
    }

    @Test
    void gapsAreWhatNobodyCovers() {
        var wanted = List.of(window("2026-03-02T09:30:00Z", "2026-03-03T00:30:00Z"));
        assertThat(Rotation.gaps(wanted, List.of())).isEqualTo(wanted);
        assertThat(Rotation.gaps(wanted, wanted)).isEmpty();
        assertThat(Rotation.gaps(wanted, List.of(window("2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z"), window("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"))))
                .containsExactly(window("2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z"), window("2026-03-02T13:00:00Z", "2026-03-03T00:30:00Z"));
    }

    private static TimeWindow window(String from, String to) {
        return new TimeWindow(Instant.parse(from), Instant.parse(to));
    }

    @Nested
    class HoursOfADay {

        @ParameterizedTest
        @ValueSource(strings = {"08:30-12:00 13:00-17:30", "20:00-08:00", "00:00-24:00", "18:00-22:00 23:00-02:00", ""})
        void areWrittenAsTheyAreRead(String text) {
            assertThat(Hours.parse(text)).hasToString(text);
        }

        @Test
        void areReadAsPeopleWriteThem() {
            assertThat(Hours.parse(" 8:30 – 12:00，13:00~17:30 ")).hasToString("08:30-12:00 13:00-17:30");
        }

        @ParameterizedTest
        @ValueSource(strings = {"8-17", "13:00-17:30 08:30-12:00", "08:30-12:00 11:00-17:30", "25:00-26:00", "20:00-08:00 07:00-09:00", "24:30-08:00"})
        void thatCannotBeAreRefused(String text) {
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> Hours.parse(text)).matches(refusal -> refusal.code().equals("dispatch.hours-unreadable"));
        }

        @Test
        void ofANightEndOnTheNextDay() {
            assertThat(Hours.parse("20:00-08:00").span(MONDAY, ZONE)).isEqualTo(window("2026-03-02T12:00:00Z", "2026-03-03T00:00:00Z"));
        }

        @Test
        void spanTheirBreaks() {
            assertThat(Hours.parse("08:30-12:00 13:00-17:30").span(MONDAY, ZONE)).isEqualTo(window("2026-03-02T00:30:00Z", "2026-03-02T09:30:00Z"));
            assertThat(Hours.OFF.span(MONDAY, ZONE)).isNull();
        }
    }
}
