package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps when work stood still at a visit, and why. */
@Component
class Interruptions {

    enum Kind { STOP, PAUSE }

    record Interruption(UUID id, Kind kind, String reason, String byName, Instant fromAt, @Nullable Instant toAt, String note, @Nullable String enderName) {}

    private final JdbcClient jdbc;

    Interruptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(VisitId visit, Kind kind, String reason, String by, Instant at) {
        jdbc.sql("insert into fieldwork.interruption (id, visit_id, kind, reason, by_name, from_at) values (:id, :visit, :kind, :reason, :by, :at)")
                .param("id", Ids.next()).param("visit", visit.value()).param("kind", kind.name()).param("reason", reason.strip()).param("by", by).param("at", at.atOffset(UTC)).update();
    }

    void end(VisitId visit, String note, String by, Instant at) {
        jdbc.sql("update fieldwork.interruption set to_at = greatest(from_at, :at), note = :note, ender_name = :by where visit_id = :visit and to_at is null")
                .param("visit", visit.value()).param("note", note.strip()).param("by", by).param("at", at.atOffset(UTC)).update();
    }

    List<Interruption> of(UUID visit) {
        return jdbc.sql("select id, kind, reason, by_name, from_at, to_at, note, ender_name from fieldwork.interruption where visit_id = :visit order by from_at, id")
                .param("visit", visit).query(Interruption.class).list();
    }
}
