package aftercare.integration;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.OutsidePost;
import aftercare.platform.Vault;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what waits, each with the id it keeps however often it is sent. What a node has claimed is nobody else's until its claim
 * runs out. One hook has only so many under way, so that one that hangs keeps no other waiting.
 */
@Component
class HookSender {

    /** Pauses after a failure; when there is none left it is given up, a day after the first try. */
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30),
            Duration.ofHours(2), Duration.ofHours(6), Duration.ofHours(15));
    static final Duration PATIENCE = Duration.ofDays(3);
    static final Duration KEPT = Duration.ofDays(30);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final int AT_ONCE = 5;
    private static final int BATCH = 50;
    private static final int MOST_ANSWER = 1024;

    private record Due(UUID id, UUID webhook, String event, String body, int tries, String url, String secret) {}

    private final JdbcClient jdbc;
    private final Vault vault;
    private final NoticeDesk notices;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final boolean inHouse;

    HookSender(JdbcClient jdbc, Vault vault, NoticeDesk notices, TransactionTemplate transaction, Clock clock,
               @Value("${aftercare.webhooks.private-addresses:false}") boolean inHouse) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.notices = notices;
        this.transaction = transaction;
        this.clock = clock;
        this.inHouse = inHouse;
    }

    boolean inHouse() {
        return inHouse;
    }

    /** @return how many were sent, arrived or not */
    int sendDue() {
        var due = claimed();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(one -> threads.submit(() -> send(one)));
        }
        return due.size();
    }

    int forget() {
        return jdbc.sql("delete from integration.delivery where made_at < :old").param("old", clock.instant().minus(KEPT).atOffset(UTC)).update();
    }

    private List<Due> claimed() {
        var now = clock.instant();
        return jdbc.sql("""
                update integration.delivery d set claimed_until = :until
                  from integration.webhook w
                 where w.id = d.webhook_id and d.id in (
                       select x.id from integration.webhook h
                        cross join lateral (select o.id from integration.delivery o
                                             where o.webhook_id = h.id and o.state = 'WAITING' and o.next_try_at <= :now and (o.claimed_until is null or o.claimed_until < :now)
                                             order by o.next_try_at, o.id limit :atOnce for update skip locked) x
                        where h.active limit :batch)
                returning d.id, d.webhook_id as webhook, d.event, d.body, d.tries, w.url, w.secret_sealed as secret
                """)
                .param("now", now.atOffset(UTC)).param("until", now.plus(CLAIM).atOffset(UTC)).param("atOnce", AT_ONCE).param("batch", BATCH)
                .query(Due.class).list();
    }

    private void send(Due due) {
        OutsidePost.Outcome outcome;
        @Nullable DeliveryFault fault;
        try {
            var timestamp = clock.instant().getEpochSecond();
            var headers = new LinkedHashMap<String, String>();
            headers.put("User-Agent", "Aftercare");
            headers.put("Content-Type", "application/json");
            headers.put("Aftercare-Event", due.event());
            headers.put("Aftercare-Delivery", due.id().toString());
            headers.put("Aftercare-Timestamp", String.valueOf(timestamp));
            headers.put("Aftercare-Signature", signature(vault.open(due.secret(), WebhookDesk.place(due.webhook())), timestamp, due.body()));
            outcome = OutsidePost.send(HookAddress.of(due.url(), inHouse).target(), inHouse, headers, due.body().getBytes(StandardCharsets.UTF_8), MOST_ANSWER);
            fault = DeliveryFault.of(outcome);
        } catch (Refusal refused) {
            outcome = new OutsidePost.Outcome(0, "", null, refused.getMessage(), 0);
            fault = DeliveryFault.of(refused);
        }
        var became = outcome;
        var why = fault;
        transaction.executeWithoutResult(_ -> record(due, became, why, clock.instant()));
    }

    /** {@code v1=hex(hmac_sha256(secret, timestamp.body))}: whoever knows the secret can prove that it came from here, and when. */
    static String signature(String secret, long timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void record(Due due, OutsidePost.Outcome outcome, @Nullable DeliveryFault fault, Instant now) {
        var tries = due.tries() + 1;
        var state = outcome.arrived() ? "DELIVERED" : tries > PAUSES.size() ? "GIVEN_UP" : "WAITING";
        jdbc.sql("""
                update integration.delivery
                   set state = :state, tries = :tries, tried_at = :now, status = :status, answer = :answer, fault = :fault, failure = :failure, millis = :millis, claimed_until = null,
                       next_try_at = :next
                 where id = :id
                """)
                .param("id", due.id()).param("state", state).param("tries", tries).param("now", now.atOffset(UTC)).param("status", outcome.status() == 0 ? null : outcome.status())
                .param("answer", outcome.answer()).param("fault", fault == null ? null : fault.name()).param("failure", outcome.failure()).param("millis", outcome.millis())
                .param("next", now.plus(state.equals("WAITING") ? PAUSES.get(tries - 1) : Duration.ZERO).atOffset(UTC)).update();
        if (outcome.arrived()) {
            jdbc.sql("update integration.webhook set failing_since = null where id = :id and failing_since is not null").param("id", due.webhook()).update();
            return;
        }
        jdbc.sql("update integration.webhook set failing_since = coalesce(failing_since, :now) where id = :id").param("id", due.webhook()).param("now", now.atOffset(UTC)).update();
        switchOff(due.webhook(), now);
    }

    /** After days without a single success nobody listens any more; the administrators are told, once. */
    private void switchOff(UUID webhook, Instant now) {
        var name = jdbc.sql("update integration.webhook set active = false, switched_off_at = :now where id = :id and active and failing_since < :long returning name")
                .param("id", webhook).param("now", now.atOffset(UTC)).param("long", now.minus(PATIENCE).atOffset(UTC)).query(String.class).optional();
        name.ifPresent(it -> notices.tell(new Notice("integration.webhook-off", Subject.of("webhook", webhook), Map.of("name", it), false, now),
                jdbc.sql("select user_id from identity.membership where role = 'ADMIN' and branch_id is null").query(UUID.class).list()));
    }

    @Configuration(proxyBeanMethods = false)
    static class HookTimers {

        @Bean
        RecurringTask<Void> webhooksSent(HookSender sender, @Value("${aftercare.webhooks.send:true}") boolean wanted) {
            return Tasks.recurring("webhooks-sent", FixedDelay.ofSeconds(2)).execute((_, _) -> {
                if (wanted) {
                    sender.sendDue();
                }
            });
        }

        @Bean
        RecurringTask<Void> webhookDeliveriesForgotten(HookSender sender) {
            return Tasks.recurring("webhook-deliveries-forgotten", FixedDelay.ofHours(6)).execute((_, _) -> sender.forget());
        }
    }
}
