package aftercare.notices;

import aftercare.documents.DocumentDesk;
import aftercare.documents.DocumentResponse;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.SignedIn;
import jakarta.validation.constraints.Pattern;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own notices, and the messages that went out to people. */
@RestController
@RequestMapping("/api")
class NoticeController {

    private static final int LIST = 50;
    private static final int BELL = 8;

    record Bell(int unread, NoticeQueries.Notices newest) {}

    private final NoticeDesk desk;
    private final NoticeQueries queries;
    private final DocumentDesk documents;

    NoticeController(NoticeDesk desk, NoticeQueries queries, DocumentDesk documents) {
        this.desk = desk;
        this.queries = queries;
        this.documents = documents;
    }

    @SignedIn
    @GetMapping("/notices")
    NoticeQueries.Notices notices(Scope scope, @RequestParam(defaultValue = "false") boolean unread,
                                  @RequestParam @Nullable OffsetDateTime afterAt, @RequestParam @Nullable UUID afterId) {
        return queries.of(scope.user(), unread, next(afterAt, afterId), LIST);
    }

    /** How many are unread (at most 100 are counted), and the newest few. */
    @SignedIn
    @GetMapping("/notices/bell")
    Bell bell(Scope scope) {
        return new Bell(queries.unread(scope.user()), queries.of(scope.user(), false, null, BELL));
    }

    @SignedIn
    @PostMapping("/notices/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Scope scope, @PathVariable UUID id) {
        desk.read(scope, id);
    }

    @SignedIn
    @PostMapping("/notices/read-all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void readAll(Scope scope) {
        desk.readAll(scope);
    }

    @Requires(Permission.NOTICES_READ_MESSAGES)
    @GetMapping("/messages")
    NoticeQueries.Messages messages(Scope scope, @RequestParam @Nullable MessageState state, @RequestParam @Nullable String words,
                                    @RequestParam @Pattern(regexp = "[a-z-]{1,40}") @Nullable String subjectKind, @RequestParam @Nullable UUID subjectId,
                                    @RequestParam @Nullable OffsetDateTime afterAt, @RequestParam @Nullable UUID afterId) {
        var about = subjectKind == null || subjectId == null ? null : new Subject(subjectKind, subjectId);
        return queries.messages(scope.reach(Permission.NOTICES_READ_MESSAGES), state, words, about, next(afterAt, afterId));
    }

    @Requires(Permission.NOTICES_READ_MESSAGES)
    @GetMapping("/messages/{id}")
    NoticeQueries.MessageView message(Scope scope, @PathVariable UUID id) {
        return queries.message(scope.reach(Permission.NOTICES_READ_MESSAGES), id);
    }

    /** A file that goes out with a message, for whoever may read the message. */
    @Requires(Permission.NOTICES_READ_MESSAGES)
    @GetMapping("/messages/{id}/files/{document}")
    ResponseEntity<Resource> messageFile(Scope scope, @PathVariable UUID id, @PathVariable UUID document) {
        var files = queries.message(scope.reach(Permission.NOTICES_READ_MESSAGES), id).files();
        if (files.stream().noneMatch(file -> file.id().equals(document))) {
            throw new Refusal.Missing("notices.no-such-file", "no file %s goes out with message %s".formatted(document, id), Map.of());
        }
        return DocumentResponse.of(documents, documents.get(document));
    }

    private static NoticeQueries.@Nullable Next next(@Nullable OffsetDateTime at, @Nullable UUID id) {
        return at == null || id == null ? null : new NoticeQueries.Next(at.toInstant(), id);
    }
}
