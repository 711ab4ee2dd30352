package aftercare.quality;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Subject;
import aftercare.platform.AftercareSettings;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseState;
import aftercare.promises.PromiseView;
import aftercare.quality.Home.CaseLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The blocks of the start page. Every statement ends at an index and at a limit: this page is asked for all day long. */
@Component
@Transactional(readOnly = true)
class HomeQueries {

    private static final Duration SOON = Duration.ofHours(2);
    private static final Duration LOW_RATINGS_OF = Duration.ofDays(30);
    private static final int CAP = OverviewQueries.CAP;
    private static final int LINES = 8;
    /** The lists are ordered by what is due; so many of the newest are looked at for that. */
    private static final int LOOKED_AT = 500;

    private static final String WITHIN = """
            (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
            """;

    private static final String LINE = """
            c.id, c.number, c.subject, c.status, c.severity, coalesce(k.name, c.contact_name) as customer, b.name as branch_name,
                   u.name as assignee_name, c.opened_at
            """;

    private static final String NAMES = """
            join identity.branch b on b.id = c.branch_id
              left join customers.customer k on k.id = c.customer_id
              left join identity.app_user u on u.id = c.assignee_id
            """;

    /** When the earliest running promise of the case falls due. */
    private static final String DUE = """
            left join lateral (select min(p.due_at) as at from promises.promise p
                                where p.subject_kind = 'case' and p.subject_id = c.id and p.state = 'RUNNING') due on true
            """;

    private final JdbcClient jdbc;
    private final PromiseDesk promises;
    private final OverviewQueries overview;
    private final AftercareSettings settings;
    private final Environment environment;

    HomeQueries(JdbcClient jdbc, PromiseDesk promises, OverviewQueries overview, AftercareSettings settings, Environment environment) {
        this.jdbc = jdbc;
        this.promises = promises;
        this.overview = overview;
        this.settings = settings;
        this.environment = environment;
    }

    Home home(Scope scope, Instant now) {
        var quality = scope.may(Permission.QUALITY_READ);
        return new Home(
                scope.may(Permission.CASES_READ) ? cases(scope, now) : null,
                scope.may(Permission.DISPATCH_PLAN) ? planning(scope.reach(Permission.DISPATCH_PLAN), now) : null,
                quality ? overview.today(scope.reach(Permission.QUALITY_READ), null, now) : null,
                quality ? lowRatings(scope.reach(Permission.QUALITY_READ), now) : null,
                scope.may(Permission.FIELDWORK_PERFORM) ? stops(scope.user(), now) : null,
                scope.may(Permission.IDENTITY_EDIT_USERS) ? setup(now) : null,
                CAP);
    }

    private Home.Cases cases(Scope scope, Instant now) {
        var reach = scope.reach(Permission.CASES_READ);
        record Counts(long fresh, long mine, long waiting, long overdue, long soon) {}
        var counts = jdbc.sql("""
                select (select count(*) from (select from cases.service_case c where c.status = 'NEW' and %1$s limit :cap) x) as fresh,
                       (select count(*) from (select from cases.service_case c
                                               where c.assignee_id = :me and c.status in ('NEW', 'ACTIVE', 'WAITING') and %1$s limit :cap) x) as mine,
                       (select count(*) from (select from cases.service_case c where c.status = 'WAITING' and %1$s limit :cap) x) as waiting,
                       (select count(*) from (
                            select distinct c.id from promises.promise p join cases.service_case c on c.id = p.subject_id
                             where p.subject_kind = 'case' and p.state in ('RUNNING', 'PAUSED')
                               and (p.breached_at is not null or p.state = 'RUNNING' and p.due_at <= :now)
                               and (:everywhere or p.branch_id = any(:branches)) and %1$s limit :cap) x) as overdue,
                       (select count(*) from (
                            select distinct c.id from promises.promise p join cases.service_case c on c.id = p.subject_id
                             where p.subject_kind = 'case' and p.state = 'RUNNING' and p.breached_at is null and p.due_at > :now and p.due_at <= :soon
                               and (:everywhere or p.branch_id = any(:branches)) and %1$s limit :cap) x) as soon
                """.formatted(WITHIN))
                .params(reach.params()).param("me", scope.user()).param("cap", CAP)
                .param("now", now.atOffset(UTC)).param("soon", now.plus(SOON).atOffset(UTC))
                .query(Counts.class).single();
        return new Home.Cases(counts.fresh(), counts.mine(), counts.waiting(), counts.overdue(), counts.soon(),
                scope.may(Permission.CASES_TRIAGE) ? lines("c.status = 'NEW'", scope, reach) : null,
                lines("c.assignee_id = :me and c.status in ('NEW', 'ACTIVE', 'WAITING')", scope, reach),
                scope.partner() == null ? null : lines("c.status in ('NEW', 'ACTIVE', 'WAITING')", scope, reach), pressing(reach, now));
    }

