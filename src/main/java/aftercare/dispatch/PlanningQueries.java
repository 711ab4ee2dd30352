package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.dispatch.travel.Place;
import aftercare.dispatch.travel.TravelMode;
import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a planner has to know of a branch, in a handful of statements whatever its size. */
@Component
@Transactional(readOnly = true)
class PlanningQueries {

    /** Cases that wait: more than this nobody plans in one go. */
    private static final int MOST_WAITING = 600;
    private static final int USUAL_MINUTES = 120;

    record Branch(UUID id, String name, ZoneId zone, @Nullable Place place) {}

    /** @param start where the day begins and ends: at home, or at the branch */
    record Person(UUID id, String name, @Nullable UUID partner, @Nullable String partnerName, LocalTime dayStarts, LocalTime dayEnds,
                  @Nullable Place start, TravelMode travelsBy, int overtimeMinutes, Map<String, Integer> skills, List<DispatchQueries.HeldCertificate> certificates,
                  List<String> languages, List<String> areas, Map<String, Integer> carries) {

        /** @param region the code of the region that a site lies in; null where nobody knows */
        boolean worksIn(@Nullable String region) {
            return EngineerKits.inArea(areas, region);
        }
    }

    /**
     * What a visit is about. {@code due}: when its work must begin at the latest for the promise that presses most. {@code people} start
     * there together, at the time of those who are booked already; so many are {@code missing}.
     */
    record Task(UUID caseId, String number, String subject, int severity, @Nullable UUID partner, @Nullable String customer, @Nullable String site,
                @Nullable String region, @Nullable Place place, List<String> needs, List<String> certificates, @Nullable Instant due, int minutes,
                List<UUID> knownBy, List<UUID> never, List<UUID> preferred, List<TimeWindow> windows, int people, @Nullable Instant together, int missing,
                @Nullable String regionCode, List<String> languages, Map<String, Integer> equipment) {

        /** Helped from afar: nobody travels there. */
        Task fromAfar() {
            return new Task(caseId, number, subject, severity, partner, customer, site, region, Ways.FROM_AFAR, needs, certificates, due, minutes, knownBy, never,
                    preferred, windows, people, together, missing, regionCode, languages, equipment);
        }

        Task anyTime() {
            return new Task(caseId, number, subject, severity, partner, customer, site, region, place, needs, certificates, due, minutes, knownBy, never,
                    preferred, List.of(), people, together, missing, regionCode, languages, equipment);
        }
    }

    /** @param held a customer is looking at it just now: as good as booked, and moved by nobody */
    record Booked(UUID id, UUID engineer, Instant from, Instant to, BookingState state, int version, Task task, boolean held) {}

    record Absence(UUID userId, Instant startsAt, Instant endsAt) {}

    /** All of it, as it stood at one moment. */
    record Facts(Branch branch, LocalDate day, int days, Instant now, List<Person> people, Map<UUID, Map<LocalDate, Shifts.Workday>> shifts,
                 Holidays.Days holidays, List<Absence> absences, List<Booked> booked, List<Task> waiting) {

        Facts withoutWaiting() {
            return new Facts(branch, day, days, now, people, shifts, holidays, absences, booked, List.of());
        }

        /** Whatever the customer said before: who asks for another time has other times. */
        Facts anyTime() {
            return new Facts(branch, day, days, now, people, shifts, holidays, absences, booked, waiting.stream().map(Task::anyTime).toList());
        }

        /** One person's day, and some of what waits. */
        Facts only(Person person, List<Task> some) {
            return new Facts(branch, day, days, now, List.of(person), shifts, holidays, absences.stream().filter(one -> one.userId().equals(person.id())).toList(),
                    booked.stream().filter(one -> one.engineer().equals(person.id())).toList(), some);
        }

        /** As a partner sees it: only the firm's own people and their work. */
        Facts of(UUID partner) {
            var own = people.stream().filter(person -> partner.equals(person.partner())).toList();
            var ids = own.stream().map(Person::id).toList();
            return new Facts(branch, day, days, now, own, shifts, holidays, absences.stream().filter(one -> ids.contains(one.userId())).toList(),
                    booked.stream().filter(one -> ids.contains(one.engineer())).toList(), waiting);
        }

        TimeWindow window() {
            return new TimeWindow(day.atStartOfDay(branch.zone()).toInstant(), day.plusDays(days).atStartOfDay(branch.zone()).toInstant());
        }
    }

