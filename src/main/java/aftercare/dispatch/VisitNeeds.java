package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.dispatch.EngineerKits.Pieces;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What a case asks of whoever is sent, beyond the skills of its device: a language, tools, parts on the van. */
@Service
@Transactional
class VisitNeeds {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final PlanningQueries queries;
    private final Equipment equipment;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    VisitNeeds(JdbcClient jdbc, JsonMapper json, PlanningQueries queries, Equipment equipment, Timeline timeline, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.queries = queries;
        this.equipment = equipment;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    void set(Scope scope, UUID caseId, List<String> languages, List<Pieces> wanted) {
        var branch = queries.branchOf(scope.reach(Permission.DISPATCH_PLAN), caseId);
        var now = clock.instant();
        var known = equipment.all().stream().collect(Collectors.toMap(Equipment.EquipmentView::code, Function.identity()));
        var pieces = new TreeMap<String, Integer>();
        var words = new ArrayList<String>();
        languages.forEach(language -> words.add(Locale.forLanguageTag(language).getDisplayLanguage(Locale.SIMPLIFIED_CHINESE)));
        for (var one : wanted) {
            var item = known.get(one.equipment());
            if (item == null) {
                throw EngineerKits.unknown(one.equipment());
            }
            var count = item.kind() == EquipmentKind.TOOL ? 1 : one.pieces();
            pieces.put(one.equipment(), count);
            words.add(item.name().get("zh-CN") + (count == 1 ? "" : " × " + count));
        }
        if (words.isEmpty()) {
            jdbc.sql("delete from dispatch.visit_need where case_id = :case").param("case", caseId).update();
            timeline.write(Happening.internal("dispatch.needs-cleared", now, Actor.of(scope), Map.of()).about("case", caseId));
            live.tell(Live.ofBranch("dispatch", caseId, branch));
            return;
        }
        jdbc.sql("""
                insert into dispatch.visit_need (case_id, languages, equipment, set_by, set_at) values (:case, :languages, cast(:equipment as jsonb), :by, :at)
                    on conflict (case_id) do update set languages = excluded.languages, equipment = excluded.equipment, set_by = excluded.set_by, set_at = excluded.set_at
                """)
                .param("case", caseId).param("languages", languages.stream().distinct().toArray(String[]::new)).param("equipment", json.writeValueAsString(pieces))
                .param("by", scope.user()).param("at", now.atOffset(UTC)).update();
        timeline.write(Happening.internal("dispatch.needs-set", now, Actor.of(scope), Map.of("what", String.join("、", words))).about("case", caseId));
        live.tell(Live.ofBranch("dispatch", caseId, branch));
    }
}
