package aftercare.contracts;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.search.Found;
import aftercare.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds contracts by number, title or customer. */
@Component
class ContractSearch implements SearchSource {

    private final ContractQueries queries;

    ContractSearch(ContractQueries queries) {
        this.queries = queries;
    }

    @Override
    public String kind() {
        return ContractId.SUBJECT;
    }

    @Override
    public int order() {
        return 45;
    }

    @Override
    public List<Found> find(String words, Scope scope, int most) {
        if (!scope.may(Permission.CONTRACTS_READ)) {
            return List.of();
        }
        return queries.list(new ContractQueries.Filter(words, null, null, null, null, null, null, null), null, scope).rows().stream().limit(most)
                .map(row -> new Found(row.id(), row.title(), row.number() + " · " + row.customerName(), "/contracts/" + row.id(),
                        row.number().equalsIgnoreCase(words)))
                .toList();
    }
}
