package aftercare.dispatch;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Skills, certificates, tools and parts, and why partners say no: named by the company in every language it speaks. */
@Service
@Transactional
class DispatchLists {

    /**
     * @param name      by language
     * @param neededFor product categories whose devices ask for it; empty in lists where that means nothing
     * @param kind      of a piece of equipment; null in other lists
     */
    record Entry(String code, Map<String, String> name, List<String> neededFor, @Nullable EquipmentKind kind) {}

    /** @param categories of the products that there are, to choose from */
    record ListView(List<Entry> entries, List<String> categories) {}

    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DispatchLists(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional(readOnly = true)
    ListView of(DispatchList list) {
        var entries = jdbc.sql("select code, name, %s as needed_for, %s as kind from %s %s order by position, code".formatted(
                        list.isNeededForDevices() ? "needed_for" : "array[]::text[]", list == DispatchList.EQUIPMENT ? "kind" : "cast(null as text)", list.table,
                        list == DispatchList.REFUSALS ? "where active" : ""))
                .query((row, _) -> new Entry(row.getString("code"), json.readValue(row.getString("name"), NAMES), List.of((String[]) row.getArray("needed_for").getArray()),
                        row.getString("kind") == null ? null : EquipmentKind.valueOf(row.getString("kind")))).list();
        var categories = list.isNeededForDevices()
                ? jdbc.sql("select distinct category from assets.product where category <> '' order by category limit 500").query(String.class).list() : List.<String>of();
        return new ListView(entries, categories);
    }

    void add(DispatchList list, Map<String, String> name, List<String> neededFor, @Nullable EquipmentKind kind) {
        var code = "own-" + Ids.next().toString().substring(24);
        jdbc.sql("insert into %1$s (code, name, position%2$s) select :code, cast(:name as jsonb), coalesce(max(position), 0) + 1%3$s from %1$s".formatted(list.table,
                        list == DispatchList.EQUIPMENT ? ", kind" : "", list == DispatchList.EQUIPMENT ? ", :kind" : ""))
                .param("code", code).param("name", json.writeValueAsString(name)).param("kind", kind(list, kind)).update();
        needed(list, code, neededFor);
    }

    void change(DispatchList list, String code, Map<String, String> name, List<String> neededFor, @Nullable EquipmentKind kind) {
        var changed = jdbc.sql("update %s set name = cast(:name as jsonb)%s where code = :code".formatted(list.table, list == DispatchList.EQUIPMENT ? ", kind = :kind" : ""))
                .param("code", code).param("name", json.writeValueAsString(name)).param("kind", kind(list, kind)).update();
        if (changed == 0) {
            throw missing(code);
        }
        needed(list, code, neededFor);
    }

    /** What is used stays; why somebody said no is only not offered any more. */
    void remove(DispatchList list, String code) {
        if (list == DispatchList.EQUIPMENT && jdbc.sql("select exists (select from dispatch.visit_need where jsonb_exists(equipment, :code))").param("code", code)
                .query(Boolean.class).single()) {
            throw new Refusal.Conflict("dispatch.entry-wanted", "a case asks for %s; take it from the case first".formatted(code), Map.of("code", code));
        }
        try {
            var removed = jdbc.sql((list == DispatchList.REFUSALS ? "update %s set active = false where code = :code" : "delete from %s where code = :code").formatted(list.table))
                    .param("code", code).update();
            if (removed == 0) {
                throw missing(code);
            }
        } catch (DataIntegrityViolationException used) {
            throw new Refusal.Conflict("dispatch.entry-in-use", "engineers have %s already; take it from them first".formatted(code), Map.of("code", code));
        }
    }

    private void needed(DispatchList list, String code, List<String> neededFor) {
        if (list.isNeededForDevices()) {
            jdbc.sql("update %s set needed_for = :categories where code = :code".formatted(list.table)).param("code", code)
                    .param("categories", neededFor.stream().map(String::strip).filter(one -> !one.isEmpty()).distinct().toArray(String[]::new)).update();
        }
    }

    private static @Nullable String kind(DispatchList list, @Nullable EquipmentKind kind) {
        if (list == DispatchList.EQUIPMENT && kind == null) {
            throw new Refusal.Broken("dispatch.equipment-kind", "say whether it is a tool or a part", Map.of());
        }
        return kind == null ? null : kind.name();
    }

    private static Refusal.Missing missing(String code) {
        return new Refusal.Missing("dispatch.no-such-entry", "there is no entry %s".formatted(code), Map.of());
    }
}
