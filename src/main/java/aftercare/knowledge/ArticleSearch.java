package aftercare.knowledge;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.search.Found;
import aftercare.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds articles by their words or their number. */
@Component
class ArticleSearch implements SearchSource {

    private final ArticleQueries queries;

    ArticleSearch(ArticleQueries queries) {
        this.queries = queries;
    }

    @Override
    public String kind() {
        return "article";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public List<Found> find(String words, Scope scope, int most) {
        if (!scope.may(Permission.KNOWLEDGE_READ)) {
            return List.of();
        }
        return queries.list(words, null, null, null, scope).rows().stream().limit(most)
                .map(row -> new Found(row.id(), row.title(), row.number(), "/articles/" + row.id(), row.number().equalsIgnoreCase(words))).toList();
    }
}
