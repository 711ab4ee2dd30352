package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What waits for a customer's signature. */
@Component
@Transactional(readOnly = true)
class UnsignedQueries {

    private static final int SIZE = 50;

    enum Standing { NO_LINK, SENT, OPENED, EXPIRED, REFUSED }

    /** @param token of the link that is open */
    record Unsigned(UUID id, UUID caseId, String caseNumber, String subject, @Nullable String customer, String contactName, String contactPhone, String engineer,
                    String reportNumber, Instant finishedAt, Standing standing, @Nullable String token, @Nullable Instant expiresAt, @Nullable String refuserName,
                    @Nullable String refusal) {}

    record UnsignedPage(List<Unsigned> rows, @Nullable UUID next) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    UnsignedQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The latest first. */
    UnsignedPage list(Reach reach, @Nullable UUID branch, @Nullable UUID after) {
        var rows = jdbc.sql("""
                select v.id, v.case_id, c.number as case_number, c.subject, k.name as customer, c.contact_name, c.contact_phone, u.name as engineer, r.number as report_number,
                       v.finished_at,
                       case when l.id is null or l.revoked_at is not null then 'NO_LINK' when l.refused_at is not null then 'REFUSED' when l.expires_at <= :now then 'EXPIRED'
                            when l.opened_at is not null then 'OPENED' else 'SENT' end as standing,
                       case when l.revoked_at is null and l.refused_at is null and l.expires_at > :now then l.token end as token, l.expires_at, l.refuser_name, l.refusal
                  from fieldwork.visit v
                  join cases.service_case c on c.id = v.case_id
                  join identity.app_user u on u.id = v.engineer_id
                  join fieldwork.report r on r.visit_id = v.id
                  left join customers.customer k on k.id = c.customer_id
                  left join lateral (select * from fieldwork.sign_link x where x.visit_id = v.id order by x.made_at desc, x.id desc limit 1) l on true
                 where v.status = 'FINISHED' and (:everywhere or v.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or v.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                   and (cast(:branchOnly as uuid) is null or v.branch_id = :branchOnly)
                   and (cast(:after as uuid) is null or (v.finished_at, v.id) < (select x.finished_at, x.id from fieldwork.visit x where x.id = :after))
                 order by v.finished_at desc, v.id desc limit :size
                """)
                .params(reach.params()).param("now", clock.instant().atOffset(UTC)).param("branchOnly", branch).param("after", after).param("size", SIZE + 1)
                .query(Unsigned.class).list();
        return rows.size() <= SIZE ? new UnsignedPage(rows, null) : new UnsignedPage(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    /** The link of a visit that is open now. */
    Optional<String> openToken(UUID visit) {
        return jdbc.sql("select token from fieldwork.sign_link where visit_id = :visit and revoked_at is null and refused_at is null and expires_at > :now")
                .param("visit", visit).param("now", clock.instant().atOffset(UTC)).query(String.class).optional();
    }
}
