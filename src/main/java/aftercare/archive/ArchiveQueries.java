package aftercare.archive;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of the archives. */
@Component
@Transactional(readOnly = true)
class ArchiveQueries {

    private static final int SIZE = 50;
    private static final int MOST_IN_INDEX = 20_000;

    record Filter(@Nullable String words, @Nullable UUID branch, boolean incomplete) {}

    /**
     * @param present required kinds that have a paper
     * @param hits    names of papers that the words were found in, at most three
     */
    record Row(UUID id, String number, String name, UUID customerId, String customerName, String branchName, Instant openedAt, int papers, int present, int required,
               List<String> hits) {}

    record Page(List<Row> rows, @Nullable UUID next) {}

    record KindView(String code, String name, boolean required, boolean important, @Nullable Integer years, boolean active, int papers, @Nullable LocalDate newest) {}

    record SectionView(String code, int klass, String name, List<KindView> kinds) {}

    record View(UUID id, String number, String name, UUID customerId, String customerName, String branchName, Instant openedAt, @Nullable LocalDate acceptedOn, int papers,
                int present, int required, List<SectionView> sections, boolean mayFile, boolean mayRemove) {}

    /** @param source what the product made it from */
    record PaperRow(UUID id, String kind, String name, LocalDate dated, boolean important, String note, String shelf, @Nullable UUID documentId, @Nullable String fileName,
                    @Nullable String mediaType, @Nullable Long size, int versions, @Nullable LocalDate retentionUntil, boolean retentionOver, @Nullable String source,
                    @Nullable String filedBy, Instant filedAt, int version) {}

    record Papers(List<PaperRow> rows, @Nullable UUID next) {}

    private final JdbcClient jdbc;
    private final ProjectAccess projects;
    private final ArchivePlanDesk plans;
    private final Clock clock;

    ArchiveQueries(JdbcClient jdbc, ProjectAccess projects, ArchivePlanDesk plans, Clock clock) {
        this.jdbc = jdbc;
        this.projects = projects;
        this.plans = plans;
        this.clock = clock;
    }

