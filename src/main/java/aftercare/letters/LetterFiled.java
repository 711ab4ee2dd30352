package aftercare.letters;

import aftercare.archive.ArchiveDesk;
import aftercare.documents.Document.Visibility;
import aftercare.documents.DocumentDesk;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Keeps what went out: as PDF and Word with the letter, with the contract it belongs to, and in the archive of the project. The ids of the
 * documents come from the letter and its revision, so that a second run adds nothing.
 */
@Component
class LetterFiled {

    private static final String ARCHIVED_AS = "2-06-01";

    private final LetterStore letters;
    private final LetterQueries queries;
    private final LetterPaper paper;
    private final DocumentDesk documents;
    private final ArchiveDesk archive;

    LetterFiled(LetterStore letters, LetterQueries queries, LetterPaper paper, DocumentDesk documents, ArchiveDesk archive) {
        this.letters = letters;
        this.queries = queries;
        this.paper = paper;
        this.documents = documents;
        this.archive = archive;
    }

    @ApplicationModuleListener(id = "letters.issued-filed")
    void on(LetterIssued issued) {
        var letter = letters.find(issued.letter()).orElseThrow();
        if (letter.status() == LetterStatus.DRAFT || letter.revision() != issued.revision()) {
            return;
        }
        var sheet = queries.sheet(letter, null);
        for (var format : LetterPaper.Format.values()) {
            keep(letter.subject(), letter, sheet, format);
            if (letter.contract() != null) {
                keep(new Subject("contract", letter.contract()), letter, sheet, format);
            }
        }
        if (letter.project() != null) {
            var name = "%s %s".formatted(letter.title(), letter.number());
            archive.file(new ArchiveDesk.Filing(letter.project(), ARCHIVED_AS, name, sheet.on(), new Subject(Letter.SUBJECT, id(letter, "archive"))), name + ".pdf",
                    paper.print(sheet, LetterPaper.Format.PDF));
        }
    }

    private void keep(Subject owner, Letter letter, LetterPaper.Sheet sheet, LetterPaper.Format format) {
        var id = id(letter, owner.kind() + format);
        if (documents.of(owner).stream().noneMatch(document -> document.id().equals(id))) {
            documents.store(id, owner, "letter", "%s-%s-v%d.%s".formatted(letter.title(), letter.number(), letter.revision(), format.ending()),
                    new ByteArrayInputStream(paper.print(sheet, format)), Visibility.INTERNAL, Actor.SYSTEM);
        }
    }

    private static UUID id(Letter letter, String what) {
        return UUID.nameUUIDFromBytes("%s %d %s".formatted(letter.id(), letter.revision(), what).getBytes(StandardCharsets.UTF_8));
    }
}
