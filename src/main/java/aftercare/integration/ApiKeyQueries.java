package aftercare.integration;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The list of keys. Never says more of a secret than its first letters. */
@Component
@Transactional(readOnly = true)
class ApiKeyQueries {

    private static final int SIZE = 50;

    enum KeyState { ACTIVE, EXPIRED, REVOKED }

    record KeyRow(UUID id, String name, String prefix, KeyState state, @Nullable UUID branchId, @Nullable String branchName, List<String> scopes, int perMinute,
                  @Nullable Instant expiresAt, @Nullable Instant lastUsedAt, Instant madeAt, @Nullable String madeBy, @Nullable Instant revokedAt,
                  @Nullable String revokedBy) {}

    record KeyNext(Instant at, UUID id) {}

    record KeyPage(List<KeyRow> rows, @Nullable KeyNext next) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ApiKeyQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    KeyPage list(@Nullable String words, @Nullable KeyState state, @Nullable KeyNext after) {
        var now = clock.instant();
        var rows = jdbc.sql("""
                select k.id, k.name, k.prefix, k.branch_id, b.name as branch_name, k.scopes, k.per_minute, k.expires_at, k.last_used_at, k.made_at, m.name as made_by,
                       k.revoked_at, r.name as revoked_by
                  from integration.api_key k
                  left join identity.branch b on b.id = k.branch_id
                  left join identity.app_user m on m.id = k.made_by
                  left join identity.app_user r on r.id = k.revoked_by
                 where (cast(:words as text) is null or strpos(lower(k.name || ' ' || k.prefix), lower(:words)) > 0)
                   and (cast(:state as text) is null
                        or :state = case when k.revoked_at is not null then 'REVOKED' when k.expires_at <= :now then 'EXPIRED' else 'ACTIVE' end)
                   and (cast(:afterAt as timestamptz) is null or (k.made_at, k.id) < (:afterAt, cast(:afterId as uuid)))
                 order by k.made_at desc, k.id desc limit :size
                """)
                .param("words", words == null || words.isBlank() ? null : words.strip()).param("state", state == null ? null : state.name())
                .param("now", now.atOffset(UTC)).param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.id())
                .param("size", SIZE + 1).query((row, _) -> read(row, now)).list();
        var more = rows.size() > SIZE;
        var page = more ? List.copyOf(rows.subList(0, SIZE)) : rows;
        return new KeyPage(page, more ? new KeyNext(page.getLast().madeAt(), page.getLast().id()) : null);
    }

    private static KeyRow read(ResultSet row, Instant now) throws SQLException {
        var expires = ApiKeyStore.instant(row, "expires_at");
        var revoked = ApiKeyStore.instant(row, "revoked_at");
        var state = revoked != null ? KeyState.REVOKED : expires != null && !expires.isAfter(now) ? KeyState.EXPIRED : KeyState.ACTIVE;
        return new KeyRow(row.getObject("id", UUID.class), row.getString("name"), row.getString("prefix"), state, row.getObject("branch_id", UUID.class),
                row.getString("branch_name"), List.of((String[]) row.getArray("scopes").getArray()), row.getInt("per_minute"), expires,
                ApiKeyStore.instant(row, "last_used_at"), java.util.Objects.requireNonNull(ApiKeyStore.instant(row, "made_at")), row.getString("made_by"), revoked,
                row.getString("revoked_by"));
    }
}
