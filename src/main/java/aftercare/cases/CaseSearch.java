package aftercare.cases;

import aftercare.identity.Scope;
import aftercare.search.Found;
import aftercare.search.SearchSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds cases by number, subject, contact, customer or device. */
@Component
class CaseSearch implements SearchSource {

    private final CaseList queries;
    private final Clock clock;

    CaseSearch(CaseList queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return CaseId.SUBJECT;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public List<Found> find(String words, Scope scope, int most) {
        var found = new ArrayList<Found>();
        queries.list(CaseList.Filter.anywhere(words, most), scope, clock.instant()).rows().forEach(row -> {
            var exact = row.number().equalsIgnoreCase(words);
            var one = new Found(row.id(), row.subject(), row.number() + (row.customerName() == null ? "" : " · " + row.customerName()),
                    "/cases/" + row.id(), exact);
            found.add(exact ? 0 : found.size(), one);
        });
        return found;
    }
}
