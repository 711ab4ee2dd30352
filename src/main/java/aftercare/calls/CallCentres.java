package aftercare.calls;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Connections to telephone exchanges, and whose telephone an extension is. */
@Service
@Transactional
class CallCentres {

    private static final int TOKEN_BYTES = 24;

    record Extension(String extension, UUID user, String userName) {}

    record Row(UUID id, String name, UUID branchId, String branchName, boolean active, @Nullable Instant heardAt, Instant madeAt, List<Extension> extensions) {}

    /** @param token part of the address an exchange sends to; told once */
    record Made(UUID id, String token) {}

    record Wanted(String extension, UUID user) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CallCentres(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A house has a handful. */
    @Transactional(readOnly = true)
    public List<Row> list(Scope scope) {
        record Of(UUID centreId, String extension, UUID userId, String userName) {}
        record Bare(UUID id, String name, UUID branchId, String branchName, boolean active, @Nullable Instant heardAt, Instant madeAt) {}
        var extensions = jdbc.sql("select e.centre_id, e.extension, e.user_id, u.name as user_name from calls.extension e join identity.app_user u on u.id = e.user_id order by e.extension")
                .query(Of.class).list();
        return jdbc.sql("""
                select c.id, c.name, c.branch_id, b.name as branch_name, c.active, c.heard_at, c.made_at
                  from calls.centre c join identity.branch b on b.id = c.branch_id
                 where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by c.name, c.id limit 200
                """).params(scope.reach(Permission.CALLS_EDIT_CENTRES).params()).query(Bare.class).list().stream()
                .map(one -> new Row(one.id(), one.name(), one.branchId(), one.branchName(), one.active(), one.heardAt(), one.madeAt(),
                        extensions.stream().filter(of -> of.centreId().equals(one.id())).map(of -> new Extension(of.extension(), of.userId(), of.userName())).toList()))
                .toList();
    }

    Made add(String name, UUID branch, Scope scope) {
        scope.require(Permission.CALLS_EDIT_CENTRES, branch, null, null);
        var made = new Made(Ids.next(), token());
        jdbc.sql("insert into calls.centre (id, name, branch_id, token_hash, made_by, made_at) values (:id, :name, :branch, :hash, :by, :now)")
                .param("id", made.id()).param("name", name.strip()).param("branch", branch).param("hash", hash(made.token())).param("by", scope.user())
                .param("now", clock.instant().atOffset(UTC)).update();
        return made;
    }

    /** The old address stops working at once. */
    Made renew(UUID id, Scope scope) {
        mine(id, scope);
        var made = new Made(id, token());
        jdbc.sql("update calls.centre set token_hash = :hash where id = :id").param("hash", hash(made.token())).param("id", id).update();
        return made;
    }

    void change(UUID id, String name, boolean active, List<Wanted> extensions, Scope scope) {
        var branch = mine(id, scope);
        var seen = new HashSet<String>();
        for (var one : extensions) {
            if (!one.extension().matches("[0-9A-Za-z._@-]{1,60}")) {
                throw new Refusal.Broken("calls.extension-unusual", "%s is not an extension".formatted(one.extension()), Map.of("extension", one.extension()));
            }
            if (!seen.add(one.extension())) {
                throw new Refusal.Broken("calls.extension-twice", "extension %s is there twice".formatted(one.extension()), Map.of("extension", one.extension()));
            }
            if (jdbc.sql("""
                    select true from identity.app_user u where u.id = :user and u.active and u.customer_id is null and u.partner_id is null
                       and exists (select from identity.membership m where m.user_id = u.id and (m.branch_id is null or m.branch_id = :branch))
                    """).param("user", one.user()).param("branch", branch).query(Boolean.class).optional().isEmpty()) {
                throw new Refusal.Broken("calls.no-such-user", "whoever has extension %s must work in this branch".formatted(one.extension()),
                        Map.of("extension", one.extension()));
            }
        }
        jdbc.sql("update calls.centre set name = :name, active = :active where id = :id").param("name", name.strip()).param("active", active).param("id", id).update();
        jdbc.sql("delete from calls.extension where centre_id = :id").param("id", id).update();
        extensions.forEach(one -> jdbc.sql("insert into calls.extension (centre_id, extension, user_id) values (:centre, :extension, :user)")
                .param("centre", id).param("extension", one.extension()).param("user", one.user()).update());
    }

    private UUID mine(UUID id, Scope scope) {
        return jdbc.sql("select branch_id from calls.centre where id = :id").param("id", id).query(UUID.class).optional()
                .filter(branch -> scope.reach(Permission.CALLS_EDIT_CENTRES).covers(branch, null, null))
                .orElseThrow(() -> new Refusal.Missing("calls.no-such-centre", "there is no such connection, or it was switched off", Map.of()));
    }

    private String token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
