package aftercare.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody brought, before, while and after it is taken over.
 *
 * @param done how many rows are checked or written so far
 * @param made how many things of each kind came of it
 */
record Import(UUID id, String kind, String fileName, ImportState state, int rows, List<ImportColumn> columns, ImportSettings settings, int done, int good,
              int bad, int remarks, boolean goodRowsOnly, @Nullable Stopped stopped, Map<String, Integer> made, UUID createdBy, String createdByName,
              Instant createdAt, @Nullable Instant finishedAt, @Nullable String undoneByName, @Nullable Instant undoneAt) {

    /** Why it did not come to its end: a refusal's code and facts. */
    record Stopped(String code, Map<String, Object> facts) {}

    List<String> headings() {
        return columns.stream().map(ImportColumn::heading).toList();
    }
}
