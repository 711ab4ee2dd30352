package aftercare.quality;

import aftercare.promises.PromiseView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What waits for whoever has signed in. A block he has no permission for is null. Counts stop at {@code cap}. */
record Home(@Nullable Cases cases, @Nullable Planning planning, Overview.@Nullable Today today, @Nullable List<LowRating> lowRatings,
            @Nullable List<Stop> stops, @Nullable List<Step> setup, int cap) {

    /**
     * Cases within reach.
     *
     * @param fresh    nobody has taken them in hand; {@code newest} are the most pressing of them
     * @param overdue  the time of an open promise has run out; {@code soon}: it will within two hours
     * @param passed   what is under way at the partner of whoever asks; null for our own people
     * @param pressing overdue or soon, the earliest first
     */
    record Cases(long fresh, long mine, long waiting, long overdue, long soon, @Nullable List<CaseLine> newest, List<CaseLine> own,
                 @Nullable List<CaseLine> passed, List<CaseLine> pressing) {}

    /** @param promise its open promise that falls due first */
    record CaseLine(UUID id, String number, String subject, String status, int severity, String customer, String branchName,
                    @Nullable String assigneeName, Instant openedAt, @Nullable PromiseView promise) {}

    /** @param free engineers without a booking for the rest of the day */
    record Planning(long unplanned, List<CaseLine> waiting, long visitsPlanned, long visitsUnderWay, long visitsDone, long engineers,
                    List<Person> free) {}

    record Person(UUID id, String name) {}

    record LowRating(UUID caseId, String number, String customer, String overall, @Nullable Integer recommend, String words, Instant at) {}

    /** One of my visits of today. */
    record Stop(UUID caseId, String number, String subject, String customer, @Nullable String place, Instant startsAt, Instant endsAt, String state) {}

    /** Something an administrator sets up once. */
    record Step(Task task, boolean done) {}

    enum Task { USERS, ENGINEERS, CUSTOMERS, DEVICES, HOLIDAYS, MAIL, ADDRESS }
}
