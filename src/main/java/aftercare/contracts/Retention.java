package aftercare.contracts;

import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Retention money of a project.
 *
 * @param releaseOn first day after the warranty; null while the project is not accepted
 * @param balance   what is still held back: the sum of the ledger
 */
record Retention(UUID id, UUID project, UUID customer, UUID branch, @Nullable UUID owner, Money amount, @Nullable LocalDate releaseOn, Money balance,
                 int version) {

    static final String SUBJECT = "retention";

    /** HELD back at first; RELEASED: paid to us; DEDUCTED: the customer keeps it; LETTER: paid to us against a letter of guarantee. */
    enum Entry { HELD, RELEASED, DEDUCTED, LETTER }

    Subject subject() {
        return new Subject(SUBJECT, id);
    }

    /** A share of a price, rounded to the cent. */
    static Money share(Money price, BigDecimal percent) {
        return new Money(price.amount().multiply(percent).divide(BigDecimal.valueOf(100), price.currency().getDefaultFractionDigits(), RoundingMode.HALF_UP),
                price.currency());
    }

    /** Refuses to take more than there is, and to take money before its day unless a letter stands in for it. */
    void check(Entry kind, Money taken, LocalDate on) {
        if (taken.amount().signum() <= 0) {
            throw new Refusal.Broken("contracts.retention-nothing", "say how much", Map.of());
        }
        if (taken.amount().compareTo(balance.amount()) > 0) {
            throw new Refusal.Conflict("contracts.retention-too-much", "only %s is still held back".formatted(balance.amount().toPlainString()),
                    Map.of("balance", balance.amount().toPlainString()));
        }
        if (kind == Entry.RELEASED && (releaseOn == null || on.isBefore(releaseOn))) {
            throw releaseOn == null ? new Refusal.Conflict("contracts.retention-not-accepted", "the project is not accepted; its retention money is not due", Map.of())
                    : new Refusal.Conflict("contracts.retention-too-early", "the retention money is due on %s; before that only a letter of guarantee frees it".formatted(releaseOn),
                            Map.of("on", releaseOn.toString()));
        }
    }
}
