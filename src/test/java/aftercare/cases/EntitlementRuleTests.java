package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.assets.Warranty;
import aftercare.contracts.Cause;
import aftercare.contracts.ContractLevels.Cover;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EntitlementRuleTests {

    private static final Instant REPORTED = Instant.parse("2026-03-02T01:00:00Z");
    private static final Warranty RUNNING = Warranty.of(LocalDate.parse("2025-06-01"), 12);
    private static final Warranty OVER = Warranty.of(LocalDate.parse("2023-06-01"), 12);
    private static final Cover CONTRACT = new Cover("MC-7", "7x24x4", true, Set.of(Cause.FORCE_MAJEURE), LocalDate.parse("2026-12-31"));
    private static final Cover WITHOUT_PARTS = new Cover("MC-8", "basic", false, Set.of(), LocalDate.parse("2026-12-31"));

    @Nested
    class AFaultOfOurs {

        @Test
        void isFreeWithinTheWarranty() {
            var decision = decide(RUNNING, null, Cause.UNKNOWN);

            assertThat(decision.entitlement()).isEqualTo(Entitlement.FREE);
            assertThat(decision.code()).isEqualTo("cases.within-warranty");
            assertThat(decision.facts()).isEqualTo(Map.of("device", "D-1", "until", "2026-06-01"));
        }

        @Test
        void isStillFreeOnTheLastDayAndNoLongerOnTheNext() {
            var place = place(new Warranty(LocalDate.parse("2024-03-02"), LocalDate.parse("2026-03-03")));

            assertThat(EntitlementRule.decide(place, null, Cause.UNKNOWN, Instant.parse("2026-03-02T15:59:59Z")).entitlement()).isEqualTo(Entitlement.FREE);
            assertThat(EntitlementRule.decide(place, null, Cause.UNKNOWN, Instant.parse("2026-03-02T16:00:00Z")).entitlement()).isEqualTo(Entitlement.CHARGEABLE);
        }

        @Test
        void isFreeByTheContractOnceTheWarrantyIsOver() {
            var decision = decide(OVER, CONTRACT, Cause.DEFECT);

            assertThat(decision.entitlement()).isEqualTo(Entitlement.FREE);
            assertThat(clauses(decision)).containsExactly("cases.warranty-over", "cases.within-contract");
            assertThat(decision.reason()).startsWith("维保合同 MC-7 有效，含备件 / ");
        }

        @Test
        void saysThatPartsAreChargedWhenTheContractLeavesThemOut() {
            assertThat(decide(OVER, WITHOUT_PARTS, Cause.UNKNOWN).code()).isEqualTo("cases.within-contract-without-parts");
        }

        @Test
        void isChargedWithNeither() {
            assertThat(decide(OVER, null, Cause.DEFECT).entitlement()).isEqualTo(Entitlement.CHARGEABLE);
            assertThat(decide(Warranty.of(LocalDate.parse("2025-06-01"), 0), null, Cause.UNKNOWN).code()).isEqualTo("cases.without-warranty");
        }

        @Test
        void isUndecidedBeforeTheDeviceIsAcceptedOrKnown() {
            assertThat(decide(Warranty.open(), null, Cause.UNKNOWN).entitlement()).isEqualTo(Entitlement.UNDECIDED);
            assertThat(decide(null, null, Cause.UNKNOWN).code()).isEqualTo("cases.no-device");
        }

        @Test
        void isFreeByAContractForTheWholeCustomerWithoutKnowingTheDevice() {
            assertThat(clauses(decide(null, CONTRACT, Cause.UNKNOWN))).containsExactly("cases.no-device", "cases.within-contract");
        }
    }

    @Nested
    class AFaultOfSomebodyElse {

        @Test
        void isChargedEvenWithinTheWarranty() {
            var decision = decide(RUNNING, null, Cause.MISUSE);

            assertThat(decision.entitlement()).isEqualTo(Entitlement.CHARGEABLE);
            assertThat(decision.code()).isEqualTo("cases.cause-not-ours");
            assertThat(decision.facts()).containsEntry("cause", "MISUSE");
        }

        @Test
        void isFreeWhereTheContractSaysSo() {
            var decision = decide(RUNNING, CONTRACT, Cause.FORCE_MAJEURE);

            assertThat(decision.entitlement()).isEqualTo(Entitlement.FREE);
            assertThat(clauses(decision)).containsExactly("cases.cause-not-ours", "cases.contract-covers-cause");
        }

        @Test
        void isChargedWhereTheContractLeavesItOut() {
            var decision = decide(RUNNING, CONTRACT, Cause.THIRD_PARTY);

            assertThat(decision.entitlement()).isEqualTo(Entitlement.CHARGEABLE);
            assertThat(decision.code()).isEqualTo("cases.contract-leaves-cause");
        }
    }

    private static ServiceCase.Decision decide(@Nullable Warranty warranty, @Nullable Cover contract, Cause cause) {
        return EntitlementRule.decide(place(warranty), contract, cause, REPORTED);
    }

    private static Places.Place place(@Nullable Warranty warranty) {
        return new Places.Place(new UUID(0, 1), ZoneId.of("Asia/Shanghai"), new UUID(0, 2), null, null,
                warranty == null ? null : new UUID(0, 3), warranty == null ? null : "D-1", warranty, "");
    }

    @SuppressWarnings("unchecked")
    private static List<String> clauses(ServiceCase.Decision decision) {
        return ((List<Map<String, Object>>) decision.facts().get("considered")).stream().map(clause -> (String) clause.get("code")).toList();
    }
}
