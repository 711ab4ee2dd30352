package aftercare.dispatch.planner;

/**
 * One working day of an engineer, in ticks: out of the door not before {@code from}, home by {@code to}, with overtime by
 * {@code latest}. A lunch of {@code lunch} ticks begins between {@code lunchFrom} and {@code lunchLatest}, on the way or while
 * waiting, never within a job; who is home by {@code lunchLatest} eats at home.
 */
public record Shift(int from, int to, int latest, int lunchFrom, int lunchLatest, int lunch) {

    public Shift {
        if (from < 0 || to <= from || latest < to || latest > PlanningProblem.HORIZON) {
            throw new IllegalArgumentException("a shift needs 0 <= from < to <= latest, not %d, %d, %d".formatted(from, to, latest));
        }
        if (lunch < 0 || lunch > 0 && lunchLatest < lunchFrom) {
            throw new IllegalArgumentException("a lunch of %d cannot begin between %d and %d".formatted(lunch, lunchFrom, lunchLatest));
        }
    }

    public static Shift of(int from, int to) {
        return new Shift(from, to, to, 0, 0, 0);
    }

    /** At most so much longer, at the price of overtime. */
    public Shift overtime(int most) {
        return new Shift(from, to, to + most, lunchFrom, lunchLatest, lunch);
    }

    public Shift lunch(int earliest, int latestStart, int takes) {
        return new Shift(from, to, latest, earliest, latestStart, takes);
    }
}
