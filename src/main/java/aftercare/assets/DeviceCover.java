package aftercare.assets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that covers a device: its main term and further ones, of all of it or of some of its parts. What holds at a
 * moment is {@link #at}'s to say.
 *
 * @param main the free term of the whole device
 */
public record DeviceCover(Warranty main, List<Term> terms) {

    /** FREE: repaired free; AT_COST: for what the repair costs us; PAID_SERVICE: we come, and it is paid. */
    public enum Cover { FREE, AT_COST, PAID_SERVICE }

    /**
     * @param partGroup which parts; empty: all of it
     * @param part      one part that was replaced and has a term of its own; empty: none
     * @param from      first day; null while it has not begun
     * @param until     first day without; null: for life
     */
    public record Term(Cover cover, String partGroup, String part, @Nullable LocalDate from, @Nullable LocalDate until) {

        boolean holds(LocalDate day) {
            return from != null && !day.isBefore(from) && (until == null || day.isBefore(until));
        }

        boolean isWhole() {
            return partGroup.isEmpty() && part.isEmpty();
        }

        /** As people call what it covers. */
        public String name() {
            return part.isEmpty() ? partGroup : partGroup.isEmpty() ? part : partGroup + " " + part;
        }
    }

    /** One part of the sentence: a code the user interface has words for, and what fills them. */
    public record Clause(String code, Map<String, Object> facts) {}

    /**
     * What holds on a day.
     *
     * @param state   of the whole device
     * @param lastDay of whatever makes it COVERED, else of the main term; null: none, or for life
     * @param parts   free terms of parts, when the whole is not covered
     */
    public record Standing(Warranty.State state, @Nullable LocalDate lastDay, List<Term> parts, @Nullable Term atCost, @Nullable Term paid, List<Clause> sentence) {}

    public DeviceCover {
        terms = List.copyOf(terms);
    }

    /** Nothing but a main term. */
    public static DeviceCover of(Warranty main) {
        return new DeviceCover(main, List.of());
    }

    /** The last day of a term as text; empty for life. */
    public static String lastDay(Term term) {
        return term.until() == null ? "" : term.until().minusDays(1).toString();
    }

    public Standing at(Instant instant, ZoneId zone) {
        var day = LocalDate.ofInstant(instant, zone);
        var coverage = main.at(instant, zone);
        var whole = terms.stream().filter(term -> term.cover() == Cover.FREE && term.isWhole() && term.holds(day)).max(LATER).orElse(null);
        var state = whole != null ? Warranty.State.COVERED : coverage.state();
        var lastDay = whole == null || coverage.covered() && main.until() != null && whole.until() != null && main.until().isAfter(whole.until())
                ? main.lastDay() : whole.until() == null ? null : whole.until().minusDays(1);
        var parts = terms.stream().filter(term -> term.cover() == Cover.FREE && !term.isWhole() && term.holds(day)).toList();
        var atCost = holding(Cover.AT_COST, day);
        var paid = holding(Cover.PAID_SERVICE, day);
        return new Standing(state, lastDay, state == Warranty.State.COVERED ? List.of() : parts, atCost, paid,
                sentence(coverage, whole, lastDay, parts, atCost, paid, day));
    }

    private @Nullable Term holding(Cover cover, LocalDate day) {
        return terms.stream().filter(term -> term.cover() == cover && term.holds(day)).max(Comparator.comparing(Term::isWhole).thenComparing(LATER)).orElse(null);
    }

    private List<Clause> sentence(Warranty.Coverage coverage, @Nullable Term whole, @Nullable LocalDate lastDay, List<Term> parts, @Nullable Term atCost,
                                  @Nullable Term paid, LocalDate day) {
        var clauses = new ArrayList<Clause>();
        if (whole == null || coverage.covered() && lastDay != null && lastDay.equals(main.lastDay())) {
            clauses.add(new Clause(coverage.code(), coverage.facts()));
        } else {
            clauses.add(lastDay == null ? new Clause("assets.cover-for-life", Map.of("what", ""))
                    : new Clause("assets.warranty-covered", Map.of("lastDay", lastDay.toString(), "days", java.time.temporal.ChronoUnit.DAYS.between(day, lastDay))));
        }
        parts.forEach(part -> clauses.add(clause("assets.cover-part", part)));
        var now = whole != null || coverage.covered();
        if (!now && atCost != null) {
            clauses.add(clause("assets.cover-at-cost", atCost));
        } else if (!now && paid != null) {
            clauses.add(clause("assets.cover-paid", paid));
        }
        return clauses;
    }

    private static Clause clause(String code, Term term) {
        return new Clause(term.until() == null ? code + "-for-life" : code, Map.of("what", term.name(), "lastDay", lastDay(term)));
    }

    private static final Comparator<Term> LATER = Comparator.comparing(Term::until, Comparator.nullsLast(Comparator.naturalOrder()));
}
