package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Bookings for work that has been done already although nobody had planned it, or not any more. */
@Service
public class HappenedBookings {

    private final BookingDesk desk;
    private final JdbcClient jdbc;

    HappenedBookings(BookingDesk desk, JdbcClient jdbc) {
        this.desk = desk;
        this.jdbc = jdbc;
    }

    /**
     * From {@code from} to {@code to}, or to the next booking where that begins before; but at least until {@code known}, to when he was
     * surely there. Refused like any booking when the case is over or the engineer was booked elsewhere at that time.
     */
    public BookingId book(Actor by, CaseId caseId, UUID engineer, Instant from, Instant known, Instant to) {
        var next = jdbc.sql("select min(starts_at) from dispatch.booking where engineer_id = :engineer and state <> 'CANCELLED' and starts_at > :from and starts_at >= :known and starts_at < :to")
                .param("engineer", engineer).param("from", from.atOffset(UTC)).param("known", known.atOffset(UTC)).param("to", to.atOffset(UTC))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant)).single();
        return desk.book(by, caseId, new BookingDesk.Plan(engineer, from, next.orElse(to), ""));
    }
}
