package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.cases.CaseId;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BookingTests {

    private static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
    private static final TimeWindow MORNING = new TimeWindow(NINE, NINE.plus(Duration.ofHours(2)));
    private static final Booking.Crew ZHOU = new Booking.Crew(new UUID(1, 1), new UUID(9, 9), null);
    private static final Booking.Crew WU = new Booking.Crew(new UUID(1, 2), new UUID(9, 9), null);

    private final Booking planned = Booking.plan(new CaseId(new UUID(7, 7)), ZHOU, MORNING, "", NINE);

    @Test
    void cannotLastAMonth() {
        assertThatExceptionOfType(Refusal.Broken.class)
                .isThrownBy(() -> Booking.plan(planned.caseId(), ZHOU, new TimeWindow(NINE, NINE.plus(Duration.ofDays(30))), "", NINE))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("dispatch.too-long"));
    }

    @Nested
    class AConfirmedBooking {

        final Booking confirmed = planned.progress(BookingAct.CONFIRM, NINE);

        @Test
        void mustBeConfirmedAnewAtAnotherTime() {
            var later = new TimeWindow(MORNING.from().plusSeconds(1800), MORNING.to().plusSeconds(1800));
            assertThat(confirmed.replanned(ZHOU, later, "").state()).isEqualTo(BookingState.PLANNED);
        }

        @Test
        void mustBeConfirmedAnewByAnotherEngineer() {
            assertThat(confirmed.replanned(WU, MORNING, "").state()).isEqualTo(BookingState.PLANNED);
        }

        @Test
        void staysConfirmedWhenItOnlyLastsLonger() {
            var longer = new TimeWindow(MORNING.from(), MORNING.to().plusSeconds(3600));
            assertThat(confirmed.replanned(ZHOU, longer, "").state()).isEqualTo(BookingState.CONFIRMED);
        }
    }

    @Nested
    class OnTheWay {

        final Booking underWay = planned.progress(BookingAct.SET_OUT, NINE);

        @Test
        void cannotBeGivenToSomebodyElse() {
            assertThatExceptionOfType(ActNotAllowed.class).isThrownBy(() -> underWay.replanned(WU, MORNING, ""))
                    .withMessage("cannot MOVE a booking that is UNDER_WAY; allowed now: [EXTEND, ARRIVE, DROP]");
        }

        @Test
        void canBeCalledOff() {
            assertThat(underWay.drop("customer called").state()).isEqualTo(BookingState.CANCELLED);
        }
    }

    @Nested
    class OnSite {

        final Booking onSite = planned.progress(BookingAct.ARRIVE, NINE);

        @Test
        void cannotBeDropped() {
            assertThatExceptionOfType(ActNotAllowed.class).isThrownBy(() -> onSite.drop(""));
        }

        @Test
        void givesTheRestOfItsTimeBackWhenFinishedEarly() {
            var done = onSite.progress(BookingAct.FINISH, NINE.plusSeconds(3600));
            assertThat(done.state()).isEqualTo(BookingState.DONE);
            assertThat(done.window()).isEqualTo(new TimeWindow(NINE, NINE.plusSeconds(3600)));
        }

        @Test
        void keepsItsTimeWhenFinishedLate() {
            assertThat(onSite.progress(BookingAct.FINISH, MORNING.to().plusSeconds(600)).window()).isEqualTo(MORNING);
        }
    }
}
