package aftercare.cases;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The emergency plan of a grave case (T-3): its steps are written down when a promise's ladder starts it, and ticked off by
 * whoever has done them. Which steps there are is said by the rule of the promise.
 */
@Service
@Transactional
class EmergencyPlan {

    /** {@code doneBy} is the name of whoever ticked it off. */
    record Step(UUID id, String words, Instant startedAt, @Nullable Instant doneAt, @Nullable String doneBy) {}

    private final JdbcClient jdbc;
    private final Timeline timeline;
    private final Clock clock;

    EmergencyPlan(JdbcClient jdbc, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** A plan that is being worked off is not started again. */
    public void start(CaseId id, List<String> steps, Instant at) {
        var under = jdbc.sql("select exists (select from cases.plan_step where case_id = :case and done_at is null)").param("case", id.value())
                .query(Boolean.class).single();
        if (under || steps.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into cases.plan_step (id, case_id, position, words, started_at)
                select step.id, :case, step.n + (select coalesce(max(position), 0) from cases.plan_step where case_id = :case), step.words, :at
                  from unnest(:ids, :words) with ordinality as step(id, words, n)
                """)
                .param("case", id.value()).param("at", at.atOffset(UTC)).param("words", steps.toArray(String[]::new))
                .param("ids", steps.stream().map(_ -> Ids.next()).toArray(UUID[]::new)).update();
    }

    @Transactional(readOnly = true)
    public List<Step> steps(CaseId id) {
        return jdbc.sql("""
                select s.id, s.words, s.started_at, s.done_at, u.name as done_by
                  from cases.plan_step s left join identity.app_user u on u.id = s.done_by
                 where s.case_id = :case order by s.position
                """).param("case", id.value()).query(Step.class).list();
    }

    public void done(CaseId id, UUID step, Actor actor) {
        mark(id, step, actor, true);
    }

    public void undone(CaseId id, UUID step, Actor actor) {
        mark(id, step, actor, false);
    }

    /** What is so already stays as it is, with the name of who did it first. */
    private void mark(CaseId id, UUID step, Actor actor, boolean done) {
        var words = jdbc.sql("select words from cases.plan_step where id = :step and case_id = :case for update").param("step", step).param("case", id.value())
                .query(String.class).optional()
                .orElseThrow(() -> new Refusal.Missing("cases.no-such-plan-step", "the emergency plan of this case has no such step", Map.of()));
        var now = clock.instant();
        var changed = jdbc.sql("update cases.plan_step set done_at = :at, done_by = :by where id = :step and (done_at is null) = :done")
                .param("at", done ? now.atOffset(UTC) : null).param("by", done ? actor.user() : null).param("step", step).param("done", done).update();
        if (changed == 1) {
            timeline.write(Happening.internal(done ? "cases.plan-step-done" : "cases.plan-step-undone", now, actor, Map.of("step", words)).about(id.subject()));
        }
    }
}
