package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.dispatch.BookingId;
import aftercare.kernel.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps visits. */
@Component
class Visits {

    private final JdbcClient jdbc;

    Visits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locked until the transaction ends: a phone has no version to compare, so its commands queue up instead. Its booking first, as the
     * office does, so that the two never wait for each other.
     */
    Optional<Visit> find(VisitId id) {
        jdbc.sql("select b.id from fieldwork.visit v join dispatch.booking b on b.id = v.booking_id where v.id = :id for no key update of b").param("id", id.value())
                .query(UUID.class).optional();
        return jdbc.sql("select * from fieldwork.visit where id = :id for no key update").param("id", id.value())
                .query((row, _) -> visit(row)).optional();
    }

    Optional<Visit> of(BookingId booking) {
        return jdbc.sql("select * from fieldwork.visit where booking_id = :booking for no key update").param("booking", booking.value())
                .query((row, _) -> visit(row)).optional();
    }

    void add(Visit visit) {
        jdbc.sql("""
                insert into fieldwork.visit (id, booking_id, case_id, engineer_id, branch_id, partner_id, status, planned_start, planned_end)
                values (:id, :booking, :case, :engineer, :branch, :partner, :status, :from, :to)
                """)
                .param("id", visit.id().value()).param("booking", visit.plan().booking().value()).param("case", visit.plan().caseId().value())
                .param("engineer", visit.plan().engineer()).param("branch", visit.plan().branch()).param("partner", visit.plan().partner())
                .param("status", visit.status().name()).param("from", visit.plan().window().from().atOffset(UTC))
                .param("to", visit.plan().window().to().atOffset(UTC)).update();
    }

    void save(Visit visit) {
        var arrival = visit.arrival();
        var place = arrival == null ? null : arrival.place();
        var saved = jdbc.sql("""
                update fieldwork.visit
                   set engineer_id = :engineer, partner_id = :partner, status = :status, planned_start = :from, planned_end = :to,
                       accepted_at = :accepted, set_out_at = :setOut, arrived_at = :arrived, arrived_lng = :lng, arrived_lat = :lat,
                       arrived_note = :note, late_minutes = :late, distance_metres = :distance, started_at = :started,
                       finished_at = :finished, signed_at = :signed, refusal = :refusal, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", visit.id().value()).param("version", visit.version()).param("engineer", visit.plan().engineer())
                .param("partner", visit.plan().partner()).param("status", visit.status().name())
                .param("from", visit.plan().window().from().atOffset(UTC)).param("to", visit.plan().window().to().atOffset(UTC))
                .param("accepted", at(visit.steps().accepted())).param("setOut", at(visit.steps().setOut()))
                .param("arrived", at(visit.steps().arrived())).param("started", at(visit.steps().started()))
                .param("finished", at(visit.steps().finished())).param("signed", at(visit.steps().signed()))
                .param("lng", place == null ? null : place.lng()).param("lat", place == null ? null : place.lat())
                .param("note", arrival == null ? "" : arrival.note()).param("late", arrival == null ? null : arrival.late())
                .param("distance", arrival == null ? null : arrival.distance()).param("refusal", visit.refusal()).update();
        if (saved == 0) {
            throw new IllegalStateException("visit %s was locked and changed all the same".formatted(visit.id()));
        }
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }

    private static Visit visit(ResultSet row) throws SQLException {
        var lng = row.getObject("arrived_lng", Double.class);
        var late = row.getObject("late_minutes", Integer.class);
        return new Visit(new VisitId(row.getObject("id", UUID.class)),
                new Visit.Plan(new BookingId(row.getObject("booking_id", UUID.class)), new CaseId(row.getObject("case_id", UUID.class)),
                        row.getObject("engineer_id", UUID.class), row.getObject("branch_id", UUID.class), row.getObject("partner_id", UUID.class),
                        new TimeWindow(row.getObject("planned_start", OffsetDateTime.class).toInstant(),
                                row.getObject("planned_end", OffsetDateTime.class).toInstant())),
                VisitStatus.valueOf(row.getString("status")),
                new Visit.Steps(instant(row, "accepted_at"), instant(row, "set_out_at"), instant(row, "arrived_at"), instant(row, "started_at"),
                        instant(row, "finished_at"), instant(row, "signed_at")),
                late == null ? null : new Visit.Arrival(lng == null ? null : new Place(lng, row.getDouble("arrived_lat")),
                        row.getString("arrived_note"), late, row.getObject("distance_metres", Integer.class)),
                row.getString("refusal"), row.getInt("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
