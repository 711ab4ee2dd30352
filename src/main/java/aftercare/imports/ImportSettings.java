package aftercare.imports;

import java.util.List;
import java.util.Map;

/**
 * How a file is to be read, as a person confirmed it.
 *
 * @param columns  which column holds what
 * @param options  what no cell says: the zone, the branch
 * @param meanings what the file's own words mean, by field: word → code of a choice
 */
record ImportSettings(List<Held> columns, Map<String, String> options, Map<String, Map<String, String>> meanings) {

    static final ImportSettings NONE = new ImportSettings(List.of(), Map.of(), Map.of());

    record Held(int index, String field) {}

    ImportSettings {
        columns = List.copyOf(columns);
        options = Map.copyOf(options);
        meanings = Map.copyOf(meanings);
    }
}
