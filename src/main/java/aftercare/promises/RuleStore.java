package aftercare.promises;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes rules: a version is added, and the one before it is no longer in force. */
@Component
class RuleStore {

    /** The columns of what a rule looks at, in the order of {@link Fact}. */
    static final String MATCH = Arrays.stream(Fact.values()).map(RuleStore::column).collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RuleStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    static String column(Fact fact) {
        return "match_" + fact.name().toLowerCase(Locale.ROOT);
    }

    void add(Rule rule, @Nullable UUID by, Instant now) {
        var insert = jdbc.sql("""
                insert into promises.rule (id, key, version, current, name, code, %s, calendar_id, time_limit, ladder, pauses, reopen_percent,
                                           with_subject, customer_visible, plan, applies_to_open, by_hand, created_at, created_by)
                values (:id, :key, :version, true, :name, :code, %s, :calendar, cast(:limit as jsonb), cast(:ladder as jsonb), :pauses, :reopen,
                        :withSubject, :visible, :plan, :appliesToOpen, :byHand, :now, :by)
                """.formatted(MATCH, Arrays.stream(Fact.values()).map(fact -> ":" + fact.name()).collect(Collectors.joining(", "))));
        for (var fact : Fact.values()) {
            insert = insert.param(fact.name(), rule.match().get(fact));
        }
        insert.param("id", rule.id()).param("key", rule.key()).param("version", rule.version()).param("name", rule.name()).param("code", rule.code())
                .param("calendar", rule.calendar()).param("limit", json.writerFor(Limit.class).writeValueAsString(rule.limit()))
                .param("ladder", json.writeValueAsString(rule.ladder()))
                .param("pauses", rule.pauses() == null ? null : rule.pauses().toArray(String[]::new))
                .param("reopen", rule.reopenPercent()).param("withSubject", rule.withSubject()).param("visible", rule.customerVisible())
                .param("plan", rule.plan().toArray(String[]::new)).param("appliesToOpen", rule.appliesToOpen())
                .param("byHand", rule.byHand()).param("now", now.atOffset(UTC)).param("by", by).update();
    }

    /** No longer in force; {@code retired} when nothing takes its place. */
    void end(String key, boolean retired, UUID by, Instant now) {
        jdbc.sql("""
                update promises.rule
                   set current = false,
                       retired_at = case when :retired then cast(:now as timestamptz) end,
                       retired_by = case when :retired then cast(:by as uuid) end
                 where key = :key and current
                """).param("key", key).param("retired", retired).param("now", now.atOffset(UTC)).param("by", by).update();
    }

    /** The newest version there has been under this key, retired or not; 0 when there is none. */
    int newestVersion(String key) {
        return jdbc.sql("select coalesce(max(version), 0) from promises.rule where key = :key").param("key", key).query(Integer.class).single();
    }

    /** One writer at a time, until the transaction ends. */
    void lock() {
        jdbc.sql("select revision from promises.book for update").query(Long.class).single();
    }

    /** Everybody reads the book again. */
    void turnPage() {
        jdbc.sql("update promises.book set revision = revision + 1").update();
    }
}
