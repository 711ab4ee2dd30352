package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a branch has decided about its days. */
@Component
@Transactional
class DayRules {

    /** @param rebookNoticeMinutes so long before a visit its customer may still move it */
    record DayRule(DayChanges changes, int rebookNoticeMinutes) {

        static final DayRule USUAL = new DayRule(DayChanges.NOTHING, 240);

        Duration notice() {
            return Duration.ofMinutes(rebookNoticeMinutes);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    DayRules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    DayRule of(UUID branch) {
        return jdbc.sql("select changes, rebook_notice_minutes from dispatch.day_rules where branch_id = :branch").param("branch", branch).query(DayRule.class).optional()
                .orElse(DayRule.USUAL);
    }

    void set(Scope scope, UUID branch, DayRule rule) {
        scope.require(Permission.DISPATCH_PLAN, branch, null, null);
        jdbc.sql("""
                insert into dispatch.day_rules (branch_id, changes, rebook_notice_minutes, changed_by, changed_at) values (:branch, :changes, :notice, :by, :at)
                    on conflict (branch_id) do update set changes = excluded.changes, rebook_notice_minutes = excluded.rebook_notice_minutes,
                       changed_by = excluded.changed_by, changed_at = excluded.changed_at
                """).param("branch", branch).param("changes", rule.changes().name()).param("notice", rule.rebookNoticeMinutes())
                .param("by", scope.user()).param("at", clock.instant().atOffset(UTC)).update();
    }
}
