package aftercare.quality;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How well a partner works, worked out from what happened within a year each time somebody asks; nothing of it is kept.
 *
 * @param percent the weighted mean of those figures that rest on enough facts; null while none does
 */
record PartnerScore(UUID partnerId, String partner, @Nullable Integer percent, List<Figure> figures) {

    /** Fewer facts than this say nothing about a firm. */
    static final int ENOUGH = 3;

    /** What is looked at, and how much it weighs. */
    enum Aspect {
        /** Promises to arrive and to restore that were kept, of all that were decided. */
        PROMISES(35),
        /** Cases resolved by one visit and never opened again, of all that were resolved. */
        FIRST_TIME(25),
        /** Ratings that say good or excellent, of all ratings. */
        RATINGS(20),
        /** Tenders the firm said yes to, of all it could have answered. */
        ACCEPTED(10),
        /** Papers handed in on the next working day, of all that were due. */
        PAPERS(10);

        private final int weight;

        Aspect(int weight) {
            this.weight = weight;
        }
    }

    /** @param counts whether it goes into the score: it rests on {@value PartnerScore#ENOUGH} facts at least */
    record Figure(Aspect aspect, int good, int all, @Nullable Integer percent, int weight, boolean counts) {

        static Figure of(Aspect aspect, int good, int all) {
            return new Figure(aspect, good, all, all == 0 ? null : (int) Math.round(100.0 * good / all), aspect.weight, all >= ENOUGH);
        }
    }

    static PartnerScore of(UUID id, String name, List<Figure> figures) {
        var counted = figures.stream().filter(Figure::counts).toList();
        var weights = counted.stream().mapToInt(Figure::weight).sum();
        var sum = counted.stream().mapToDouble(figure -> (double) figure.weight() * figure.good() / figure.all()).sum();
        return new PartnerScore(id, name, weights == 0 ? null : (int) Math.round(100 * sum / weights), figures);
    }
}
