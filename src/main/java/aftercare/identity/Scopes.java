package aftercare.identity;

import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a user's scope. Also for work without a request: who would see this? */
@Component
public class Scopes {

    private final JdbcClient jdbc;

    Scopes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty for an unknown or inactive user. */
    public Optional<Scope> of(UUID user) {
        record Row(String login, String name, UUID partnerId, UUID customerId, boolean mustChangePassword, String role, UUID branchId,
                   @Nullable String rights) {}
        var rows = jdbc.sql("""
                select u.login, u.name, u.partner_id, u.customer_id, u.must_change_password, m.role, m.branch_id,
                       case when u.customer_id is not null then (select string_agg(r.what, ',') from identity.portal_right r where r.user_id = u.id) end as rights
                  from identity.app_user u
                  left join identity.membership m on m.user_id = u.id
                 where u.id = :user and u.active
                """)
                .param("user", user).query(Row.class).list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        var grants = new ArrayList<Scope.Grant>();
        for (var row : rows) {
            if (row.role() != null) {
                var role = Role.valueOf(row.role());
                grants.add(new Scope.Grant(role, row.branchId(), role == Role.CUSTOMER ? PortalRight.permissions(row.rights()) : role.permissions()));
            }
        }
        var first = rows.getFirst();
        return Optional.of(new Scope(user, first.login(), first.name(), grants, first.partnerId(), first.customerId(),
                first.mustChangePassword()));
    }
}
