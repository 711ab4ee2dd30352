package aftercare.platform;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Numbers that people read out on the phone: {@code SO-2026-000123}. The counter is a PostgreSQL sequence that never
 * waits and never repeats; a rolled-back transaction leaves a gap.
 */
@Component
public class Numbers {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final Clock clock;

    Numbers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param sequence schema-qualified name of a sequence made by the module's migration */
    public String next(String prefix, String sequence) {
        long n = jdbc.sql("select nextval(cast(:sequence as regclass))").param("sequence", sequence).query(Long.class).single();
        return "%s-%d-%06d".formatted(prefix, clock.instant().atZone(ZONE).getYear(), n);
    }

    /** As many numbers as an import needs, in one go. */
    public List<String> next(String prefix, String sequence, int count) {
        var year = clock.instant().atZone(ZONE).getYear();
        return jdbc.sql("select nextval(cast(:sequence as regclass)) from generate_series(1, :count)")
                .param("sequence", sequence).param("count", count).query(Long.class).list().stream()
                .map(n -> "%s-%d-%06d".formatted(prefix, year, n)).toList();
    }
}
