package aftercare.contracts;

import aftercare.customers.CustomerId;
import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance contract with what is agreed now. Immutable: every act returns the contract as it is afterwards.
 *
 * @param revision  1 as signed, one more with each amendment
 * @param renewalOf the contract that this one goes on from
 * @param letGo     why it will not be renewed, once that is known
 */
record Contract(ContractId id, String number, Frame frame, Terms terms, int revision, ContractStatus status, @Nullable ContractId renewalOf,
                @Nullable String letGo, @Nullable String closedReason, Instant createdAt, int version) {

    private static final int LONGEST_YEARS = 20;

    /** @param endsOn the last day in force */
    record Frame(String title, CustomerId customer, UUID branch, String ourParty, String theirParty, @Nullable UUID owner,
                 LocalDate startsOn, LocalDate endsOn, int noticeDays) {

        Frame {
            if (title.isBlank()) {
                throw new Refusal.Broken("contracts.untitled", "a contract needs a title", Map.of());
            }
            if (!isSane(startsOn, endsOn)) {
                throw new Refusal.Broken("contracts.term-strange", "a contract cannot run from %s to %s".formatted(startsOn, endsOn),
                        Map.of("from", startsOn.toString(), "to", endsOn.toString()));
            }
        }

        static boolean isSane(LocalDate startsOn, LocalDate endsOn) {
            return !endsOn.isBefore(startsOn) && !startsOn.plusYears(LONGEST_YEARS).isBefore(endsOn);
        }

        /** The day by which the customer must have been asked whether it goes on. */
        LocalDate noticeOn() {
            return endsOn.minusDays(noticeDays);
        }

        Frame signedBy(String house) {
            return new Frame(title, customer, branch, house, theirParty, owner, startsOn, endsOn, noticeDays);
        }

        Frame until(LocalDate day) {
            return new Frame(title, customer, branch, ourParty, theirParty, owner, startsOn, day, noticeDays);
        }
    }

    static Contract draft(String number, Frame frame, Terms terms, @Nullable ContractId renewalOf, Instant now) {
        return new Contract(ContractId.next(), number, frame, terms, 1, ContractStatus.DRAFT, renewalOf, null, null, now, 0);
    }

    Contract changed(Frame nextFrame, Terms nextTerms) {
        return with(nextFrame, nextTerms, revision, status.after(ContractAct.CHANGE), letGo, closedReason);
    }

    Contract activate() {
        return with(frame, terms, revision, status.after(ContractAct.ACTIVATE), letGo, closedReason);
    }

    /** From {@code fromDay} something else is agreed; until then what was agreed before holds. */
    Contract amend(Terms nextTerms, LocalDate endsOn, LocalDate fromDay, String reason) {
        var next = status.after(ContractAct.AMEND);
        filled(reason, "contracts.amendment-unreasoned", "say what the amendment is for");
        if (fromDay.isBefore(frame.startsOn) || fromDay.isAfter(endsOn)) {
            throw new Refusal.Broken("contracts.amendment-outside", "an amendment begins within the term, %s to %s, not on %s"
                    .formatted(frame.startsOn, endsOn, fromDay), Map.of("from", frame.startsOn.toString(), "to", endsOn.toString(), "day", fromDay.toString()));
        }
        return with(frame.until(endsOn), nextTerms, revision + 1, next, letGo, closedReason);
    }

    Contract letGo(String reason) {
        return with(frame, terms, revision, status.after(ContractAct.LET_GO),
                filled(reason, "contracts.let-go-unreasoned", "say why the contract is not renewed"), closedReason);
    }

    /** Broken off before its time; {@code lastDay} still counts. */
    Contract terminate(LocalDate lastDay, String reason) {
        var next = status.after(ContractAct.TERMINATE);
        filled(reason, "contracts.end-unreasoned", "say why the contract ends before its time");
        if (lastDay.isBefore(frame.startsOn) || lastDay.isAfter(frame.endsOn)) {
            throw new Refusal.Broken("contracts.end-outside", "the contract runs from %s to %s; it cannot end on %s".formatted(frame.startsOn, frame.endsOn, lastDay),
                    Map.of("from", frame.startsOn.toString(), "to", frame.endsOn.toString(), "day", lastDay.toString()));
        }
        return with(frame.until(lastDay), terms, revision, next, letGo, reason);
    }

    Contract cancel(String reason) {
        return with(frame, terms, revision, status.after(ContractAct.CANCEL), letGo,
                filled(reason, "contracts.cancelling-unreasoned", "say why the draft is given up"));
    }

    Contract end() {
        return with(frame, terms, revision, status.after(ContractAct.END), letGo, closedReason);
    }

    /** Running, or run out a short while ago: renewals are often signed late. */
    boolean mayBeRenewed() {
        return status == ContractStatus.ACTIVE || status == ContractStatus.ENDED;
    }

    /** The same again for the time after. The billing plan moves along when the price stays; a new price is billed in one sum. */
    Contract renewal(String nextNumber, LocalDate startsOn, LocalDate endsOn, Money price, int visits, Instant now) {
        if (!mayBeRenewed()) {
            throw new Refusal.Conflict("contracts.not-renewable", "contract %s is %s; only one that runs or ran out can be renewed".formatted(number, status),
                    Map.of("number", number, "status", status.name()));
        }
        if (!startsOn.isAfter(frame.endsOn)) {
            throw new Refusal.Broken("contracts.renewal-overlaps", "contract %s runs until %s; a renewal begins after that day".formatted(number, frame.endsOn),
                    Map.of("number", number, "endsOn", frame.endsOn.toString()));
        }
        var shift = ChronoUnit.DAYS.between(frame.startsOn, startsOn);
        var billing = price.equals(terms.price())
                ? terms.billing().stream().map(line -> new Terms.Instalment(line.dueOn().plusDays(shift), line.amount(), line.note())).toList()
                : price.amount().signum() == 0 ? List.<Terms.Instalment>of() : List.of(new Terms.Instalment(startsOn, price, ""));
        return draft(nextNumber, new Frame(frame.title, frame.customer, frame.branch, frame.ourParty, frame.theirParty, frame.owner, startsOn, endsOn,
                        frame.noticeDays),
                new Terms(terms.level(), price, visits, terms.partsIncluded(), terms.alsoCovers(), terms.coverage(), billing), id, now);
    }

    private Contract with(Frame nextFrame, Terms nextTerms, int nextRevision, ContractStatus next, @Nullable String nextLetGo, @Nullable String reason) {
        return new Contract(id, number, nextFrame, nextTerms, nextRevision, next, renewalOf, nextLetGo, reason, createdAt, version);
    }

    private static String filled(String text, String code, String sentence) {
        if (text.isBlank()) {
            throw new Refusal.Broken(code, sentence, Map.of());
        }
        return text;
    }
}
