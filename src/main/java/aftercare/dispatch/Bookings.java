package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps bookings. Whether two overlap is the database's to say. */
@Component
class Bookings {

    private final JdbcClient jdbc;

    Bookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Booking get(BookingId id) {
        return jdbc.sql("select * from dispatch.booking where id = :id").param("id", id.value())
                .query((row, _) -> booking(row)).optional().orElseThrow(() -> missing(id));
    }

    /** Those of a case that may still be dropped. */
    List<Booking> ahead(CaseId caseId) {
        return jdbc.sql("select * from dispatch.booking where case_id = :case and state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY') order by id")
                .param("case", caseId.value()).query((row, _) -> booking(row)).list();
    }

    /** Whether anybody is booked for the case and has not finished. */
    boolean anyLive(CaseId caseId) {
        return jdbc.sql("select exists (select from dispatch.booking where case_id = :case and state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE'))")
                .param("case", caseId.value()).query(Boolean.class).single();
    }

    void add(Booking booking, @Nullable UUID by) {
        jdbc.sql("""
                insert into dispatch.booking (id, case_id, engineer_id, branch_id, partner_id, starts_at, ends_at, state, note, booked_by, booked_at)
                values (:id, :case, :engineer, :branch, :partner, :from, :to, :state, :note, :by, :at)
                """)
                .param("id", booking.id().value()).param("case", booking.caseId().value()).param("engineer", booking.crew().engineer())
                .param("branch", booking.crew().branch()).param("partner", booking.crew().partner())
                .param("from", booking.window().from().atOffset(UTC)).param("to", booking.window().to().atOffset(UTC))
                .param("state", booking.state().name()).param("note", booking.note()).param("by", by)
                .param("at", booking.bookedAt().atOffset(UTC)).update();
    }

    void save(Booking booking) {
        var saved = jdbc.sql("""
                update dispatch.booking
                   set engineer_id = :engineer, partner_id = :partner, starts_at = :from, ends_at = :to, state = :state, note = :note,
                       drop_reason = :reason, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", booking.id().value()).param("version", booking.version()).param("engineer", booking.crew().engineer())
                .param("partner", booking.crew().partner()).param("from", booking.window().from().atOffset(UTC))
                .param("to", booking.window().to().atOffset(UTC)).param("state", booking.state().name()).param("note", booking.note())
                .param("reason", booking.dropReason()).update();
        if (saved == 0) {
            throw changedMeanwhile();
        }
    }

    /** Help from afar; it stays so when the booking is moved. */
    void remote(BookingId id) {
        jdbc.sql("update dispatch.booking set remote = true where id = :id").param("id", id.value()).update();
    }

    boolean isRemote(BookingId id) {
        return jdbc.sql("select remote from dispatch.booking where id = :id").param("id", id.value()).query(Boolean.class).single();
    }

    static Refusal.Conflict changedMeanwhile() {
        return new Refusal.Conflict("platform.changed-meanwhile", "somebody else changed this meanwhile; load it again and repeat", Map.of());
    }

    static Refusal.Missing missing(BookingId id) {
        return new Refusal.Missing("dispatch.no-such-booking", "there is no booking %s".formatted(id), Map.of());
    }

    private static Booking booking(ResultSet row) throws SQLException {
        return new Booking(new BookingId(row.getObject("id", UUID.class)), new CaseId(row.getObject("case_id", UUID.class)),
                new Booking.Crew(row.getObject("engineer_id", UUID.class), row.getObject("branch_id", UUID.class),
                        row.getObject("partner_id", UUID.class)),
                new TimeWindow(row.getObject("starts_at", OffsetDateTime.class).toInstant(), row.getObject("ends_at", OffsetDateTime.class).toInstant()),
                BookingState.valueOf(row.getString("state")), row.getString("note"), row.getString("drop_reason"),
                row.getObject("booked_at", OffsetDateTime.class).toInstant(), row.getInt("version"));
    }
}
