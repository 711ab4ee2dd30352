package aftercare.integration;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The answers given to requests with an {@code Idempotency-Key}. The primary key lets one of many through, whatever node they reach.
 * A request whose node died is never done again: nobody can say whether it took effect (docs/adr/0013).
 */
@Component
class Idempotency {

    static final Duration KEPT = Duration.ofHours(24);
    /** No request takes this long: whatever is still open has lost its node. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    record Answer(int status, @Nullable String contentType, byte[] body) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Idempotency(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return null when this request is the first and is to be done; otherwise the first one's answer */
    @Nullable Answer begin(UUID user, String key, byte[] request) {
        var now = clock.instant();
        jdbc.sql("delete from integration.idempotent_post where user_id = :user and key = :key and began_at < :old")
                .param("user", user).param("key", key).param("old", now.minus(KEPT).atOffset(UTC)).update();
        if (jdbc.sql("insert into integration.idempotent_post (user_id, key, request, began_at) values (:user, :key, :request, :now) on conflict do nothing")
                .param("user", user).param("key", key).param("request", request).param("now", now.atOffset(UTC)).update() == 1) {
            return null;
        }
        record Before(byte[] request, Instant began, @Nullable Answer answer) {}
        var before = jdbc.sql("select request, began_at, status, content_type, body from integration.idempotent_post where user_id = :user and key = :key")
                .param("user", user).param("key", key)
                .query((row, _) -> new Before(row.getBytes("request"), row.getObject("began_at", OffsetDateTime.class).toInstant(),
                        row.getObject("status") == null ? null : new Answer(row.getInt("status"), row.getString("content_type"), row.getBytes("body"))))
                .optional();
        if (before.isEmpty()) {
            throw new Refusal.Conflict("integration.idempotent-running", "a request with this Idempotency-Key has just failed; send it again", Map.of());
        }
        if (!MessageDigest.isEqual(before.get().request(), request)) {
            throw new Refusal.Broken("integration.idempotent-other-request",
                    "this Idempotency-Key was sent with another request before; every request needs a key of its own", Map.of());
        }
        if (before.get().answer() != null) {
            return before.get().answer();
        }
        if (before.get().began().isBefore(now.minus(LONGEST))) {
            throw new Refusal.Conflict("integration.idempotent-lost",
                    "the server was interrupted while it did this; look whether it took effect, and send it with a new key if not", Map.of());
        }
        throw new Refusal.Conflict("integration.idempotent-running", "a request with this Idempotency-Key is still being done; ask again in a moment", Map.of());
    }

    void answered(UUID user, String key, Answer answer) {
        jdbc.sql("update integration.idempotent_post set status = :status, content_type = :type, body = :body where user_id = :user and key = :key")
                .param("status", answer.status()).param("type", answer.contentType()).param("body", answer.body()).param("user", user).param("key", key).update();
    }

    void forget(UUID user, String key) {
        jdbc.sql("delete from integration.idempotent_post where user_id = :user and key = :key and status is null").param("user", user).param("key", key).update();
    }

    int purge() {
        return jdbc.sql("delete from integration.idempotent_post where began_at < :old").param("old", clock.instant().minus(KEPT).atOffset(UTC)).update();
    }

    /** Once an hour what is older than a day goes. */
    @Configuration(proxyBeanMethods = false)
    static class IdempotencyPurge {

        @Bean
        RecurringTask<Void> idempotentAnswersForgotten(Idempotency answers) {
            return Tasks.recurring("idempotent-answers-forgotten", FixedDelay.ofHours(1)).execute((_, _) -> answers.purge());
        }
    }
}
