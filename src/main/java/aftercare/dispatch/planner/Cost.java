package aftercare.dispatch.planner;

/** What a plan costs and for what. */
public record Cost(long unserved, long lateness, long travel, long work, long overtime, long preference, long moved, long fairness) {

    public static final Cost NONE = new Cost(0, 0, 0, 0, 0, 0, 0, 0);

    public long total() {
        return unserved + lateness + travel + work + overtime + preference + moved + fairness;
    }

    public Cost plus(Cost other) {
        return new Cost(unserved + other.unserved, lateness + other.lateness, travel + other.travel, work + other.work,
                overtime + other.overtime, preference + other.preference, moved + other.moved, fairness + other.fairness);
    }

    public Cost minus(Cost other) {
        return new Cost(unserved - other.unserved, lateness - other.lateness, travel - other.travel, work - other.work,
                overtime - other.overtime, preference - other.preference, moved - other.moved, fairness - other.fairness);
    }
}
