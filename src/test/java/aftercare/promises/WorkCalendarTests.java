package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What users of other systems complain of, each by its name. */
class WorkCalendarTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final WorkCalendar office = office(StatutoryDays.china());
    private final WorkCalendar always = WorkCalendar.always("7x24", "7×24", SHANGHAI);

    private static WorkCalendar office(List<CalendarDay> days) {
        return new WorkCalendar("5x8", "5×8", 1, SHANGHAI, WeekPattern.weekdays("08:30-12:00 13:00-17:30"), days);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }

    private static PromiseClock clock(WorkCalendar calendar, Limit limit, String from, PromiseClock.Pause... pauses) {
        return new PromiseClock(calendar, limit, at(from), List.of(pauses));
    }

    private static PromiseClock.Pause pause(String from, String to) {
        return new PromiseClock.Pause(at(from), at(to), "customer");
    }

    @Nested
    class WorkingTime {

        @Test
        void lunchBreaksAreNotCounted() {
            assertThat(office.add(at("2026-03-04T11:00"), hours(2))).isEqualTo(at("2026-03-04T14:00"));
        }

        @Test
        void halfDaysAreCountedAsHalf() {
            var days = new ArrayList<>(StatutoryDays.china());
            days.add(CalendarDay.half(LocalDate.of(2026, 3, 5), "停电检修"));
            var withHalfDay = office(days);

            assertThat(withHalfDay.between(at("2026-03-05T00:00"), at("2026-03-06T00:00"))).isEqualTo(Duration.ofMinutes(210));
            assertThat(withHalfDay.add(at("2026-03-05T11:00"), hours(3))).isEqualTo(at("2026-03-06T10:30"));
        }

        @Test
        void makeUpSaturdaysAreWorked() {
            // 14 February 2026 is a Saturday worked for Spring Festival; the holiday lasts from the 15th to the 23rd
            assertThat(office.add(at("2026-02-13T16:30"), hours(9))).isEqualTo(at("2026-02-14T17:30"));
            assertThat(office.add(at("2026-02-14T16:30"), hours(2))).isEqualTo(at("2026-02-24T09:30"));
        }

        @Test
        void oneWorkingDayIsNotTwentyFourHours() {
            var nextDay = new Limit.WorkingDays(1, null);
            assertThat(clock(office, nextDay, "2026-03-04T15:00").due()).isEqualTo(at("2026-03-05T17:30"));
            assertThat(clock(office, nextDay, "2026-03-06T15:00").due()).as("asked on Friday").isEqualTo(at("2026-03-09T17:30"));
            assertThat(clock(office, new Limit.WorkingTime(8 * 60), "2026-03-04T15:00").due()).isEqualTo(at("2026-03-05T15:00"));
        }

        @Test
        void sevenTimesTwentyFourNeverStops() {
            assertThat(always.add(at("2026-02-14T22:00"), hours(12))).isEqualTo(at("2026-02-15T10:00"));
        }

        @Test
        void dueAtTheEndOfTheDayStaysOnThatDay() {
            assertThat(office.add(at("2026-03-04T08:30"), hours(8))).isEqualTo(at("2026-03-04T17:30"));
        }

        @Test
        void aReportAtNightStartsInTheMorning() {
            assertThat(office.add(at("2026-03-06T23:10"), Duration.ofMinutes(30))).isEqualTo(at("2026-03-09T09:00"));
            assertThat(office.nextOpen(at("2026-03-06T23:10"))).isEqualTo(at("2026-03-09T08:30"));
        }

        @Test
        void yearsFarAwayAreRefusedInsteadOfGuessed() {
            assertThatIllegalArgumentException().isThrownBy(() -> office.add(at("2026-03-06T12:00"), Duration.ofDays(200_000)))
                    .withMessageContaining("knows the years 1900 to 2299");
        }

        @Test
        void aWeekWithoutWorkIsRefused() {
            assertThatIllegalArgumentException().isThrownBy(() -> WeekPattern.weekdays(""));
        }
    }

    @Nested
    class CutOffs {

        private final Limit quote = new Limit.CutOff(List.of(
                new Limit.CutOff.Line(LocalTime.of(12, 0), 0, LocalTime.of(17, 30)),
                new Limit.CutOff.Line(LocalTime.of(17, 0), 1, LocalTime.of(12, 0))));

        @Test
        void askedInTheMorningDueTheSameDay() {
            assertThat(clock(office, quote, "2026-03-04T11:59").due()).isEqualTo(at("2026-03-04T17:30"));
        }

        @Test
        void askedInTheAfternoonDueNextNoon() {
            assertThat(clock(office, quote, "2026-03-04T12:00").due()).isEqualTo(at("2026-03-05T12:00"));
            assertThat(clock(office, quote, "2026-03-06T16:59").due()).as("over the weekend").isEqualTo(at("2026-03-09T12:00"));
        }

        @Test
        void askedInTheEveningCountsAsNextMorning() {
            assertThat(clock(office, quote, "2026-03-04T17:00").due()).isEqualTo(at("2026-03-05T17:30"));
        }

        @Test
        void askedOnAHolidayCountsAsTheFirstMorningAfter() {
            assertThat(clock(office, quote, "2026-02-17T10:00").due()).isEqualTo(at("2026-02-24T17:30"));
        }
    }

    @Nested
    class Pauses {

        @Test
        void holdTimeIsTakenOutWhereItLayNotAddedToTheStart() {
            // 8 working hours from Friday 15:30; the customer is waited for from Friday 16:30 to Monday 10:30.
            // Adding the 66 hours of holding to the start would promise Tuesday 17:30.
            var clock = clock(office, new Limit.WorkingTime(8 * 60), "2026-03-06T15:30", pause("2026-03-06T16:30", "2026-03-09T10:30"));
            assertThat(clock.due()).isEqualTo(at("2026-03-10T09:30"));
        }

        @Test
        void aPauseAtNightChangesNothing() {
            var limit = new Limit.WorkingTime(8 * 60);
            assertThat(clock(office, limit, "2026-03-04T15:30", pause("2026-03-04T18:00", "2026-03-05T08:00")).due())
                    .isEqualTo(clock(office, limit, "2026-03-04T15:30").due());
        }

        @Test
        void aPauseAfterTheDueTimeSavesNobody() {
            var clock = clock(office, new Limit.WorkingTime(60), "2026-03-04T09:00", pause("2026-03-04T11:00", "2026-03-05T11:00"));
            assertThat(clock.due()).isEqualTo(at("2026-03-04T10:00"));
        }

        @Test
        void pausesThatOverlapCountOnce() {
            var limit = new Limit.WorkingTime(120);
            assertThat(clock(office, limit, "2026-03-04T09:00", pause("2026-03-04T09:30", "2026-03-04T10:30"), pause("2026-03-04T10:00", "2026-03-04T11:00")).due())
                    .isEqualTo(at("2026-03-04T13:30"));
        }

        @Test
        void aCutOffMovesByTheWorkingTimeOfThePause() {
            var quote = new Limit.CutOff(List.of(new Limit.CutOff.Line(LocalTime.of(12, 0), 0, LocalTime.of(17, 30))));
            assertThat(clock(office, quote, "2026-03-04T09:00", pause("2026-03-04T10:00", "2026-03-04T14:00")).due())
                    .isEqualTo(at("2026-03-05T11:30"));
        }
    }

    @Nested
    class Explanations {

        @Test
        void nameEveryReason() {
            var clock = clock(office, new Limit.WorkingTime(9 * 60), "2026-02-13T16:30", pause("2026-02-14T09:30", "2026-02-14T10:30"));
            assertThat(clock.spans(clock.due())).extracting(span -> "%s %s %s".formatted(span.from().atZone(SHANGHAI).toLocalDateTime(), span.reason(), span.name()).strip())
                    .containsExactly(
                            "2026-02-13T16:30 WORKING_HOURS",
                            "2026-02-13T17:30 CLOSED",
                            "2026-02-14T00:00 CLOSED 春节",
                            "2026-02-14T08:30 MAKEUP_WORKDAY 春节",
                            "2026-02-14T09:30 PAUSED customer",
                            "2026-02-14T10:30 MAKEUP_WORKDAY 春节",
                            "2026-02-14T12:00 BREAK 春节",
                            "2026-02-14T13:00 MAKEUP_WORKDAY 春节",
                            "2026-02-14T17:30 CLOSED 春节",
                            "2026-02-15T00:00 HOLIDAY 春节",
                            "2026-02-24T00:00 CLOSED",
                            "2026-02-24T08:30 WORKING_HOURS");
            assertThat(clock.due()).isEqualTo(at("2026-02-24T09:30"));
        }
    }

    @Nested
    class ReminderTimes {

        @Test
        void remindersOfAnOfficePromiseNeverFallOnHolidays() {
            var clock = clock(office, new Limit.WorkingTime(16 * 60), "2026-02-14T13:00");
            for (var percent = 5; percent <= 150; percent += 5) {
                var time = Rung.at(percent, Audience.OWNER).time(clock).atZone(SHANGHAI).toLocalDate();
                assertThat(office.hours(time).isClosed()).as("%d %% on %s", percent, time).isFalse();
            }
        }
    }

    @Test
    void hoursAreReadAsPeopleWriteThem() {
        assertThat(OpeningHours.parse("9:00 - 12:00, 13:00-17:30")).hasToString("09:00-12:00 13:00-17:30");
        assertThat(OpeningHours.parse("")).isEqualTo(OpeningHours.NONE);
        assertThatIllegalArgumentException().isThrownBy(() -> OpeningHours.parse("22:00-06:00"));
        assertThatIllegalArgumentException().isThrownBy(() -> OpeningHours.parse("09:00-12:00 11:00-14:00"));
        assertThatIllegalArgumentException().isThrownBy(() -> OpeningHours.parse("nine to five"));
    }
}