    /** Cases of this kind, what falls due first on top. */
    private List<CaseLine> lines(String which, Scope scope, Reach reach) {
        return promised(jdbc.sql("""
                with found as (
                    select c.* from cases.service_case c where %s and %s order by c.opened_at desc, c.id desc limit :lookedAt)
                select %s from found c %s %s
                 order by due.at nulls last, c.severity, c.opened_at, c.id
                 limit :lines
                """.formatted(which, WITHIN, LINE, NAMES, DUE))
                .params(reach.params()).param("me", scope.user()).param("lookedAt", LOOKED_AT).param("lines", LINES));
    }

    private List<CaseLine> pressing(Reach reach, Instant now) {
        return promised(jdbc.sql("""
                with due as (
                    select p.subject_id, min(p.due_at) as at from (
                        select p.subject_id, p.due_at from promises.promise p
                         where p.subject_kind = 'case' and p.state = 'RUNNING' and p.due_at <= :soon
                           and (:everywhere or p.branch_id = any(:branches))
                         order by p.due_at limit :lookedAt) p
                     group by p.subject_id)
                select %s from due join cases.service_case c on c.id = due.subject_id %s
                 where %s
                 order by due.at, c.id
                 limit :lines
                """.formatted(LINE, NAMES, WITHIN))
                .params(reach.params()).param("soon", now.plus(SOON).atOffset(UTC)).param("lookedAt", LOOKED_AT).param("lines", LINES));
    }

    private Home.Planning planning(Reach reach, Instant now) {
        record Counts(long unplanned, long visitsPlanned, long visitsUnderWay, long visitsDone, long engineers) {}
        var unplanned = """
                c.status in ('NEW', 'ACTIVE')
                   and exists (select from cases.kind ki where ki.code = c.kind_code and ki.version = c.kind_version
                                                          and (ki.definition ->> 'visits')::boolean)
                   and not exists (select from dispatch.booking k
                                    where k.case_id = c.id and k.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE'))
                   and\s""" + WITHIN;
        var counts = jdbc.sql("""
                with visit as (
                    select k.state from dispatch.booking k
                      join identity.branch b on b.id = k.branch_id
                     where k.state <> 'CANCELLED' and k.starts_at >= :dayBefore and k.starts_at < :dayAfter
                       and (k.starts_at at time zone b.zone)::date = (cast(:now as timestamptz) at time zone b.zone)::date
                       and (:everywhere or k.branch_id = any(:branches)) and (cast(:partner as uuid) is null or k.partner_id = :partner))
                select (select count(*) from (select from cases.service_case c where %s limit :cap) x) as unplanned,
                       (select count(*) from visit where state in ('PLANNED', 'CONFIRMED')) as visits_planned,
                       (select count(*) from visit where state in ('UNDER_WAY', 'ON_SITE')) as visits_under_way,
                       (select count(*) from visit where state = 'DONE') as visits_done,
                       (select count(*) from dispatch.engineer e where e.active and (:everywhere or e.branch_id = any(:branches))
                           and (cast(:partner as uuid) is null or e.partner_id = :partner)) as engineers
                """.formatted(unplanned))
                .params(reach.params()).params(today(now)).param("cap", CAP).query(Counts.class).single();
        var waiting = promised(jdbc.sql("""
                with found as (
                    select c.* from cases.service_case c where %s order by c.opened_at desc, c.id desc limit :lookedAt)
                select %s from found c %s %s
                 order by due.at nulls last, c.severity, c.opened_at, c.id
                 limit :lines
                """.formatted(unplanned, LINE, NAMES, DUE))
                .params(reach.params()).param("lookedAt", LOOKED_AT).param("lines", LINES));
        var free = jdbc.sql("""
                select u.id, u.name from dispatch.engineer e
                  join identity.app_user u on u.id = e.user_id
                  join identity.branch b on b.id = e.branch_id
                 where e.active and (:everywhere or e.branch_id = any(:branches)) and (cast(:partner as uuid) is null or e.partner_id = :partner)
                   and not exists (
                        select from dispatch.booking k
                         where k.engineer_id = e.user_id and k.state not in ('CANCELLED', 'DONE') and k.ends_at > :now and k.starts_at < :dayAfter
                           and (k.starts_at at time zone b.zone)::date <= (cast(:now as timestamptz) at time zone b.zone)::date)
                 order by u.name, u.id
                 limit 100
                """).params(reach.params()).params(today(now)).query(Home.Person.class).list();
        return new Home.Planning(counts.unplanned(), waiting, counts.visitsPlanned(), counts.visitsUnderWay(), counts.visitsDone(),
                counts.engineers(), free);
    }

