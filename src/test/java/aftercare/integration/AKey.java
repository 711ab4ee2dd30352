package aftercare.integration;

import aftercare.kernel.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who hands out keys for one test, and is nobody afterwards. */
final class AKey {

    private final ApiKeyDesk desk;
    private final JdbcClient jdbc;

    AKey(ApiKeyDesk desk, JdbcClient jdbc) {
        this.desk = desk;
        this.jdbc = jdbc;
    }

    ApiKeyDesk.Made made(@Nullable UUID branch, @Nullable Integer perMinute, String... scopes) {
        var by = Ids.next();
        jdbc.sql("insert into identity.app_user (id, login, name, password_hash, created_at) values (:id, :login, '赵管理', 'none', '2026-01-05T01:00Z')")
                .param("id", by).param("login", by.toString()).update();
        return desk.make(new ApiKeyDesk.Wish("订单系统", branch, List.of(scopes), perMinute, null),
                new aftercare.identity.Scope(by, "admin", "赵管理", List.of(), null, null, false));
    }

    void expires(UUID key, Instant at) {
        jdbc.sql("update integration.api_key set expires_at = :at where id = :key").param("key", key).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    static String aCase(UUID device, UUID customer, String subject) {
        return JsonMapper.shared().writeValueAsString(java.util.Map.of("channel", "API", "kind", "repair", "subject", subject, "device", device, "customer", customer, "take", false));
    }
}
