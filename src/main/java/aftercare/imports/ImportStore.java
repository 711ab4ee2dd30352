package aftercare.imports;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Imports as they are kept. */
@Component
class ImportStore {

    private static final TypeReference<List<ImportColumn>> COLUMNS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ImportStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Before its rows, which refer to it; {@link #received} says what they were. */
    void add(UUID id, String kind, String fileName, UUID user, Instant now) {
        jdbc.sql("""
                insert into imports.import (id, kind, file_name, state, rows, columns, created_by, created_at)
                values (:id, :kind, :name, 'READY', 1, '[]', :user, :now)
                """)
                .param("id", id).param("kind", kind).param("name", fileName).param("user", user).param("now", now.atOffset(UTC)).update();
    }

    void received(UUID id, ImportLines.Found found, ImportSettings settings) {
        jdbc.sql("update imports.import set rows = :rows, columns = cast(:columns as jsonb), settings = cast(:settings as jsonb) where id = :id")
                .param("rows", found.rows()).param("columns", json.writeValueAsString(found.columns())).param("settings", json.writeValueAsString(settings))
                .param("id", id).update();
    }

    /** One that its bringer may see, or somebody who may import the same for all whom it touched. */
    Import get(UUID id, Scope scope, Importables.Grants grants) {
        return find(id, scope, grants).orElseThrow(() -> new Refusal.Missing("imports.no-such-import", "there is no import %s".formatted(id), Map.of()));
    }

    private Optional<Import> find(UUID id, Scope scope, Importables.Grants grants) {
        return jdbc.sql("""
                select i.id, i.kind, i.file_name, i.state, i.rows, i.columns, i.settings, i.done, i.good, i.bad, i.remarks, i.good_rows_only, i.stopped,
                       i.made, i.created_by, u.name as created_by_name, i.created_at, i.finished_at, r.name as undone_by_name, i.undone_at
                  from imports.import i
                  join identity.app_user u on u.id = i.created_by
                  left join identity.app_user r on r.id = i.undone_by
                 where i.id = :id and i.kind = any(:kinds)
                   and (i.created_by = :user or i.kind = any(:everywhere)
                        or cardinality(i.branches) > 0 and not exists (select from unnest(i.branches) as b(id)
                                where not exists (select from unnest(:grantKinds, :grantBranches) as g(kind, branch) where g.kind = i.kind and g.branch = b.id)))
                """)
                .param("id", id).param("user", scope.user()).params(grants.params())
                .query((row, _) -> read(row)).optional();
    }

    /** Newest first. */
    List<Import> list(@Nullable String kind, @Nullable UUID after, int size, Scope scope, Importables.Grants grants) {
        return jdbc.sql("""
                select i.id, i.kind, i.file_name, i.state, i.rows, '[]' as columns, '{}' as settings, i.done, i.good, i.bad, i.remarks, i.good_rows_only, i.stopped,
                       i.made, i.created_by, u.name as created_by_name, i.created_at, i.finished_at, r.name as undone_by_name, i.undone_at
                  from imports.import i
                  join identity.app_user u on u.id = i.created_by
                  left join identity.app_user r on r.id = i.undone_by
                 where i.kind = any(:kinds) and (cast(:kind as text) is null or i.kind = :kind) and i.state <> 'GIVEN_UP'
                   and (i.created_by = :user or i.kind = any(:everywhere)
                        or cardinality(i.branches) > 0 and not exists (select from unnest(i.branches) as b(id)
                                where not exists (select from unnest(:grantKinds, :grantBranches) as g(kind, branch) where g.kind = i.kind and g.branch = b.id)))
                   and (cast(:after as uuid) is null or (i.created_at, i.id) < (select a.created_at, a.id from imports.import a where a.id = :after))
                 order by i.created_at desc, i.id desc limit :size
                """)
                .param("kind", kind).param("user", scope.user()).param("after", after).param("size", size).params(grants.params())
                .query((row, _) -> read(row)).list();
    }

    /** Moves it on, unless somebody has done so meanwhile. */
    void move(Import before, ImportAct act) {
        var next = before.state().after(act);
        if (jdbc.sql("update imports.import set state = :next, stop_asked = false, done = 0, stopped = null where id = :id and state = :state")
                .param("next", next.name()).param("id", before.id()).param("state", before.state().name()).update() == 0) {
            throw new Refusal.Conflict("imports.overtaken", "somebody went on with this import meanwhile", Map.of());
        }
    }

    void settings(UUID id, ImportSettings settings) {
        jdbc.sql("update imports.import set settings = cast(:settings as jsonb) where id = :id").param("settings", json.writeValueAsString(settings)).param("id", id).update();
    }

    void goodRowsOnly(UUID id, boolean goodRowsOnly) {
        jdbc.sql("update imports.import set good_rows_only = :only where id = :id").param("only", goodRowsOnly).param("id", id).update();
    }

    void askToStop(UUID id) {
        jdbc.sql("update imports.import set stop_asked = true where id = :id").param("id", id).update();
    }

    /** @return whether somebody wants it to stop */
    boolean step(UUID id, int done) {
        return jdbc.sql("update imports.import set done = :done where id = :id returning stop_asked").param("done", done).param("id", id).query(Boolean.class).single();
    }

    void stop(UUID id, ImportState from, Import.Stopped why) {
        jdbc.sql("update imports.import set state = :next, stopped = cast(:why as jsonb), done = 0, stop_asked = false where id = :id and state = :state")
                .param("next", from.after(ImportAct.STOP).name()).param("state", from.name()).param("why", json.writeValueAsString(why)).param("id", id).update();
    }

    /** Those that nothing is at any more: whoever is at one holds its lock. */
    List<UUID> abandoned() {
        return jdbc.sql("""
                select id from imports.import where state in ('CHECKING', 'WRITING', 'UNDOING') and pg_try_advisory_xact_lock(hashtextextended(cast(id as text), 25))
                """).query(UUID.class).list();
    }

    /** Until the end of the transaction, and of the process that holds it. */
    boolean lock(UUID id) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(cast(:id as text), 25))").param("id", id).query(Boolean.class).single();
    }

    ImportState state(UUID id) {
        return ImportState.valueOf(jdbc.sql("select state from imports.import where id = :id").param("id", id).query(String.class).single());
    }

    Optional<ImportSettings> remembered(String kind, String headings, UUID user) {
        return jdbc.sql("""
                select settings from imports.remembered where kind = :kind and headings = :headings order by user_id = :user desc, at desc limit 1
                """)
                .param("kind", kind).param("headings", headings).param("user", user)
                .query((row, _) -> json.readValue(row.getString(1), ImportSettings.class)).optional();
    }

    void remember(String kind, String headings, UUID user, ImportSettings settings, Instant now) {
        jdbc.sql("""
                insert into imports.remembered (kind, headings, user_id, settings, at) values (:kind, :headings, :user, cast(:settings as jsonb), :now)
                on conflict (kind, headings, user_id) do update set settings = excluded.settings, at = excluded.at
                """)
                .param("kind", kind).param("headings", headings).param("user", user).param("settings", json.writeValueAsString(settings))
                .param("now", now.atOffset(UTC)).update();
    }

    private Import read(ResultSet row) throws SQLException {
        var stopped = row.getString("stopped");
        return new Import(row.getObject("id", UUID.class), row.getString("kind"), row.getString("file_name"), ImportState.valueOf(row.getString("state")),
                row.getInt("rows"), json.readValue(row.getString("columns"), COLUMNS), settings(row.getString("settings")), row.getInt("done"), row.getInt("good"),
                row.getInt("bad"), row.getInt("remarks"), row.getBoolean("good_rows_only"), stopped == null ? null : json.readValue(stopped, Import.Stopped.class),
                json.readValue(row.getString("made"), COUNTS), row.getObject("created_by", UUID.class), row.getString("created_by_name"),
                row.getTimestamp("created_at").toInstant(), instant(row.getTimestamp("finished_at")), row.getString("undone_by_name"), instant(row.getTimestamp("undone_at")));
    }

    private ImportSettings settings(String text) {
        return text.equals("{}") ? ImportSettings.NONE : json.readValue(text, ImportSettings.class);
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
