package aftercare.portal;

import static aftercare.cases.CaseStatus.ACTIVE;
import static aftercare.cases.CaseStatus.CANCELLED;
import static aftercare.cases.CaseStatus.CLOSED;
import static aftercare.cases.CaseStatus.NEW;
import static aftercare.cases.CaseStatus.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import aftercare.cases.CaseStatus;
import aftercare.portal.TrackSteps.Facts;
import aftercare.portal.TrackSteps.Way;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrackStepsTests {

    private static final Instant AT = Instant.parse("2026-03-02T01:00:00Z");

    @Test
    void aNewCaseWaitsForAnAnswer() {
        assertThat(told(facts(NEW, null, Way.NONE)))
                .isEqualTo("RECEIVED done, ANSWERED now, SCHEDULED, ON_THE_WAY, ARRIVED, FIXED, ACCEPTED, RATED");
    }

    @Test
    void aBookedCaseWaitsForTheEngineerToSetOut() {
        assertThat(told(facts(ACTIVE, AT, new Way(AT, null, null))))
                .isEqualTo("RECEIVED done, ANSWERED done, SCHEDULED done, ON_THE_WAY now, ARRIVED, FIXED, ACCEPTED, RATED");
    }

    @Test
    void whoIsHereHasComeEvenIfNobodyRecordedTheWay() {
        assertThat(told(facts(ACTIVE, null, new Way(AT, null, AT))))
                .isEqualTo("RECEIVED done, ANSWERED done, SCHEDULED done, ON_THE_WAY done, ARRIVED done, FIXED now, ACCEPTED, RATED");
    }

    @Test
    void aCaseSolvedOnThePhoneTellsOfNoVisit() {
        assertThat(told(new Facts(RESOLVED, AT, AT, null, null, Way.NONE, AT, null, null, null, null, null, false)))
                .isEqualTo("RECEIVED done, ANSWERED done, FIXED done, ACCEPTED now, RATED");
    }

    @Test
    void aRejectedCaseBeginsANewRound() {
        assertThat(told(new Facts(ACTIVE, AT, AT, AT, "还有异味", Way.NONE, null, null, null, null, null, null, false)))
                .isEqualTo("RECEIVED done, ANSWERED done, REJECTED failed, SCHEDULED now, ON_THE_WAY, ARRIVED, FIXED, ACCEPTED, RATED");
    }

    @Test
    void anAcceptedAndRatedCaseIsDone() {
        assertThat(told(new Facts(CLOSED, AT, AT, null, null, new Way(AT, AT, AT), AT, AT, AT, AT, null, null, false)))
                .isEqualTo("RECEIVED done, ANSWERED done, SCHEDULED done, ON_THE_WAY done, ARRIVED done, FIXED done, ACCEPTED done, RATED done");
        assertThat(told(new Facts(CLOSED, AT, AT, null, null, new Way(AT, AT, AT), AT, null, AT, null, null, null, false)))
                .endsWith("FIXED done, CLOSED done, RATED now");
    }

    @Test
    void aCancelledCaseEndsThere() {
        assertThat(told(new Facts(CANCELLED, AT, AT, null, null, new Way(AT, null, null), null, null, null, null, AT, "重复报修", false)))
                .isEqualTo("RECEIVED done, ANSWERED done, CANCELLED failed");
    }

    private static Facts facts(CaseStatus status, @Nullable Instant answeredAt, Way way) {
        return new Facts(status, AT, answeredAt, null, null, way, null, null, null, null, null, null, false);
    }

    private static String told(Facts facts) {
        return TrackSteps.of(facts).stream()
                .map(step -> step.key() + (step.state() == TrackSteps.StepState.AHEAD ? "" : " " + step.state().name().toLowerCase()))
                .collect(Collectors.joining(", "));
    }
}
