package aftercare.fieldwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.cases.CaseId;
import aftercare.dispatch.BookingId;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VisitTests {

    static final Instant NINE = Instant.parse("2026-03-02T01:00:00Z");
    static final Place WEST_LAKE = new Place(120.1440, 30.2420);
    static final Place TWO_HUNDRED_METRES_ON = new Place(120.1440, 30.2438);

    static Visit.Plan planFrom(Instant from) {
        return new Visit.Plan(new BookingId(new UUID(1, 1)), new CaseId(new UUID(2, 2)), new UUID(3, 3), new UUID(4, 4), null,
                new TimeWindow(from, from.plus(Duration.ofHours(2))));
    }

    final Visit planned = Visit.planned(planFrom(NINE));
    final Visit accepted = planned.accept(NINE.minusSeconds(3600), NINE);

    @Test
    void everyStatusCanBeReachedFromThePlan() {
        var reached = EnumSet.of(VisitStatus.PLANNED);
        for (int i = 0; i < VisitStatus.values().length; i++) {
            EnumSet.copyOf(reached).forEach(status -> status.acts().forEach(act -> reached.add(status.after(act))));
        }
        assertThat(reached).containsExactlyInAnyOrder(VisitStatus.values());
    }

    @Nested
    class APlannedVisit {

        @Test
        void isNotAcceptedUnseenAfterTheOfficeMovedIt() {
            var moved = planned.replanned(planFrom(NINE.plusSeconds(7200)));
            assertThatExceptionOfType(Refusal.Conflict.class).isThrownBy(() -> moved.accept(NINE, NINE))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("fieldwork.plan-changed"));
        }

        @Test
        void cannotBeSetOutForBeforeItIsAccepted() {
            assertThatExceptionOfType(ActNotAllowed.class).isThrownBy(() -> planned.setOut(NINE))
                    .withMessage("cannot SET_OUT a visit that is PLANNED; allowed now: [ACCEPT, REFUSE, REPLAN, CANCEL]");
        }

        @Test
        void isRefusedOnlyWithAReason() {
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> planned.refuse("　"));
            assertThat(planned.refuse("车辆故障").refusal()).isEqualTo("车辆故障");
        }
    }

    @Nested
    class Arriving {

        final Visit onTheWay = accepted.setOut(NINE.minusSeconds(1200));

        @Test
        void recordsHowLateAndHowFarFromTheSite() {
            var arrived = onTheWay.arrive(NINE.plusSeconds(25 * 60), TWO_HUNDRED_METRES_ON, "", WEST_LAKE);
            assertThat(arrived.arrival()).isEqualTo(new Visit.Arrival(TWO_HUNDRED_METRES_ON, "", 25, 200));
        }

        @Test
        void inTimeIsNotLate() {
            assertThat(onTheWay.arrive(NINE.minusSeconds(60), WEST_LAKE, "", null).arrival()).isEqualTo(new Visit.Arrival(WEST_LAKE, "", 0, null));
        }

        @Test
        void withoutAPositionNeedsTheReason() {
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> onTheWay.arrive(NINE, null, "", WEST_LAKE))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("fieldwork.no-position"));
            assertThat(onTheWay.arrive(NINE, null, "地下室无信号", WEST_LAKE).status()).isEqualTo(VisitStatus.ARRIVED);
        }

        @Test
        void neverCountsAsBeforeSettingOut() {
            assertThat(onTheWay.arrive(NINE.minusSeconds(9000), WEST_LAKE, "", null).steps().arrived()).isEqualTo(NINE.minusSeconds(1200));
        }

        @Test
        void endsTheOfficesSay() {
            var arrived = onTheWay.arrive(NINE, WEST_LAKE, "", null);
            assertThatExceptionOfType(ActNotAllowed.class).isThrownBy(arrived::cancel);
            assertThatExceptionOfType(ActNotAllowed.class).isThrownBy(() -> arrived.replanned(planFrom(NINE)));
        }
    }

    @Nested
    class AMovedVisit {

        @Test
        void mustBeAcceptedAnew() {
            var moved = accepted.replanned(planFrom(NINE.plusSeconds(86_400)));
            assertThat(moved.status()).isEqualTo(VisitStatus.PLANNED);
            assertThat(moved.steps()).isEqualTo(Visit.Steps.NONE);
        }

        @Test
        void staysAcceptedWhenItOnlyLastsLonger() {
            assertThat(accepted.until(NINE.plusSeconds(20_000)).status()).isEqualTo(VisitStatus.ACCEPTED);
        }
    }

    @Test
    void thereIsNoPlaceOffTheMap() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> new Place(181, 0));
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> new Place(Double.NaN, 0));
    }
}
