package aftercare.cases;

import static java.time.ZoneOffset.UTC;

import aftercare.contracts.Cause;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service catalogue and the fault codes. What the product ships is loaded into an empty table, code by code; from then
 * on the company's own rows hold. A version of a kind never changes, so it is read once.
 */
@Component
class Catalogue {

    /** The dimensions a fault is described in. */
    enum Dimension { PART, SYMPTOM, CAUSE, RESPONSIBILITY }

    record FaultCode(String code, Dimension dimension, @Nullable String parent, Map<String, String> name, int position, boolean active) {}

    private record ShippedKind(String code, Map<String, String> name, Kind.Definition definition) {}

    private record ShippedCode(String code, Map<String, String> name, @Nullable Cause liability, @Nullable List<ShippedCode> children) {}

    private record Version(String code, int version) {}

    /** What a report from outside becomes. */
    private static final Set<String> NEEDED_KINDS = Set.of("repair", "question");
    private static final TypeReference<Map<String, String>> NAME = new TypeReference<>() {};
    private static final TypeReference<Map<Dimension, List<ShippedCode>>> CODES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final Map<Version, Kind> read = new ConcurrentHashMap<>();

    Catalogue(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** The kinds a new case can have. */
    List<Kind> current() {
        return jdbc.sql("select code, version, name, definition from cases.kind where current order by created_at, code")
                .query((row, _) -> kind(row)).list();
    }

    Kind current(String code) {
        return jdbc.sql("select version from cases.kind where current and code = :code").param("code", code)
                .query(Integer.class).optional().map(version -> of(code, version))
                .orElseThrow(() -> new Refusal.Broken("cases.no-such-kind", "the service catalogue has no kind %s".formatted(code),
                        Map.of("kind", code)));
    }

    /** The last versions of those that were taken out of the catalogue. */
    List<Kind> retiredKinds() {
        return jdbc.sql("""
                select distinct on (k.code) k.code, k.version, k.name, k.definition from cases.kind k
                 where not exists (select from cases.kind c where c.code = k.code and c.current)
                 order by k.code, k.version desc
                """).query((row, _) -> kind(row)).list();
    }

    /** The version a running case was opened with. */
    Kind of(String code, int version) {
        return read.computeIfAbsent(new Version(code, version), _ ->
                jdbc.sql("select code, version, name, definition from cases.kind where code = :code and version = :version")
                        .param("code", code).param("version", version).query((row, _) -> kind(row)).single());
    }

    List<FaultCode> codes() {
        return jdbc.sql("""
                select code, dimension, parent, name, position, active from cases.fault_code order by dimension, position, code
                """)
                .query((row, _) -> new FaultCode(row.getString("code"), Dimension.valueOf(row.getString("dimension")),
                        row.getString("parent"), json.readValue(row.getString("name"), NAME), row.getInt("position"),
                        row.getBoolean("active")))
                .list();
    }

    /** @return the code itself, when it is an active one of this dimension */
    @Nullable String known(Dimension dimension, @Nullable String code) {
        if (code == null || code.isEmpty()) {
            return null;
        }
        if (jdbc.sql("select exists (select from cases.fault_code where code = :code and dimension = :dimension and active)")
                .param("code", code).param("dimension", dimension.name()).query(Boolean.class).single()) {
            return code;
        }
        throw new Refusal.Broken("cases.no-such-fault-code", "there is no %s code %s".formatted(dimension.name().toLowerCase(), code),
                Map.of("dimension", dimension.name(), "code", code));
    }

    /** What a responsibility means for who pays: said by the code itself, or by what it belongs to. */
    Cause liability(String responsibility) {
        return jdbc.sql("""
                with recursive up as (
                    select code, parent, liability, 0 as height from cases.fault_code where code = :code
                    union all
                    select f.code, f.parent, f.liability, up.height + 1 from cases.fault_code f join up on f.code = up.parent where up.liability is null)
                select liability from up where liability is not null order by height limit 1
                """).param("code", responsibility).query(String.class).optional().map(Cause::valueOf).orElse(Cause.DEFECT);
    }

    /** A version as it was written: by whom, when and why. Nobody wrote what the product shipped. */
    record Written(Kind kind, boolean current, Instant at, @Nullable String by, String note) {}

    /** All versions of a kind, the newest first. */
    List<Written> versions(String code) {
        return jdbc.sql("""
                select k.code, k.version, k.name, k.definition, k.current, k.created_at, k.note, u.name as writer
                  from cases.kind k left join identity.app_user u on u.id = k.created_by
                 where k.code = :code order by k.version desc limit 100
                """)
                .param("code", code)
                .query((row, _) -> new Written(kind(row), row.getBoolean("current"), row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("writer"), row.getString("note")))
                .list();
    }

    /** The next version of a kind: cases opened from now on follow it, running ones keep theirs. */
    @Transactional
    public void write(Kind next, String note, UUID by) {
        next.whole();
        if (jdbc.sql("update cases.kind set current = false where code = :code and version = :before and current")
                .param("code", next.code()).param("before", next.version() - 1).update() == 0) {
            var now = current(next.code());
            throw new Refusal.Conflict("cases.kind-changed-meanwhile", "somebody wrote version %d of %s meanwhile; start from that one"
                    .formatted(now.version(), next.code()), Map.of("kind", next.code(), "version", now.version()));
        }
        insert(next, note, by);
    }

    /** A wholly new kind: from now on cases can be opened with it. */
    @Transactional
    public void add(Kind first, String note, UUID by) {
        first.whole();
        try {
            insert(first, note, by);
        } catch (DuplicateKeyException taken) {
            throw new Refusal.Conflict("cases.kind-code-taken", "there is a kind with the code %s already; take another one".formatted(first.code()),
                    Map.of("kind", first.code()));
        }
    }

    /** No case can be opened with it any more; those that have it go on. */
    void retireKind(String code) {
        if (NEEDED_KINDS.contains(code)) {
            throw new Refusal.Conflict("cases.kind-needed", "customers report faults and ask questions without an account; kind %s stays".formatted(code),
                    Map.of("kind", code));
        }
        if (jdbc.sql("update cases.kind set current = false where code = :code and current").param("code", code).update() == 0) {
            throw noSuchKind(code);
        }
    }

    void restoreKind(String code) {
        if (jdbc.sql("""
                update cases.kind set current = true where code = :code and version = (select max(version) from cases.kind where code = :code)
                   and not exists (select from cases.kind where code = :code and current)
                """).param("code", code).update() == 0) {
            throw noSuchKind(code);
        }
    }

    private static Refusal.Missing noSuchKind(String code) {
        return new Refusal.Missing("cases.no-such-kind", "the service catalogue has no kind %s".formatted(code), Map.of("kind", code));
    }

    private void insert(Kind next, String note, UUID by) {
        jdbc.sql("""
                insert into cases.kind (code, version, name, definition, current, created_at, created_by, note)
                values (:code, :version, cast(:name as jsonb), cast(:definition as jsonb), true, :now, :by, :note)
                """)
                .param("code", next.code()).param("version", next.version()).param("name", json.writeValueAsString(next.name()))
                .param("definition", json.writeValueAsString(next.definition())).param("now", clock.instant().atOffset(UTC))
                .param("by", by).param("note", note).update();
    }

    /** A new code under another one, or a root; the last of its siblings. */
    @Transactional
    public String add(Dimension dimension, @Nullable String parent, Map<String, String> name) {
        Kind.named(name);
        if (parent != null) {
            known(dimension, parent);
        }
        var code = "%s-%s".formatted(dimension.name().toLowerCase(Locale.ROOT), Ids.next().toString().substring(24));
        jdbc.sql("""
                insert into cases.fault_code (code, dimension, parent, name, position)
                select :code, :dimension, :parent, cast(:name as jsonb), coalesce(max(position), -1) + 1 from cases.fault_code
                 where dimension = :dimension and parent is not distinct from cast(:parent as text)
                """)
                .param("code", code).param("dimension", dimension.name()).param("parent", parent).param("name", json.writeValueAsString(name)).update();
        return code;
    }

    void rename(String code, Map<String, String> name) {
        Kind.named(name);
        if (jdbc.sql("update cases.fault_code set name = cast(:name as jsonb) where code = :code")
                .param("code", code).param("name", json.writeValueAsString(name)).update() == 0) {
            throw noSuchCode(code);
        }
    }

    /** With everything below it. Cases that have it keep it. */
    void retire(String code) {
        if (jdbc.sql("""
                with recursive below as (
                    select code from cases.fault_code where code = :code
                    union all
                    select f.code from cases.fault_code f join below on f.parent = below.code)
                update cases.fault_code set active = false where code in (select code from below)
                """).param("code", code).update() == 0) {
            throw noSuchCode(code);
        }
    }

    /** Only this one: what is below it is brought back one by one. */
    void restore(String code) {
        if (jdbc.sql("""
                update cases.fault_code f set active = true
                 where code = :code and not exists (select from cases.fault_code p where p.code = f.parent and not p.active)
                """).param("code", code).update() == 0) {
            if (codes().stream().noneMatch(one -> one.code().equals(code))) {
                throw noSuchCode(code);
            }
            throw new Refusal.Conflict("cases.fault-code-below-retired", "bring back what %s belongs to first".formatted(code), Map.of("code", code));
        }
    }

    private static Refusal.Missing noSuchCode(String code) {
        return new Refusal.Missing("cases.no-such-fault-code", "there is no fault code %s".formatted(code), Map.of("code", code));
    }

    /** Before anybody can be let in. Several nodes may do this at once. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void loadWhatIsShipped() throws IOException {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('cases.catalogue'))").query((row, _) -> row).list();
        var kinds = new PathMatchingResourcePatternResolver().getResources("classpath:aftercare/cases/kinds/*.json");
        Arrays.sort(kinds, Comparator.comparing(Resource::getFilename));
        for (var resource : kinds) {
            load(json.readValue(resource.getContentAsByteArray(), ShippedKind.class));
        }
        if (!jdbc.sql("select exists (select from cases.fault_code)").query(Boolean.class).single()) {
            var codes = json.readValue(new ClassPathResource("aftercare/cases/fault-codes.json").getContentAsByteArray(), CODES);
            codes.forEach((dimension, roots) -> load(dimension, null, roots));
        }
    }

    private void load(ShippedKind kind) {
        jdbc.sql("""
                insert into cases.kind (code, version, name, definition, current, created_at)
                select :code, 1, cast(:name as jsonb), cast(:definition as jsonb), true, :now
                 where not exists (select from cases.kind where code = :code)
                """)
                .param("code", kind.code()).param("name", json.writeValueAsString(kind.name()))
                .param("definition", json.writeValueAsString(kind.definition())).param("now", clock.instant().atOffset(UTC)).update();
    }

    private void load(Dimension dimension, @Nullable String parent, List<ShippedCode> codes) {
        for (int i = 0; i < codes.size(); i++) {
            var code = codes.get(i);
            jdbc.sql("""
                    insert into cases.fault_code (code, dimension, parent, name, position, liability)
                    values (:code, :dimension, :parent, cast(:name as jsonb), :position, :liability)
                    """)
                    .param("liability", code.liability() == null ? null : code.liability().name())
                    .param("code", code.code()).param("dimension", dimension.name()).param("parent", parent)
                    .param("name", json.writeValueAsString(code.name())).param("position", i).update();
            if (code.children() != null) {
                load(dimension, code.code(), code.children());
            }
        }
    }

    private Kind kind(ResultSet row) throws SQLException {
        return new Kind(row.getString("code"), row.getInt("version"), json.readValue(row.getString("name"), NAME),
                json.readValue(row.getString("definition"), Kind.Definition.class));
    }
}
