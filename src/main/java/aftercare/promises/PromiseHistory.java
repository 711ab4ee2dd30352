package aftercare.promises;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Promises of the past: what was owed and how it went, for cases that are brought in with their history. Nobody is told:
 * no events, no warnings, no notices. What is still open goes on like any other promise.
 */
@Component
public class PromiseHistory {

    private final PromiseStore store;
    private final RuleBooks books;

    PromiseHistory(PromiseStore store, RuleBooks books) {
        this.store = store;
        this.books = books;
    }

    /** All that the rules in force bring with the subject, or what the wish names. */
    public PastPromises begin(StartPromises wish, Supplier<UUID> ids) {
        return new PastPromises(books.book(), wish, ids);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Collection<PastPromises> told, Instant now) {
        store.add(told.stream().flatMap(past -> past.asOf(now).stream()).toList(), books.book(), now);
    }
}
