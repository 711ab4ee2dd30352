package aftercare.imports;

import aftercare.platform.Sheets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was found wrong in the rows of a file, as sentences. */
@Component
class ImportProblems {

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
    /** Further than a row can have problems of its own: those of a second look begin here. */
    static final int SECOND_LOOK = 10_000;

    /**
     * @param place    position of the cell, from 0; -1 when no column holds the field
     * @param said     what the cell says
     * @param sentence what is wrong with it
     */
    record Line(int row, int line, int place, String field, String said, String code, String sentence, boolean error) {}

    /** A row that cannot be taken over, as it came, and why. */
    record BadRow(Sheets.Row row, List<Line> lines) {}

    private record Kept(int row, int line, int place, String field, String said, String code, String facts, boolean error) {}

    private final JdbcClient jdbc;
    private final ImportLines lines;
    private final JsonMapper json;

    ImportProblems(JdbcClient jdbc, ImportLines lines, JsonMapper json) {
        this.jdbc = jdbc;
        this.lines = lines;
        this.json = json;
    }

    void forget(UUID id) {
        jdbc.sql("delete from imports.problem where import_id = :id").param("id", id).update();
        jdbc.sql("delete from imports.claim where import_id = :id").param("id", id).update();
    }

    /** @return how many remarks they are that are no errors */
    int keep(UUID id, List<ImportRow> rows, int from) {
        var all = rows.stream().flatMap(row -> row.problems().stream().map(problem -> Map.entry(row.number(), problem))).toList();
        if (all.isEmpty()) {
            return 0;
        }
        var count = new HashMap<Integer, Integer>();
        jdbc.sql("""
                insert into imports.problem (import_id, row, line, place, field, said, code, facts, error)
                select :id, n.row, n.line, n.place, n.field, n.said, n.code, cast(n.facts as jsonb), n.error
                  from unnest(:rows, :lines, :places, :fields, :said, :codes, :facts, :errors) as n(row, line, place, field, said, code, facts, error)
                """)
                .param("id", id)
                .param("rows", all.stream().map(Map.Entry::getKey).toArray(Integer[]::new))
                .param("lines", all.stream().map(one -> from + count.merge(one.getKey(), 1, Integer::sum)).toArray(Integer[]::new))
                .param("places", all.stream().map(one -> one.getValue().place()).toArray(Integer[]::new))
                .param("fields", all.stream().map(one -> one.getValue().field()).toArray(String[]::new))
                .param("said", all.stream().map(one -> one.getValue().said()).toArray(String[]::new))
                .param("codes", all.stream().map(one -> one.getValue().remark().name()).toArray(String[]::new))
                .param("facts", all.stream().map(one -> json.writeValueAsString(one.getValue().facts())).toArray(String[]::new))
                .param("errors", all.stream().map(one -> one.getValue().remark().error()).toArray(Boolean[]::new)).update();
        return (int) all.stream().filter(one -> !one.getValue().remark().error()).count();
    }

    /** Errors first asked for, in the order of the file. */
    List<Line> after(UUID id, boolean errors, int row, int line, int size, Importable<?> importable, String language) {
        var words = new Words(importable, language);
        return jdbc.sql("""
                select row, line, place, field, said, code, facts, error from imports.problem
                 where import_id = :id and error = :errors and (row, line) > (:row, :line) order by row, line limit :size
                """)
                .param("id", id).param("errors", errors).param("row", row).param("line", line).param("size", size).query(Kept.class).list().stream()
                .map(words::line).toList();
    }

    /** Rows with errors, as they came. */
    List<BadRow> badRows(UUID id, int after, int size, Importable<?> importable, String language) {
        var words = new Words(importable, language);
        return jdbc.sql("""
                select l.row, l.cells, l.formulas, p.problems
                  from imports.line l
                 cross join lateral (select json_agg(json_build_object('row', p.row, 'line', p.line, 'place', p.place, 'field', p.field, 'said', p.said, 'code', p.code,
                                                                       'facts', cast(p.facts as text), 'error', p.error) order by p.line) as problems
                                       from imports.problem p where p.import_id = l.import_id and p.row = l.row and p.error) as p
                 where l.import_id = :id and l.row > :after and p.problems is not null
                 order by l.row limit :size
                """)
                .param("id", id).param("after", after).param("size", size)
                .query((row, _) -> new BadRow(lines.row(row.getInt("row"), row.getString("cells"), (Integer[]) row.getArray("formulas").getArray()),
                        Arrays.stream(json.readValue(row.getString("problems"), Kept[].class)).map(words::line).toList())).list();
    }

    List<Line> of(ImportRow row, Importable<?> importable, String language) {
        var words = new Words(importable, language);
        var lines = new ArrayList<Line>();
        for (var problem : row.problems()) {
            lines.add(new Line(row.number(), lines.size(), problem.place(), problem.field(), problem.said(), problem.remark().name(),
                    words.sentence(problem.field(), problem.remark().name(), problem.facts()), problem.remark().error()));
        }
        return lines;
    }

    /** Sentences of one list in one language. */
    private final class Words {

        private final Map<String, Remark> remarks = new HashMap<>();
        private final Map<String, ImportField> fields;
        private final String language;

        Words(Importable<?> importable, String language) {
            List.of(CommonRemark.values()).forEach(remark -> remarks.put(remark.name(), remark));
            importable.remarks().forEach(remark -> remarks.put(remark.name(), remark));
            this.fields = importable.fields().stream().collect(Collectors.toMap(ImportField::code, field -> field));
            this.language = language;
        }

        Line line(Kept kept) {
            return new Line(kept.row(), kept.line(), kept.place(), kept.field(), kept.said(), kept.code(), sentence(kept.field(), kept.code(), json.readValue(kept.facts(), FACTS)), kept.error());
        }

        String sentence(String code, String remark, Map<String, String> facts) {
            var known = remarks.get(remark);
            if (known == null) {
                return remark;
            }
            var words = known.words().in(language);
            @Nullable ImportField field = fields.get(code);
            if (field != null) {
                words = words.replace("{words}", field.choices().stream().map(choice -> choice.name().in(language)).collect(Collectors.joining(language.equals("en") ? ", " : "、")));
            }
            for (var fact : facts.entrySet()) {
                words = words.replace("{" + fact.getKey() + "}", fact.getValue());
            }
            return words;
        }
    }
}
