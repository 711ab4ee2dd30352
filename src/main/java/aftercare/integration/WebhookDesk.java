package aftercare.integration;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Vault;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Sets webhooks up, tries them and sends again what did not arrive. */
@Service
class WebhookDesk {

    record Settings(String name, String url, List<String> events, @Nullable UUID branch, boolean active) {}

    /** @param secret shown once, never to be had again */
    record MadeHook(UUID id, String secret) {}

    private final JdbcClient jdbc;
    private final Vault vault;
    private final HookSender sender;
    private final JsonMapper json;
    private final Clock clock;

    WebhookDesk(JdbcClient jdbc, Vault vault, HookSender sender, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.sender = sender;
        this.json = json;
        this.clock = clock;
    }

    static String place(UUID webhook) {
        return "webhook " + webhook;
    }

    MadeHook make(Settings typed, Scope scope) {
        var settings = checked(typed);
        var id = Ids.next();
        var secret = "whsec_" + ApiKey.letters(40);
        jdbc.sql("""
                insert into integration.webhook (id, name, url, events, branch_id, secret_sealed, active, made_by, made_at)
                values (:id, :name, :url, :events, :branch, :secret, :active, :by, :now)
                """)
                .param("id", id).param("name", settings.name()).param("url", settings.url()).param("events", settings.events().toArray(String[]::new))
                .param("branch", settings.branch()).param("secret", vault.seal(secret, place(id))).param("active", settings.active()).param("by", scope.user())
                .param("now", clock.instant().atOffset(UTC)).update();
        return new MadeHook(id, secret);
    }

    void change(UUID id, Settings typed, int version) {
        var settings = checked(typed);
        if (jdbc.sql("""
                update integration.webhook
                   set name = :name, url = :url, events = :events, branch_id = :branch, active = :active, failing_since = null, switched_off_at = null, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", id).param("version", version).param("name", settings.name()).param("url", settings.url()).param("events", settings.events().toArray(String[]::new))
                .param("branch", settings.branch()).param("active", settings.active()).update() == 0) {
            known(id);
            throw new Refusal.Conflict("integration.hook-changed", "somebody else changed this webhook meanwhile; load it again", Map.of());
        }
    }

    MadeHook renewSecret(UUID id) {
        var secret = "whsec_" + ApiKey.letters(40);
        if (jdbc.sql("update integration.webhook set secret_sealed = :secret, version = version + 1 where id = :id").param("id", id)
                .param("secret", vault.seal(secret, place(id))).update() == 0) {
            throw missing();
        }
        return new MadeHook(id, secret);
    }

    @Transactional
    void remove(UUID id) {
        jdbc.sql("delete from integration.delivery where webhook_id = :id").param("id", id).update();
        if (jdbc.sql("delete from integration.webhook where id = :id").param("id", id).update() == 0) {
            throw missing();
        }
    }

    /** Sent like everything else, a moment later. */
    UUID test(UUID id) {
        known(id);
        var delivery = UUID.randomUUID();
        var now = clock.instant();
        jdbc.sql("insert into integration.delivery (id, webhook_id, event, body, made_at, next_try_at) values (:id, :hook, 'ping', :body, :now, :now)")
                .param("id", delivery).param("hook", id).param("body", json.writeValueAsString(Map.of("id", delivery, "event", "ping", "at", now.toString())))
                .param("now", now.atOffset(UTC)).update();
        return delivery;
    }

    void replay(UUID delivery) {
        if (jdbc.sql("update integration.delivery set state = 'WAITING', tries = 0, next_try_at = :now, claimed_until = null where id = :id")
                .param("id", delivery).param("now", clock.instant().atOffset(UTC)).update() == 0) {
            throw new Refusal.Missing("integration.no-such-delivery", "there is no such delivery; they are kept for 30 days", Map.of());
        }
    }

    private Settings checked(Settings typed) {
        var name = typed.name().strip();
        if (name.isEmpty() || name.length() > 60 || name.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal.Broken("integration.hook-name", "a webhook needs a name of one line and at most 60 characters", Map.of());
        }
        var address = HookAddress.of(typed.url(), sender.inHouse());
        address.check(sender.inHouse());
        if (typed.branch() != null && !jdbc.sql("select exists (select from identity.branch where id = :id)").param("id", typed.branch()).query(Boolean.class).single()) {
            throw new Refusal.Broken("integration.no-such-branch", "there is no such branch", Map.of());
        }
        return new Settings(name, address.text(), events(typed.events()).stream().map(HookEvent::code).toList(), typed.branch(), typed.active());
    }

    private static Set<HookEvent> events(List<String> codes) {
        var events = EnumSet.noneOf(HookEvent.class);
        codes.forEach(code -> events.add(HookEvent.of(code).orElseThrow(() ->
                new Refusal.Broken("integration.no-such-event", "there is no event %s".formatted(code), Map.of("event", code)))));
        if (events.isEmpty()) {
            throw new Refusal.Broken("integration.hook-deaf", "choose at least one event", Map.of());
        }
        return events;
    }

    private void known(UUID id) {
        if (!jdbc.sql("select exists (select from integration.webhook where id = :id)").param("id", id).query(Boolean.class).single()) {
            throw missing();
        }
    }

    private static Refusal.Missing missing() {
        return new Refusal.Missing("integration.no-such-hook", "there is no such webhook", Map.of());
    }
}
