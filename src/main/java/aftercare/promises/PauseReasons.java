package aftercare.promises;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The catalogue of what clocks stop for. What waits already is asked by its reason as it stands when the time comes. */
@Service
@Transactional
class PauseReasons {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private static final String SELECT = """
            select r.code, r.name, r.party, c.code as calendar, r.chase_minutes, r.chases, r.resolution, r.active, r.version
              from promises.pause_reason r join promises.calendar c on c.id = r.calendar_id
            """;

    private final JdbcClient jdbc;

    PauseReasons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those in use first, by whose move it is. */
    @Transactional(readOnly = true)
    public List<PauseReason> all() {
        return jdbc.sql(SELECT + " order by not r.active, r.party, r.name").query(PauseReason.class).list();
    }

    @Transactional(readOnly = true)
    public Optional<PauseReason> find(String code) {
        return jdbc.sql(SELECT + " where r.code = :code").param("code", code).query(PauseReason.class).optional();
    }

    @Transactional(readOnly = true)
    public Map<String, String> names() {
        return all().stream().collect(Collectors.toMap(reason -> String.valueOf(reason.code()), PauseReason::name));
    }

    public String create(PauseReason wish) {
        var code = wish.code() == null || wish.code().isBlank() ? "pause-" + Ids.next().toString().substring(28) : wish.code();
        if (!CODE.matcher(code).matches()) {
            throw new Refusal.Broken("promises.pause-code", "the code of a reason is made of small letters, digits and hyphens, not '%s'".formatted(code), Map.of("code", code));
        }
        var written = jdbc.sql("""
                insert into promises.pause_reason (code, name, party, calendar_id, chase_minutes, chases, resolution, active)
                values (:code, :name, :party, :calendar, :minutes, :chases, :resolution, :active)
                on conflict do nothing
                """).params(columns(wish)).param("code", code).update();
        if (written == 0) {
            throw new Refusal.Conflict("promises.pause-exists", "there is a reason %s already".formatted(code), Map.of("code", code));
        }
        return code;
    }

    public void change(String code, PauseReason wish) {
        var known = find(code).orElseThrow(() -> missing(code));
        var written = jdbc.sql("""
                update promises.pause_reason
                   set name = :name, party = :party, calendar_id = :calendar, chase_minutes = :minutes, chases = :chases,
                       resolution = :resolution, active = :active, version = version + 1
                 where code = :code and version = :version
                """).params(columns(wish)).param("code", code).param("version", wish.version()).update();
        if (written == 0) {
            throw new Refusal.Conflict("promises.pause-changed-meanwhile", "the reason %s was changed by somebody else; read it again".formatted(known.name()),
                    Map.of("name", known.name()));
        }
    }

    /** One that can be chosen. */
    @Transactional(readOnly = true)
    public PauseReason chosen(String code) {
        return find(code).filter(PauseReason::active).orElseThrow(() -> missing(code));
    }

    static Refusal.Broken missing(String code) {
        return new Refusal.Broken("promises.no-such-pause", "there is no reason %s to wait for".formatted(code), Map.of("code", code));
    }

    private Map<String, @Nullable Object> columns(PauseReason wish) {
        if (wish.name().isBlank()) {
            throw new Refusal.Broken("promises.pause-name", "a reason needs a name", Map.of());
        }
        var calendar = jdbc.sql("select id from promises.calendar where code = :code").param("code", wish.calendar()).query(UUID.class).optional()
                .orElseThrow(() -> new Refusal.Broken("promises.no-such-calendar", "there is no calendar %s".formatted(wish.calendar()), Map.of("calendar", wish.calendar())));
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("name", wish.name().strip());
        columns.put("party", wish.party().name());
        columns.put("calendar", calendar);
        columns.put("minutes", wish.chaseMinutes());
        columns.put("chases", wish.chases());
        columns.put("resolution", wish.settlesItself() ? String.valueOf(wish.resolution()).strip() : null);
        columns.put("active", wish.active());
        return columns;
    }
}
