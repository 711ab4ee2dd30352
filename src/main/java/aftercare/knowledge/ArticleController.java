package aftercare.knowledge;

import aftercare.documents.DocumentDesk;
import aftercare.documents.DocumentResponse;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.OpenToAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Help articles: for the house, and those for customers without an account. */
@RestController
class ArticleController {

    record ArticleBody(@NotBlank @Size(max = 120) String title, @NotBlank @Size(max = 400_000) String body, @NotNull Audience audience, @Nullable UUID product, @Nullable Integer version) {}

    record OpinionBody(@NotNull Boolean useful) {}

    /** @param visitor made once by the browser */
    record SolvedBody(@NotNull UUID visitor) {}

    private final ArticleDesk desk;
    private final Solved solved;
    private final ArticleQueries queries;
    private final ArticlePictures pictures;
    private final DocumentDesk documents;

    ArticleController(ArticleDesk desk, Solved solved, ArticleQueries queries, ArticlePictures pictures, DocumentDesk documents) {
        this.desk = desk;
        this.solved = solved;
        this.queries = queries;
        this.pictures = pictures;
        this.documents = documents;
    }

    @Requires(Permission.KNOWLEDGE_READ)
    @GetMapping("/api/articles")
    ArticleQueries.Page list(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable ArticleState state,
                             @RequestParam(required = false) @Nullable Audience audience, @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(words, state, audience, after, scope);
    }

    /** While somebody looks for what is wrong. */
    @Requires(Permission.KNOWLEDGE_READ)
    @GetMapping("/api/articles/suggest")
    List<ArticleQueries.Suggestion> suggest(@RequestParam(required = false) @Nullable String q, @RequestParam(required = false) @Nullable UUID product) {
        return queries.suggest(q, product);
    }

    @Requires(Permission.KNOWLEDGE_READ)
    @GetMapping("/api/articles/{id}")
    ArticleQueries.Article article(Scope scope, @PathVariable UUID id) {
        return queries.article(id, scope);
    }

    @Requires(Permission.KNOWLEDGE_READ)
    @GetMapping("/api/articles/{id}/versions")
    List<ArticleQueries.Version> versions(Scope scope, @PathVariable UUID id) {
        return queries.versions(id, scope);
    }

    @Requires(Permission.KNOWLEDGE_READ)
    @PutMapping("/api/articles/{id}/opinion")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void judge(Scope scope, @PathVariable UUID id, @Valid @RequestBody OpinionBody body) {
        desk.judge(id, body.useful(), scope);
    }

    @Requires(Permission.KNOWLEDGE_EDIT)
    @PostMapping("/api/articles")
    @ResponseStatus(HttpStatus.CREATED)
    ArticleDesk.Made add(Scope scope, @Valid @RequestBody ArticleBody body) {
        return desk.add(draft(body), scope);
    }

    @Requires(Permission.KNOWLEDGE_EDIT)
    @PutMapping("/api/articles/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Scope scope, @PathVariable UUID id, @Valid @RequestBody ArticleBody body) {
        desk.change(id, draft(body), Objects.requireNonNullElse(body.version(), 0), scope);
    }

    @Requires(Permission.KNOWLEDGE_EDIT)
    @PostMapping("/api/articles/{id}/publish")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void publish(Scope scope, @PathVariable UUID id) {
        desk.publish(id, scope);
    }

    @Requires(Permission.KNOWLEDGE_EDIT)
    @PostMapping("/api/articles/{id}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id) {
        desk.withdraw(id);
    }

    /** @param id made by the client */
    @Requires(Permission.KNOWLEDGE_EDIT)
    @PostMapping("/api/articles/pictures")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void addPicture(Scope scope, @RequestParam UUID id, @RequestParam MultipartFile file) throws IOException {
        try (var content = file.getInputStream()) {
            pictures.add(id, Objects.requireNonNullElse(file.getOriginalFilename(), ""), content, file.getSize(), scope);
        }
    }

    @Requires(Permission.KNOWLEDGE_READ)
    @GetMapping("/api/articles/pictures/{id}")
    ResponseEntity<Resource> picture(@PathVariable UUID id) {
        return DocumentResponse.of(documents, pictures.get(id));
    }

    /** @param q cut after a hundred letters */
    @OpenToAll
    @GetMapping("/api/public/articles")
    List<ArticleQueries.Help> help(@RequestParam(required = false) @Nullable String q) {
        return queries.help(q);
    }

    @OpenToAll
    @GetMapping("/api/public/articles/{slug}")
    ArticleQueries.HelpArticle helpArticle(@PathVariable String slug) {
        return queries.helpArticle(slug);
    }

    @OpenToAll
    @GetMapping("/api/public/articles/{slug}/pictures/{id}")
    ResponseEntity<Resource> helpPicture(@PathVariable String slug, @PathVariable UUID id) {
        return DocumentResponse.of(documents, pictures.shownIn(slug, id));
    }

    /** The article solved it, and nothing needs to be reported. */
    @OpenToAll
    @PostMapping("/api/public/articles/{slug}/solved")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void solved(@PathVariable String slug, @Valid @RequestBody SolvedBody body) {
        solved.count(slug, body.visitor());
    }

    private static ArticleDesk.Draft draft(ArticleBody body) {
        return new ArticleDesk.Draft(body.title(), body.body(), body.audience(), body.product());
    }
}
