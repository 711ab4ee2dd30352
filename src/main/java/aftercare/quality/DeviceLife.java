package aftercare.quality;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything that is known of a device over the years, to be drawn on one line, with what it took the place of. Each part
 * is there for whoever may read it where it belongs.
 */
@Component
@Transactional(readOnly = true)
class DeviceLife {

    private static final int MOST = 500;

    /** A device of the thread, oldest first. */
    record Link(UUID id, String number, String serial, @Nullable LocalDate installedOn, @Nullable LocalDate acceptedOn, @Nullable LocalDate warrantyUntil) {}

    record CaseSpan(UUID id, String number, String subject, int severity, String status, String entitlement, Instant from, @Nullable Instant to) {}

    record ContractSpan(UUID id, String number, String level, LocalDate from, LocalDate to) {}

    record VisitMark(UUID id, Instant at, String engineer, int minutes) {}

    /** @param bad so many values were outside what is demanded */
    record MeasuredMark(LocalDate on, int values, int bad) {}

    record DocumentMark(UUID id, Instant at, String fileName, String section) {}

    record PromiseMark(UUID id, Instant at, String code, String state, UUID caseId) {}

    /** What was done with the device itself: a kind of the timeline with its facts. */
    record ActMark(Instant at, String kind, @Nullable LocalDate on) {}

    /** What is known of the effort: nobody has said yet what it cost. */
    record Effort(int cases, int free, int chargeable, int goodwill, int visits, int minutesOnSite, long minutesDown) {}

    record Life(List<Link> thread, List<CaseSpan> cases, List<ContractSpan> contracts, List<VisitMark> visits, List<MeasuredMark> measured,
                List<DocumentMark> documents, List<PromiseMark> promises, List<ActMark> acts, @Nullable Effort effort) {}

    private final JdbcClient jdbc;