    /** Longitude, latitude and kind of the place. A site without one of its own lies amid the others of its district, or of its city. */
    private static final String PLACE = "coalesce(s.lng, %s) as lng, coalesce(s.lat, %s) as lat, coalesce(r.name like '%%区', true) as urban".formatted(amid("lng"), amid("lat"));

    private static final String TASK = PLACE + ", " + """
                   c.id as case_id, c.number, c.subject, c.severity, c.partner_id as case_partner, cu.name as customer, s.name as site,
                   r.full_name as region,
                   array(select k.code from dispatch.skill k
                          where case when asked.skills is null then p.category = k.code or p.category = any (k.needed_for) else k.code = any (asked.skills) end
                          order by k.position) as needs,
                   array(select k.code from dispatch.certificate_kind k where p.category = k.code or p.category = any (k.needed_for)
                          order by k.position) as certificates,
                   coalesce(asked.minutes, usual.minutes, :usual) as minutes,
                   (select min(case when pr.code = 'arrive' then pr.due_at else pr.due_at - make_interval(mins => cast(coalesce(asked.minutes, usual.minutes, :usual) as int)) end)
                      from promises.promise pr
                     where pr.subject_kind = 'case' and pr.subject_id = c.id and pr.code in ('arrive', 'restore') and pr.state = 'RUNNING') as due,
                   array(select distinct k.engineer_id from cases.service_case o join dispatch.booking k on k.case_id = o.id
                          where o.device_id = c.device_id and o.id <> c.id and k.state = 'DONE') as known_by,
                   array(select v.engineer_id from dispatch.customer_rule v where v.customer_id = c.customer_id and v.rule = 'NEVER') as never,
                   array(select v.engineer_id from dispatch.customer_rule v where v.customer_id = c.customer_id and v.rule = 'PREFERRED') as preferred,
                   coalesce((select json_agg(json_build_object('from', w.starts_at, 'to', w.ends_at) order by w.starts_at)
                               from dispatch.customer_window w where w.case_id = c.id), '[]') as windows,
                   crew.people, crew.together, crew.people - crew.booked as missing, s.region_code,
                   coalesce(need.languages, '{}') as languages, coalesce(need.equipment, '{}') as equipment
            """;

    private static final String TASK_FROM = """
              left join customers.customer cu on cu.id = c.customer_id
              left join assets.device d on d.id = c.device_id
              left join assets.product p on p.id = d.product_id
              left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
              left join customers.region r on r.code = s.region_code
              left join unnest(cast(:categories as text[]), cast(:minutes as int[])) usual (category, minutes) on usual.category = p.category
              left join dispatch.visit_need need on need.case_id = c.id
              left join dispatch.case_need asked on asked.case_id = c.id
              cross join lateral (select coalesce((select n.people from dispatch.crew_need n where n.case_id = c.id), 1) as people,
                                         count(*) as booked, min(k.starts_at) as together
                                    from dispatch.booking k where k.case_id = c.id and k.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE')) crew
            """;

    /** The place of a visit that stays where it is: nothing else of it matters. */
    private static final String STAYS = "select " + PLACE + ", " + """
                   b.id, b.engineer_id, b.starts_at, b.ends_at, b.state, b.version, b.remote, c.id as case_id, c.number, c.severity
              from dispatch.booking b
              join cases.service_case c on c.id = b.case_id
              left join assets.device d on d.id = case when c.site_id is null then c.device_id end
              left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
              left join customers.region r on r.code = s.region_code
            """;

