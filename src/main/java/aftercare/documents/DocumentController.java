package aftercare.documents;

import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.OpenToAll;
import aftercare.platform.SignedIn;
import aftercare.timeline.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Documents over HTTP. Who may is asked of the module that owns the subject; somebody else's document does not exist. */
@RestController
class DocumentController {

    record DocumentView(UUID id, String section, String fileName, String mediaType, long size, boolean visibleToCustomer,
                        String uploadedName, Instant at) {

        static DocumentView of(Document document) {
            return new DocumentView(document.id(), document.section(), document.fileName(), document.mediaType(), document.size(),
                    document.visibility() == Document.Visibility.PUBLIC, document.uploadedName(), document.at());
        }
    }

    /** {@code mayAttach}: whether to offer adding and removing. */
    record DocumentList(List<DocumentView> rows, boolean mayAttach) {}

    private final DocumentDesk desk;
    private final Map<String, DocumentAccess> access;

    DocumentController(DocumentDesk desk, List<DocumentAccess> access) {
        this.desk = desk;
        this.access = access.stream().collect(Collectors.toMap(DocumentAccess::ownerKind, Function.identity()));
    }

    @SignedIn
    @GetMapping("/api/documents")
    DocumentList list(Scope scope, @RequestParam @NotBlank String ownerKind, @RequestParam UUID ownerId) {
        var owner = new Subject(ownerKind, ownerId);
        if (!mayRead(scope, owner)) {
            throw ownerMissing(owner);
        }
        var rows = scope.customer() == null ? desk.of(owner) : desk.publicOf(owner);
        return new DocumentList(rows.stream().map(DocumentView::of).toList(), mayAttach(scope, owner));
    }

    /** {@code id} may be made by the client, so that a repeated request adds nothing. */
    @SignedIn
    @PostMapping(path = "/api/documents", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    DocumentView attach(Scope scope, @RequestParam @NotBlank String ownerKind, @RequestParam UUID ownerId,
                        @RequestParam(defaultValue = "attachment") String section,
                        @RequestParam(defaultValue = "false") boolean visibleToCustomer,
                        @RequestParam(required = false) @Nullable UUID id, @RequestParam MultipartFile file) throws IOException {
        var owner = new Subject(ownerKind, ownerId);
        if (!mayRead(scope, owner)) {
            throw ownerMissing(owner);
        }
        if (!mayAttach(scope, owner)) {
            throw new Refusal.Forbidden("documents.may-not-attach", "you may look at this but not add documents to it", Map.of());
        }
        if (!section.matches("[a-z][a-z-]{0,39}")) {
            throw new Refusal.Broken("documents.section-misshaped", "a section is lower-case letters and dashes, not '%s'".formatted(section),
                    Map.of("section", section));
        }
        // What a customer adds, a customer can see.
        var visibility = visibleToCustomer || scope.customer() != null ? Document.Visibility.PUBLIC : Document.Visibility.INTERNAL;
        try (var content = file.getInputStream()) {
            return DocumentView.of(desk.store(id == null ? Ids.next() : id, owner, section, name(file), content, visibility, Actor.of(scope)));
        }
    }

    @SignedIn
    @GetMapping("/api/documents/{id}")
    ResponseEntity<Resource> document(Scope scope, @PathVariable UUID id) {
        return DocumentResponse.of(desk, readable(scope, id));
    }

    @SignedIn
    @GetMapping("/api/documents/{id}/thumb")
    ResponseEntity<Resource> thumbnail(Scope scope, @PathVariable UUID id) {
        return DocumentResponse.ofThumbnail(desk, readable(scope, id));
    }

    @SignedIn
    @DeleteMapping("/api/documents/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Scope scope, @PathVariable UUID id) {
        var document = readable(scope, id);
        if (!mayAttach(scope, document.owner())) {
            throw new Refusal.Forbidden("documents.may-not-attach", "you may look at this but not remove documents from it", Map.of());
        }
        desk.remove(id, Actor.of(scope));
    }

    /** Photos of a report that is still being written. The report claims them by their tokens. */
    @OpenToAll
    @PostMapping(path = "/api/public/reports/photos", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    DocumentDesk.HeldUpload hold(@RequestParam MultipartFile file, HttpServletRequest request) throws IOException {
        try (var content = file.getInputStream()) {
            return desk.hold(name(file), content, request.getRemoteAddr());
        }
    }

    /** What a customer says instead of writing it. The report claims it by its token. */
    @OpenToAll
    @PostMapping("/api/public/reports/voice")
    @ResponseStatus(HttpStatus.CREATED)
    DocumentDesk.HeldUpload holdVoice(@RequestParam MultipartFile file, HttpServletRequest request) throws IOException {
        try (var content = file.getInputStream()) {
            return desk.holdVoice(content, request.getRemoteAddr());
        }
    }

    private Document readable(Scope scope, UUID id) {
        var document = desk.get(id);
        var hidden = scope.customer() != null && document.visibility() != Document.Visibility.PUBLIC;
        if (hidden || !mayRead(scope, document.owner())) {
            throw DocumentDesk.missing(id);
        }
        return document;
    }

    private boolean mayRead(Scope scope, Subject owner) {
        var answers = access.get(owner.kind());
        return answers != null && answers.mayRead(scope, owner.id());
    }

    private boolean mayAttach(Scope scope, Subject owner) {
        var answers = access.get(owner.kind());
        return answers != null && answers.mayAttach(scope, owner.id());
    }

    private static String name(MultipartFile file) {
        var name = file.getOriginalFilename();
        return name == null ? "" : name;
    }

    private static Refusal.Missing ownerMissing(Subject owner) {
        return new Refusal.Missing("documents.owner-missing", "there is no %s %s".formatted(owner.kind(), owner.id()),
                Map.of("kind", owner.kind(), "id", owner.id()));
    }
}
