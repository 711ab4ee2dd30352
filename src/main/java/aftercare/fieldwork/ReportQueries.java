package aftercare.fieldwork;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Service reports as the office looks through them: the newest first. */
@Component
@Transactional(readOnly = true)
class ReportQueries {

    private static final int SIZE = 50;

    record Row(UUID id, String number, UUID caseId, String caseNumber, String subject, @Nullable UUID customerId, @Nullable String customerName, String branchName,
               String engineerName, Report.Outcome outcome, Instant writtenAt, @Nullable Instant signedAt, @Nullable String signer) {}

    /** @param next the last row of this page, to ask for what follows it; null when there is nothing more */
    record Page(List<Row> rows, @Nullable UUID next) {}

    /**
     * @param words of a report or a case its whole number
     * @param from  written on this day of the branch or later; {@code to} is included
     */
    record Filter(@Nullable String words, @Nullable UUID branch, @Nullable UUID customer, @Nullable UUID engineer, @Nullable Boolean signed,
                  @Nullable LocalDate from, @Nullable LocalDate to) {}

    private final JdbcClient jdbc;

    ReportQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page list(Filter filter, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql("""
                select r.id, r.number, c.id as case_id, c.number as case_number, c.subject, c.customer_id, k.name as customer_name, b.name as branch_name,
                       u.name as engineer_name, r.outcome, r.written_at, r.signed_at, r.signer_name as signer
                  from fieldwork.report r
                  join fieldwork.visit v on v.id = r.visit_id
                  join cases.service_case c on c.id = r.case_id
                  join identity.branch b on b.id = r.branch_id
                  join identity.app_user u on u.id = v.engineer_id
                  left join customers.customer k on k.id = c.customer_id
                 where (:everywhere or r.branch_id = any(:branches)) and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                   and (cast(:number as text) is null or upper(r.number) = :number or upper(c.number) = :number)
                   and (cast(:branchOnly as uuid) is null or r.branch_id = :branchOnly)
                   and (cast(:customerOnly as uuid) is null or c.customer_id = :customerOnly)
                   and (cast(:engineerOnly as uuid) is null or v.engineer_id = :engineerOnly)
                   and (cast(:signed as boolean) is null or (r.signed_at is not null) = :signed)
                   and (cast(:from as date) is null or r.written_at >= (cast(:from as date))::timestamp at time zone b.zone)
                   and (cast(:to as date) is null or r.written_at < (cast(:to as date) + 1)::timestamp at time zone b.zone)
                   and (cast(:after as uuid) is null or (r.written_at, r.id) < (select x.written_at, x.id from fieldwork.report x where x.id = :after))
                 order by r.written_at desc, r.id desc limit :size
                """).params(scope.reach(Permission.FIELDWORK_READ).params())
                .param("number", filter.words() == null || filter.words().isBlank() ? null : filter.words().strip().toUpperCase(java.util.Locale.ROOT))
                .param("branchOnly", filter.branch()).param("customerOnly", filter.customer()).param("engineerOnly", filter.engineer()).param("signed", filter.signed())
                .param("from", filter.from()).param("to", filter.to()).param("after", after).param("size", SIZE + 1).query(Row.class).list();
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }
}
