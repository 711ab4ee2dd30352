package aftercare.knowledge;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pictures in articles. They come before the article that shows them and stay as long as any version may show them, so each belongs to
 * itself; who may see one is told by where it stands.
 */
@Service
@Transactional
class ArticlePictures {

    /** Where a picture stands in the body; for customers the same below their article. */
    static final Pattern PLACE = Pattern.compile("/api/articles/pictures/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String KIND = "article-picture";
    private static final long LARGEST = 10L << 20;

    private final DocumentDesk documents;
    private final ArticleQueries articles;

    ArticlePictures(DocumentDesk documents, ArticleQueries articles) {
        this.documents = documents;
        this.articles = articles;
    }

    /** @param id made by the client: sent twice, kept once */
    void add(UUID id, String fileName, InputStream content, long size, Scope scope) {
        if (size > LARGEST) {
            throw new Refusal.Broken("knowledge.picture-large", "a picture has at most %d MB".formatted(LARGEST >> 20), Map.of("megabytes", LARGEST >> 20));
        }
        var picture = documents.store(id, new Subject(KIND, id), "picture", fileName, content, Document.Visibility.INTERNAL, Actor.of(scope));
        if (!picture.isDrawnEverywhere()) {
            throw new Refusal.Broken("knowledge.no-picture", "%s is not a picture that every browser can draw".formatted(picture.fileName()), Map.of("name", picture.fileName()));
        }
    }

    @Transactional(readOnly = true)
    public Document get(UUID id) {
        var document = documents.get(id);
        if (!document.owner().kind().equals(KIND)) {
            throw missing();
        }
        return document;
    }

    /** As a customer sees it: only where a published article shows it. */
    @Transactional(readOnly = true)
    public Document shownIn(String article, UUID id) {
        if (!articles.helpArticle(article).body().contains(id.toString())) {
            throw missing();
        }
        return get(id);
    }

    /** A body as customers read it, who may not ask for pictures of the house. */
    static String forCustomers(String body, String article) {
        return body.replace("src=\"/api/articles/pictures/", "src=\"/api/public/articles/" + article + "/pictures/");
    }

    private static Refusal missing() {
        return new Refusal.Missing("knowledge.no-such-picture", "there is no such picture", Map.of());
    }
}
