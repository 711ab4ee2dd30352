package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps with each booking why it was made so. Whoever moves it by hand takes the reason away. */
@Component
class Reasons {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Reasons(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void note(BookingId booking, Reason reason, Instant at) {
        jdbc.sql("""
                insert into dispatch.booking_reason (booking_id, reason, noted_at) values (:id, cast(:reason as jsonb), :at)
                    on conflict (booking_id) do update set reason = excluded.reason, noted_at = excluded.noted_at
                """).param("id", booking.value()).param("reason", json.writeValueAsString(reason)).param("at", at.atOffset(UTC)).update();
    }

    void forget(BookingId booking) {
        jdbc.sql("delete from dispatch.booking_reason where booking_id = :id").param("id", booking.value()).update();
    }

    Optional<Reason> of(Reach reach, UUID booking) {
        return jdbc.sql("""
                select r.reason from dispatch.booking_reason r join dispatch.booking b on b.id = r.booking_id
                 where r.booking_id = :id
                   and (:everywhere or b.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or b.partner_id = :partner)
                   and cast(:customer as uuid) is null
                """).param("id", booking).params(reach.params()).query((row, _) -> json.readValue(row.getString("reason"), Reason.class)).optional();
    }
}
