package aftercare.customers;

import aftercare.imports.ImportField;
import aftercare.imports.ImportRow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which regions the rows of a file mean. A file names the same few again and again: what they mean is kept in mind. */
@Component
public class RegionNames {

    private static final int MOST_KEPT = 10_000;

    private final Regions regions;
    private final Map<String, Regions.Match> known = new ConcurrentHashMap<>();

    RegionNames(Regions regions) {
        this.regions = regions;
    }

    /** The code of the region that the row means; without one the row is told why. */
    public @Nullable String one(ImportRow row, ImportField field) {
        var text = row.text(field);
        if (text.isEmpty() || row.failed(field)) {
            return null;
        }
        if (known.size() > MOST_KEPT) {
            known.clear();
        }
        var match = known.computeIfAbsent(text, regions::resolve);
        if (match.region() != null) {
            row.means(field, match.region().fullName());
            return match.region().code();
        }
        if (match.candidates().isEmpty()) {
            row.wrong(field, CustomerRemark.UNKNOWN_REGION, Map.of());
        } else {
            row.wrong(field, CustomerRemark.SEVERAL_REGIONS, Map.of("candidates",
                    match.candidates().stream().limit(3).map(Region::fullName).collect(Collectors.joining("、"))));
        }
        return null;
    }
}
