package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.assets.DeviceCover;
import aftercare.assets.Warranty;
import aftercare.contracts.Cause;
import aftercare.contracts.ContractLevels.Cover;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /**
     * Situations of T-4 as one reads them. Warranty: running, over, none, open or no device; "+" adds further terms of the device
     * (a covered compressor, repair at cost, paid service). Contract: with parts, without parts, or none; both cover force majeure only.
     */
    @ParameterizedTest(name = "{0}, contract {1}, {2}: {3} by {4}")
    @CsvSource({
            "running, no, UNKNOWN, FREE, within-warranty",
            "running, no, DEFECT, FREE, within-warranty",
            "running, no, MISUSE, CHARGEABLE, cause-not-ours",
            "running, no, CUSTOMER_DAMAGE, CHARGEABLE, cause-not-ours",
            "running, no, THIRD_PARTY, CHARGEABLE, cause-not-ours",
            "running, no, FORCE_MAJEURE, CHARGEABLE, cause-not-ours",
            "running, with, UNKNOWN, FREE, within-warranty",
            "running, with, DEFECT, FREE, within-warranty",
            "running, with, MISUSE, CHARGEABLE, contract-leaves-cause",
            "running, with, CUSTOMER_DAMAGE, CHARGEABLE, contract-leaves-cause",
            "running, with, THIRD_PARTY, CHARGEABLE, contract-leaves-cause",
            "running, with, FORCE_MAJEURE, FREE, contract-covers-cause",
            "running, without, FORCE_MAJEURE, CHARGEABLE, contract-leaves-cause",
            "over, no, UNKNOWN, CHARGEABLE, warranty-over",
            "over, no, DEFECT, CHARGEABLE, warranty-over",
            "over, no, MISUSE, CHARGEABLE, cause-not-ours",
            "over, no, FORCE_MAJEURE, CHARGEABLE, cause-not-ours",
            "over, with, UNKNOWN, FREE, within-contract",
            "over, with, DEFECT, FREE, within-contract",
            "over, with, CUSTOMER_DAMAGE, CHARGEABLE, contract-leaves-cause",
            "over, with, FORCE_MAJEURE, FREE, contract-covers-cause",
            "over, without, UNKNOWN, FREE, within-contract-without-parts",
            "over, without, DEFECT, FREE, within-contract-without-parts",
            "over, without, THIRD_PARTY, CHARGEABLE, contract-leaves-cause",
            "none, no, UNKNOWN, CHARGEABLE, without-warranty",
            "none, with, UNKNOWN, FREE, within-contract",
            "none, no, MISUSE, CHARGEABLE, cause-not-ours",
            "open, no, UNKNOWN, UNDECIDED, not-accepted",
            "open, with, UNKNOWN, FREE, within-contract",
            "open, no, MISUSE, CHARGEABLE, cause-not-ours",
            "no device, no, UNKNOWN, UNDECIDED, no-device",
            "no device, with, UNKNOWN, FREE, within-contract",
            "no device, without, DEFECT, FREE, within-contract-without-parts",
            "no device, no, CUSTOMER_DAMAGE, CHARGEABLE, cause-not-ours",
            "over + compressor, no, UNKNOWN, UNDECIDED, parts-covered",
            "over + compressor, no, DEFECT, UNDECIDED, parts-covered",
            "over + compressor, with, UNKNOWN, FREE, within-contract",
            "over + compressor, no, MISUSE, CHARGEABLE, cause-not-ours",
            "over + at cost, no, UNKNOWN, CHARGEABLE, repaired-at-cost",
            "over + at cost, with, UNKNOWN, FREE, within-contract",
            "over + paid, no, DEFECT, CHARGEABLE, paid-service",
            "over + at cost + paid, no, DEFECT, CHARGEABLE, repaired-at-cost",
            "over + compressor + at cost, no, DEFECT, UNDECIDED, parts-covered",
            "over + for life, no, DEFECT, FREE, covered-for-life",
            "running + at cost + paid, no, DEFECT, FREE, within-warranty"})
    void decides(String warranty, String contract, Cause cause, Entitlement entitlement, String code) {
        var decision = EntitlementRule.decide(placed(warranty), switch (contract) {
            case "with" -> CONTRACT;
            case "without" -> WITHOUT_PARTS;
            default -> null;
        }, cause, REPORTED);

        assertThat(decision.entitlement()).isEqualTo(entitlement);
        assertThat(decision.code()).isEqualTo("cases." + code);
        assertThat(decision.reason().isBlank()).as("a reason for whatever is decided").isEqualTo(entitlement == Entitlement.UNDECIDED);
    }

    private static Places.Place placed(String words) {
        var terms = new ArrayList<DeviceCover.Term>();
        var parts = words.split(" \\+ ");
        for (int i = 1; i < parts.length; i++) {
            terms.add(switch (parts[i]) {
                case "compressor" -> new DeviceCover.Term(DeviceCover.Cover.FREE, "压缩机", "", LocalDate.parse("2023-06-01"), LocalDate.parse("2028-06-02"));
                case "at cost" -> new DeviceCover.Term(DeviceCover.Cover.AT_COST, "", "", LocalDate.parse("2024-06-02"), LocalDate.parse("2027-06-02"));
                case "paid" -> new DeviceCover.Term(DeviceCover.Cover.PAID_SERVICE, "", "", LocalDate.parse("2024-06-02"), null);
                default -> new DeviceCover.Term(DeviceCover.Cover.FREE, "", "", LocalDate.parse("2024-06-02"), null);
            });
        }
        var main = switch (parts[0]) {
            case "running" -> RUNNING;
            case "over" -> OVER;
            case "none" -> Warranty.of(LocalDate.parse("2025-06-01"), 0);
            case "open" -> Warranty.open();
            default -> null;
        };
        return main == null ? place(null) : new Places.Place(new UUID(0, 1), ZoneId.of("Asia/Shanghai"), new UUID(0, 2), null, null, new UUID(0, 3), "D-1",
                new DeviceCover(main, terms), "");
    }

    private static ServiceCase.Decision decide(@Nullable Warranty warranty, @Nullable Cover contract, Cause cause) {
        return EntitlementRule.decide(place(warranty), contract, cause, REPORTED);
    }

    private static Places.Place place(@Nullable Warranty warranty) {
        return new Places.Place(new UUID(0, 1), ZoneId.of("Asia/Shanghai"), new UUID(0, 2), null, null,
                warranty == null ? null : new UUID(0, 3), warranty == null ? null : "D-1", warranty == null ? null : DeviceCover.of(warranty), "");
    }

    @SuppressWarnings("unchecked")
    private static List<String> clauses(ServiceCase.Decision decision) {
        return ((List<Map<String, Object>>) decision.facts().get("considered")).stream().map(clause -> (String) clause.get("code")).toList();
    }
}
