package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the one layout of the house. */
@Component
class ReportLayouts {

    private static final String KEY = "report-layout";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReportLayouts(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    ReportLayout now() {
        return jdbc.sql("select value::text from platform.setting where key = :key").param("key", KEY).query(String.class).optional()
                .map(text -> json.readValue(text, ReportLayout.class)).orElse(ReportLayout.SHIPPED);
    }

    void save(ReportLayout layout, Instant at) {
        jdbc.sql("""
                insert into platform.setting (key, value, changed_at) values (:key, cast(:value as jsonb), :now)
                on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at
                """).param("key", KEY).param("value", json.writeValueAsString(layout)).param("now", at.atOffset(UTC)).update();
    }
}
