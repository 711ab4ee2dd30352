package aftercare.contracts;

import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed: changed as a whole, by an amendment.
 *
 * @param level      a code that promise rules match on
 * @param visits     how many planned visits the whole term brings
 * @param alsoCovers what a warranty would not answer for, and this contract does
 * @param billing    when which part of the price is due; empty where nothing is planned
 */
record Terms(String level, Money price, int visits, boolean partsIncluded, Set<Cause> alsoCovers, List<Covered> coverage, List<Instalment> billing) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** A site, a project or a device; none of them is the whole customer. */
    record Covered(@Nullable UUID site, @Nullable UUID project, @Nullable UUID device) {

        static final Covered CUSTOMER = new Covered(null, null, null);

        Covered {
            if ((site == null ? 0 : 1) + (project == null ? 0 : 1) + (device == null ? 0 : 1) > 1) {
                throw new Refusal.Broken("contracts.coverage-mixed", "a line of the coverage is one site, one project or one device", Map.of());
            }
        }
    }

    record Instalment(LocalDate dueOn, Money amount, String note) {}

    Terms {
        alsoCovers = alsoCovers.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(alsoCovers));
        coverage = List.copyOf(coverage);
        billing = List.copyOf(billing);
        requireCode(level);
        if (coverage.isEmpty()) {
            throw new Refusal.Broken("contracts.covers-nothing", "say what the contract covers: the whole customer, sites, projects or devices", Map.of());
        }
        if (new HashSet<>(coverage).size() < coverage.size()) {
            throw new Refusal.Broken("contracts.covered-twice", "the same thing stands in the coverage twice", Map.of());
        }
        if (coverage.size() > 1 && coverage.contains(Covered.CUSTOMER)) {
            throw new Refusal.Broken("contracts.whole-and-part", "a contract for the whole customer needs no further lines", Map.of());
        }
        if (alsoCovers.stream().anyMatch(Cause::isOurs)) {
            throw new Refusal.Broken("contracts.covers-anyway", "defects are covered anyway", Map.of());
        }
        var asked = billing.stream().map(Instalment::amount).reduce(Money::plus);
        if (asked.isPresent() && !asked.get().equals(price)) {
            throw new Refusal.Broken("contracts.billing-unequal", "the billing plan adds up to %s, the price is %s".formatted(asked.get().amount(), price.amount()),
                    Map.of("planned", asked.get().amount().toPlainString(), "price", price.amount().toPlainString()));
        }
    }

    static void requireCode(String level) {
        if (!CODE.matcher(level).matches()) {
            throw new Refusal.Broken("contracts.level-no-code", "a service level is a code of small letters, digits and dashes, not '%s'".formatted(level),
                    Map.of("level", level));
        }
    }
}