    /** Bounds that hold in every zone, for the index; the zone's own day is compared beside them. */
    private static Map<String, Object> today(Instant now) {
        return Map.of("now", now.atOffset(UTC), "dayBefore", now.minus(2, ChronoUnit.DAYS).atOffset(UTC),
                "dayAfter", now.plus(2, ChronoUnit.DAYS).atOffset(UTC));
    }

    private List<Home.LowRating> lowRatings(Reach reach, Instant now) {
        return jdbc.sql("""
                select r.case_id, c.number, coalesce(k.name, c.contact_name) as customer, r.overall, r.recommend, r.words, r.at
                  from care.rating r
                  join cases.service_case c on c.id = r.case_id
                  left join customers.customer k on k.id = r.customer_id
                 where r.low and r.at > :since and (:everywhere or r.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or r.partner_id = :partner)
                   and (cast(:customer as uuid) is null or r.customer_id = :customer)
                 order by r.at desc, r.case_id desc
                 limit :lines
                """)
                .params(reach.params()).param("since", now.minus(LOW_RATINGS_OF).atOffset(UTC)).param("lines", LINES)
                .query(Home.LowRating.class).list();
    }

    private List<Home.Stop> stops(UUID engineer, Instant now) {
        return jdbc.sql("""
                select c.id as case_id, c.number, c.subject, coalesce(cu.name, c.contact_name) as customer,
                       nullif(concat_ws(' · ', s.name, nullif(s.address, '')), '') as place, k.starts_at, k.ends_at, k.state
                  from dispatch.booking k
                  join cases.service_case c on c.id = k.case_id
                  join identity.branch b on b.id = k.branch_id
                  left join customers.customer cu on cu.id = c.customer_id
                  left join customers.site s on s.id = c.site_id
                 where k.engineer_id = :engineer and k.state <> 'CANCELLED' and k.starts_at >= :dayBefore and k.starts_at < :dayAfter
                   and (k.starts_at at time zone b.zone)::date = (cast(:now as timestamptz) at time zone b.zone)::date
                 order by k.starts_at
                 limit 20
                """)
                .params(today(now)).param("engineer", engineer).query(Home.Stop.class).list();
    }

    private List<Home.Step> setup(Instant now) {
        record Found(boolean users, boolean engineers, boolean customers, boolean devices, boolean holidays) {}
        var found = jdbc.sql("""
                select (select count(*) from (select from identity.app_user where active and customer_id is null and not machine limit 2) x) = 2 as users,
                       exists (select from dispatch.engineer where active) as engineers,
                       exists (select from customers.customer) as customers,
                       exists (select from assets.device) as devices,
                       exists (select from promises.calendar_day where day >= date_trunc('year', cast(:soon as date))
                                                                  and day < date_trunc('year', cast(:soon as date)) + interval '1 year') as holidays
                """)
                .param("soon", now.plus(31, ChronoUnit.DAYS).atOffset(UTC).toLocalDate()).query(Found.class).single();
        return List.of(new Home.Step(Home.Task.USERS, found.users()), new Home.Step(Home.Task.ENGINEERS, found.engineers()),
                new Home.Step(Home.Task.CUSTOMERS, found.customers()), new Home.Step(Home.Task.DEVICES, found.devices()),
                new Home.Step(Home.Task.HOLIDAYS, found.holidays()),
                new Home.Step(Home.Task.MAIL, !environment.getProperty("spring.mail.host", "").isBlank()),
                new Home.Step(Home.Task.ADDRESS, settings.publicUrl() != null && !settings.publicUrl().isBlank()));
    }

    /** The lines of a statement, each with the promise that falls due first. */
    private List<CaseLine> promised(JdbcClient.StatementSpec statement) {
        var lines = statement.query((row, _) -> line(row)).list();
        var of = promises.of(lines.stream().map(line -> new Subject("case", line.id())).toList());
        var byCase = new LinkedHashMap<UUID, List<PromiseView>>();
        of.forEach((subject, views) -> byCase.put(subject.id(), views));
        var promised = new ArrayList<CaseLine>();
        for (var line : lines) {
            promised.add(new CaseLine(line.id(), line.number(), line.subject(), line.status(), line.severity(), line.customer(), line.branchName(),
                    line.assigneeName(), line.openedAt(), first(byCase.getOrDefault(line.id(), List.of()))));
        }
        return promised;
    }

    private static @Nullable PromiseView first(List<PromiseView> promises) {
        return promises.stream().filter(promise -> promise.state().isOpen())
                .min(Comparator.comparing((PromiseView promise) -> promise.state() != PromiseState.RUNNING).thenComparing(PromiseView::dueAt))
                .orElse(null);
    }

    private static CaseLine line(ResultSet row) throws SQLException {
        return new CaseLine(row.getObject("id", UUID.class), row.getString("number"), row.getString("subject"), row.getString("status"),
                row.getInt("severity"), row.getString("customer"), row.getString("branch_name"), row.getString("assignee_name"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(), null);
    }
}
