package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.Words;
import aftercare.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of retention money: what waits when, and one with its ledger. */
@Component
@Transactional(readOnly = true)
class RetentionQueries {

    private static final int SIZE = 50;
    private static final int MOST_EXPORTED = 1_000_000;

    /** WAITING: not due yet; DUE: may be asked for; OPEN: the project is not accepted; SETTLED: nothing is held back any more. */
    enum Standing { WAITING, DUE, OPEN, SETTLED }

    record Filter(@Nullable String words, @Nullable UUID branch, @Nullable Standing standing, @Nullable LocalDate month) {}

    record Row(UUID id, UUID projectId, String projectNumber, String projectName, UUID customerId, String customerName, UUID branchId, String branchName,
               @Nullable String ownerName, String amount, String balance, @Nullable LocalDate releaseOn, @Nullable Integer daysLeft, Standing standing) {}

    record Page(List<Row> rows, @Nullable UUID next) {}

    /** @param month its first day; null: nobody can say yet */
    record Month(@Nullable LocalDate month, String waiting, int projects, boolean due) {}

    record EntryView(UUID id, Retention.Entry kind, String amount, String balance, LocalDate onDay, String reason, String letter, @Nullable LocalDate letterUntil,
                     @Nullable String by, Instant at) {}

    record View(UUID id, UUID projectId, String projectNumber, String projectName, UUID customerId, String customerName, UUID branchId, String branchName,
                @Nullable UUID ownerId, @Nullable String ownerName, String price, @Nullable String share, String amount, String balance, @Nullable LocalDate releaseOn,
                Standing standing, String note, List<EntryView> entries, List<RetentionBlocks.Block> blocks, boolean mayEdit) {}

    private record Found(UUID id, UUID projectId, String projectNumber, String projectName, UUID customerId, String customerName, UUID branchId, String branchName,
                         @Nullable UUID ownerId, @Nullable String ownerName, BigDecimal price, @Nullable BigDecimal share, BigDecimal amount, BigDecimal balance,
                         @Nullable LocalDate releaseOn, @Nullable Integer daysLeft, String note) {

        Standing standing() {
            return balance.signum() == 0 ? Standing.SETTLED : releaseOn == null || daysLeft == null ? Standing.OPEN : daysLeft > 0 ? Standing.WAITING : Standing.DUE;
        }

        Row row() {
            return new Row(id, projectId, projectNumber, projectName, customerId, customerName, branchId, branchName, ownerName, amount.toPlainString(),
                    balance.toPlainString(), releaseOn, daysLeft, standing());
        }
    }

    private static final String LIST = """
            select r.id, r.project_id, p.number as project_number, p.name as project_name, r.customer_id, k.name as customer_name, r.branch_id,
                   b.name as branch_name, r.owner_id, u.name as owner_name, r.price, r.share, r.amount, r.balance, r.release_on,
                   r.release_on - t.today as days_left, r.note
              from contracts.retention r
              join assets.project p on p.id = r.project_id
              join customers.customer k on k.id = r.customer_id
              join identity.branch b on b.id = r.branch_id
              left join identity.app_user u on u.id = r.owner_id
             cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
             where (:everywhere or r.branch_id = any(:branches)) and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or r.customer_id = :customer)
            """;

    private static final String NARROWED = """
               and (cast(:words as text) is null or strpos(lower(p.name), :words) > 0 or strpos(lower(p.number), :words) > 0 or strpos(lower(k.name), :words) > 0)
               and (cast(:branchOnly as uuid) is null or r.branch_id = :branchOnly)
               and (cast(:month as date) is null or r.release_on >= :month and r.release_on < cast(:month as date) + interval '1 month')
               and case cast(:standing as text)
                        when 'WAITING' then r.balance > 0 and r.release_on > t.today
                        when 'DUE' then r.balance > 0 and r.release_on <= t.today
                        when 'OPEN' then r.balance > 0 and r.release_on is null
                        when 'SETTLED' then r.balance = 0
                        else r.balance > 0 end
               and (cast(:after as uuid) is null
                    or (coalesce(r.release_on, date '9999-12-31'), r.id) > ((select coalesce(l.release_on, date '9999-12-31') from contracts.retention l where l.id = :after), :after))
             order by coalesce(r.release_on, date '9999-12-31'), r.id
             limit :size
            """;

    private final JdbcClient jdbc;
    private final RetentionDesk desk;
    private final Timeline timeline;
    private final Clock clock;

