package aftercare.trips;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of trips: one method per screen. */
@Component
@Transactional(readOnly = true)
class TripQueries {

    private static final int SIZE = 50;
    private static final int MINE = 100;

    record TripRow(UUID id, String number, String branchName, String purpose, String place, LocalDate fromDay, LocalDate toDay, TripStatus status, String travellers,
                   BigDecimal advance, String advanceCurrency, boolean papersOwed, int version) {}

    record TripPage(List<TripRow> rows, @Nullable UUID next) {}

    record Traveller(UUID id, String name, String phone) {}

    record TripCase(UUID id, String number, String subject, @Nullable String customer, @Nullable String site) {}

    record DayReport(UUID userId, String name, LocalDate day, String done, String next, String trouble, Instant writtenAt) {}

    record MadeVisit(LocalDate day, UUID userId, String caseNumber, String subject, @Nullable String customer) {}

    /** A week of a trip: what was reported, what visits were made, and the days of travellers that nobody has reported. */
    record Week(LocalDate monday, List<DayReport> reports, List<MadeVisit> visits, int missing) {}

    record TripView(TripRow trip, UUID branchId, String tasks, String contact, String contactPhone, String confidential, String note, @Nullable String askedBy, Instant askedAt,
                    @Nullable String decidedBy, @Nullable Instant decidedAt, @Nullable Instant startedAt, @Nullable Instant returnedAt, @Nullable Instant papersAt,
                    List<Traveller> people, List<TripCase> cases, List<Week> weeks, List<TripAct> acts, boolean mayTakePapers) {}

    private record Detail(UUID branchId, String tasks, String contact, String contactPhone, String confidential, String note, @Nullable String askedBy, Instant askedAt,
                          @Nullable String decidedBy, @Nullable Instant decidedAt, @Nullable Instant startedAt, @Nullable Instant returnedAt, @Nullable Instant papersAt,
                          LocalDate today, @Nullable LocalDate begun, @Nullable LocalDate ended) {}

    private static final String ROW = """
            select t.id, t.number, b.name as branch_name, t.purpose, t.place, t.from_day, t.to_day, t.status,
                   (select string_agg(u.name, '、' order by v.position) from trips.traveller v join identity.app_user u on u.id = v.user_id where v.trip_id = t.id) as travellers,
                   t.advance, t.advance_currency, t.status = 'BACK' and t.papers_at is null as papers_owed, t.version
              from trips.trip t join identity.branch b on b.id = t.branch_id
            """;

    private final JdbcClient jdbc;
    private final TripDesk desk;
    private final java.time.Clock clock;

