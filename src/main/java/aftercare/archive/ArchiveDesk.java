package aftercare.archive;

import static java.time.ZoneOffset.UTC;

import aftercare.documents.Document;
import aftercare.documents.Document.Visibility;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Papers come into archives, get newer versions, are put in order, and go when their time is over. */
@Service
@Transactional
public class ArchiveDesk {

    private static final int LONGEST_NAME = 200;

    /**
     * A paper that the product made.
     *
     * @param kind   its place in the plan, as it came with the product: {@code 1-06-01}
     * @param source what it was made from; the same is filed once
     */
    public record Filing(UUID project, String kind, String name, LocalDate dated, Subject source) {}

    /** A file on its way in. */
    record Upload(String fileName, InputStream content) {}

    private final JdbcClient jdbc;
    private final ProjectAccess projects;
    private final DocumentDesk documents;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    ArchiveDesk(JdbcClient jdbc, ProjectAccess projects, DocumentDesk documents, Timeline timeline, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.projects = projects;
        this.documents = documents;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    // ---- For other modules ------------------------------------------------------------------------------------------------

    /** Files what was made just now, with its content. */
    public void file(Filing filing, String fileName, byte[] content) {
        if (!isFiled(filing)) {
            var id = Ids.next();
            var document = documents.store(new Subject(Paper.SUBJECT, id), "paper", fileName, content, Visibility.INTERNAL, Actor.SYSTEM);
            file(filing, id, document.id());
        }
    }

    /** Files a document that is kept somewhere already. */
    public void file(Filing filing, UUID document) {
        if (!isFiled(filing)) {
            file(filing, Ids.next(), document);
        }
    }

    /** The kinds a project has papers of. */
    @Transactional(readOnly = true)
    public Set<String> kindsPresent(UUID project) {
        return new HashSet<>(jdbc.sql("select distinct kind_code from archive.paper where project_id = :project and removed_at is null").param("project", project)
                .query(String.class).list());
    }

    private boolean isFiled(Filing filing) {
        return jdbc.sql("select exists (select from archive.paper where project_id = :project and source_kind = :kind and source_id = :id)")
                .param("project", filing.project()).param("kind", filing.source().kind()).param("id", filing.source().id()).query(Boolean.class).single();
    }

    private void file(Filing filing, UUID id, UUID document) {
        var kind = kind(filing.kind());
        add(new Paper(id, filing.project(), new Paper.Words(filing.kind(), cut(filing.name()), filing.dated(), kind.important(), "", ""), document, 1, kind.years(), null,
                filing.source(), 0), projects.find(filing.project()), Actor.SYSTEM);
    }

    // ---- For people -------------------------------------------------------------------------------------------------------

    /** @param id made by the client: sent twice, kept once */
    void file(UUID id, UUID projectId, Paper.Words words, @Nullable Upload upload, Scope scope) {
        var project = projects.project(projectId, Permission.ARCHIVE_FILE, scope);
        var kind = kind(words.kind());
        if (!kind.active()) {
            throw new Refusal.Broken("archive.kind-out-of-use", "kind %s is out of use; choose another".formatted(words.kind()), Map.of("kind", words.kind()));
        }
        if (upload == null && words.shelf().isEmpty()) {
            throw Paper.nowhere();
        }
        var there = jdbc.sql("select project_id from archive.paper where id = :id").param("id", id).query(UUID.class).optional();
        if (there.isPresent()) {
            if (!there.get().equals(projectId)) {
                throw missing(id);
            }
            return;
        }
        var document = upload == null ? null
                : documents.store(new Subject(Paper.SUBJECT, id), "paper", upload.fileName(), upload.content(), Visibility.INTERNAL, Actor.of(scope));
        add(new Paper(id, projectId, words, document == null ? null : document.id(), document == null ? 0 : 1, kind.years(), null, null, 0), project, Actor.of(scope));
    }

    /** A newer version; the earlier ones stay. The first file of an original on a shelf comes this way too. */
    void newVersion(UUID id, Upload upload, Scope scope) {
        var paper = locked(id);
        var project = projects.project(paper.project(), Permission.ARCHIVE_FILE, scope);
        if (paper.source() != null) {
            throw new Refusal.Conflict("archive.made-by-product", "'%s' was made by the product and is as it was signed".formatted(paper.words().name()),
                    Map.of("name", paper.words().name()));
        }
        var document = paper.document() == null
                ? documents.store(paper.subject(), "paper", upload.fileName(), upload.content(), Visibility.INTERNAL, Actor.of(scope))
                : documents.storeVersion(paper.document(), upload.fileName(), upload.content(), Actor.of(scope));
        jdbc.sql("update archive.paper set document_id = :document, versions = versions + 1, version = version + 1 where id = :id")
                .param("document", document.id()).param("id", id).update();
        write("archive.version-added", paper, project, Map.of("name", paper.words().name(), "n", paper.versions() + 1), Actor.of(scope));
    }

    void change(UUID id, Paper.Words words, int version, Scope scope) {
        var paper = locked(id);
        var project = projects.project(paper.project(), Permission.ARCHIVE_FILE, scope);
        if (paper.version() != version) {
            throw new OptimisticLockingFailureException("the paper changed meanwhile");
        }
        var kind = kind(words.kind());
        if (!kind.active() && !words.kind().equals(paper.words().kind())) {
            throw new Refusal.Broken("archive.kind-out-of-use", "kind %s is out of use; choose another".formatted(words.kind()), Map.of("kind", words.kind()));
        }
        var changes = paper.words().changesTo(words);
        var after = paper.changed(words, kind.years());
        jdbc.sql("""
                update archive.paper set kind_code = :kind, name = :name, dated = :dated, important = :important, note = :note, shelf = :shelf, retention_years = :years,
                       version = version + 1
                 where id = :id
                """)
                .param("kind", words.kind()).param("name", words.name()).param("dated", words.dated()).param("important", words.important()).param("note", words.note())
                .param("shelf", words.shelf()).param("years", after.years()).param("id", id).update();
        if (!changes.isEmpty()) {
            write("archive.changed", paper, project, Map.of("name", words.name(), "fields", String.join(",", changes)), Actor.of(scope));
        }
    }

    /** Out of the archive: the row stays with who, when and why. */
    void remove(UUID id, String reason, int version, Scope scope) {
        var paper = locked(id);
        var project = projects.project(paper.project(), Permission.ARCHIVE_REMOVE, scope);
        if (paper.version() != version) {
            throw new OptimisticLockingFailureException("the paper changed meanwhile");
        }
        if (reason.isBlank()) {
            throw new Refusal.Broken("archive.removal-unreasoned", "say why the paper is removed", Map.of());
        }
        paper.removable(LocalDate.ofInstant(clock.instant(), ZoneId.of(project.zone())));
        jdbc.sql("update archive.paper set removed_at = :at, removed_by = :by, removed_because = :reason, version = version + 1 where id = :id")
                .param("at", clock.instant().atOffset(UTC)).param("by", scope.user()).param("reason", reason).param("id", id).update();
        write("archive.removed", paper, project, Map.of("name", paper.words().name(), "reason", reason), Actor.of(scope));
    }

    /** All versions of a paper's file, the newest first. */
    @Transactional(readOnly = true)
    List<Document> versions(UUID id, Scope scope) {
        var paper = find(id);
        projects.project(paper.project(), Permission.ASSETS_READ, scope);
        return paper.document() == null ? List.of() : documents.history(paper.document());
    }

    // ---- Rows -------------------------------------------------------------------------------------------------------------

    private void add(Paper paper, ProjectAccess.Of project, Actor actor) {
        var words = paper.words();
        var source = paper.source();
        jdbc.sql("""
                insert into archive.paper (id, project_id, kind_code, name, dated, important, note, shelf, document_id, versions, retention_years, source_kind, source_id,
                                           filed_by, filed_at)
                values (:id, :project, :kind, :name, :dated, :important, :note, :shelf, :document, :versions, :years, :sourceKind, cast(:sourceId as uuid), :by, :at)
                """)
                .param("id", paper.id()).param("project", paper.project()).param("kind", words.kind()).param("name", words.name()).param("dated", words.dated())
                .param("important", words.important()).param("note", words.note()).param("shelf", words.shelf()).param("document", paper.document())
                .param("versions", paper.versions()).param("years", paper.years()).param("sourceKind", source == null ? null : source.kind())
                .param("sourceId", source == null ? null : source.id()).param("by", actor.user()).param("at", clock.instant().atOffset(UTC)).update();
        write("archive.filed", paper, project, Map.of("name", words.name(), "kind", words.kind()), actor);
    }

    private record KindRow(boolean important, @Nullable Integer years, boolean active) {}

    private KindRow kind(String code) {
        return jdbc.sql("select important, years, active from archive.kind where code = :code").param("code", code).query(KindRow.class).optional()
                .orElseThrow(() -> new Refusal.Broken("archive.no-such-kind", "there is no %s in the plan".formatted(code), Map.of("kind", code)));
    }

    private Paper locked(UUID id) {
        jdbc.sql("select id from archive.paper where id = :id for update").param("id", id).query(UUID.class).optional();
        return find(id);
    }

    private Paper find(UUID id) {
        return jdbc.sql("select * from archive.paper where id = :id and removed_at is null").param("id", id)
                .query((row, _) -> new Paper(id, row.getObject("project_id", UUID.class), new Paper.Words(row.getString("kind_code"), row.getString("name"),
                        row.getObject("dated", LocalDate.class), row.getBoolean("important"), row.getString("note"), row.getString("shelf")),
                        row.getObject("document_id", UUID.class), row.getInt("versions"), row.getObject("retention_years", Integer.class),
                        row.getObject("retention_until", LocalDate.class), row.getString("source_kind") == null ? null
                        : new Subject(row.getString("source_kind"), row.getObject("source_id", UUID.class)), row.getInt("version")))
                .optional().orElseThrow(() -> missing(id));
    }

    /** A name no longer than a name may be, no character cut in half. */
    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("archive.no-such-paper", "there is no paper %s".formatted(id), Map.of());
    }

    private void write(String kind, Paper paper, ProjectAccess.Of project, Map<String, ?> facts, Actor actor) {
        timeline.write(Happening.internal(kind, clock.instant(), actor, facts).about(paper.subject()).about("project", paper.project()));
        live.tell(Live.ofBranch("archive", paper.project(), project.branchId()));
    }
}
