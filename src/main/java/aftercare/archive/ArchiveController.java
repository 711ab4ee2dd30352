package aftercare.archive;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.documents.DocumentResponse;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.platform.Download;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The archives of the projects. */
@RestController
@RequestMapping("/api/archives")
class ArchiveController {

    record PaperBody(@NotBlank @Size(max = 20) String kind, @NotBlank @Size(max = 200) String name, @NotNull LocalDate dated, boolean important,
                     @NotNull @Size(max = 2000) String note, @NotNull @Size(max = 100) String shelf, int version) {

        Paper.Words words() {
            return new Paper.Words(kind, name, dated, important, note, shelf);
        }
    }

    record RemovalBody(@NotBlank @Size(max = 1000) String reason, int version) {}

    record VersionView(UUID document, String fileName, String mediaType, long size, String uploadedName, Instant at) {

        static VersionView of(Document document) {
            return new VersionView(document.id(), document.fileName(), document.mediaType(), document.size(), document.uploadedName(), document.at());
        }
    }

    private final ArchiveDesk desk;
    private final ArchiveQueries queries;
    private final ArchiveIndex index;
    private final DocumentDesk documents;

    ArchiveController(ArchiveDesk desk, ArchiveQueries queries, ArchiveIndex index, DocumentDesk documents) {
        this.desk = desk;
        this.queries = queries;
        this.index = index;
        this.documents = documents;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping
    ArchiveQueries.Page archives(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                                 @RequestParam(defaultValue = "false") boolean incomplete, @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(new ArchiveQueries.Filter(words, branch, incomplete), after, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{project}")
    ArchiveQueries.View archive(Scope scope, @PathVariable UUID project, @RequestParam(defaultValue = "zh-CN") String language) {
        return queries.view(project, language, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{project}/papers")
    ArchiveQueries.Papers papers(Scope scope, @PathVariable UUID project, @RequestParam(defaultValue = "") String at,
                                 @RequestParam(required = false) @Nullable String words, @RequestParam(defaultValue = "false") boolean important,
                                 @RequestParam(required = false) @Nullable UUID after) {
        return queries.papers(project, cut(at, 20), words, important, after, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/{project}/index")
    void index(Scope scope, @PathVariable UUID project, @RequestParam ArchiveIndex.Format format, @RequestParam(defaultValue = "zh-CN") String language,
               HttpServletResponse response) throws IOException {
        var view = queries.view(project, language, scope);
        var name = "%s %s.%s".formatted(ArchiveIndex.TITLE.in(language), view.number(), format.ending());
        try (var out = format == ArchiveIndex.Format.PDF ? Download.shown(response, name, MediaType.APPLICATION_PDF_VALUE)
                : Download.saved(response, name, format.mediaType())) {
            index.write(view, format, language, out, scope);
        }
    }

    /** With a file, with the shelf of an original, or with both. {@code id} may be made by the client, so that a repeated request adds nothing. */
    @Requires(Permission.ARCHIVE_FILE)
    @PostMapping("/{project}/papers")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void file(Scope scope, @PathVariable UUID project, @RequestParam(required = false) @Nullable UUID id, @RequestParam String kind, @RequestParam String name,
              @RequestParam LocalDate dated, @RequestParam(defaultValue = "false") boolean important, @RequestParam(defaultValue = "") String note,
              @RequestParam(defaultValue = "") String shelf, @RequestParam(required = false) @Nullable MultipartFile file) throws IOException {
        var words = new Paper.Words(cut(kind, 20), cut(name, 200), dated, important, cut(note, 2000), cut(shelf, 100));
        var paper = id == null ? Ids.next() : id;
        if (file == null) {
            desk.file(paper, project, words, null, scope);
            return;
        }
        try (var content = file.getInputStream()) {
            desk.file(paper, project, words, new ArchiveDesk.Upload(name(file), content), scope);
        }
    }

    @Requires(Permission.ARCHIVE_FILE)
    @PutMapping("/papers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Scope scope, @PathVariable UUID id, @Valid @RequestBody PaperBody body) {
        desk.change(id, body.words(), body.version(), scope);
    }

    @Requires(Permission.ARCHIVE_FILE)
    @PostMapping("/papers/{id}/versions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void newVersion(Scope scope, @PathVariable UUID id, @RequestParam MultipartFile file) throws IOException {
        try (var content = file.getInputStream()) {
            desk.newVersion(id, new ArchiveDesk.Upload(name(file), content), scope);
        }
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/papers/{id}/versions")
    List<VersionView> versions(Scope scope, @PathVariable UUID id) {
        return desk.versions(id, scope).stream().map(VersionView::of).toList();
    }

    /** The newest version, or an earlier one by the id of its document. */
    @Requires(Permission.ASSETS_READ)
    @GetMapping("/papers/{id}/content")
    ResponseEntity<Resource> content(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID document) {
        var found = desk.versions(id, scope).stream().filter(version -> document == null || version.id().equals(document)).findFirst()
                .orElseThrow(() -> ArchiveDesk.missing(id));
        return DocumentResponse.of(documents, found);
    }

    @Requires(Permission.ARCHIVE_REMOVE)
    @PostMapping("/papers/{id}/remove")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Scope scope, @PathVariable UUID id, @Valid @RequestBody RemovalBody body) {
        desk.remove(id, body.reason().strip(), body.version(), scope);
    }

    private static String name(MultipartFile file) {
        var name = file.getOriginalFilename();
        return name == null ? "" : name;
    }

    /** By code points, so that no character is cut in half; parameters may hold what no database keeps. */
    private static String cut(String typed, int most) {
        var text = typed.replace("\0", "");
        return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
