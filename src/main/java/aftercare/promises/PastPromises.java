package aftercare.promises;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The promises of one subject whose story is being told after the fact, in the order in which it happened. They are worked
 * out like any other; {@link PromiseHistory#write} stores them. Told by one thread.
 */
public final class PastPromises {

    /** How a promise ended; {@code overrunMinutes} when it was broken. */
    public record End(Instant dueAt, @Nullable Integer overrunMinutes) {}

    private final RuleBook book;
    private final Supplier<UUID> ids;
    private final StartPromises wish;
    private final List<Promise> promises = new ArrayList<>();
    private Map<String, String> facts;

    PastPromises(RuleBook book, StartPromises wish, Supplier<UUID> ids) {
        this.book = book;
        this.ids = ids;
        this.wish = wish;
        this.facts = wish.facts();
        var known = PromiseDesk.known(wish.subject(), wish.branch(), facts);
        var rules = wish.codes().isEmpty() ? book.pickAll(known) : wish.codes().stream().flatMap(code -> book.pick(code, known).stream()).toList();
        for (var rule : rules) {
            promises.add(identified(Promise.started(wish, 1, rule)));
        }
    }

    public Subject subject() {
        return wish.subject();
    }

    /** When the open promise of this code is due; null when there is none. */
    public @Nullable Instant due(String code) {
        return promises.stream().filter(promise -> promise.code().equals(code) && !promise.isEnded()).findFirst()
                .map(promise -> promise.standing(book).dueAt()).orElse(null);
    }

    /** @return how it ended; null when it was not open */
    public @Nullable End keep(String code, Instant at) {
        if (due(code) == null) {
            return null;
        }
        change(promise -> promise.code().equals(code) ? promise.keep(at) : promise);
        var ended = promises.stream().filter(promise -> promise.code().equals(code)).reduce((_, later) -> later).orElseThrow();
        var standing = ended.standing(book);
        return new End(standing.dueAt(), standing.overrun() == null ? null : PromiseStore.minutesUp(standing.overrun()));
    }

    public void pause(String reason, Instant at) {
        change(promise -> promise.pause(reason, at));
    }

    public void resume(Instant at) {
        change(promise -> promise.resume(at));
    }

    /** @return the codes of those that were open */
    public List<String> waive(String reason, Instant at) {
        var waived = promises.stream().filter(promise -> !promise.isEnded()).map(Promise::code).toList();
        change(promise -> promise.waive(reason, at));
        return waived;
    }

    /** The facts were other than first told: the rules that fit now hold from the beginning. */
    public void reassess(Map<String, String> news, Instant at) {
        facts = Promise.merged(facts, news);
        var known = PromiseDesk.known(wish.subject(), wish.branch(), facts);
        change(promise -> book.pick(promise.code(), known).map(rule -> promise.follow(rule, facts, at, null)).orElse(promise));
    }

    /** Who is warned first from now on. */
    public void owner(@Nullable UUID user) {
        change(promise -> new Promise(promise.id(), promise.subject(), promise.code(), promise.round(), promise.label(), promise.branch(), user,
                promise.customer(), promise.facts(), promise.log(), promise.recorded(), promise.warnedAt(), promise.breachedAt()));
    }

    /** Promised once more after a reopening, with less time. */
    public void restart(Collection<String> codes, Instant at) {
        for (var code : codes) {
            var last = promises.stream().filter(promise -> promise.code().equals(code)).reduce((_, later) -> later).orElse(null);
            if (last != null && last.isEnded()) {
                book.pick(code, PromiseDesk.known(wish.subject(), wish.branch(), facts))
                        .ifPresent(rule -> promises.add(identified(last.again(rule, at))));
            }
        }
    }

    /** Whether one of them was broken. */
    public boolean broken() {
        return promises.stream().anyMatch(promise -> promise.standing(book).state() == PromiseState.BROKEN);
    }

    /** A promise whose time ran out; {@code open}: nobody has done it yet. */
    public record Late(String code, Instant dueAt, boolean open) {}

    public List<Late> late(Instant now) {
        return promises.stream().flatMap(promise -> {
            var standing = promise.standing(book);
            return standing.breachedBy(now) ? Stream.of(new Late(promise.code(), standing.dueAt(), !promise.isEnded())) : Stream.empty();
        }).toList();
    }

    /** With what the ladder has done by {@code now}: nobody is warned again of what is over. */
    List<Promise> asOf(Instant now) {
        return promises.stream().map(promise -> {
            var standing = promise.standing(book);
            var breached = standing.breachedBy(now) ? standing.dueAt() : null;
            return promise.isEnded() ? promise.measured(standing, now) : promise.warned(now, breached);
        }).toList();
    }

    private void change(UnaryOperator<Promise> act) {
        promises.replaceAll(promise -> promise.isEnded() ? promise : act.apply(promise));
    }

    private Promise identified(Promise made) {
        return new Promise(ids.get(), made.subject(), made.code(), made.round(), made.label(), made.branch(), made.owner(), made.customer(), made.facts(),
                made.log(), 0, null, null);
    }
}
