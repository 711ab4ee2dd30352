package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cases while they are being typed. Each belongs to its writer alone, and goes when its case is made, he throws it away, or it grows old. */
@Component
@Transactional
class Drafts {

    static final int MOST_BYTES = 64 * 1024;
    private static final int SHOWN = 20;
    private static final Duration KEPT = Duration.ofDays(30);

    record Row(UUID id, String title, Instant updatedAt) {}

    record Whole(UUID id, JsonNode draft, Instant updatedAt) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Drafts(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** @param id of the case it will be; a draft whose case is made already is not kept again */
    Instant keep(UUID id, String title, JsonNode draft, Scope scope) {
        var text = json.writeValueAsString(draft);
        if (text.length() > MOST_BYTES) {
            throw new Refusal.Broken("intake.draft-too-long", "a draft has at most %d kB".formatted(MOST_BYTES / 1024), Map.of("kilobytes", MOST_BYTES / 1024));
        }
        var now = clock.instant();
        var kept = jdbc.sql("""
                insert into intake.draft (id, user_id, title, draft, updated_at)
                select :id, :user, :title, cast(:draft as jsonb), :now where not exists (select from intake.report where id = :id)
                on conflict (id) do update set title = :title, draft = cast(:draft as jsonb), updated_at = :now where draft.user_id = :user
                """).param("id", id).param("user", scope.user()).param("title", title).param("draft", text).param("now", now.atOffset(UTC)).update();
        if (kept == 0) {
            throw new Refusal.Conflict("intake.draft-gone", "a case was made of this draft already", Map.of());
        }
        return now;
    }

    @Transactional(readOnly = true)
    public List<Row> mine(Scope scope) {
        return jdbc.sql("select id, title, updated_at from intake.draft where user_id = :user order by updated_at desc limit :most")
                .param("user", scope.user()).param("most", SHOWN).query(Row.class).list();
    }

    @Transactional(readOnly = true)
    public Whole get(UUID id, Scope scope) {
        return jdbc.sql("select draft, updated_at from intake.draft where id = :id and user_id = :user").param("id", id).param("user", scope.user())
                .query((row, _) -> new Whole(id, json.readTree(row.getString("draft")), row.getObject("updated_at", java.time.OffsetDateTime.class).toInstant()))
                .optional().orElseThrow(Drafts::missing);
    }

    /** @return false when there is none of his */
    boolean drop(UUID id, Scope scope) {
        return jdbc.sql("delete from intake.draft where id = :id and user_id = :user").param("id", id).param("user", scope.user()).update() > 0;
    }

    static Refusal.Missing missing() {
        return new Refusal.Missing("intake.no-such-draft", "there is no such draft any more", Map.of());
    }

    int forgetOld() {
        return jdbc.sql("delete from intake.draft where updated_at < :before").param("before", clock.instant().minus(KEPT).atOffset(UTC)).update();
    }
}
