package aftercare.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the rows of one file are read: which columns hold a field, and what its words mean. */
final class ImportReading {

    private final Map<String, List<Integer>> columns = new HashMap<>();
    private final List<String> headings;
    private final Map<String, Map<String, String>> meanings;
    private final String language;
    private final boolean previews;

    ImportReading(List<String> headings, ImportSettings settings, String language, boolean previews) {
        settings.columns().forEach(held -> columns.merge(held.field(), List.of(held.index()),
                (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream()).sorted().toList()));
        this.headings = headings;
        this.meanings = settings.meanings();
        this.language = language;
        this.previews = previews;
    }

    List<Integer> columns(ImportField field) {
        return columns.getOrDefault(field.code(), List.of());
    }

    @Nullable String meaning(ImportField field, String word) {
        return meanings.getOrDefault(field.code(), Map.of()).get(word);
    }

    String heading(int column) {
        return column < headings.size() && !headings.get(column).isBlank() ? headings.get(column) : "#" + (column + 1);
    }

    String language() {
        return language;
    }

    boolean previews() {
        return previews;
    }
}
