package aftercare.assets;

import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes one line of a device's configuration, in the caller's transaction: a new version after an upgrade. */
@Component
@Transactional
public class Configurations {

    private final JdbcClient jdbc;
    private final Timeline timeline;

    Configurations(JdbcClient jdbc, Timeline timeline) {
        this.jdbc = jdbc;
        this.timeline = timeline;
    }

    /** Where the line is, or at the end. */
    public void put(UUID device, String name, String value, Actor actor, Instant at) {
        var changed = jdbc.sql("""
                update assets.device d
                   set configuration = case when exists (select from jsonb_array_elements(d.configuration) e where e ->> 'name' = :name)
                           then (select jsonb_agg(case when e ->> 'name' = :name then jsonb_set(e, '{value}', to_jsonb(cast(:value as text))) else e end order by n)
                                   from jsonb_array_elements(d.configuration) with ordinality as l(e, n))
                           else d.configuration || jsonb_build_array(jsonb_build_object('name', cast(:name as text), 'value', cast(:value as text))) end,
                       version = d.version + 1
                 where d.id = :device
                """).param("name", name).param("value", value).param("device", device).update();
        if (changed > 0) {
            timeline.write(Happening.internal("assets.configuration-written", at, actor, Map.of("name", name, "value", value)).about("device", device));
        }
    }
}