    private static final String BOOKED = """
             where b.engineer_id = any(:users) and b.state <> 'CANCELLED' and b.starts_at < :to and b.ends_at > :from and b.starts_at > :longestBefore
             order by b.starts_at, b.id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Shifts shifts;
    private final Holidays holidays;
    private final UsualMinutes usualMinutes;

    PlanningQueries(JdbcClient jdbc, JsonMapper json, Shifts shifts, Holidays holidays, UsualMinutes usualMinutes) {
        this.jdbc = jdbc;
        this.json = json;
        this.shifts = shifts;
        this.holidays = holidays;
        this.usualMinutes = usualMinutes;
    }

    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private static String amid(String axis) {
        return """
                (select coalesce(avg(n.%1$s) filter (where n.region_code = s.region_code), avg(n.%1$s))
                   from (select o.region_code, o.%1$s from customers.site o
                          where o.region_code >= left(s.region_code, 4) and o.region_code < left(s.region_code, 4) || ':' and o.%1$s is not null
                          order by o.region_code = s.region_code desc limit 200) n)""".formatted(axis);
    }

    /** A branch whose people somebody plans; partners' own planners do not see the whole of it. */
    Branch branch(Reach reach, UUID id) {
        if (!reach.covers(id, null, null)) {
            throw missing(id);
        }
        return branch(id);
    }

    Branch branch(UUID id) {
        record Row(String name, String zone, @Nullable Double lng, @Nullable Double lat) {}
        var row = jdbc.sql("select name, zone, lng, lat from identity.branch where id = :id").param("id", id).query(Row.class).optional().orElseThrow(() -> missing(id));
        return new Branch(id, row.name(), ZoneId.of(row.zone()), row.lng() == null || row.lat() == null ? null : new Place(row.lng(), row.lat(), true));
    }

    private static Refusal.Missing missing(UUID branch) {
        return new Refusal.Missing("dispatch.no-such-branch", "there is no branch %s that you plan".formatted(branch), Map.of());
    }

    /** The branch that a case belongs to. */
    UUID branchOf(Reach reach, UUID caseId) {
        record Row(UUID branchId, @Nullable UUID partnerId) {}
        return jdbc.sql("select branch_id, partner_id from cases.service_case where id = :id").param("id", caseId).query(Row.class).optional()
                .filter(row -> reach.covers(row.branchId(), row.partnerId(), null)).map(Row::branchId)
                .orElseThrow(() -> new Refusal.Missing("dispatch.no-such-case", "there is no case %s".formatted(caseId), Map.of()));
    }

    /**
     * @param onlyCase of the cases that wait only this one; null for all
     * @param mayMove  whether what is booked may move: only then it must be known in full
     */
    Facts facts(Branch branch, LocalDate day, int days, Instant now, @Nullable UUID onlyCase, boolean mayMove) {
        var from = day.atStartOfDay(branch.zone()).toInstant();
        var to = day.plusDays(days).atStartOfDay(branch.zone()).toInstant();
        var people = people(branch);
        var ids = people.stream().map(Person::id).toList();
        // Held before booked: what turns from one into the other meanwhile is seen at least once.
        var held = held(ids, from, to, now, onlyCase);
        var booked = booked(branch, ids, from, to, now, mayMove);
        var taken = Stream.concat(booked.stream(), held.stream().filter(one -> booked.stream().noneMatch(other -> other.engineer().equals(one.engineer())
                && other.from().isBefore(one.to()) && one.from().isBefore(other.to()))))
                .sorted(Comparator.comparing(Booked::from).thenComparing(Booked::id)).toList();
        return new Facts(branch, day, days, now, people, shifts.of(ids, day.minusDays(1), day.plusDays(days)), holidays.between(day.minusDays(1), day.plusDays(days)),
                absences(ids, from, to),
                taken, waiting(branch, now, onlyCase));
    }

    private List<Person> people(Branch branch) {
        return jdbc.sql("""
                select e.user_id, u.name, e.partner_id, pa.name as partner_name, e.day_starts, e.day_ends, e.home_lng, e.home_lat, e.travels_by, e.overtime_minutes,
                       coalesce((select json_object_agg(h.skill, h.level) from dispatch.engineer_skill h where h.user_id = e.user_id), '{}') as skills,
                       coalesce((select json_agg(json_build_object('kind', c.kind, 'validFrom', c.valid_from, 'validUntil', c.valid_until))
                                   from dispatch.certificate c where c.user_id = e.user_id and c.removed_at is null), '[]') as certificates,
                       e.languages, e.areas,
                       coalesce((select json_object_agg(q.equipment, q.pieces) from dispatch.engineer_equipment q where q.user_id = e.user_id), '{}') as carries
                  from dispatch.engineer e
                  join identity.app_user u on u.id = e.user_id and u.active
                  left join identity.partner pa on pa.id = e.partner_id
                 where e.branch_id = :branch and e.active
                 order by e.partner_id nulls first, u.name, e.user_id
                """)
                .param("branch", branch.id())
                .query((row, _) -> {
                    var home = place(row, "home_lng", "home_lat", true);
                    return new Person(row.getObject("user_id", UUID.class), row.getString("name"), row.getObject("partner_id", UUID.class),
                            row.getString("partner_name"), row.getObject("day_starts", LocalTime.class), row.getObject("day_ends", LocalTime.class),
                            home == null ? branch.place() : home, TravelMode.valueOf(row.getString("travels_by")), row.getInt("overtime_minutes"),
                            counts(row, "skills"), List.of(json.readValue(row.getString("certificates"), DispatchQueries.HeldCertificate[].class)),
                            List.of((String[]) row.getArray("languages").getArray()), List.of((String[]) row.getArray("areas").getArray()), counts(row, "carries"));
                }).list();
    }

    private List<Absence> absences(Collection<UUID> users, Instant from, Instant to) {
        return jdbc.sql("""
                select user_id, starts_at, ends_at from dispatch.leave
                 where user_id = any(:users) and cancelled_at is null and starts_at < :to and ends_at > :from
                """).param("users", users.toArray(UUID[]::new)).param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC)).query(Absence.class).list();
    }

    private List<Booked> booked(Branch branch, Collection<UUID> users, Instant from, Instant to, Instant now, boolean mayMove) {
        var sql = mayMove ? "select b.id, b.engineer_id, b.starts_at, b.ends_at, b.state, b.version, b.remote, " + TASK
                + "from dispatch.booking b join cases.service_case c on c.id = b.case_id" + TASK_FROM + BOOKED : STAYS + BOOKED;
        var statement = jdbc.sql(sql).param("users", users.toArray(UUID[]::new)).param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC))
                .param("longestBefore", from.minus(Booking.LONGEST).atOffset(UTC));
        return (mayMove ? usual(statement, branch, now) : statement)
                .query((row, _) -> new Booked(row.getObject("id", UUID.class), row.getObject("engineer_id", UUID.class), instant(row, "starts_at"),
                        instant(row, "ends_at"), BookingState.valueOf(row.getString("state")), row.getInt("version"), somewhere(mayMove ? task(row) : stays(row), row.getBoolean("remote")), false)).list();
    }

    /** Times that customers are looking at: taken for everybody else, and moved by nobody. */
    private List<Booked> held(Collection<UUID> users, Instant from, Instant to, Instant now, @Nullable UUID except) {
        return jdbc.sql("select " + PLACE + ", " + """
                       h.engineer_id, h.starts_at, h.ends_at, c.id as case_id, c.number, c.severity
                  from dispatch.hold h
                  join cases.service_case c on c.id = h.case_id
                  left join assets.device d on d.id = case when c.site_id is null then c.device_id end
                  left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
                  left join customers.region r on r.code = s.region_code
                 where h.engineer_id = any(:users) and h.held_until > :now and h.starts_at < :to and h.ends_at > :from
                   and (cast(:except as uuid) is null or h.case_id <> :except)
                 order by h.starts_at, h.case_id
                """).param("users", users.toArray(UUID[]::new)).param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC)).param("now", now.atOffset(UTC))
                .param("except", except)
                .query((row, _) -> new Booked(row.getObject("case_id", UUID.class), row.getObject("engineer_id", UUID.class), instant(row, "starts_at"),
                        instant(row, "ends_at"), BookingState.CONFIRMED, 0, stays(row), true)).list();
    }

    private static Task somewhere(Task task, boolean remote) {
        return remote ? task.fromAfar() : task;
    }

    private JdbcClient.StatementSpec usual(JdbcClient.StatementSpec statement, Branch branch, Instant now) {
        var minutes = usualMinutes.of(branch.id(), now);
        return statement.param("usual", USUAL_MINUTES).param("categories", minutes.keySet().toArray(String[]::new)).param("minutes", minutes.values().toArray(Integer[]::new));
    }

    private List<Task> waiting(Branch branch, Instant now, @Nullable UUID onlyCase) {
        return usual(jdbc.sql("select " + TASK + """
                  from cases.service_case c
                  join cases.kind ki on ki.code = c.kind_code and ki.version = c.kind_version
                """ + TASK_FROM + """
                 where c.branch_id = :branch and (ki.definition ->> 'visits')::boolean
                   and\s""" + (onlyCase == null ? "c.status in ('NEW', 'ACTIVE') and crew.booked < crew.people" : "c.id = :case and c.status in ('NEW', 'ACTIVE', 'WAITING')") + """

