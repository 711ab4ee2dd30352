package aftercare.cases;

import aftercare.assets.DeviceCover;
import aftercare.assets.Warranty;
import aftercare.contracts.Cause;
import aftercare.contracts.ContractLevels.Cover;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who pays by right (T-4), from what is known of the device's warranty, the maintenance contract and the cause. A cause that
 * is not ours is free only if the contract says so; else a warranty makes it free, then a contract. Where only some parts are
 * still covered somebody has to look which one failed; after that comes the time of repair at cost. A person may decide otherwise.
 *
 * <p>The decision keeps every clause it looked at, in that order ({@code considered}); the last one decided.
 */
final class EntitlementRule {

    /** A clause that was looked at: a code the user interface has a sentence for, its facts, and the sentence for papers. */
    private record Clause(String code, String sentence, Map<String, Object> facts) {}

    private EntitlementRule() {}

    static ServiceCase.Decision decide(Places.Place place, @Nullable Cover contract, Cause cause, Instant reportedAt) {
        var standing = place.cover() == null ? null : place.cover().at(reportedAt, place.zone());
        var state = standing == null ? null : standing.state();
        var clauses = new ArrayList<Clause>();
        if (!cause.isOurs()) {
            clauses.add(new Clause("cases.cause-not-ours", "故障原因不属于质保责任 / the cause is not covered by the warranty", Map.of("cause", cause.name())));
            if (contract == null) {
                return decided(Entitlement.CHARGEABLE, clauses);
            }
            var covered = contract.alsoCovers().contains(cause);
            clauses.add(new Clause(covered ? "cases.contract-covers-cause" : "cases.contract-leaves-cause",
                    covered ? "维保合同 %s 含此类故障 / contract %s covers this cause".formatted(contract.number(), contract.number())
                            : "维保合同 %s 不含此类故障 / contract %s does not cover this cause".formatted(contract.number(), contract.number()),
                    Map.of("contract", contract.number(), "cause", cause.name())));
            return decided(covered ? Entitlement.FREE : Entitlement.CHARGEABLE, clauses);
        }
        clauses.add(clause(state, String.valueOf(place.deviceNumber()), standing == null ? "" : String.valueOf(standing.lastDay())));
        if (state == Warranty.State.COVERED) {
            return decided(Entitlement.FREE, clauses);
        }
        if (contract != null) {
            clauses.add(new Clause(contract.partsIncluded() ? "cases.within-contract" : "cases.within-contract-without-parts",
                    contract.partsIncluded() ? "维保合同 %s 有效，含备件 / covered by contract %s, parts included".formatted(contract.number(), contract.number())
                            : "维保合同 %s 有效，备件另计 / covered by contract %s, parts are charged".formatted(contract.number(), contract.number()),
                    Map.of("contract", contract.number(), "until", contract.lastDay().toString())));
            return decided(Entitlement.FREE, clauses);
        }
        if (standing != null && !standing.parts().isEmpty()) {
            var parts = String.join("、", standing.parts().stream().map(DeviceCover.Term::name).distinct().toList());
            clauses.add(new Clause("cases.parts-covered", "整机不在质保期，%s 仍免费 / only %s is still covered".formatted(parts, parts), Map.of("parts", parts)));
            return decided(Entitlement.UNDECIDED, clauses);
        }
        if (standing != null && standing.atCost() != null) {
            var until = DeviceCover.lastDay(standing.atCost());
            clauses.add(new Clause("cases.repaired-at-cost", "处于成本维修期（至 %s） / repaired at cost until %s".formatted(until, until), Map.of("until", until)));
            return decided(Entitlement.CHARGEABLE, clauses);
        }
        if (standing != null && standing.paid() != null) {
            clauses.add(new Clause("cases.paid-service", "终身有偿服务 / paid service for life", Map.of()));
            return decided(Entitlement.CHARGEABLE, clauses);
        }
        return decided(state == Warranty.State.OVER || state == Warranty.State.NONE ? Entitlement.CHARGEABLE : Entitlement.UNDECIDED, clauses);
    }

    private static Clause clause(Warranty.@Nullable State state, String device, String last) {
        if (state == Warranty.State.COVERED && last.equals("null")) {
            return new Clause("cases.covered-for-life", "终身质保 / under warranty for life", Map.of("device", device));
        }
        return switch (state) {
            case null -> new Clause("cases.no-device", "", Map.of());
            case COVERED -> new Clause("cases.within-warranty", "质保期内（至 %s） / under warranty until %s".formatted(last, last), Map.of("device", device, "until", last));
            case OVER -> new Clause("cases.warranty-over", "质保期已于 %s 届满 / the warranty ended on %s".formatted(last, last), Map.of("device", device, "until", last));
            case NONE -> new Clause("cases.without-warranty", "设备 %s 没有质保 / device %s has no warranty".formatted(device, device), Map.of("device", device));
            case NOT_ACCEPTED, NOT_BEGUN -> new Clause("cases.not-accepted", "", Map.of("device", device));
        };
    }

    private static ServiceCase.Decision decided(Entitlement entitlement, List<Clause> clauses) {
        var last = clauses.getLast();
        var facts = new HashMap<String, Object>(last.facts());
        if (clauses.size() > 1) {
            facts.put("considered", clauses.stream().map(clause -> {
                var one = new HashMap<String, Object>(clause.facts());
                one.put("code", clause.code());
                return one;
            }).toList());
        }
        return new ServiceCase.Decision(entitlement, last.code(), entitlement == Entitlement.UNDECIDED ? "" : last.sentence(), facts, null);
    }
}
