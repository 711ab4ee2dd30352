package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long visits to each category of device took lately in a branch: the median of the last 300, reckoned again every ten minutes. */
@Component
class UsualMinutes {

    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private record Known(Instant at, Map<String, Integer> minutes) {

        boolean isGood(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(GOOD_FOR));
        }
    }

    private record Usual(String category, int minutes) {}

    private final JdbcClient jdbc;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    UsualMinutes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Minutes by category; one with fewer than five such visits is missing. */
    Map<String, Integer> of(UUID branch, Instant now) {
        var before = known.get(branch);
        if (before != null && before.isGood(now)) {
            return before.minutes();
        }
        var minutes = jdbc.sql("""
                select p.category, least(240, greatest(30, round(percentile_cont(0.5) within group (order by extract(epoch from k.ends_at - k.starts_at)) / 900) * 15))::int as minutes
                  from (select b.case_id, b.starts_at, b.ends_at from dispatch.booking b
                         where b.branch_id = :branch and b.state = 'DONE' and b.starts_at < :now order by b.starts_at desc limit 300) k
                  join cases.service_case c on c.id = k.case_id
                  join assets.device d on d.id = c.device_id
                  join assets.product p on p.id = d.product_id
                 group by p.category having count(*) >= 5
                """).param("branch", branch).param("now", now.atOffset(UTC)).query(Usual.class).list().stream()
                .collect(Collectors.toUnmodifiableMap(Usual::category, Usual::minutes));
        known.put(branch, new Known(now, minutes));
        return minutes;
    }
}
