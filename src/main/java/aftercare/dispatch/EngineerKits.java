package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What an engineer speaks, where he works and lives, and what is on his van. Where he lives is for those who may edit him. */
@Service
@Transactional
class EngineerKits {

    /** A BCP 47 tag. */
    static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*";

    /** So many pieces of a tool or part. */
    record Pieces(String equipment, int pieces) {}

    /** A region that he works in, with all that lies below it. */
    record Area(String code, String name) {}

    /** Where the day begins and ends: longitude and latitude in WGS 84. */
    record Home(double lng, double lat) {}

    /** @param home null where the day begins at the branch */
    record KitView(List<String> languages, List<Area> areas, @Nullable Home home, List<Pieces> carries) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final LiveUpdates live;

    EngineerKits(JdbcClient jdbc, JsonMapper json, LiveUpdates live) {
        this.jdbc = jdbc;
        this.json = json;
        this.live = live;
    }

    @Transactional(readOnly = true)
    KitView of(Reach reach, UUID engineer) {
        return jdbc.sql("""
                select e.languages, e.home_lng, e.home_lat,
                       coalesce((select json_agg(json_build_object('code', a.code, 'name', coalesce(r.full_name, a.code)) order by a.nr)
                                   from unnest(e.areas) with ordinality a (code, nr) left join customers.region r on r.code = a.code), '[]') as areas,
                       coalesce((select json_agg(json_build_object('equipment', q.equipment, 'pieces', q.pieces) order by k.kind desc, k.position)
                                   from dispatch.engineer_equipment q join dispatch.equipment k on k.code = q.equipment where q.user_id = e.user_id), '[]') as carries
                  from dispatch.engineer e
                 where e.user_id = :engineer and (:everywhere or e.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or e.partner_id = :partner) and cast(:customer as uuid) is null
                """)
                .params(reach.params()).param("engineer", engineer)
                .query((row, _) -> new KitView(List.of((String[]) row.getArray("languages").getArray()), List.of(json.readValue(row.getString("areas"), Area[].class)),
                        row.getObject("home_lng") == null ? null : new Home(row.getDouble("home_lng"), row.getDouble("home_lat")),
                        List.of(json.readValue(row.getString("carries"), Pieces[].class))))
                .optional().orElseThrow(() -> EngineerDesk.missing(engineer));
    }

    /** @param areas codes of regions; none for everywhere */
    void set(Scope scope, UUID engineer, List<String> languages, List<String> areas, @Nullable Home home, List<Pieces> carries) {
        var branch = jdbc.sql("select branch_id from dispatch.engineer where user_id = :id").param("id", engineer).query(UUID.class).optional()
                .filter(found -> scope.reach(Permission.DISPATCH_EDIT_ENGINEERS).covers(found, null, null)).orElseThrow(() -> EngineerDesk.missing(engineer));
        var codes = areas.stream().distinct().toArray(String[]::new);
        jdbc.sql("select a from unnest(:codes) a where not exists (select from customers.region r where r.code = a)").param("codes", codes)
                .query(String.class).list().stream().findFirst().ifPresent(unknown -> {
                    throw new Refusal.Broken("dispatch.no-such-region", "there is no region %s".formatted(unknown), Map.of("region", unknown));
                });
        jdbc.sql("update dispatch.engineer set languages = :languages, areas = :areas, home_lng = :lng, home_lat = :lat where user_id = :id").param("id", engineer)
                .param("languages", languages.stream().distinct().toArray(String[]::new)).param("areas", codes)
                .param("lng", home == null ? null : home.lng()).param("lat", home == null ? null : home.lat()).update();
        jdbc.sql("delete from dispatch.engineer_equipment where user_id = :id").param("id", engineer).update();
        for (var one : carries) {
            var added = jdbc.sql("""
                    insert into dispatch.engineer_equipment (user_id, equipment, pieces)
                    select :id, code, case kind when 'TOOL' then 1 else :pieces end from dispatch.equipment where code = :code
                        on conflict (user_id, equipment) do update set pieces = excluded.pieces
                    """).param("id", engineer).param("code", one.equipment()).param("pieces", one.pieces()).update();
            if (added == 0) {
                throw unknown(one.equipment());
            }
        }
        live.tell(Live.ofBranch("dispatch", engineer, branch));
    }

    /** Whether a region lies in what somebody works in; without areas, and where nobody knows the region, it does. */
    static boolean inArea(List<String> areas, @Nullable String region) {
        return region == null || areas.isEmpty() || areas.stream().map(area -> area.replaceFirst("(00)+$", "")).anyMatch(region::startsWith);
    }

    static Refusal.Broken unknown(String equipment) {
        return new Refusal.Broken("dispatch.no-such-equipment", "there is no tool or part %s".formatted(equipment), Map.of("equipment", equipment));
    }
}
