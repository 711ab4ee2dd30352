package aftercare.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Every row that one transaction wrote, to be written again straight through JDBC: the same tables, columns and values,
 * with new ids and new texts where they must be unique.
 */
final class SameRows {

    private record Table(String name, List<String> columns, Set<String> uniqueTexts, List<List<Object>> rows) {

        String insert() {
            return "insert into %s (%s) values (%s)".formatted(name, String.join(", ", columns), "?" + ", ?".repeat(columns.size() - 1));
        }
    }

    private static final AtomicLong COUNTER = new AtomicLong();

    private final List<Table> tables;
    private final Set<UUID> made;

    private SameRows(List<Table> tables, Set<UUID> made) {
        this.tables = tables;
        this.made = made;
    }

    /** @param caseId of a case that was just opened */
    static SameRows of(Connection database, UUID caseId) throws SQLException {
        String transaction;
        try (var query = database.prepareStatement("select xmin::text from cases.service_case where id = ?")) {
            query.setObject(1, caseId);
            try (var row = query.executeQuery()) {
                row.next();
                transaction = row.getString(1);
            }
        }
        var tables = new LinkedHashMap<String, Table>();
        for (var name : inOrder(database)) {
            var columns = columns(database, name);
            var rows = new ArrayList<List<Object>>();
            try (var query = database.prepareStatement("select %s from %s where xmin::text = ?".formatted(String.join(", ", columns), name))) {
                query.setString(1, transaction);
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        var values = new ArrayList<>();
                        for (int i = 1; i <= columns.size(); i++) {
                            values.add(row.getObject(i));
                        }
                        rows.add(values);
                    }
                }
            }
            if (!rows.isEmpty()) {
                tables.put(name, new Table(name, columns, uniqueTexts(database, name), rows));
            }
        }
        var made = new HashSet<UUID>();
        for (var table : tables.values()) {
            var id = table.columns().indexOf("id");
            if (id >= 0) {
                table.rows().stream().map(row -> row.get(id)).filter(UUID.class::isInstance).forEach(value -> made.add((UUID) value));
            }
        }
        return new SameRows(List.copyOf(tables.values()), made);
    }

    int count() {
        return tables.stream().mapToInt(table -> table.rows().size()).sum();
    }

    String described() {
        return tables.stream().map(table -> table.rows().size() == 1 ? table.name() : table.rows().size() + "× " + table.name())
                .reduce((one, other) -> one + ", " + other).orElse("nothing");
    }

    /** Writes all rows again and again, a transaction each, on a connection of its own. */
    final class Writer {

        private final Connection connection;
        private final List<PreparedStatement> statements = new ArrayList<>();

        Writer(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setAutoCommit(false);
            for (var table : tables) {
                statements.add(connection.prepareStatement(table.insert()));
            }
        }

        void write() throws SQLException {
            var ids = new HashMap<UUID, UUID>();
            made.forEach(id -> ids.put(id, UUID.randomUUID()));
            var number = COUNTER.incrementAndGet();
            for (int t = 0; t < tables.size(); t++) {
                var table = tables.get(t);
                var statement = statements.get(t);
                for (var row : table.rows()) {
                    for (int c = 0; c < row.size(); c++) {
                        var value = row.get(c);
                        if (value instanceof UUID id) {
                            statement.setObject(c + 1, ids.getOrDefault(id, id));
                        } else if (value instanceof String text && table.uniqueTexts().contains(table.columns().get(c))) {
                            statement.setObject(c + 1, text + "-" + number);
                        } else {
                            statement.setObject(c + 1, value);
                        }
                    }
                    statement.executeUpdate();
                }
            }
            connection.commit();
        }
    }

    /** Tables so that whatever is referred to comes first. */
    private static List<String> inOrder(Connection database) throws SQLException {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        try (var query = database.createStatement();
             var row = query.executeQuery("select schemaname || '.' || relname from pg_stat_user_tables order by 1")) {
            while (row.next()) {
                needs.put(row.getString(1), new HashSet<>());
            }
        }
        try (var query = database.createStatement();
             var row = query.executeQuery("""
                     select n.nspname || '.' || c.relname, fn.nspname || '.' || f.relname
                       from pg_constraint k
                       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
                       join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
                      where k.contype = 'f' and k.conrelid <> k.confrelid
                     """)) {
            while (row.next()) {
                needs.get(row.getString(1)).add(row.getString(2));
            }
        }
        var ordered = new ArrayList<String>();
        while (!needs.isEmpty()) {
            var next = needs.entrySet().stream().filter(table -> ordered.containsAll(table.getValue())).map(Map.Entry::getKey).findFirst()
                    .orElseGet(() -> needs.keySet().iterator().next());
            ordered.add(next);
            needs.remove(next);
        }
        return ordered;
    }

    private static List<String> columns(Connection database, String table) throws SQLException {
        var columns = new ArrayList<String>();
        try (var query = database.prepareStatement("""
                select quote_ident(attname) from pg_attribute
                 where attrelid = cast(? as regclass) and attnum > 0 and not attisdropped and attgenerated = '' order by attnum
                """)) {
            query.setString(1, table);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(row.getString(1));
                }
            }
        }
        return columns;
    }

    private static Set<String> uniqueTexts(Connection database, String table) throws SQLException {
        var unique = new HashSet<String>();
        try (var query = database.prepareStatement("""
                select quote_ident(a.attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                 where i.indrelid = cast(? as regclass) and i.indisunique and i.indnkeyatts = 1 and a.atttypid in ('text'::regtype, 'varchar'::regtype)
                """)) {
            query.setString(1, table);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    unique.add(row.getString(1));
                }
            }
        }
        return unique;
    }
}