    DeviceLife(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Life of(UUID device, Scope scope) {
        var thread = jdbc.sql("""
                select d.id, d.number, d.serial, d.installed_on, d.warranty_from as accepted_on, d.warranty_until
                  from assets.device d
                 where d.id in (select assets.forebears(:device))
                   and (:everywhere or d.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or d.customer_id = :customer)
                 order by d.number
                """).param("device", device).params(scope.reach(Permission.ASSETS_READ).params()).query(Link.class).list();
        if (thread.stream().noneMatch(link -> link.id().equals(device))) {
            throw new Refusal.Missing("quality.no-such-device", "there is no device %s".formatted(device), Map.of());
        }
        var ids = thread.stream().map(Link::id).toArray(UUID[]::new);
        var cases = jdbc.sql("""
                select c.id, c.number, c.subject, c.severity, c.status, c.entitlement, c.opened_at as from, coalesce(c.resolved_at, c.closed_at) as to
                  from cases.service_case c
                 where c.device_id = any(:ids)
                   and (:everywhere or c.branch_id = any(:branches)) and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by c.opened_at desc limit :most
                """).param("ids", ids).param("most", MOST).params(scope.reach(Permission.CASES_READ).params()).query(CaseSpan.class).list();
        var known = cases.stream().map(CaseSpan::id).toArray(UUID[]::new);
        var visits = jdbc.sql("""
                select v.id, coalesce(v.arrived_at, v.planned_start) as at, u.name as engineer,
                       coalesce(extract(epoch from v.finished_at - v.arrived_at)::integer / 60, 0) as minutes
                  from fieldwork.visit v
                  join identity.app_user u on u.id = v.engineer_id
                 where v.case_id = any(:cases) and v.status not in ('REFUSED', 'CANCELLED')
                   and (:everywhere or v.branch_id = any(:branches)) and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and cast(:customer as uuid) is null
                 order by at desc limit :most
                """).param("cases", known).param("most", MOST).params(scope.reach(Permission.FIELDWORK_READ).params()).query(VisitMark.class).list();
        return new Life(thread, cases, contracts(device, scope), visits, measured(ids, scope), documents(ids), promises(known, scope), acts(ids),
                scope.may(Permission.CASES_READ) ? effort(cases, visits) : null);
    }

    private List<ContractSpan> contracts(UUID device, Scope scope) {
        return jdbc.sql("""
                select c.id, c.number, r.level, c.starts_on as from, c.ends_on as to
                  from assets.device d
                  join contracts.contract c on c.customer_id = d.customer_id and c.status in ('ACTIVE', 'ENDED', 'TERMINATED')
                  join contracts.revision r on r.contract_id = c.id and r.revision = c.revision
                 where d.id = :device
                   and exists (select from contracts.coverage g where g.contract_id = c.id and g.revision = c.revision
                                  and (g.device_id in (select assets.forebears(:device)) or g.project_id = d.project_id or g.site_id = d.site_id
                                       or num_nonnulls(g.site_id, g.project_id, g.device_id) = 0))
                   and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by c.starts_on limit :most
                """).param("device", device).param("most", MOST).params(scope.reach(Permission.CONTRACTS_READ).params()).query(ContractSpan.class).list();
    }

    private List<MeasuredMark> measured(UUID[] ids, Scope scope) {
        return jdbc.sql("""
                select (m.at at time zone b.zone)::date as on, count(*) as values, count(*) filter (where m.bad) as bad
                  from forms.measurement m join identity.branch b on b.id = m.branch_id
                 where m.about_kind = 'device' and m.about_id = any(:ids)
                   and (:everywhere or m.branch_id = any(:branches)) and (cast(:partner as uuid) is null or m.partner_id = :partner)
                   and (cast(:customer as uuid) is null or m.customer_id = :customer)
                 group by 1 order by 1 desc limit :most
                """).param("ids", ids).param("most", MOST).params(scope.reach(Permission.FORMS_READ).params()).query(MeasuredMark.class).list();
    }

    private List<DocumentMark> documents(UUID[] ids) {
        return jdbc.sql("""
                select id, at, file_name, section from documents.document
                 where owner_kind = 'device' and owner_id = any(:ids) and removed_at is null order by at desc limit :most
                """).param("ids", ids).param("most", MOST).query(DocumentMark.class).list();
    }

    /** Only those that were broken: the others say nothing about the device. */
    private List<PromiseMark> promises(UUID[] cases, Scope scope) {
        return jdbc.sql("""
                select p.id, p.due_at as at, p.code, p.state, p.subject_id as case_id
                  from promises.promise p
                 where p.subject_kind = 'case' and p.subject_id = any(:cases) and p.state = 'BROKEN'
                   and (:everywhere or p.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by p.due_at desc limit :most
                """).param("cases", cases).param("most", MOST).params(scope.reach(Permission.PROMISES_READ).params()).query(PromiseMark.class).list();
    }

    private List<ActMark> acts(UUID[] ids) {
        return jdbc.sql("""
                select e.at, e.kind, cast(e.facts ->> 'on' as date) as on
                  from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                 where s.subject_kind = 'device' and s.subject_id = any(:ids)
                   and e.kind = any(array['assets.device-installed', 'assets.device-accepted', 'assets.device-moved', 'assets.device-sold', 'assets.device-replaced',
                                          'assets.device-taken-out', 'assets.device-scrapped', 'assets.device-stopped', 'assets.device-resumed'])
                 order by e.at desc limit :most
                """).param("ids", ids).param("most", MOST).query(ActMark.class).list();
    }

    private static Effort effort(List<CaseSpan> cases, List<VisitMark> visits) {
        return new Effort(cases.size(), paid(cases, "FREE"), paid(cases, "CHARGEABLE"), paid(cases, "GOODWILL"), visits.size(),
                visits.stream().mapToInt(VisitMark::minutes).sum(),
                cases.stream().filter(one -> one.severity() <= 2).map(DeviceLife::down).mapToLong(Long::longValue).sum());
    }

    private static int paid(List<CaseSpan> cases, String entitlement) {
        return (int) cases.stream().filter(one -> one.entitlement().equals(entitlement)).count();
    }

    private static long down(CaseSpan one) {
        return one.to() == null ? 0 : java.time.Duration.between(one.from(), one.to()).toMinutes();
    }
}