                 order by due nulls last, c.severity, c.opened_at, c.id
                 limit :size
                """), branch, now)
                .param("branch", branch.id()).param("case", onlyCase).param("size", MOST_WAITING).query((row, _) -> task(row)).list();
    }

    private record Span(OffsetDateTime from, OffsetDateTime to) {}

    private Task task(ResultSet row) throws SQLException {
        var due = row.getObject("due", OffsetDateTime.class);
        return new Task(row.getObject("case_id", UUID.class), row.getString("number"), row.getString("subject"), row.getInt("severity"),
                row.getObject("case_partner", UUID.class), row.getString("customer"), row.getString("site"), row.getString("region"),
                place(row, "lng", "lat", row.getBoolean("urban")), List.of((String[]) row.getArray("needs").getArray()),
                List.of((String[]) row.getArray("certificates").getArray()), due == null ? null : due.toInstant(), row.getInt("minutes"),
                List.of((UUID[]) row.getArray("known_by").getArray()), List.of((UUID[]) row.getArray("never").getArray()),
                List.of((UUID[]) row.getArray("preferred").getArray()),
                Arrays.stream(json.readValue(row.getString("windows"), Span[].class)).map(span -> new TimeWindow(span.from().toInstant(), span.to().toInstant()))
                        .collect(Collectors.toList()), row.getInt("people"), row.getObject("together") == null ? null : instant(row, "together"), row.getInt("missing"),
                row.getString("region_code"), List.of((String[]) row.getArray("languages").getArray()), counts(row, "equipment"));
    }

    private Map<String, Integer> counts(ResultSet row, String column) throws SQLException {
        return json.readValue(row.getString(column), COUNTS);
    }

    private static Task stays(ResultSet row) throws SQLException {
        return new Task(row.getObject("case_id", UUID.class), row.getString("number"), "", row.getInt("severity"), null, null, null, null,
                place(row, "lng", "lat", row.getBoolean("urban")), List.of(), List.of(), null, 0, List.of(), List.of(), List.of(), List.of(), 1, null, 0, null, List.of(), Map.of());
    }

    private static @Nullable Place place(ResultSet row, String lng, String lat, boolean urban) throws SQLException {
        var longitude = row.getObject(lng, Double.class);
        var latitude = row.getObject(lat, Double.class);
        return longitude == null || latitude == null ? null : new Place(longitude, latitude, urban);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
