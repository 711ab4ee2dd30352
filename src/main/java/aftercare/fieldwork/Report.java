package aftercare.fieldwork;

import aftercare.cases.CaseId;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The service report of a visit. Immutable: every act returns the report as it is afterwards. It can be rewritten until
 * the customer has signed; what came out of the visit stands once the work is finished, because the case went by it.
 */
record Report(UUID id, String number, VisitId visit, CaseId caseId, Content content, @Nullable Signature signature, Instant writtenAt,
              int version) {

    enum Outcome { FIXED, WORKAROUND, NOT_FIXED }

    enum PartMove { USED, REMOVED }

    record Part(PartMove move, String name, String model, BigDecimal quantity, String serial) {

        Part {
            if (name.isBlank()) {
                throw new Refusal.Broken("fieldwork.part-nameless", "a part needs a name", Map.of());
            }
            if (quantity.signum() <= 0 || quantity.compareTo(new BigDecimal(100_000)) > 0 || quantity.stripTrailingZeros().scale() > 3) {
                throw new Refusal.Broken("fieldwork.part-quantity", "the quantity of %s must be above zero, at most 100000, with at most three decimals".formatted(name),
                        Map.of("name", name));
            }
        }
    }

    record Content(String finding, @Nullable String cause, @Nullable String responsibility, String action, String advice, List<Part> parts,
                   int workMinutes, Outcome outcome) {

        static final int LONGEST = 7 * 24 * 60;

        Content {
            parts = List.copyOf(parts);
            if (finding.isBlank() || action.isBlank()) {
                throw new Refusal.Broken("fieldwork.report-empty", "a report says what was found and what was done", Map.of());
            }
            if (workMinutes < 0 || workMinutes > LONGEST) {
                throw new Refusal.Broken("fieldwork.minutes", "working time lies between 0 and %d minutes".formatted(LONGEST), Map.of("limit", LONGEST));
            }
        }
    }

    /** @param hash of the text that was signed */
    record Signature(String name, String opinion, UUID picture, String frozen, String hash, Instant at) {}

    static Report write(String number, Visit visit, Content content, Instant now) {
        return new Report(Ids.next(), number, visit.id(), visit.plan().caseId(), content, null, now, 0);
    }

    Report rewrite(Content next, boolean finished, Instant now) {
        if (signature != null) {
            throw new Refusal.Conflict("fieldwork.report-frozen", "report %s is signed and can no longer be changed".formatted(number),
                    Map.of("number", number));
        }
        if (finished && next.outcome() != content.outcome()) {
            throw new Refusal.Conflict("fieldwork.outcome-settled", "the work is finished as %s; that stands".formatted(content.outcome()),
                    Map.of("outcome", content.outcome().name()));
        }
        return new Report(id, number, visit, caseId, next, null, now, version);
    }

    /** Whether the work can be called finished with it. */
    Report whole() {
        if (content.outcome() == Outcome.FIXED && content.cause() == null) {
            throw new Refusal.Broken("fieldwork.cause-missing", "say what caused the fault before finishing", Map.of());
        }
        return this;
    }

    Report sign(Signature by) {
        if (signature != null) {
            throw new Refusal.Conflict("fieldwork.report-frozen", "report %s is signed and can no longer be changed".formatted(number),
                    Map.of("number", number));
        }
        return new Report(id, number, visit, caseId, content, by, writtenAt, version);
    }
}
