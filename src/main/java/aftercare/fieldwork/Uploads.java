package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Photos that come in pieces over a bad net. What has arrived stays; a piece sent twice is kept once. A photo that comes when
 * nothing can be added to the visit any more (it was signed, or given to somebody else) is kept as late, for the office only.
 */
@Component
@Transactional
class Uploads {

    static final int LARGEST_PIECE = 1 << 20;
    static final long LARGEST = 25L << 20;
    private static final Duration KEPT_UNFINISHED = Duration.ofDays(30);
    /** Before the section of a photo that came too late. */
    static final String LATE = "late-";

    /** @param received so many bytes from the start are here; {@code done}: it is kept as a document */
    record Progress(long received, boolean done) {}

    private record Upload(UUID visitId, UUID byUser, String section, String fileName, long size, long received) {}

    private final JdbcClient jdbc;
    private final Commands commands;
    private final Visits visits;
    private final DocumentDesk documents;
    private final Clock clock;

    Uploads(JdbcClient jdbc, Commands commands, Visits visits, DocumentDesk documents, Clock clock) {
        this.jdbc = jdbc;
        this.commands = commands;
        this.visits = visits;
        this.documents = documents;
        this.clock = clock;
    }

    Progress start(Actor by, UUID id, UUID visit, String section, String fileName, long size) {
        if (!commands.hasWorkedOn(visit, by.user())) {
            throw FieldDesk.missing(new VisitId(visit));
        }
        if (size < 1 || size > LARGEST) {
            throw new Refusal.Broken("fieldwork.photo-size", "a photo has between 1 byte and %d MB".formatted(LARGEST >> 20), Map.of("limit", LARGEST >> 20));
        }
        if (!section.matches("[a-z][a-z-]{0,39}")) {
            throw new Refusal.Broken("documents.section-misshaped", "a section is lower-case letters and dashes, not '%s'".formatted(section), Map.of("section", section));
        }
        if (isKept(id)) {
            return new Progress(size, true);
        }
        jdbc.sql("""
                insert into fieldwork.upload (id, visit_id, by_user, section, file_name, size, started_at)
                values (:id, :visit, :by, :section, :name, :size, :now) on conflict (id) do nothing
                """)
                .param("id", id).param("visit", visit).param("by", by.user()).param("section", section).param("name", fileName).param("size", size)
                .param("now", clock.instant().atOffset(UTC)).update();
        var upload = own(by, id);
        if (!upload.visitId().equals(visit) || upload.size() != size) {
            throw Commands.reused(id);
        }
        return new Progress(upload.received(), false);
    }

    Progress add(Actor by, UUID id, long start, byte[] piece) {
        if (piece.length == 0 || piece.length > LARGEST_PIECE) {
            throw new Refusal.Broken("fieldwork.piece-size", "a piece has between 1 byte and %d KB".formatted(LARGEST_PIECE >> 10), Map.of("limit", LARGEST_PIECE >> 10));
        }
        var upload = own(by, id);
        if (start != upload.received()) {
            return new Progress(upload.received(), false);
        }
        if (start + piece.length > upload.size()) {
            throw new Refusal.Broken("fieldwork.photo-longer", "more has come than the photo was said to have", Map.of());
        }
        jdbc.sql("insert into fieldwork.upload_piece (upload_id, start, bytes) values (:id, :start, :bytes)")
                .param("id", id).param("start", start).param("bytes", piece).update();
        var received = start + piece.length;
        if (received < upload.size()) {
            return new Progress(received, false);
        }
        keep(by, id, upload);
        return new Progress(received, true);
    }

    int forgetUnfinished() {
        return jdbc.sql("delete from fieldwork.upload where started_at < :before").param("before", clock.instant().minus(KEPT_UNFINISHED).atOffset(UTC)).update();
    }

    private void keep(Actor by, UUID id, Upload upload) {
        var whole = new ByteArrayOutputStream(Math.toIntExact(upload.size()));
        jdbc.sql("select bytes from fieldwork.upload_piece where upload_id = :id order by start").param("id", id)
                .query((row, _) -> row.getBytes("bytes")).list().forEach(whole::writeBytes);
        var visit = visits.find(new VisitId(commands.nowAt(upload.visitId(), by.user()))).orElseThrow();
        var fits = visit.plan().engineer().equals(by.user()) && visit.status().isPictureWanted();
        documents.store(id, visit.id().subject(), fits ? upload.section() : LATE + upload.section(), upload.fileName(), new ByteArrayInputStream(whole.toByteArray()),
                fits ? Document.Visibility.PUBLIC : Document.Visibility.INTERNAL, by);
        jdbc.sql("delete from fieldwork.upload where id = :id").param("id", id).update();
    }

    private boolean isKept(UUID id) {
        return jdbc.sql("select exists (select from documents.document where id = :id and owner_kind = 'visit')").param("id", id).query(Boolean.class).single();
    }

    /** Locked: two pieces of one photo do not race. */
    private Upload own(Actor by, UUID id) {
        return jdbc.sql("""
                select u.visit_id, u.by_user, u.section, u.file_name, u.size,
                       coalesce((select sum(length(bytes)) from fieldwork.upload_piece where upload_id = u.id), 0) as received
                  from fieldwork.upload u where u.id = :id and u.by_user = :by for update of u
                """).param("id", id).param("by", by.user()).query(Upload.class).optional()
                .orElseThrow(() -> new Refusal.Missing("fieldwork.no-such-photo", "this photo has not been announced", Map.of()));
    }
}
