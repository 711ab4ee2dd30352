package aftercare.cases;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Cases that belong together: the same device again, while the first is open or soon after it was closed. */
@Component
class Relatives {

    /** The same fault that comes back within this time was not really repaired. */
    static final Duration REPEAT_WITHIN = Duration.ofDays(90);

    private final JdbcClient jdbc;

    Relatives(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last case closed within {@link #REPEAT_WITHIN} on this device with this symptom. */
    @Nullable CaseId repeated(@Nullable UUID device, @Nullable String symptom, Instant openedAt) {
        if (device == null || symptom == null) {
            return null;
        }
        return jdbc.sql("""
                select id from cases.service_case
                 where device_id in (select assets.forebears(:device)) and symptom_code = :symptom and status = 'CLOSED'
                   and closed_at > :since and opened_at < :openedAt
                 order by opened_at desc limit 1
                """)
                .param("device", device).param("symptom", symptom).param("since", openedAt.minus(REPEAT_WITHIN).atOffset(UTC))
                .param("openedAt", openedAt.atOffset(UTC))
                .query(UUID.class).optional().map(CaseId::new).orElse(null);
    }

    /** Another case that is still open on this device, the newest. */
    @Nullable CaseId open(@Nullable UUID device, CaseId except) {
        if (device == null) {
            return null;
        }
        return jdbc.sql("""
                select id from cases.service_case
                 where device_id = :device and status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED') and id <> :except
                 order by opened_at desc limit 1
                """)
                .param("device", device).param("except", except.value())
                .query(UUID.class).optional().map(CaseId::new).orElse(null);
    }

    void link(CaseId one, CaseId other, LinkKind kind, @Nullable UUID by, Instant now) {
        jdbc.sql("""
                insert into cases.link (case_id, other_id, kind, linked_by, linked_at) values (:one, :other, :kind, :by, :now)
                on conflict (case_id, other_id) do update set kind = :kind, linked_by = :by, linked_at = :now
                """)
                .param("one", one.value()).param("other", other.value()).param("kind", kind.name()).param("by", by)
                .param("now", now.atOffset(UTC)).update();
    }

    /** The case this one went into, however often that went into another; null when it went into none. */
    @Nullable CaseId mergedInto(CaseId id) {
        return jdbc.sql("""
                with recursive way as (
                    select into_id, 1 as step from cases.merge where case_id = :id
                    union all
                    select m.into_id, way.step + 1 from way join cases.merge m on m.case_id = way.into_id where way.step < 20)
                select into_id from way order by step desc limit 1
                """).param("id", id.value()).query(UUID.class).optional().map(CaseId::new).orElse(null);
    }

    boolean merged(CaseId one, CaseId other) {
        return jdbc.sql("select exists (select from cases.merge where case_id = :one and into_id = :other or case_id = :other and into_id = :one)")
                .param("one", one.value()).param("other", other.value()).query(Boolean.class).single();
    }

    /** @return false when they are not linked, in either direction */
    boolean unlink(CaseId one, CaseId other) {
        return jdbc.sql("delete from cases.link where (case_id = :one and other_id = :other or case_id = :other and other_id = :one)")
                .param("one", one.value()).param("other", other.value()).update() > 0;
    }
}
