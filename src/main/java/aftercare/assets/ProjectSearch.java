package aftercare.assets;

import aftercare.identity.Scope;
import aftercare.search.Found;
import aftercare.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds projects by name, number or customer. */
@Component
class ProjectSearch implements SearchSource {

    private final AssetQueries queries;

    ProjectSearch(AssetQueries queries) {
        this.queries = queries;
    }

    @Override
    public String kind() {
        return "project";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public List<Found> find(String words, Scope scope, int most) {
        return queries.projects(new AssetQueries.ProjectFilter(words, null, null, null), null, scope).rows().stream().limit(most)
                .map(row -> new Found(row.id(), row.name(), row.number() + " · " + row.customerName(), "/projects/" + row.id(),
                        row.number().equalsIgnoreCase(words)))
                .toList();
    }
}
