package aftercare.demo;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.Temporal;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows gathered per table and sent in one {@code COPY} each, in the order in which the tables were first named. */
final class Rows {

    private final Map<String, StringBuilder> tables = new LinkedHashMap<>();

    /** @param table with its columns: {@code "customers.site (id, name)"} */
    void add(String table, @Nullable Object... values) {
        var lines = tables.computeIfAbsent(table, _ -> new StringBuilder());
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                lines.append('\t');
            }
            append(lines, values[i]);
        }
        lines.append('\n');
    }

    void send(Connection connection) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (var table : tables.entrySet()) {
            try {
                copy.copyIn("copy %s from stdin".formatted(table.getKey()), new StringReader(table.getValue().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        tables.clear();
    }

    private static void append(StringBuilder line, @Nullable Object value) {
        switch (value) {
            case null -> line.append("\\N");
            case String text -> escape(line, text);
            case List<?> texts -> escape(line, texts.stream()
                    .map(text -> '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"').collect(Collectors.joining(",", "{", "}")));
            case Temporal time -> line.append(time);
            case UUID id -> line.append(id);
            case byte[] bytes -> line.append("\\\\x").append(HexFormat.of().formatHex(bytes));
            case Number number -> line.append(number);
            case Boolean truth -> line.append(truth ? 't' : 'f');
            case Enum<?> name -> line.append(name.name());
            default -> throw new IllegalArgumentException("cannot write a " + value.getClass());
        }
    }

    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(text.charAt(i));
            }
        }
    }
}
