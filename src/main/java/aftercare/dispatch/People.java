package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of people's time: who they are, what they follow, when they are away, what stands against it. */
@Component
@Transactional(readOnly = true)
class People {

    /**
     * Somebody who works here, an engineer or not.
     *
     * @param branchId where they belong; null for the whole company
     */
    record Person(UUID id, String name, String phone, @Nullable UUID branchId, @Nullable String branchName, @Nullable String partnerName,
                  boolean engineer, String zone) {}

    record PatternView(UUID id, @Nullable UUID branchId, String name, String mark, List<String> cycle, boolean weekly, boolean keepsHolidays,
                       boolean active, int version) {}

    /** @param untilDay null for ever */
    record PlanView(UUID id, UUID userId, UUID patternId, String patternName, LocalDate fromDay, @Nullable LocalDate untilDay) {}

    /** @param kind null for whoever may only know that somebody is away; the note then is empty, too */
    record LeaveView(UUID id, UUID userId, @Nullable LeaveKind kind, Instant startsAt, Instant endsAt, String note) {}

    /** What somebody has promised for a time: a visit to a case, or to answer the phone. */
    record Engagement(@Nullable UUID caseId, String number, String subject, Instant startsAt, Instant endsAt) {}

    /** Everybody who works for these branches, no customers. */
    private static final String PERSON = """
            select u.id, u.name, u.phone, coalesce(e.branch_id, home.branch_id) as branch_id, b.name as branch_name, pa.name as partner_name,
                   e.user_id is not null and e.active as engineer, coalesce(b.zone, (select f.zone from identity.branch f order by f.code limit 1)) as zone
              from identity.app_user u
              left join dispatch.engineer e on e.user_id = u.id
              left join identity.partner pa on pa.id = u.partner_id
             cross join lateral (select min(m.branch_id::text)::uuid as branch_id, bool_or(m.branch_id is null) as everywhere, count(*) as grants
                                   from identity.membership m where m.user_id = u.id and m.role <> 'CUSTOMER') home
              left join identity.branch b on b.id = coalesce(e.branch_id, home.branch_id)
            """;

    private final JdbcClient jdbc;

    People(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those within reach, engineers first; whoever belongs to the whole company is shown to everybody of our own house. */
    List<Person> of(Reach reach, @Nullable UUID branch) {
        return jdbc.sql(PERSON + """
                 where u.active and u.customer_id is null and home.grants > 0
                   and (:everywhere or coalesce(e.branch_id, home.branch_id) = any(:branches) or coalesce(e.branch_id, home.branch_id) is null)
                   and (cast(:partner as uuid) is null or u.partner_id = :partner)
                   and cast(:customer as uuid) is null
                   and (cast(:branch as uuid) is null or coalesce(e.branch_id, home.branch_id, :branch) = :branch)
                 order by e.user_id is null, b.code nulls last, u.partner_id nulls first, u.name, u.id
                """)
                .params(reach.params()).param("branch", branch).query(Person.class).list();
    }

    /** Somebody whose time the permission opens; whoever belongs to the whole company is planned by whoever does, too. */
    Person planned(Scope scope, UUID user) {
        var reach = scope.reach(Permission.DISPATCH_EDIT_ROSTER);
        return jdbc.sql(PERSON + """
                 where u.id = :user and u.active and u.customer_id is null and home.grants > 0
                   and (:everywhere or coalesce(e.branch_id, home.branch_id) = any(:branches))
                   and (cast(:partner as uuid) is null or u.partner_id = :partner)
                   and cast(:customer as uuid) is null
                """)
                .param("user", user).params(reach.params()).query(Person.class).optional()
                .orElseThrow(() -> missing(user));
    }

    static Refusal.Missing missing(UUID user) {
        return new Refusal.Missing("dispatch.no-such-person", "there is nobody %s whose time you plan".formatted(user), Map.of());
    }

    List<PatternView> patterns(Reach reach) {
        return jdbc.sql("""
                select id, branch_id, name, mark, cycle, weekly, keeps_holidays, active, version
                  from dispatch.shift_pattern
                 where (branch_id is null or :everywhere or branch_id = any(:branches))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by not active, branch_id nulls first, name, id
                """)
                .params(reach.params())
                .query((row, _) -> new PatternView(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class), row.getString("name"),
                        row.getString("mark"), List.of((String[]) row.getArray("cycle").getArray()), row.getBoolean("weekly"),
                        row.getBoolean("keeps_holidays"), row.getBoolean("active"), row.getInt("version")))
                .list();
    }

    List<PlanView> plans(List<UUID> users, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select l.id, l.user_id, l.pattern_id, t.name as pattern_name, l.from_day, l.until_day
                  from dispatch.shift_plan l join dispatch.shift_pattern t on t.id = l.pattern_id
                 where l.user_id = any(:users) and l.from_day <= :to and (l.until_day is null or l.until_day >= :from)
                 order by l.user_id, l.from_day
                """)
                .param("users", users.toArray(UUID[]::new)).param("from", from).param("to", to).query(PlanView.class).list();
    }

    List<LeaveView> leaves(List<UUID> users, TimeWindow window, boolean withReasons) {
        return jdbc.sql("""
                select id, user_id, case when :reasons then kind end as kind, starts_at, ends_at, case when :reasons then note else '' end as note
                  from dispatch.leave
                 where user_id = any(:users) and cancelled_at is null and starts_at < :to and ends_at > :from
                 order by starts_at, id
                """)
                .param("users", users.toArray(UUID[]::new)).param("reasons", withReasons)
                .param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC)).query(LeaveView.class).list();
    }

    /** What collides with somebody's being away then. */
    List<Engagement> engagements(UUID user, TimeWindow window) {
        return jdbc.sql("""
                select b.case_id, c.number, c.subject, b.starts_at, b.ends_at
                  from dispatch.booking b join cases.service_case c on c.id = b.case_id
                 where b.engineer_id = :user and b.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE')
                   and b.starts_at < :to and b.ends_at > :from
                union all
                select null, '', r.name, d.starts_at, d.ends_at
                  from dispatch.duty d join dispatch.rotation r on r.id = d.rotation_id
                 where d.user_id = :user and d.starts_at < :to and d.ends_at > :from
                 order by starts_at
                 limit 100
                """)
                .param("user", user).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC))
                .query(Engagement.class).list();
    }

    static TimeWindow days(LocalDate from, LocalDate to, ZoneId zone) {
        return new TimeWindow(from.atStartOfDay(zone).toInstant(), to.plusDays(1).atStartOfDay(zone).toInstant());
    }
}
