package aftercare.portal;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.cases.CustomerSight;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.promises.AgreedRules;
import aftercare.promises.AgreedRules.Promised;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A company's contracts, and the signed reports of the cases that whoever asks sees. Prices stay on paper. */
@Component
@Transactional(readOnly = true)
class MyPapers {

    /** So many covered things are named; more are counted. */
    private static final int NAMED = 12;

    enum Standing { COMING, RUNNING, OVER }

    /**
     * @param levelName empty: the user interface knows it
     * @param covers    what is covered by name, at most {@value #NAMED}; empty: everything of the company
     * @param visits    agreed inspections; 0 where the contract has none
     * @param promised  times promised for a repair under it, by the rules in force; empty once it is over
     */
    record MyContract(UUID id, String number, String title, String level, String levelName, Standing standing, LocalDate startsOn, LocalDate endsOn, List<String> covers,
                      int covered, boolean partsIncluded, int visits, int visitsUsed, List<Promised> promised) {}

    record ContractPage(List<MyContract> rows, @Nullable UUID next) {}

    record MyReport(String number, Instant signedAt, String signer, String caseNumber, String subject, @Nullable String deviceName, @Nullable String siteName, String engineer,
                    Instant openedAt, UUID caseId, String trackingToken) {}

    /** {@code report} of the case is the last one shown. */
    record ReportCursor(Instant openedAt, UUID caseId, String report) {}

    record ReportPage(List<MyReport> rows, @Nullable ReportCursor next) {}

    private record Row(UUID id, String number, String title, String level, String levelName, String status, LocalDate startsOn, LocalDate endsOn, LocalDate today,
                       @Nullable String covers, boolean everything, int covered, boolean partsIncluded, int visits, int visitsUsed) {

        Standing standing() {
            return !status.equals("ACTIVE") || endsOn.isBefore(today) ? Standing.OVER : startsOn.isAfter(today) ? Standing.COMING : Standing.RUNNING;
        }
    }

    private final JdbcClient jdbc;
    private final AgreedRules rules;

    MyPapers(JdbcClient jdbc, AgreedRules rules) {
        this.jdbc = jdbc;
        this.rules = rules;
    }

    /** Signed ones, the newest first. */
    ContractPage contracts(Scope scope, Instant now, @Nullable UUID after, int size) {
        var rows = jdbc.sql("""
                select c.id, c.number, c.title, r.level, l.name as level_name, c.status, c.starts_on, c.ends_on, t.today, g.covers, g.everything, g.covered, r.parts_included,
                       v.agreed as visits, v.used as visits_used
                  from contracts.contract c
                  join identity.branch b on b.id = c.branch_id
                  join contracts.revision r on r.contract_id = c.id and r.revision = c.revision
                  join contracts.level l on l.code = r.level
                 cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
                 cross join lateral (
                    select string_agg(n.name, E'\\n' order by n.line) filter (where n.line < :named) as covers, coalesce(bool_or(n.name is null), true) as everything, count(*) as covered
                      from (select row_number() over (order by g.line) - 1 as line, coalesce(s.name, p.name, nullif(d.name, '') || ' ' || d.serial, d.serial) as name
                              from contracts.coverage g
                              left join customers.site s on s.id = g.site_id
                              left join assets.project p on p.id = g.project_id
                              left join assets.device d on d.id = g.device_id
                             where g.contract_id = c.id and g.revision = c.revision) as n) as g
                 cross join lateral (select coalesce(sum(e.visits) filter (where e.kind = 'AGREED'), 0) as agreed, coalesce(-sum(e.visits) filter (where e.kind <> 'AGREED'), 0) as used
                                       from contracts.visit_entry e where e.contract_id = c.id) as v
                 where c.customer_id = :customer and c.status in ('ACTIVE', 'ENDED', 'TERMINATED') and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:after as uuid) is null or (c.starts_on, c.id) < ((select l.starts_on from contracts.contract l where l.id = :after), :after))
                 order by c.starts_on desc, c.id desc
                 limit :size
                """)
                .params(scope.reach(Permission.PORTAL_PAPERS).params()).param("now", now.atOffset(UTC)).param("named", NAMED).param("after", after).param("size", size + 1)
                .query(Row.class).list();
        var page = rows.stream().limit(size).map(row -> new MyContract(row.id(), row.number(), row.title(), row.level(), row.levelName(), row.standing(), row.startsOn(), row.endsOn(),
                row.everything() || row.covers() == null ? List.of() : Arrays.asList(row.covers().split("\n")), row.covered(), row.partsIncluded(), row.visits(), row.visitsUsed(),
                row.standing() == Standing.OVER ? List.of() : rules.given(row.level(), row.number()))).toList();
        return new ContractPage(page, rows.size() <= size ? null : page.getLast().id());
    }

    /** Of the case reported last first, for so the pages are read along the customer's cases. */
    ReportPage reports(Scope scope, @Nullable ReportCursor after, int size) {
        var rows = jdbc.sql("""
                select r.number, r.signed_at, coalesce(r.signer_name, '') as signer, c.number as case_number, c.subject, coalesce(nullif(d.name, ''), p.name) as device_name,
                       s.name as site_name, u.name as engineer, c.opened_at, c.id as case_id, c.tracking_token
                  from cases.service_case c
                  join fieldwork.report r on r.case_id = c.id and r.frozen is not null
                  join fieldwork.visit v on v.id = r.visit_id
                  join identity.app_user u on u.id = v.engineer_id
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                  left join customers.site s on s.id = c.site_id
                 where (cast(:afterAt as timestamptz) is null or (c.opened_at, c.id) <= (:afterAt, cast(:afterCase as uuid)))
                   and (cast(:afterAt as timestamptz) is null or c.id <> cast(:afterCase as uuid) or r.number < cast(:afterReport as text))
                """ + CustomerSight.SEEN + """
                 order by c.opened_at desc, c.id desc, r.number desc
                 limit :size
                """)
                .params(CustomerSight.params(scope)).param("afterAt", after == null ? null : after.openedAt().atOffset(UTC)).param("afterCase", after == null ? null : after.caseId())
                .param("afterReport", after == null ? null : after.report()).param("size", size + 1).query(MyReport.class).list();
        if (rows.size() <= size) {
            return new ReportPage(rows, null);
        }
        var last = rows.get(size - 1);
        return new ReportPage(rows.subList(0, size), new ReportCursor(last.openedAt(), last.caseId(), last.number()));
    }

    /** The case of a signed report that whoever asks may read. */
    CaseId caseOf(String report, Scope scope) {
        return jdbc.sql("""
                select c.id from fieldwork.report r join cases.service_case c on c.id = r.case_id where r.number = :number and r.frozen is not null
                """ + CustomerSight.SEEN)
                .param("number", report).params(CustomerSight.params(scope)).query(UUID.class).optional().map(CaseId::new)
                .orElseThrow(() -> new Refusal.Missing("portal.no-such-report", "there is no signed report %s".formatted(report), Map.of("number", report)));
    }
}