    TripQueries(JdbcClient jdbc, TripDesk desk, java.time.Clock clock) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.clock = clock;
    }

    TripPage trips(@Nullable String words, @Nullable TripStatus status, @Nullable UUID branch, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql(ROW + """
                 where (:everywhere or t.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:words as text) is null or strpos(lower(t.number), :words) > 0 or strpos(lower(t.purpose), :words) > 0 or strpos(lower(t.place), :words) > 0
                        or exists (select from trips.traveller v join identity.app_user u on u.id = v.user_id where v.trip_id = t.id and strpos(lower(u.name), :words) > 0))
                   and (cast(:status as text) is null or t.status = :status) and (cast(:branchOnly as uuid) is null or t.branch_id = :branchOnly)
                   and (cast(:after as uuid) is null or (t.asked_at, t.id) < (select x.asked_at, x.id from trips.trip x where x.id = :after))
                 order by t.asked_at desc, t.id desc limit :size
                """).params(scope.reach(Permission.TRIPS_READ).params()).param("words", Words.of(words)).param("status", status == null ? null : status.name())
                .param("branchOnly", branch).param("after", after).param("size", SIZE + 1).query(TripRow.class).list();
        return rows.size() <= SIZE ? new TripPage(rows, null) : new TripPage(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    /** My own that are not settled, and those of the last weeks. */
    List<TripRow> mine(Scope scope) {
        return jdbc.sql(ROW + """
                  join trips.traveller me on me.trip_id = t.id and me.user_id = :user
                 where t.status in ('APPROVED', 'AWAY') or t.status = 'BACK' and t.to_day > current_date - 60
                 order by t.status = 'AWAY' desc, t.status = 'APPROVED' desc, t.from_day desc, t.id limit :size
                """).param("user", scope.user()).param("size", MINE).query(TripRow.class).list();
    }

    TripView trip(UUID id, Scope scope) {
        desk.visible(id, scope);
        return view(id, scope, false);
    }

    TripView mine(UUID id, Scope scope) {
        return view(desk.own(id, scope).id(), scope, true);
    }

    List<Traveller> engineers(UUID branch, @Nullable String words, Scope scope) {
        scope.require(Permission.TRIPS_ORDER, branch, null, null);
        return jdbc.sql("""
                select u.id, u.name, u.phone from dispatch.engineer e join identity.app_user u on u.id = e.user_id
                 where e.branch_id = :branch and e.partner_id is null and u.active and (cast(:words as text) is null or strpos(lower(u.name), :words) > 0) order by u.name, u.id limit 30
                """).param("branch", branch).param("words", Words.of(words)).query(Traveller.class).list();
    }

    private TripView view(UUID id, Scope scope, boolean phone) {
        var row = jdbc.sql(ROW + " where t.id = :id").param("id", id).query(TripRow.class).single();
        var detail = jdbc.sql("""
                select t.branch_id, t.tasks, t.contact, t.contact_phone, t.confidential, t.note, a.name as asked_by, t.asked_at, d.name as decided_by, t.decided_at, t.started_at,
                       t.returned_at, t.papers_at, (cast(:now as timestamptz) at time zone b.zone)::date as today, (t.started_at at time zone b.zone)::date as begun,
                       (t.returned_at at time zone b.zone)::date as ended
                  from trips.trip t join identity.branch b on b.id = t.branch_id left join identity.app_user a on a.id = t.asked_by left join identity.app_user d on d.id = t.decided_by
                 where t.id = :id
                """).param("id", id).param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC)).query(Detail.class).single();
        var people = jdbc.sql("select u.id, u.name, u.phone from trips.traveller v join identity.app_user u on u.id = v.user_id where v.trip_id = :id order by v.position")
                .param("id", id).query(Traveller.class).list();
        var cases = jdbc.sql("""
                select c.id, c.number, c.subject, k.name as customer, s.name as site from trips.task x join cases.service_case c on c.id = x.case_id
                  left join customers.customer k on k.id = c.customer_id left join customers.site s on s.id = c.site_id where x.trip_id = :id order by c.number
                """).param("id", id).query(TripCase.class).list();
        var order = scope.reach(Permission.TRIPS_ORDER).covers(detail.branchId(), null, null) && scope.partner() == null;
        var approve = scope.reach(Permission.TRIPS_APPROVE).covers(detail.branchId(), null, null) && people.stream().noneMatch(one -> one.id().equals(scope.user()));
        var acts = row.status().acts().stream().filter(act -> phone ? TripStatus.OF_THE_TRAVELLER.contains(act)
                : act == TripAct.CANCEL ? order : approve && (act == TripAct.APPROVE || act == TripAct.REFUSE)).toList();
        return new TripView(row, detail.branchId(), detail.tasks(), detail.contact(), detail.contactPhone(), detail.confidential(), detail.note(), detail.askedBy(), detail.askedAt(),
                detail.decidedBy(), detail.decidedAt(), detail.startedAt(), detail.returnedAt(), detail.papersAt(), people, cases, weeks(id, people, detail), acts,
                !phone && order && row.papersOwed());
    }

    /** The newest week first. */
    private List<Week> weeks(UUID id, List<Traveller> people, Detail detail) {
        if (detail.begun() == null) {
            return List.of();
        }
        var last = detail.ended() == null ? detail.today() : detail.ended();
        var reports = jdbc.sql("""
                select r.user_id, u.name, r.day, r.done, r.next, r.trouble, r.written_at from trips.day_report r join identity.app_user u on u.id = r.user_id
                 where r.trip_id = :id order by r.day, u.name
                """).param("id", id).query(DayReport.class).list();
        var visits = jdbc.sql("""
                select (v.finished_at at time zone b.zone)::date as day, v.engineer_id as user_id, c.number as case_number, c.subject, k.name as customer
                  from fieldwork.visit v join cases.service_case c on c.id = v.case_id join identity.branch b on b.id = v.branch_id left join customers.customer k on k.id = c.customer_id
                 where v.engineer_id = any(:people) and v.finished_at >= :from and v.finished_at < :to order by v.finished_at
                """).param("people", people.stream().map(Traveller::id).toArray(UUID[]::new)).param("from", detail.begun().minusDays(1).atStartOfDay().atOffset(java.time.ZoneOffset.UTC))
                .param("to", last.plusDays(2).atStartOfDay().atOffset(java.time.ZoneOffset.UTC)).query(MadeVisit.class).list();
        var weeks = new ArrayList<Week>();
        for (var monday = detail.begun().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)); !monday.isAfter(last); monday = monday.plusWeeks(1)) {
            var first = monday;
            var end = monday.plusDays(6);
            var from = first.isBefore(detail.begun()) ? detail.begun() : first;
            var to = end.isAfter(last) ? last : end;
            var ofWeek = reports.stream().filter(one -> !one.day().isBefore(first) && !one.day().isAfter(end)).toList();
            var inTrip = ofWeek.stream().filter(one -> !one.day().isBefore(from) && !one.day().isAfter(to)).count();
            var due = java.time.temporal.ChronoUnit.DAYS.between(from, to.isEqual(detail.today()) && detail.ended() == null ? to : to.plusDays(1)) * people.size();
            weeks.add(new Week(monday, ofWeek, visits.stream().filter(one -> !one.day().isBefore(first) && !one.day().isAfter(end)
                    && !one.day().isBefore(detail.begun()) && !one.day().isAfter(last)).toList(), (int) Math.max(0, due - inTrip)));
        }
        return weeks.reversed();
    }
}
