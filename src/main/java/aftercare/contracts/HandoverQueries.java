package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The list of hand-overs: what is under way, and what was left open. */
@Component
@Transactional(readOnly = true)
class HandoverQueries {

    private static final int SIZE = 50;

    /** OPEN: signed, and something is still to do. DONE: signed, and nothing is. */
    enum Standing { DRAFT, OPEN, DONE }

    record Filter(@Nullable String words, @Nullable UUID branch, @Nullable Standing standing) {}

    /** @param late open items whose day is over */
    record Row(UUID id, UUID projectId, String projectNumber, String projectName, UUID customerId, String customerName, String branchName, Handover.Status status,
               int items, int open, int late, @Nullable LocalDate nextDue, String unpaid, Instant createdAt, @Nullable Instant signedAt) {}

    record Page(List<Row> rows, @Nullable UUID next) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    HandoverQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest first. */
    Page list(Filter filter, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql("""
                select h.id, h.project_id, p.number as project_number, p.name as project_name, h.customer_id, k.name as customer_name, b.name as branch_name, h.status,
                       i.items, i.open, i.late, i.next_due, h.unpaid::text as unpaid, h.created_at, h.signed_at
                  from contracts.handover h
                  join assets.project p on p.id = h.project_id
                  join customers.customer k on k.id = h.customer_id
                  join identity.branch b on b.id = h.branch_id
                 cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
                 cross join lateral (select count(*) as items, count(*) filter (where x.done_at is null) as open,
                                            count(*) filter (where x.done_at is null and x.due_on < t.today and h.status = 'SIGNED') as late,
                                            min(x.due_on) filter (where x.done_at is null) as next_due
                                       from contracts.handover_item x where x.handover_id = h.id) as i
                 where (:everywhere or h.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or h.customer_id = :customer)
                   and (cast(:words as text) is null or h.project_id in (
                        select w.id from assets.project w
                         where w.grams @> platform.grams(:words) and (strpos(lower(w.name), :words) > 0 or strpos(lower(w.number), :words) > 0)
                        union all
                        select w.id from assets.project w join customers.customer o on o.id = w.customer_id
                         where o.grams @> platform.grams(:words) and strpos(lower(o.name), :words) > 0))
                   and (cast(:branchOnly as uuid) is null or h.branch_id = :branchOnly)
                   and case cast(:standing as text)
                            when 'DRAFT' then h.status = 'DRAFT'
                            when 'OPEN' then h.status = 'SIGNED' and i.open > 0
                            when 'DONE' then h.status = 'SIGNED' and i.open = 0
                            else true end
                   and (cast(:after as uuid) is null or (h.created_at, h.id) < (select l.created_at, l.id from contracts.handover l where l.id = :after))
                 order by h.created_at desc, h.id desc
                 limit :size
                """)
                .params(scope.reach(Permission.ASSETS_READ).params()).param("now", clock.instant().atOffset(UTC)).param("words", Words.of(filter.words()))
                .param("branchOnly", filter.branch()).param("standing", filter.standing() == null ? null : filter.standing().name()).param("after", after)
                .param("size", SIZE + 1).query(Row.class).list();
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }
}
