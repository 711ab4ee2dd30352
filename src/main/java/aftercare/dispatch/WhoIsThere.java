package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.promises.Attendance;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers from shifts, leave and the on-call roster whom an alarm would meet. */
@Component
@Transactional(readOnly = true)
class WhoIsThere implements Attendance {

    /** The zone of somebody's branch; whoever belongs to the whole company lives by the first branch's. */
    static final String HOME_ZONE = """
            coalesce((select b.zone from dispatch.engineer e join identity.branch b on b.id = e.branch_id where e.user_id = %1$s),
                     (select b.zone from identity.membership m join identity.branch b on b.id = m.branch_id where m.user_id = %1$s order by b.code limit 1),
                     (select b.zone from identity.branch b order by b.code limit 1), 'Asia/Shanghai')
            """;

    private final JdbcClient jdbc;
    private final Shifts shifts;

    WhoIsThere(JdbcClient jdbc, Shifts shifts) {
        this.jdbc = jdbc;
        this.shifts = shifts;
    }

    private record Facts(boolean away, boolean onCall, String zone) {}

    /** Away beats everything; whoever is on call can be reached whatever the shift says. */
    @Override
    public boolean isPresent(UUID user, Instant at) {
        var facts = jdbc.sql("""
                select exists (select from dispatch.leave l
                                where l.user_id = :user and l.cancelled_at is null and l.starts_at <= :at and l.ends_at > :at) as away,
                       exists (select from dispatch.duty d where d.user_id = :user and d.starts_at <= :at and d.ends_at > :at) as on_call,
                """ + HOME_ZONE.formatted(":user") + " as zone")
                .param("user", user).param("at", at.atOffset(UTC)).query(Facts.class).single();
        if (facts.away()) {
            return false;
        }
        if (facts.onCall()) {
            return true;
        }
        var zone = ZoneId.of(facts.zone());
        var today = at.atZone(zone).toLocalDate();
        // A night shift belongs to the day before.
        var days = shifts.of(List.of(user), today.minusDays(1), today).getOrDefault(user, Map.of());
        return !days.containsKey(today)
                || Stream.of(today.minusDays(1), today).map(days::get).filter(Objects::nonNull)
                        .map(day -> day.hours().span(day.day(), zone)).filter(Objects::nonNull).anyMatch(span -> span.contains(at));
    }

    @Override
    public Optional<UUID> onCall(UUID branch, Set<String> skills, Instant at) {
        return jdbc.sql("""
                select d.user_id
                  from dispatch.duty d
                  join dispatch.rotation r on r.id = d.rotation_id
                  join identity.app_user u on u.id = d.user_id and u.active
                 where d.branch_id = :branch and d.starts_at <= :at and d.ends_at > :at
                   and not exists (select from dispatch.leave l
                                    where l.user_id = d.user_id and l.cancelled_at is null and l.starts_at <= :at and l.ends_at > :at)
                 order by (select count(*) from unnest(cast(:skills as text[])) as need(skill)
                            where not exists (select from dispatch.engineer_skill h where h.user_id = d.user_id and h.skill = need.skill)),
                          r.skills && cast(:skills as text[]) desc, cardinality(r.skills) > 0, d.starts_at, d.id
                 limit 1
                """)
                .param("branch", branch).param("skills", skills.toArray(String[]::new)).param("at", at.atOffset(UTC))
                .query(UUID.class).optional();
    }
}
