package aftercare.identity;

import aftercare.kernel.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Read side of identity: one method per screen, one statement per method. */
@Component
@Transactional(readOnly = true)
class UserQueries {

    private static final int SIZE = 50;

    record RoleView(Role role, @Nullable UUID branchId, @Nullable String branchName) {}

    record UserView(UUID id, String login, String name, String phone, String email, String locale, @Nullable UUID partnerId,
                    @Nullable String partnerName, @Nullable UUID customerId, boolean active, boolean mustChangePassword,
                    @Nullable Instant lastSignIn, int version, List<RoleView> roles) {}

    /** {@code next}: pass as {@code after} for the following page; null on the last. */
    record UserPage(List<UserView> rows, @Nullable String next) {}

    record BranchView(UUID id, String code, String name, String zone, String phone, String address, @Nullable Double lng, @Nullable Double lat) {}

    record PartnerView(UUID id, UUID branchId, String name, String phone) {}

    record SignInView(UUID id, String login, @Nullable String userName, String address, Instant at, SignInOutcome outcome) {}

    record SignInPage(List<SignInView> rows, @Nullable SignInView next) {}

    private static final String USER = """
            select u.id, u.login, u.name, u.phone, u.email, u.locale, u.partner_id, p.name as partner_name, u.customer_id,
                   u.active, u.must_change_password, u.version,
                   (select max(s.at) from identity.sign_in s
                     where lower(s.login) = lower(u.login) and s.outcome = 'SIGNED_IN') as last_sign_in,
                   coalesce((select json_agg(json_build_object('role', m.role, 'branchId', m.branch_id, 'branchName', b.name)
                                             order by m.role, b.code)
                               from identity.membership m left join identity.branch b on b.id = m.branch_id
                              where m.user_id = u.id), '[]') as roles
              from identity.app_user u
              left join identity.partner p on p.id = u.partner_id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    UserQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    UserPage users(@Nullable String words, @Nullable Role role, @Nullable Boolean active, @Nullable String after) {
        var rows = jdbc.sql(USER + """
                 where not u.machine and (cast(:words as text) is null or strpos(lower(u.login || ' ' || u.name || ' ' || u.phone), lower(:words)) > 0)
                   and (cast(:role as text) is null
                        or exists (select from identity.membership m where m.user_id = u.id and m.role = :role))
                   and (cast(:active as boolean) is null or u.active = :active)
                   and (cast(:after as text) is null or lower(u.login) > lower(:after))
                 order by lower(u.login)
                 limit :size
                """)
                .param("words", words == null || words.isBlank() ? null : words.strip())
                .param("role", role == null ? null : role.name()).param("active", active).param("after", after)
                .param("size", SIZE + 1)
                .query((row, _) -> user(row)).list();
        var more = rows.size() > SIZE;
        var page = more ? rows.subList(0, SIZE) : rows;
        return new UserPage(page, more ? page.getLast().login() : null);
    }

    UserView user(UUID id) {
        return jdbc.sql(USER + " where u.id = :id and not u.machine").param("id", id).query((row, _) -> user(row)).optional()
                .orElseThrow(() -> new Refusal.Missing("identity.no-such-user", "there is no user %s".formatted(id), Map.of()));
    }

    List<BranchView> branches(Reach reach) {
        return jdbc.sql("""
                select id, code, name, zone, phone, address, lng, lat from identity.branch
                 where active and (:everywhere or id = any(:branches)) order by code
                """).params(reach.params()).query(BranchView.class).list();
    }

    List<PartnerView> partners(Reach reach) {
        return jdbc.sql("""
                select id, branch_id, name, phone from identity.partner
                 where active and (:everywhere or branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or id = :partner)
                 order by name
                """).params(reach.params()).query(PartnerView.class).list();
    }

    SignInPage signIns(@Nullable String login, @Nullable OffsetDateTime afterAt, @Nullable UUID afterId) {
        var rows = jdbc.sql("""
                select s.id, s.login, u.name as user_name, s.address, s.at, s.outcome
                  from identity.sign_in s left join identity.app_user u on u.id = s.user_id
                 where (cast(:login as text) is null or lower(s.login) = lower(:login))
                   and (cast(:afterAt as timestamptz) is null or (s.at, s.id) < (:afterAt, cast(:afterId as uuid)))
                 order by s.at desc, s.id desc
                 limit :size
                """)
                .param("login", login == null || login.isBlank() ? null : login.strip()).param("afterAt", afterAt).param("afterId", afterId)
                .param("size", SIZE + 1).query(SignInView.class).list();
        var more = rows.size() > SIZE;
        var page = more ? rows.subList(0, SIZE) : rows;
        return new SignInPage(page, more ? page.getLast() : null);
    }

    private UserView user(java.sql.ResultSet row) throws java.sql.SQLException {
        var lastSignIn = row.getTimestamp("last_sign_in");
        return new UserView(row.getObject("id", UUID.class), row.getString("login"), row.getString("name"), row.getString("phone"),
                row.getString("email"), row.getString("locale"), row.getObject("partner_id", UUID.class), row.getString("partner_name"),
                row.getObject("customer_id", UUID.class), row.getBoolean("active"), row.getBoolean("must_change_password"),
                lastSignIn == null ? null : lastSignIn.toInstant(), row.getInt("version"),
                List.of(json.readValue(row.getString("roles"), RoleView[].class)));
    }
}
