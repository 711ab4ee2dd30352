package aftercare.imports;

import aftercare.kernel.Refusal;
import aftercare.platform.Sheets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of files as they came: streamed into the database and read from there batch by batch, never in memory as a whole. */
@Component
class ImportLines {

    private static final int HEADING_WITHIN = 10;
    private static final int MOST_COLUMNS = 200;

    /** What was found while the file passed. */
    record Found(int rows, List<ImportColumn> columns) {}

    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final JsonMapper json;

    ImportLines(JdbcClient jdbc, DataSource dataSource, JsonMapper json) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.json = json;
    }

    /** Within a transaction. The row of the first few that names most fields is the row of headings; what stands above it is a title. */
    Found keep(UUID id, Path file, List<ImportField> fields, int most) {
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy imports.line (import_id, row, cells, formulas) from stdin");
            try {
                var passing = new Passing(id, copy, fields, most);
                Sheets.read(file, passing::row);
                passing.end();
                copy.endCopy();
                return passing.found();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException failed) {
            throw new SQLExceptionSubclassTranslator().translate("copy rows of a file", null, failed);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** @param goodOnly without those that the check found an error in */
    List<Sheets.Row> after(UUID id, int row, int size, boolean goodOnly) {
        return jdbc.sql("""
                select l.row, l.cells, l.formulas from imports.line l
                 where l.import_id = :id and l.row > :after
                   and (not :goodOnly or not exists (select from imports.problem p where p.import_id = l.import_id and p.row = l.row and p.error))
                 order by l.row limit :size
                """)
                .param("id", id).param("after", row).param("size", size).param("goodOnly", goodOnly)
                .query((line, _) -> row(line.getInt("row"), line.getString("cells"), (Integer[]) line.getArray("formulas").getArray())).list();
    }

    Sheets.Row row(int number, String cells, Integer[] formulas) {
        return new Sheets.Row(number, Arrays.asList(json.readValue(cells, String[].class)), new HashSet<>(Arrays.asList(formulas)));
    }

    /** The file on its way into the database. */
    private final class Passing {

        private final UUID id;
        private final CopyIn copy;
        private final List<ImportField> fields;
        private final int most;
        private final List<Sheets.Row> first = new ArrayList<>();
        private final List<ImportColumn.Sight> sights = new ArrayList<>();
        private List<String> headings = List.of();
        private boolean begun;
        private int rows;

        Passing(UUID id, CopyIn copy, List<ImportField> fields, int most) {
            this.id = id;
            this.copy = copy;
            this.fields = fields;
            this.most = most;
        }

        void row(Sheets.Row row) {
            if (row.cells().size() > MOST_COLUMNS) {
                throw new Refusal.Broken("imports.too-wide", "row %d has %d cells; %d is the most".formatted(row.number(), row.cells().size(), MOST_COLUMNS),
                        Map.of("row", row.number(), "most", MOST_COLUMNS));
            }
            if (begun) {
                keep(row);
            } else {
                first.add(row);
                if (first.size() == HEADING_WITHIN) {
                    begin();
                }
            }
        }

        void end() {
            if (!begun) {
                begin();
            }
        }

        private void begin() {
            begun = true;
            int heading = 0, named = 0;
            for (int i = 0; i < first.size(); i++) {
                var names = (int) first.get(i).cells().stream().map(cell -> ImportField.recognised(fields, cell)).flatMap(java.util.Optional::stream).distinct().count();
                if (names > named) {
                    named = names;
                    heading = i;
                }
            }
            headings = first.isEmpty() ? List.of() : first.get(heading).cells();
            first.stream().skip(heading + 1L).forEach(this::keep);
            first.clear();
        }

        private void keep(Sheets.Row row) {
            if (++rows > most) {
                throw new Refusal.Broken("imports.too-long", "the file has more than %d rows; split it".formatted(most), Map.of("most", most));
            }
            while (sights.size() < row.cells().size()) {
                sights.add(new ImportColumn.Sight());
            }
            for (int i = 0; i < sights.size(); i++) {
                sights.get(i).see(row.text(i));
            }
            var line = id + "\t" + row.number() + "\t" + escaped(json.writeValueAsString(row.cells())) + "\t{"
                    + String.join(",", row.formulas().stream().map(String::valueOf).toList()) + "}\n";
            var bytes = line.getBytes(StandardCharsets.UTF_8);
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
            } catch (SQLException failed) {
                throw new UncheckedIOException(new IOException(failed));
            }
        }

        /** JSON has escaped tabs and line breaks already. */
        private static String escaped(String text) {
            return text.replace("\\", "\\\\");
        }

        Found found() {
            var columns = new ArrayList<ImportColumn>();
            for (int i = 0; i < Math.max(headings.size(), sights.size()); i++) {
                var sight = i < sights.size() ? sights.get(i) : new ImportColumn.Sight();
                columns.add(sight.of(i, i < headings.size() ? headings.get(i).strip() : ""));
            }
            return new Found(rows, columns);
        }
    }
}