    /** The newest projects first; words are looked for in projects, customers and the names of papers. */
    Page list(Filter filter, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql("""
                with required as materialized (select code from archive.kind where required and active)
                select p.id, p.number, p.name, p.customer_id, k.name as customer_name, b.name as branch_name, p.created_at as opened_at,
                       (select count(*) from (select from archive.paper a where a.project_id = p.id and a.removed_at is null limit 10000) as counted) as papers,
                       (select count(*) from required r where exists (select from archive.paper a
                         where a.project_id = p.id and a.kind_code = r.code and a.removed_at is null)) as present,
                       (select count(*) from required) as required,
                       array(select a.name from archive.paper a where a.project_id = p.id and a.removed_at is null and strpos(lower(a.name), :words) > 0
                              order by a.dated desc, a.id desc limit 3) as hits
                  from assets.project p
                  join customers.customer k on k.id = p.customer_id
                  join identity.branch b on b.id = p.branch_id
                 where (:everywhere or p.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or p.customer_id = :customer)
                   and (cast(:words as text) is null or p.id in (
                        select w.id from assets.project w
                         where w.grams @> platform.grams(:words) and (strpos(lower(w.name), :words) > 0 or strpos(lower(w.number), :words) > 0)
                        union all
                        select w.id from assets.project w join customers.customer o on o.id = w.customer_id
                         where o.grams @> platform.grams(:words) and strpos(lower(o.name), :words) > 0
                        union all
                        select a.project_id from archive.paper a
                         where a.removed_at is null and a.grams @> platform.grams(:words) and strpos(lower(a.name), :words) > 0))
                   and (cast(:branchOnly as uuid) is null or p.branch_id = :branchOnly)
                   and (not :incomplete or exists (select from required r where not exists (select from archive.paper a
                         where a.project_id = p.id and a.kind_code = r.code and a.removed_at is null)))
                   and (cast(:after as uuid) is null or p.number < (select l.number from assets.project l where l.id = :after))
                 order by p.number desc
                 limit :size
                """)
                .params(scope.reach(Permission.ASSETS_READ).params()).param("words", Words.of(filter.words())).param("branchOnly", filter.branch())
                .param("incomplete", filter.incomplete()).param("after", after).param("size", SIZE + 1)
                .query((row, _) -> new Row(row.getObject("id", UUID.class), row.getString("number"), row.getString("name"), row.getObject("customer_id", UUID.class),
                        row.getString("customer_name"), row.getString("branch_name"), row.getTimestamp("opened_at").toInstant(), row.getInt("papers"),
                        row.getInt("present"), row.getInt("required"), Arrays.asList((String[]) row.getArray("hits").getArray()))).list();
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    /** One archive as the plan orders it. What is out of use is shown while papers lie under it. */
    View view(UUID id, String language, Scope scope) {
        var project = projects.project(id, Permission.ASSETS_READ, scope);
        record Count(String kind, int papers, @Nullable LocalDate newest) {}
        var counts = new HashMap<String, Count>();
        jdbc.sql("select kind_code as kind, count(*) as papers, max(dated) as newest from archive.paper where project_id = :id and removed_at is null group by 1")
                .param("id", id).query(Count.class).list().forEach(count -> counts.put(count.kind(), count));
        var none = new Count("", 0, null);
        var sections = plans.plan(language).sections().stream().map(section -> new SectionView(Objects.requireNonNull(section.code()), section.klass(), section.name(),
                section.kinds().stream().map(kind -> {
                    var code = Objects.requireNonNull(kind.code());
                    var count = counts.getOrDefault(code, none);
                    return new KindView(code, kind.name(), kind.required() && kind.active(), kind.important(), kind.years(), kind.active(), count.papers(), count.newest());
                }).filter(kind -> kind.active() || kind.papers() > 0).toList())).filter(section -> !section.kinds().isEmpty()).toList();
        var required = sections.stream().flatMap(section -> section.kinds().stream()).filter(KindView::required).toList();
        return jdbc.sql("""
                select p.created_at, p.accepted_on, k.name as customer_name, b.name as branch_name
                  from assets.project p join customers.customer k on k.id = p.customer_id join identity.branch b on b.id = p.branch_id where p.id = :id
                """).param("id", id)
                .query((row, _) -> new View(id, project.number(), project.name(), project.customerId(), row.getString("customer_name"), row.getString("branch_name"),
                        row.getTimestamp("created_at").toInstant(), row.getObject("accepted_on", LocalDate.class), counts.values().stream().mapToInt(Count::papers).sum(),
                        (int) required.stream().filter(kind -> kind.papers() > 0).count(), required.size(), sections,
                        projects.may(Permission.ARCHIVE_FILE, project, scope), projects.may(Permission.ARCHIVE_REMOVE, project, scope))).single();
    }

    /**
     * The papers of a place in the plan, the newest date first.
     *
     * @param at beginning of a code: a class, a section or a kind; empty: all
     */
    Papers papers(UUID project, String at, @Nullable String words, boolean important, @Nullable UUID after, Scope scope) {
        var of = projects.project(project, Permission.ASSETS_READ, scope);
        var rows = rows(of, at, words, important, after, SIZE + 1).list();
        return rows.size() <= SIZE ? new Papers(rows, null) : new Papers(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    void eachPaper(UUID project, Scope scope, Consumer<PaperRow> row) {
        try (var rows = rows(projects.project(project, Permission.ASSETS_READ, scope), "", null, false, null, MOST_IN_INDEX).stream()) {
            rows.forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<PaperRow> rows(ProjectAccess.Of project, String at, @Nullable String words, boolean important, @Nullable UUID after, int size) {
        return jdbc.sql("""
                select a.id, a.kind_code as kind, a.name, a.dated, a.important, a.note, a.shelf, a.document_id, d.file_name, d.media_type, d.size, a.versions,
                       a.retention_until, coalesce(a.retention_until <= :today, false) as retention_over, a.source_kind as source, u.name as filed_by, a.filed_at, a.version
                  from archive.paper a
                  left join documents.document d on d.id = a.document_id
                  left join identity.app_user u on u.id = a.filed_by
                 where a.project_id = :project and a.removed_at is null
                   and starts_with(a.kind_code, :at)
                   and (cast(:words as text) is null or strpos(lower(a.name), :words) > 0 or strpos(lower(a.note), :words) > 0 or strpos(lower(a.shelf), :words) > 0)
                   and (not :important or a.important)
                   and (cast(:after as uuid) is null or (a.dated, a.id) < (select l.dated, l.id from archive.paper l where l.id = :after))
                 order by a.dated desc, a.id desc
                 limit :size
                """)
                .param("project", project.id()).param("today", LocalDate.ofInstant(clock.instant(), ZoneId.of(project.zone()))).param("at", at)
                .param("words", Words.of(words)).param("important", important).param("after", after).param("size", size).withFetchSize(500).query(PaperRow.class);
    }
}
