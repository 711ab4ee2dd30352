package aftercare.assets;

import aftercare.identity.Scope;
import aftercare.search.Found;
import aftercare.search.SearchSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds devices by number, serial, name, place, product or customer. */
@Component
class DeviceSearch implements SearchSource {

    private final AssetQueries queries;

    DeviceSearch(AssetQueries queries) {
        this.queries = queries;
    }

    @Override
    public String kind() {
        return "device";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<Found> find(String words, Scope scope, int most) {
        return queries.devices(AssetQueries.DeviceFilter.words(words), AssetQueries.DeviceSort.NEWEST,
                        null, scope).rows().stream()
                .map(row -> new Found(row.id(), row.name(), "%s · %s · %s".formatted(row.number(), row.serial(), row.customerName()),
                        "/devices/" + row.id(), row.number().equalsIgnoreCase(words) || row.serial().equalsIgnoreCase(words)))
                .sorted(Comparator.comparing((Found found) -> !found.exact())).limit(most).toList();
    }
}
