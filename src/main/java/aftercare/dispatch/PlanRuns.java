package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps plans that are searched and found. A search belongs to whoever holds its lease, counted by the database's clock, which all
 * nodes share; a holder that dies stops renewing it, and another one takes it over.
 */
@Component
class PlanRuns {

    private static final String LEASE = "20 seconds";

    /** A step of a search: the share of the time that is spent, the best cost so far, the cases still left out. */
    record Step(double spent, long cost, int waiting) {}

    record Run(UUID id, UUID branch, PlanAsk ask, PlanState state, @Nullable UUID askedBy, Instant askedAt, boolean stopAsked, List<Step> progress,
               @Nullable PlanResult result, @Nullable Instant endedAt, @Nullable Instant decidedAt, boolean byItself, int applied) {}

    /** What an accepted plan did to a booking: made it ({@code before} null), moved it, or dropped it ({@code version} then is the dropped one's). */
    record Applied(UUID booking, int version, UUID caseId, PlanResult.@Nullable Slot before, boolean dropped) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PlanRuns(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void begin(UUID id, PlanAsk ask, @Nullable UUID by, Instant at, UUID holder) {
        try {
            jdbc.sql("""
                    insert into dispatch.plan_run (id, branch_id, goal, ask, state, asked_by, asked_at, leased_by, leased_until)
                    values (:id, :branch, :goal, cast(:ask as jsonb), 'RUNNING', :by, :at, :holder, now() + cast(:lease as interval))
                    """)
                    .param("id", id).param("branch", ask.branch()).param("goal", ask.goal().name()).param("ask", json.writeValueAsString(ask))
                    .param("by", by).param("at", at.atOffset(UTC)).param("holder", holder).param("lease", LEASE).update();
        } catch (DuplicateKeyException running) {
            throw new Refusal.Conflict("dispatch.planning-already", "somebody is planning this branch just now; wait for the proposal or stop the search", Map.of());
        }
    }

    /** One search whose holder was not heard of any more; it is the caller's now. */
    Optional<UUID> takeOver(UUID holder) {
        return jdbc.sql("""
                update dispatch.plan_run set leased_by = :holder, leased_until = now() + cast(:lease as interval), progress = '[]'
                 where id = (select id from dispatch.plan_run where state = 'RUNNING' and leased_until < now() limit 1 for update skip locked)
                returning id
                """).param("holder", holder).param("lease", LEASE).query(UUID.class).optional();
    }

    /** Renews the lease. Empty when the search is somebody else's by now; otherwise whether it should stop. */
    Optional<Boolean> step(UUID id, UUID holder, @Nullable Step step) {
        return jdbc.sql("""
                update dispatch.plan_run
                   set leased_until = now() + cast(:lease as interval), progress = progress || coalesce(cast(:step as jsonb), '[]')
                 where id = :id and state = 'RUNNING' and leased_by = :holder
                returning stop_asked
                """)
                .param("id", id).param("holder", holder).param("lease", LEASE).param("step", step == null ? null : json.writeValueAsString(step))
                .query(Boolean.class).optional();
    }

    boolean propose(UUID id, UUID holder, PlanResult result, Instant at) {
        return jdbc.sql("""
                update dispatch.plan_run set state = 'PROPOSED', result = cast(:result as jsonb), leased_by = null, leased_until = null, ended_at = :at
                 where id = :id and state = 'RUNNING' and leased_by = :holder
                """).param("id", id).param("holder", holder).param("result", json.writeValueAsString(result)).param("at", at.atOffset(UTC)).update() > 0;
    }

    void fail(UUID id, UUID holder, Instant at) {
        jdbc.sql("""
                update dispatch.plan_run set state = 'FAILED', leased_by = null, leased_until = null, ended_at = :at
                 where id = :id and state = 'RUNNING' and leased_by = :holder
                """).param("id", id).param("holder", holder).param("at", at.atOffset(UTC)).update();
    }

    void stop(UUID id) {
        jdbc.sql("update dispatch.plan_run set stop_asked = true where id = :id and state = 'RUNNING'").param("id", id).update();
    }

    void decide(UUID id, PlanState state, @Nullable UUID by, Instant at) {
        jdbc.sql("update dispatch.plan_run set state = :state, decided_by = :by, decided_at = :at where id = :id")
                .param("id", id).param("state", state.name()).param("by", by).param("at", at.atOffset(UTC)).update();
    }

    void applied(UUID id, List<Applied> made, boolean byItself) {
        jdbc.sql("update dispatch.plan_run set applied = cast(:made as jsonb), by_itself = :self where id = :id")
                .param("id", id).param("made", json.writeValueAsString(made)).param("self", byItself).update();
    }

    List<Applied> appliedBy(UUID id) {
        return jdbc.sql("select coalesce(applied, '[]') from dispatch.plan_run where id = :id").param("id", id)
                .query((row, _) -> List.of(json.readValue(row.getString(1), Applied[].class))).single();
    }

    Run get(Reach reach, UUID id) {
        return find(id, false).filter(run -> reach.covers(run.branch(), null, null)).orElseThrow(() -> missing(id));
    }

    /** Nobody else decides about it until the transaction is over. */
    Run locked(Reach reach, UUID id) {
        return find(id, true).filter(run -> reach.covers(run.branch(), null, null)).orElseThrow(() -> missing(id));
    }

    Optional<Run> find(UUID id, boolean lock) {
        return jdbc.sql("select * from dispatch.plan_run where id = :id" + (lock ? " for update" : "")).param("id", id)
                .query((row, _) -> run(row, row.getString("result"))).optional();
    }

    /** What is searched, waits for a yes, or was done by itself in a branch, the newest first; without the plans themselves. */
    List<Run> open(Reach reach, UUID branch, Instant since) {
        return reach.covers(branch, null, null)
                ? jdbc.sql("select * from dispatch.plan_run where branch_id = :branch and (state in ('RUNNING', 'PROPOSED') or state = 'ACCEPTED' and by_itself) and asked_at > :since order by asked_at desc limit 5")
                        .param("branch", branch).param("since", since.atOffset(UTC)).query((row, _) -> run(row, null)).list()
                : List.of();
    }

    private Run run(ResultSet row, @Nullable String result) throws SQLException {
        return new Run(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class), json.readValue(row.getString("ask"), PlanAsk.class),
                PlanState.valueOf(row.getString("state")), row.getObject("asked_by", UUID.class), instant(row, "asked_at"), row.getBoolean("stop_asked"),
                List.of(json.readValue(row.getString("progress"), Step[].class)), result == null ? null : json.readValue(result, PlanResult.class),
                row.getObject("ended_at", OffsetDateTime.class) == null ? null : instant(row, "ended_at"),
                row.getObject("decided_at", OffsetDateTime.class) == null ? null : instant(row, "decided_at"), row.getBoolean("by_itself"),
                row.getString("applied") == null ? 0 : json.readTree(row.getString("applied")).size());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("dispatch.no-such-proposal", "there is no plan %s".formatted(id), Map.of());
    }
}
