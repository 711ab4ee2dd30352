package aftercare.integration;

import aftercare.identity.Machines;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands keys out and takes them back. */
@Service
@Transactional
class ApiKeyDesk {

    static final int PER_MINUTE = 600;

    /** @param perMinute null for the usual {@value #PER_MINUTE} */
    record Wish(String name, @Nullable UUID branch, List<String> scopes, @Nullable Integer perMinute, @Nullable Instant expiresAt) {}

    /** @param key shown once, never to be had again */
    record Made(UUID id, String key) {}

    private final ApiKeyStore keys;
    private final Machines machines;
    private final JdbcClient jdbc;
    private final Clock clock;

    ApiKeyDesk(ApiKeyStore keys, Machines machines, JdbcClient jdbc, Clock clock) {
        this.keys = keys;
        this.machines = machines;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Made make(Wish wish, Scope scope) {
        var now = clock.instant();
        if (wish.expiresAt() != null && !wish.expiresAt().isAfter(now)) {
            throw new Refusal.Broken("integration.key-born-dead", "a key must run out in the future; leave the day out for one that does not", Map.of());
        }
        if (wish.branch() != null && !jdbc.sql("select exists (select from identity.branch where id = :id)").param("id", wish.branch()).query(Boolean.class).single()) {
            throw new Refusal.Broken("integration.no-such-branch", "there is no such branch", Map.of());
        }
        var written = ApiKey.fresh();
        var key = new ApiKey(Ids.next(), Ids.next(), wish.name().strip(), Objects.requireNonNull(ApiKey.prefixOf(written)), ApiKey.hash(written), wish.branch(),
                known(wish.scopes()), wish.perMinute() == null ? PER_MINUTE : wish.perMinute(), wish.expiresAt(), null, null);
        machines.add(key.user(), key.name());
        keys.add(key, scope.user(), now);
        return new Made(key.id(), written);
    }

    void revoke(UUID id, Scope scope) {
        var user = keys.revoke(id, scope.user(), clock.instant());
        if (user.isPresent()) {
            machines.retire(user.get());
        } else if (!keys.knows(id)) {
            throw new Refusal.Missing("integration.no-such-key", "there is no such key", Map.of());
        }
    }

    private static Set<ApiScope> known(List<String> codes) {
        var scopes = EnumSet.noneOf(ApiScope.class);
        for (var code : codes) {
            scopes.add(ApiScope.of(code).orElseThrow(() ->
                    new Refusal.Broken("integration.no-such-scope", "there is no scope %s".formatted(code), Map.of("scope", code))));
        }
        if (scopes.isEmpty()) {
            throw new Refusal.Broken("integration.key-without-scope", "a key needs at least one scope; without any it opens nothing", Map.of());
        }
        return scopes;
    }
}
