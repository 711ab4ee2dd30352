package aftercare.demo;

import aftercare.documents.DocumentDesk;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Pictures of the past: the bytes go to the file store, the row says when they came. */
final class Pictures {

    private final JdbcTemplate jdbc;
    private final DocumentDesk documents;

    Pictures(JdbcTemplate jdbc, DocumentDesk documents) {
        this.jdbc = jdbc;
        this.documents = documents;
    }

    void add(UUID id, String ownerKind, UUID owner, String section, String name, byte[] png, Instant at) {
        jdbc.update("""
                insert into documents.document (id, owner_kind, owner_id, section, file_name, media_type, size, sha256, visibility, uploaded_name, at)
                values (?, ?, ?, ?, ?, 'image/png', ?, ?, 'INTERNAL', 'system', ?)
                """, id, ownerKind, owner, section, name, png.length, documents.keep(png, name), Timestamp.from(at));
    }
}
