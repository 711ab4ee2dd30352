package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.kernel.Refusal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CaseTests {

    static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    static ServiceCase aCase() {
        return ServiceCase.open("SO-2026-000001",
                new ServiceCase.Parties(UUID.fromString("00000000-0000-7000-8000-000000000001"), null, null,
                        new ServiceCase.Contact("王敏", "13800000001", "", "", ""), null, null, null, ""),
                new ServiceCase.Report(Channel.PHONE, "三号门禁读卡器不识别", "", "token", null, NOON),
                new ServiceCase.Triage("repair", 1, 3, new ServiceCase.Decision(Entitlement.UNDECIDED, "cases.no-device", "", Map.of(), null),
                        null, null, null, null), "received");
    }

    @Nested
    class ANewCase {

        final ServiceCase fresh = aCase();

        @Test
        void canBeTakenResolvedOrCancelled() {
            assertThat(fresh.status().acts()).containsExactly(CaseAct.TAKE, CaseAct.RESOLVE, CaseAct.CANCEL, CaseAct.MERGE);
        }

        @Test
        void cannotBeClosedBeforeItIsResolved() {
            assertThatExceptionOfType(ActNotAllowed.class).isThrownBy(() -> fresh.close(NOON))
                    .withMessage("cannot CLOSE a case that is NEW; allowed now: [TAKE, RESOLVE, CANCEL, MERGE]");
        }

        @Test
        void isNotCancelledWithoutAReason() {
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> fresh.cancel(" "))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("cases.cancelling-unreasoned"));
        }

        @Test
        void cannotBeOpenedWithoutASubject() {
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() ->
                    new ServiceCase.Report(Channel.PHONE, "　", "", "token", null, NOON))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("cases.subject-empty"));
        }
    }

    @Nested
    class ACaseThatWaits {

        final ServiceCase waiting = aCase().take().waitFor("等客户确认停机时间");

        @Test
        void keepsTheReasonUntilItGoesOn() {
            assertThat(waiting.progress().waitingReason()).isEqualTo("等客户确认停机时间");
            assertThat(waiting.resume().progress().waitingReason()).isNull();
        }

        @Test
        void canBeResolvedAtOnce() {
            assertThat(waiting.resolve("客户自行处理", NOON).status()).isEqualTo(CaseStatus.RESOLVED);
        }
    }

    @Nested
    class AResolvedCase {

        final ServiceCase resolved = aCase().take().answered(NOON).resolve("更换读卡器", NOON);

        @Test
        void closesWhenTheCustomerAccepts() {
            var closed = resolved.accept(NOON.plusSeconds(60));

            assertThat(closed.status()).isEqualTo(CaseStatus.CLOSED);
            assertThat(closed.progress().closedAt()).isEqualTo(NOON.plusSeconds(60));
            assertThat(closed.progress().resolution()).isEqualTo("更换读卡器");
        }

        @Test
        void goesOnWhenTheCustomerRejects() {
            var again = resolved.reject("还是不识别");

            assertThat(again.status()).isEqualTo(CaseStatus.ACTIVE);
            assertThat(again.progress().resolution()).isNull();
            assertThat(again.progress().resolvedAt()).isNull();
            assertThat(again.progress().reopened()).isOne();
            assertThat(again.progress().answeredAt()).as("the first answer stays the first").isEqualTo(NOON);
        }
    }

    @Nested
    class AClosedCase {

        final ServiceCase closed = aCase().resolve("电话指导解决", NOON).close(NOON);

        @Test
        void cannotBeTriagedAnyMore() {
            assertThatExceptionOfType(Refusal.Conflict.class).isThrownBy(() -> closed.triaged(closed.triage()))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("cases.finished"));
        }

        @Test
        void canBeReopenedWithAReason() {
            assertThat(closed.reopen("同一故障再次出现").status()).isEqualTo(CaseStatus.ACTIVE);
        }
    }

    @Test
    void everyStatusCanBeReached() {
        var reached = EnumSet.of(CaseStatus.NEW);
        for (var open = List.of(CaseStatus.NEW); !open.isEmpty(); ) {
            open = open.stream().flatMap(from -> from.acts().stream().map(from::after)).filter(reached::add).toList();
        }
        assertThat(reached).isEqualTo(EnumSet.allOf(CaseStatus.class));
    }

    @Test
    void aWaitingCaseWithoutAReasonIsABug() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> new ServiceCase.Progress(CaseStatus.WAITING, "received",
                null, null, null, null, 0, null, null, null, null));
    }

    @Test
    void aDecisionSaysWhy() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> ServiceCase.Decision.byHand(Entitlement.CHARGEABLE, "", UUID.randomUUID()));
    }
}
