package aftercare.timeline;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes what happened and reads it back. Whoever asks for a subject's timeline has already been let in to the subject. */
@Service
public class Timeline {

    /** As a screen shows it. */
    public record Entry(UUID id, String kind, Instant at, @Nullable UUID actorId, String actorName, boolean visibleToCustomer,
                        Map<String, Object> facts) {}

    /** {@code next}: the last row's position, when there are more. */
    public record Page(List<Entry> rows, @Nullable Position next) {}

    /** Where a page ended; as a text it goes to the client and comes back as {@code after}. */
    public record Position(Instant at, UUID id) {

        /** Null for the first page. */
        public static @Nullable Position read(@Nullable String cursor) {
            if (cursor == null || cursor.isBlank()) {
                return null;
            }
            try {
                var parts = cursor.split("_", 2);
                return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (RuntimeException unreadable) {
                throw new Refusal.Broken("timeline.bad-cursor", "this page of the history cannot be found; start from the first", Map.of());
            }
        }

        public String cursor() {
            return at + "_" + id;
        }
    }

    private static final String ROWS = """
            jsonb_to_recordset(cast(:rows as jsonb)) as rows(id uuid, kind text, at timestamptz, actor_id uuid, actor_name text, visibility text,
                facts jsonb, about jsonb)""";

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Timeline(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Part of the caller's transaction: there is no history of what did not happen. */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID write(Happening happening) {
        if (happening.about().isEmpty()) {
            throw new IllegalArgumentException("%s is about nothing".formatted(happening.kind()));
        }
        var id = Ids.next();
        jdbc.sql("""
                with entry as (
                    insert into timeline.entry (id, kind, at, actor_id, actor_name, visibility, facts)
                    values (:id, :kind, :at, :actor, :actorName, :visibility, cast(:facts as jsonb))
                    returning id, at)
                insert into timeline.entry_subject (subject_kind, subject_id, at, entry_id)
                select about.kind, about.id, entry.at, entry.id
                  from entry cross join unnest(:kinds, :ids) as about(kind, id)
                """)
                .param("id", id).param("kind", happening.kind()).param("at", happening.at().atOffset(UTC))
                .param("actor", happening.actor().user()).param("actorName", happening.actor().name())
                .param("visibility", happening.visibility().name()).param("facts", json.writeValueAsString(happening.facts()))
                .param("kinds", happening.about().stream().map(Subject::kind).toArray(String[]::new))
                .param("ids", happening.about().stream().map(Subject::id).toArray(UUID[]::new))
                .update();
        return id;
    }

    /**
     * Takes words out of the customer's sight that were said about something else; for us they stay where they are.
     *
     * @param sources what they were written in, as the fact {@code source} names it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void conceal(Subject subject, Collection<UUID> sources) {
        jdbc.sql("""
                update timeline.entry e set visibility = 'INTERNAL'
                  from timeline.entry_subject s
                 where s.subject_kind = :kind and s.subject_id = :subject and e.id = s.entry_id and e.visibility = 'PUBLIC' and e.facts ->> 'source' = any(:sources)
                """).param("kind", subject.kind()).param("subject", subject.id()).param("sources", sources.stream().map(UUID::toString).toArray(String[]::new)).update();
    }

    /** Many at once, in two statements. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void writeAll(Collection<Happening> happenings) {
        if (happenings.isEmpty()) {
            return;
        }
        var rows = happenings.stream().map(happening -> {
            if (happening.about().isEmpty()) {
                throw new IllegalArgumentException("%s is about nothing".formatted(happening.kind()));
            }
            var row = new HashMap<String, @Nullable Object>();
            row.put("id", Ids.next());
            row.put("kind", happening.kind());
            row.put("at", happening.at().toString());
            row.put("actor_id", happening.actor().user());
            row.put("actor_name", happening.actor().name());
            row.put("visibility", happening.visibility().name());
            row.put("facts", happening.facts());
            row.put("about", happening.about().stream().map(about -> Map.of("kind", about.kind(), "id", about.id())).toList());
            return row;
        }).toList();
        jdbc.sql("""
                with entry as (
                    insert into timeline.entry (id, kind, at, actor_id, actor_name, visibility, facts)
                    select id, kind, at, actor_id, actor_name, visibility, facts from %s)
                insert into timeline.entry_subject (subject_kind, subject_id, at, entry_id)
                select about.kind, about.id, rows.at, rows.id
                  from %s cross join jsonb_to_recordset(rows.about) as about(kind text, id uuid)
                """.formatted(ROWS, ROWS)).param("rows", json.writeValueAsString(rows)).update();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page of(Subject subject, boolean onlyPublic, @Nullable Position after, int size) {
        var rows = jdbc.sql("""
                select e.id, e.kind, e.at, e.actor_id, e.actor_name, e.visibility, e.facts
                  from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                 where s.subject_kind = :kind and s.subject_id = :subject
                   and (not :onlyPublic or e.visibility = 'PUBLIC')
                   and (cast(:afterAt as timestamptz) is null or (s.at, s.entry_id) < (:afterAt, cast(:afterId as uuid)))
                 order by s.at desc, s.entry_id desc
                 limit :size
                """)
                .param("kind", subject.kind()).param("subject", subject.id()).param("onlyPublic", onlyPublic)
                .param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.id())
                .param("size", size + 1)
                .query((row, _) -> new Entry(row.getObject("id", UUID.class), row.getString("kind"),
                        row.getTimestamp("at").toInstant(), row.getObject("actor_id", UUID.class), row.getString("actor_name"),
                        row.getString("visibility").equals("PUBLIC"), json.readValue(row.getString("facts"), FACTS)))
                .list();
        if (rows.size() <= size) {
            return new Page(rows, null);
        }
        var page = rows.subList(0, size);
        return new Page(page, new Position(page.getLast().at(), page.getLast().id()));
    }
}
