package aftercare.customers;

import aftercare.identity.Scope;
import aftercare.search.Found;
import aftercare.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds customers by name, number, contact or phone. */
@Component
class CustomerSearch implements SearchSource {

    private final CustomerQueries queries;

    CustomerSearch(CustomerQueries queries) {
        this.queries = queries;
    }

    @Override
    public String kind() {
        return "customer";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public List<Found> find(String words, Scope scope, int most) {
        return queries.list(new CustomerQueries.Filter(words, null, null, null, true), null, scope).rows().stream().limit(most)
                .map(row -> new Found(row.id(), row.name(), row.number() + (row.contactName() == null ? "" : " · " + row.contactName()),
                        "/customers/" + row.id(), row.number().equalsIgnoreCase(words)))
                .toList();
    }
}
