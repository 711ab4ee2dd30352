package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What phones asked for: every command once, with what became of it. */
@Component
class Commands {

    /** @param body as the phone sent it */
    record Kept(UUID id, UUID visitId, String act, UUID byUser, Instant at, CommandOutcome outcome, @Nullable String code, @Nullable String body) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Commands(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Commands of one engineer for one visit come one after the other, from however many phones. */
    void lock(UUID visit, UUID engineer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 14))").param("key", visit + " " + engineer).query((_, _) -> 0).single();
    }

    /** @return whether the command is new, or was held until now; the same id for something else is refused */
    boolean isNew(UUID command, VisitId visit, String act, UUID by, Instant at, Instant now) {
        var added = jdbc.sql("""
                insert into fieldwork.command as c (id, visit_id, act, by_user, at, received_at)
                values (:id, :visit, :act, :by, :at, :now)
                    on conflict (id) do update set outcome = 'DONE', code = null where c.outcome = 'HELD' and c.act = :act and c.by_user = :by
                """)
                .param("id", command).param("visit", visit.value()).param("act", act).param("by", by).param("at", at.atOffset(UTC))
                .param("now", now.atOffset(UTC)).update() == 1;
        if (!added && !jdbc.sql("select exists (select from fieldwork.command where id = :id and visit_id = :visit and act = :act and by_user = :by)")
                .param("id", command).param("visit", visit.value()).param("act", act).param("by", by).query(Boolean.class).single()) {
            throw reused(command);
        }
        return added;
    }

    Optional<Kept> find(UUID id) {
        return jdbc.sql("select id, visit_id, act, by_user, at, outcome, code, body from fieldwork.command where id = :id")
                .param("id", id).query(Kept.class).optional();
    }

    /** Keeps what was sent beside a command that was done. */
    void keepBody(UUID id, String body) {
        jdbc.sql("update fieldwork.command set body = cast(:body as jsonb) where id = :id").param("id", id).param("body", body).update();
    }

    /** Whether the same engineer has said this of the visit later, from another phone. */
    boolean saidLater(UUID visit, UUID by, String act, Instant at) {
        return jdbc.sql("""
                select exists (select from fieldwork.command
                                where visit_id = :visit and by_user = :by and act = :act and outcome = 'DONE' and at > :at)
                """)
                .param("visit", visit).param("by", by).param("act", act).param("at", at.atOffset(UTC)).query(Boolean.class).single();
    }

    /** Whether this visit is, or once was, this engineer's. */
    boolean hasWorkedOn(UUID visit, UUID engineer) {
        return jdbc.sql("""
                select exists (select from fieldwork.visit where id = :visit and engineer_id = :engineer)
                    or exists (select from fieldwork.former_engineer where visit_id = :visit and engineer_id = :engineer)
                """).param("visit", visit).param("engineer", engineer).query(Boolean.class).single();
    }

    /** Where an engineer's word about a visit belongs now: at the visit that was made for what happened, if there is one. */
    UUID nowAt(UUID visit, UUID engineer) {
        return jdbc.sql("""
                select counted_for from fieldwork.contradiction
                 where visit_id = :visit and engineer_id = :engineer and state = 'COUNTED' order by settled_at desc limit 1
                """).param("visit", visit).param("engineer", engineer).query(UUID.class).optional().orElse(visit);
    }

    void gaveTo(VisitId visit, UUID former) {
        jdbc.sql("insert into fieldwork.former_engineer (visit_id, engineer_id) values (:visit, :engineer) on conflict do nothing")
                .param("visit", visit.value()).param("engineer", former).update();
    }

    void supersede(FieldCommand command, UUID by, String code, Instant now) {
        add(command, by, CommandOutcome.SUPERSEDED, code, null, now);
    }

    void hold(FieldCommand command, UUID by, String code, UUID contradiction, Instant now) {
        add(command, by, CommandOutcome.HELD, code, contradiction, now);
    }

    private void add(FieldCommand command, UUID by, CommandOutcome outcome, String code, @Nullable UUID contradiction, Instant now) {
        jdbc.sql("""
                insert into fieldwork.command (id, visit_id, act, by_user, at, received_at, outcome, code, body, contradiction_id)
                values (:id, :visit, :act, :by, :at, :now, :outcome, :code, cast(:body as jsonb), :contradiction)
                """)
                .param("id", command.id()).param("visit", command.visit()).param("act", command.act()).param("by", by).param("at", command.at().atOffset(UTC))
                .param("now", now.atOffset(UTC)).param("outcome", outcome.name()).param("code", code).param("body", json.writeValueAsString(command.body()))
                .param("contradiction", contradiction).update();
    }

    /** The commands of a contradiction that wait, in the order in which they came. */
    List<Kept> held(UUID contradiction) {
        return jdbc.sql("""
                select id, visit_id, act, by_user, at, outcome, code, body from fieldwork.command
                 where contradiction_id = :id and outcome = 'HELD' order by position
                """).param("id", contradiction).query(Kept.class).list();
    }

    void end(UUID command, CommandOutcome outcome) {
        jdbc.sql("update fieldwork.command set outcome = :outcome where id = :id").param("id", command).param("outcome", outcome.name()).update();
    }

    Optional<UUID> openContradiction(UUID visit, UUID engineer) {
        return jdbc.sql("select id from fieldwork.contradiction where visit_id = :visit and engineer_id = :engineer and state = 'OPEN'")
                .param("visit", visit).param("engineer", engineer).query(UUID.class).optional();
    }

    /** Empty where there is no such visit at all. */
    Optional<UUID> contradict(UUID visit, UUID engineer, Refusal refusal, Instant now) {
        var id = Ids.next();
        var found = jdbc.sql("""
                insert into fieldwork.contradiction (id, visit_id, case_id, branch_id, partner_id, engineer_id, code, facts, state, found_at)
                select :id, v.id, v.case_id, v.branch_id, u.partner_id, u.id, :code, cast(:facts as jsonb), 'OPEN', :now
                  from fieldwork.visit v, identity.app_user u
                 where v.id = :visit and u.id = :engineer
                """)
                .param("id", id).param("visit", visit).param("engineer", engineer).param("code", refusal.code())
                .param("facts", json.writeValueAsString(refusal.facts())).param("now", now.atOffset(UTC)).update();
        return found == 0 ? Optional.empty() : Optional.of(id);
    }

    void settle(UUID contradiction, ContradictionState state, @Nullable UUID by, String note, @Nullable UUID countedFor, Instant now) {
        var settled = jdbc.sql("""
                update fieldwork.contradiction set state = :state, settled_by = :by, settled_at = :now, note = :note, counted_for = :for
                 where id = :id and state = 'OPEN'
                """)
                .param("id", contradiction).param("state", state.name()).param("by", by).param("note", note).param("for", countedFor)
                .param("now", now.atOffset(UTC)).update();
        if (settled == 0) {
            throw new Refusal.Conflict("fieldwork.contradiction-settled", "somebody else has settled this already", Map.of());
        }
    }

    /** Why it waits now, after some of it has been done. */
    void why(UUID contradiction, Refusal refusal) {
        jdbc.sql("update fieldwork.contradiction set code = :code, facts = cast(:facts as jsonb) where id = :id")
                .param("id", contradiction).param("code", refusal.code()).param("facts", json.writeValueAsString(refusal.facts())).update();
    }

    static Refusal.Conflict reused(UUID command) {
        return new Refusal.Conflict("fieldwork.command-reused", "another command already has the id %s".formatted(command), Map.of());
    }
}
