package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Engineers that a customer is not to see, and those it likes best. The optimiser and the assistant keep to it, the board warns. */
@Service
@Transactional
class CustomerRules {

    record CustomerRuleView(UUID customerId, String customer, CustomerRule rule, String reason, @Nullable String setBy, Instant setAt) {}

    private final JdbcClient jdbc;
    private final LiveUpdates live;
    private final Clock clock;

    CustomerRules(JdbcClient jdbc, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.live = live;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    List<CustomerRuleView> of(Reach reach, UUID engineer) {
        return jdbc.sql("""
                select k.id as customer_id, k.name as customer, r.rule, r.reason, u.name as set_by, r.set_at
                  from dispatch.customer_rule r
                  join dispatch.engineer e on e.user_id = r.engineer_id
                  join customers.customer k on k.id = r.customer_id
                  left join identity.app_user u on u.id = r.set_by
                 where r.engineer_id = :engineer and (:everywhere or e.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or e.partner_id = :partner) and cast(:customer as uuid) is null
                 order by r.rule, k.name
                 limit 500
                """)
                .params(reach.params()).param("engineer", engineer).query(CustomerRuleView.class).list();
    }

    void set(Scope scope, UUID engineer, UUID customer, CustomerRule rule, String reason) {
        var branch = branchOf(scope, engineer);
        if (rule == CustomerRule.NEVER && reason.isBlank()) {
            throw new Refusal.Broken("dispatch.never-needs-reason", "say why the engineer is never sent there", Map.of());
        }
        var set = jdbc.sql("""
                insert into dispatch.customer_rule (engineer_id, customer_id, rule, reason, set_by, set_at)
                select :engineer, k.id, :rule, :reason, :by, :at from customers.customer k where k.id = :of and (:everywhere or k.branch_id = any(:branches))
                    on conflict (engineer_id, customer_id) do update
                       set rule = excluded.rule, reason = excluded.reason, set_by = excluded.set_by, set_at = excluded.set_at
                """)
                .params(scope.reach(Permission.DISPATCH_EDIT_ENGINEERS).params()).param("engineer", engineer).param("of", customer)
                .param("rule", rule.name()).param("reason", reason.strip()).param("by", scope.user()).param("at", clock.instant().atOffset(UTC)).update();
        if (set == 0) {
            throw new Refusal.Missing("dispatch.no-such-customer", "there is no customer %s".formatted(customer), Map.of());
        }
        live.tell(Live.ofBranch("dispatch", engineer, branch));
    }

    void remove(Scope scope, UUID engineer, UUID customer) {
        var branch = branchOf(scope, engineer);
        jdbc.sql("delete from dispatch.customer_rule where engineer_id = :engineer and customer_id = :customer").param("engineer", engineer)
                .param("customer", customer).update();
        live.tell(Live.ofBranch("dispatch", engineer, branch));
    }

    private UUID branchOf(Scope scope, UUID engineer) {
        return jdbc.sql("select branch_id from dispatch.engineer where user_id = :id").param("id", engineer).query(UUID.class).optional()
                .filter(branch -> scope.reach(Permission.DISPATCH_EDIT_ENGINEERS).covers(branch, null, null)).orElseThrow(() -> EngineerDesk.missing(engineer));
    }
}
