package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which cases of the company one of a customer's people sees: all of them, or those he reported (with his account, his phone or his e-mail)
 * and those at the sites named for him.
 */
@Component
public class CustomerSight {

    /** A condition on the case {@code c}, with {@link #params}. */
    public static final String SEEN = """
               and (:everywhere or c.branch_id = any(:branches))
               and c.customer_id = :customer
               and (:seesAll or c.id in (
                    select o.id from cases.service_case o where o.opened_by = :me and o.channel in ('PORTAL', 'QR')
                    union all
                    select o.id from cases.service_case o
                     where (customers.phone_keys(o.contact_phone))[1] = (select (customers.phone_keys(u.phone))[1] from identity.app_user u where u.id = :me) and o.contact_phone <> ''
                    union all
                    select o.id from cases.service_case o
                     where lower(o.contact_email) = (select lower(u.email) from identity.app_user u where u.id = :me and u.email <> '') and o.contact_email <> ''
                    union all
                    select o.id from cases.service_case o join identity.portal_site m on m.site_id = o.site_id where m.user_id = :me))
            """;

    private final JdbcClient jdbc;

    CustomerSight(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public static Map<String, @Nullable Object> params(Scope scope) {
        var params = new HashMap<>(scope.reach(Permission.PORTAL_USE).params());
        params.put("seesAll", scope.may(Permission.PORTAL_SEE_ALL));
        params.put("me", scope.user());
        return params;
    }

    /** Whether this case is one of them. */
    public boolean sees(Scope scope, UUID caseId) {
        return scope.customer() != null && jdbc.sql("select exists (select from cases.service_case c where c.id = :id " + SEEN + ")")
                .param("id", caseId).params(params(scope)).query(Boolean.class).single();
    }
}
