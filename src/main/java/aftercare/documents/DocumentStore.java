package aftercare.documents;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows about documents and held uploads. */
@Component
class DocumentStore {

    private static final String COLUMNS = """
            select d.id, d.owner_kind, d.owner_id, d.section, d.file_name, d.media_type, d.size, d.sha256, d.visibility, d.version_of,
                   d.retention_until, d.uploaded_by, d.uploaded_name, d.at
              from documents.document d
            """;

    record Held(String fileName, String mediaType, long size, String sha256) {}

    record Load(long files, long bytes) {}

    private final JdbcClient jdbc;

    DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Document document) {
        jdbc.sql("""
                insert into documents.document (id, owner_kind, owner_id, section, file_name, media_type, size, sha256, visibility,
                                                version_of, retention_until, uploaded_by, uploaded_name, at)
                values (:id, :ownerKind, :ownerId, :section, :fileName, :mediaType, :size, :sha256, :visibility,
                        :versionOf, :retentionUntil, :uploadedBy, :uploadedName, :at)
                """)
                .param("id", document.id()).param("ownerKind", document.owner().kind()).param("ownerId", document.owner().id())
                .param("section", document.section()).param("fileName", document.fileName()).param("mediaType", document.mediaType())
                .param("size", document.size()).param("sha256", document.sha256()).param("visibility", document.visibility().name())
                .param("versionOf", document.versionOf()).param("retentionUntil", document.retentionUntil())
                .param("uploadedBy", document.uploadedBy()).param("uploadedName", document.uploadedName())
                .param("at", document.at().atOffset(UTC))
                .update();
    }

    Optional<Document> find(UUID id) {
        return jdbc.sql(COLUMNS + " where d.id = :id and d.removed_at is null").param("id", id).query(DocumentStore::document).optional();
    }

    /** Also one that was taken out of sight. */
    Optional<Document> findKept(UUID id) {
        return jdbc.sql(COLUMNS + " where d.id = :id").param("id", id).query(DocumentStore::document).optional();
    }

    void show(UUID id) {
        jdbc.sql("update documents.document set visibility = 'PUBLIC' where id = :id").param("id", id).update();
    }

    /** From this one back to the first. */
    List<Document> history(UUID id) {
        return jdbc.sql("""
                with recursive chain as (
                    select d.id, d.version_of, 1 as n from documents.document d where d.id = :id
                    union all
                    select d.id, d.version_of, chain.n + 1 from chain join documents.document d on d.id = chain.version_of)
                """ + COLUMNS + " join chain on chain.id = d.id where d.removed_at is null order by chain.n")
                .param("id", id).query(DocumentStore::document).list();
    }

    /** Newest versions only, oldest first. */
    List<Document> of(Subject owner, boolean onlyPublic) {
        return jdbc.sql(COLUMNS + """
                 where d.owner_kind = :kind and d.owner_id = :id and d.removed_at is null
                   and (not :onlyPublic or d.visibility = 'PUBLIC')
                   and not exists (select from documents.document newer where newer.version_of = d.id and newer.removed_at is null)
                 order by d.at, d.id
                """)
                .param("kind", owner.kind()).param("id", owner.id()).param("onlyPublic", onlyPublic)
                .query(DocumentStore::document).list();
    }

    void handOver(UUID id, Subject owner, String section) {
        jdbc.sql("update documents.document set owner_kind = :kind, owner_id = :owner, section = :section where id = :id").param("id", id).param("kind", owner.kind())
                .param("owner", owner.id()).param("section", section).update();
    }

    boolean remove(UUID id, @Nullable UUID by, Instant at) {
        return jdbc.sql("update documents.document set removed_at = :at, removed_by = :by where id = :id and removed_at is null")
                .param("id", id).param("by", by).param("at", at.atOffset(UTC)).update() == 1;
    }

    void hold(String tokenHash, Held held, String address, Instant at) {
        jdbc.sql("""
                insert into documents.held_upload (token_hash, file_name, media_type, size, sha256, address, at)
                values (:token, :fileName, :mediaType, :size, :sha256, :address, :at)
                """)
                .param("token", tokenHash).param("fileName", held.fileName()).param("mediaType", held.mediaType())
                .param("size", held.size()).param("sha256", held.sha256()).param("address", address).param("at", at.atOffset(UTC))
                .update();
    }

    /** Takes a held upload out; nobody else can take it too. */
    Optional<Held> release(String tokenHash) {
        return jdbc.sql("delete from documents.held_upload where token_hash = :token returning file_name, media_type, size, sha256")
                .param("token", tokenHash).query(Held.class).optional();
    }

    Load heldSince(Instant since, @Nullable String address) {
        return jdbc.sql("""
                select count(*) as files, coalesce(sum(size), 0) as bytes
                  from documents.held_upload
                 where at > :since and (cast(:address as text) is null or address = :address)
                """)
                .param("since", since.atOffset(UTC)).param("address", address).query(Load.class).single();
    }

    List<String> forgetHeldBefore(Instant before) {
        return jdbc.sql("delete from documents.held_upload where at < :before returning sha256")
                .param("before", before.atOffset(UTC)).query(String.class).list();
    }

    boolean needed(String sha256) {
        return jdbc.sql("""
                select exists (select from documents.document where sha256 = :sha)
                    or exists (select from documents.held_upload where sha256 = :sha)
                """)
                .param("sha", sha256).query(Boolean.class).single();
    }

    /** Until the transaction ends, nobody removes the file with this hash. */
    void guard(String sha256) {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtextextended(:sha, 3))").param("sha", sha256).query((_, _) -> true).list();
    }

    /** Until the transaction ends, nobody begins to use the file with this hash. */
    void lock(String sha256) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:sha, 3))").param("sha", sha256).query((_, _) -> true).list();
    }

    private static Document document(ResultSet row, int n) throws SQLException {
        return new Document(row.getObject("id", UUID.class), new Subject(row.getString("owner_kind"), row.getObject("owner_id", UUID.class)),
                row.getString("section"), row.getString("file_name"), row.getString("media_type"), row.getLong("size"),
                row.getString("sha256"), Document.Visibility.valueOf(row.getString("visibility")),
                row.getObject("version_of", UUID.class), row.getObject("retention_until", LocalDate.class),
                row.getObject("uploaded_by", UUID.class), row.getString("uploaded_name"), row.getTimestamp("at").toInstant());
    }
}