    RetentionQueries(JdbcClient jdbc, RetentionDesk desk, Timeline timeline, Clock clock) {
        this.jdbc = jdbc;
        this.desk = desk;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** The next to come first; what is settled only when asked for. */
    Page list(Filter filter, @Nullable UUID after, Scope scope) {
        var rows = rows(filter, after, SIZE + 1, scope).list().stream().map(Found::row).toList();
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    void each(Filter filter, Scope scope, Consumer<Row> row) {
        try (var rows = rows(filter, null, MOST_EXPORTED, scope).stream()) {
            rows.map(Found::row).forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<Found> rows(Filter filter, @Nullable UUID after, int size, Scope scope) {
        return jdbc.sql(LIST + NARROWED).params(scope.reach(Permission.CONTRACTS_READ_RETENTION).params()).param("now", clock.instant().atOffset(UTC))
                .param("words", Words.of(filter.words())).param("branchOnly", filter.branch()).param("month", filter.month())
                .param("standing", filter.standing() == null ? null : filter.standing().name()).param("after", after).param("size", size).withFetchSize(500)
                .query(Found.class);
    }

    /** What is held back, by the month in which it may be asked for. */
    List<Month> months(@Nullable UUID branch, Scope scope) {
        record Sum(@Nullable LocalDate month, BigDecimal waiting, int projects, boolean due) {}
        return jdbc.sql("""
                select date_trunc('month', r.release_on)::date as month, sum(r.balance) as waiting, count(*) as projects,
                       coalesce(bool_and(r.release_on <= (cast(:now as timestamptz) at time zone b.zone)::date), false) as due
                  from contracts.retention r join identity.branch b on b.id = r.branch_id
                 where r.balance > 0 and (:everywhere or r.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or r.customer_id = :customer)
                   and (cast(:branchOnly as uuid) is null or r.branch_id = :branchOnly)
                 group by 1 order by 1 nulls last
                """).params(scope.reach(Permission.CONTRACTS_READ_RETENTION).params()).param("now", clock.instant().atOffset(UTC)).param("branchOnly", branch)
                .query(Sum.class).list().stream().map(sum -> new Month(sum.month(), sum.waiting().toPlainString(), sum.projects(), sum.due())).toList();
    }

    View view(UUID id, Scope scope) {
        return one("id", id, scope).orElseThrow(() -> RetentionDesk.missing(id));
    }

    /** Of a project; null where none was recorded. */
    @Nullable View ofProject(UUID project, Scope scope) {
        return one("project", project, scope).orElse(null);
    }

    private java.util.Optional<View> one(String by, UUID id, Scope scope) {
        return jdbc.sql(LIST + (by.equals("id") ? " and r.id = :id" : " and r.project_id = :id"))
                .params(scope.reach(Permission.CONTRACTS_READ_RETENTION).params()).param("now", clock.instant().atOffset(UTC)).param("id", id)
                .query(Found.class).optional()
                .map(found -> new View(found.id(), found.projectId(), found.projectNumber(), found.projectName(), found.customerId(), found.customerName(),
                        found.branchId(), found.branchName(), found.ownerId(), found.ownerName(), found.price().toPlainString(),
                        found.share() == null ? null : found.share().stripTrailingZeros().toPlainString(), found.amount().toPlainString(), found.balance().toPlainString(),
                        found.releaseOn(), found.standing(), found.note(), entries(found.id()), found.balance().signum() == 0 ? List.of() : desk.blocks(found.projectId()),
                        scope.reach(Permission.CONTRACTS_EDIT_RETENTION).covers(found.branchId(), null, found.customerId())));
    }

    private List<EntryView> entries(UUID id) {
        return jdbc.sql("""
                select e.id, e.kind, e.amount, sum(e.amount) over (order by e.id) as balance, e.on_day, e.reason, e.letter, e.letter_until, u.name as by, e.written_at as at
                  from contracts.retention_entry e left join identity.app_user u on u.id = e.written_by
                 where e.retention_id = :id order by e.id
                """).param("id", id)
                .query((row, _) -> new EntryView(row.getObject("id", UUID.class), Retention.Entry.valueOf(row.getString("kind")), row.getBigDecimal("amount").toPlainString(),
                        row.getBigDecimal("balance").toPlainString(), row.getObject("on_day", LocalDate.class), row.getString("reason"), row.getString("letter"),
                        row.getObject("letter_until", LocalDate.class), row.getString("by"), row.getTimestamp("at").toInstant())).list();
    }

    Timeline.Page timeline(UUID id, Timeline.@Nullable Position after, Scope scope) {
        view(id, scope);
        return timeline.of(new aftercare.kernel.Subject(Retention.SUBJECT, id), false, after, 30);
    }

    // ---- As a file ------------------------------------------------------------------------------------------------------------

    static final Label TITLE = new Label("质保金", "保固金", "Retention money");

    static List<String> headings(String language) {
        return List.of(new Label("项目编号", "專案編號", "Project number"), new Label("项目名称", "專案名稱", "Project"), new Label("客户", "客戶", "Customer"),
                new Label("分公司", "分公司", "Branch"), new Label("负责人", "負責人", "Owner"), new Label("质保金（元）", "保固金（元）", "Retention (CNY)"),
                new Label("待收（元）", "待收（元）", "Held back (CNY)"), new Label("可收日期", "可收日期", "Due on")).stream().map(label -> label.in(language)).toList();
    }

    static List<@Nullable Object> cells(Row row) {
        return Arrays.asList(row.projectNumber(), row.projectName(), row.customerName(), row.branchName(), row.ownerName(), new BigDecimal(row.amount()),
                new BigDecimal(row.balance()), row.releaseOn());
    }
}
