package aftercare.integration;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys, and how often each is used. */
@Component
class ApiKeyStore {

    /** The calls of this minute, this one among them, and how long the minute still lasts. */
    record Calls(int used, int seconds) {}

    private final JdbcClient jdbc;

    ApiKeyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ApiKey key, UUID by, Instant now) {
        jdbc.sql("""
                insert into integration.api_key (id, user_id, name, prefix, hash, branch_id, scopes, per_minute, expires_at, made_by, made_at)
                values (:id, :user, :name, :prefix, :hash, :branch, :scopes, :perMinute, :expires, :by, :now)
                """)
                .param("id", key.id()).param("user", key.user()).param("name", key.name()).param("prefix", key.prefix()).param("hash", key.hash())
                .param("branch", key.branch()).param("scopes", ApiKey.codes(key.scopes())).param("perMinute", key.perMinute())
                .param("expires", key.expiresAt() == null ? null : key.expiresAt().atOffset(UTC)).param("by", by).param("now", now.atOffset(UTC)).update();
    }

    Optional<ApiKey> withPrefix(String prefix) {
        return jdbc.sql("""
                select id, user_id, name, prefix, hash, branch_id, scopes, per_minute, expires_at, revoked_at, last_used_at
                  from integration.api_key where prefix = :prefix
                """).param("prefix", prefix).query((row, _) -> read(row)).optional();
    }

    /** @return the user it acted under; empty when there is no such key, or it is revoked already */
    Optional<UUID> revoke(UUID id, UUID by, Instant now) {
        return jdbc.sql("update integration.api_key set revoked_at = :now, revoked_by = :by where id = :id and revoked_at is null returning user_id")
                .param("id", id).param("by", by).param("now", now.atOffset(UTC)).query(UUID.class).optional();
    }

    boolean knows(UUID id) {
        return jdbc.sql("select exists (select from integration.api_key where id = :id)").param("id", id).query(Boolean.class).single();
    }

    /**
     * Counts a call, for all nodes together, in one statement of an unlogged table. The minute is the database's, so that nodes whose
     * clocks differ count the same.
     */
    Calls count(UUID key) {
        return jdbc.sql("""
                insert into integration.api_calls as c (key_id, minute, used) values (:key, date_trunc('minute', clock_timestamp()), 1)
                on conflict (key_id) do update
                   set used = case when c.minute = excluded.minute then c.used + 1 else 1 end, minute = excluded.minute
                returning used, ceil(extract(epoch from minute + interval '1 minute' - clock_timestamp()))::integer as seconds
                """).param("key", key).query(Calls.class).single();
    }

    void used(UUID key, Instant now) {
        jdbc.sql("update integration.api_key set last_used_at = :now where id = :key").param("key", key).param("now", now.atOffset(UTC)).update();
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(row.getObject("id", UUID.class), row.getObject("user_id", UUID.class), row.getString("name"), row.getString("prefix"), row.getBytes("hash"),
                row.getObject("branch_id", UUID.class), ApiKey.scopes(List.of((String[]) row.getArray("scopes").getArray())), row.getInt("per_minute"),
                instant(row, "expires_at"), instant(row, "revoked_at"), instant(row, "last_used_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
