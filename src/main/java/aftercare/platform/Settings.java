package aftercare.platform;

import static java.time.ZoneOffset.UTC;

import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the house has set: one value a key, as JSON. What was never set is for whoever asks to know. */
@Component
public class Settings {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Settings(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    public <T> Optional<T> get(String key, Class<T> type) {
        return jdbc.sql("select value::text from platform.setting where key = :key").param("key", key).query(String.class).optional().map(text -> json.readValue(text, type));
    }

    public void set(String key, Object value) {
        jdbc.sql("""
                insert into platform.setting (key, value, changed_at) values (:key, cast(:value as jsonb), :now)
                on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at
                """).param("key", key).param("value", json.writeValueAsString(value)).param("now", clock.instant().atOffset(UTC)).update();
    }
}
