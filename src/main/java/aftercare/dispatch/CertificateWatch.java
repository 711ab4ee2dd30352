package aftercare.dispatch;

import aftercare.kernel.Subject;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A certificate that runs out is to be renewed before: its holder is reminded months ahead. The renewal's entry keeps the promise. */
@Component
class CertificateWatch {

    static final String EXPIRY = "certificate-expiry";

    private final PromiseDesk promises;
    private final JdbcClient jdbc;

    CertificateWatch(PromiseDesk promises, JdbcClient jdbc) {
        this.promises = promises;
        this.jdbc = jdbc;
    }

    /** What it renews is done with; what has run out already was too late to be promised. */
    void entered(UUID id, UUID holder, UUID branch, String kind, String number, @Nullable LocalDate until, Instant now) {
        jdbc.sql("""
                select id from dispatch.certificate
                 where user_id = :user and kind = :kind and id <> :id and removed_at is null
                   and valid_until < coalesce(cast(:until as date), date 'infinity')
                """).param("user", holder).param("kind", kind).param("id", id).param("until", until).query(UUID.class).list()
                .forEach(earlier -> promises.keep(new Subject(Certificates.SUBJECT, earlier), EXPIRY, now));
        if (until != null && until.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            var name = jdbc.sql("select name from identity.app_user where id = :id").param("id", holder).query(String.class).single();
            promises.startIfPromised(new StartPromises(new Subject(Certificates.SUBJECT, id), List.of(EXPIRY), Map.of("kind", kind), branch, holder,
                    name + " " + number, now).before(until));
        }
    }

    void corrected(UUID id, UUID holder, UUID branch, String kind, String number, @Nullable LocalDate until, Instant now) {
        removed(id, now);
        entered(id, holder, branch, kind, number, until, now);
    }

    void removed(UUID id, Instant now) {
        promises.waive(new Subject(Certificates.SUBJECT, id), EXPIRY, "certificate-corrected", now);
    }
}
