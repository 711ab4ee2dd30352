package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of contracts: one method per screen. */
@Component
@Transactional(readOnly = true)
class ContractQueries {

    private static final int SIZE = 50;
    private static final int MOST_EXPORTED = 1_000_000;
    static final int ENDING_DAYS = 90;

    /** RUNNING today; COMING: signed for later; ENDING within {@value #ENDING_DAYS} days without a renewal; USED_UP: no visit left. */
    enum Standing { RUNNING, COMING, ENDING, USED_UP }

    /** What a list is narrowed to; null narrows nothing. Without a status: drafts and what is in force. */
    record Filter(@Nullable String words, @Nullable UUID branch, @Nullable UUID customer, @Nullable UUID project, @Nullable UUID device,
                  @Nullable ContractStatus status, @Nullable Standing standing, @Nullable String level) {

        static final Filter NONE = new Filter(null, null, null, null, null, null, null, null);
    }

    /** @param daysLeft until the last day; negative once it is over, null unless it is in force */
    record Row(UUID id, String number, String title, UUID customerId, String customerName, UUID branchId, String branchName, String level,
               ContractStatus status, LocalDate startsOn, LocalDate endsOn, @Nullable Integer daysLeft, boolean begun, boolean renewed,
               @Nullable String letGo, String price, int visitsAgreed, int visitsUsed, @Nullable String ownerName) {}

    record Page(List<Row> rows, @Nullable UUID next) {}

    /** One thing that is covered; {@code kind} is the subject kind of its page. */
    record CoveredView(@Nullable UUID siteId, @Nullable UUID projectId, @Nullable UUID deviceId, String kind, UUID id, String name, String hint) {}

    record InstalmentView(LocalDate dueOn, String amount, String note) {}

    record TermsView(String level, String price, int visits, boolean partsIncluded, Set<Cause> alsoCovers, List<CoveredView> coverage,
                     List<InstalmentView> billing) {}

    record RevisionView(int revision, LocalDate fromDay, String level, String price, int visits, boolean partsIncluded, int covered, String reason,
                        @Nullable String by, Instant at) {}

    record VisitView(UUID id, ContractStore.VisitKind kind, int visits, int left, LocalDate onDay, String note, @Nullable String by, Instant at) {}

    record Neighbour(UUID id, String number, LocalDate startsOn, LocalDate endsOn) {}

    record View(UUID id, String number, String title, UUID customerId, String customerName, UUID branchId, String branchName, String ourParty,
                String theirParty, @Nullable UUID ownerId, @Nullable String ownerName, ContractStatus status, LocalDate startsOn, LocalDate endsOn,
                int noticeDays, LocalDate noticeOn, LocalDate today, int revision, TermsView terms, List<RevisionView> revisions, int visitsAgreed,
                int visitsUsed, List<VisitView> visits, @Nullable Neighbour renewalOf, @Nullable Neighbour renewedBy, @Nullable String letGo,
                @Nullable String closedReason, Instant createdAt, int version, List<ContractAct> acts, boolean mayRenew, boolean mayEdit) {}

    private static final String LIST = """
            select c.id, c.number, c.title, c.customer_id, k.name as customer_name, c.branch_id, b.name as branch_name, r.level, c.status,
                   c.starts_on, c.ends_on, c.ends_on - t.today as days_left, c.starts_on <= t.today as begun,
                   exists (select from contracts.contract n where n.renewal_of = c.id and n.status <> 'CANCELLED') as renewed,
                   c.let_go_reason, r.price, v.agreed, v.used, u.name as owner_name
              from contracts.contract c
              join contracts.revision r on r.contract_id = c.id and r.revision = c.revision
              join customers.customer k on k.id = c.customer_id
              join identity.branch b on b.id = c.branch_id
              left join identity.app_user u on u.id = c.owner_id
             cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
             cross join lateral (select coalesce(sum(e.visits) filter (where e.kind = 'AGREED'), 0) as agreed,
                                        coalesce(-sum(e.visits) filter (where e.kind <> 'AGREED'), 0) as used
                                   from contracts.visit_entry e where e.contract_id = c.id) as v
             where (:everywhere or c.branch_id = any(:branches))
               and cast(:partner as uuid) is null
               and (cast(:customer as uuid) is null or c.customer_id = :customer)
               and (cast(:words as text) is null or c.id in (
                    select w.id from contracts.contract w
                     where w.grams @> platform.grams(:words) and (strpos(lower(w.number), :words) > 0 or strpos(lower(w.title), :words) > 0)
                    union all
                    select w.id from contracts.contract w join customers.customer o on o.id = w.customer_id
                     where o.grams @> platform.grams(:words) and strpos(lower(o.name), :words) > 0))
               and (cast(:branchOnly as uuid) is null or c.branch_id = :branchOnly)
               and (cast(:ofCustomer as uuid) is null or c.customer_id = :ofCustomer)
               and (cast(:ofProject as uuid) is null or exists (
                    select from contracts.coverage g join assets.project p on p.id = :ofProject
                     where g.contract_id = c.id and g.revision = c.revision and p.customer_id = c.customer_id
                       and (g.project_id = p.id or num_nonnulls(g.site_id, g.project_id, g.device_id) = 0)))
               and (cast(:ofDevice as uuid) is null or exists (
                    select from contracts.coverage g join assets.device d on d.id = :ofDevice
                     where g.contract_id = c.id and g.revision = c.revision and d.customer_id = c.customer_id
                       and (g.device_id = d.id or g.project_id = d.project_id or g.site_id = d.site_id
                            or num_nonnulls(g.site_id, g.project_id, g.device_id) = 0)))
               and (cast(:status as text) is null and (:ended or c.status in ('DRAFT', 'ACTIVE')) or c.status = :status)
               and (cast(:level as text) is null or r.level = :level)
               and case cast(:standing as text)
                        when 'RUNNING' then c.status = 'ACTIVE' and c.starts_on <= t.today and c.ends_on >= t.today
                        when 'COMING' then c.status = 'ACTIVE' and c.starts_on > t.today
                        when 'ENDING' then c.status = 'ACTIVE' and c.ends_on <= t.today + :endingDays and c.let_go_reason is null
                                           and not exists (select from contracts.contract n where n.renewal_of = c.id and n.status <> 'CANCELLED')
                        when 'USED_UP' then c.status = 'ACTIVE' and v.agreed > 0 and v.used >= v.agreed
                        else true end
               and (cast(:after as uuid) is null
                    or (c.ends_on, c.id) > ((select l.ends_on from contracts.contract l where l.id = :after), :after))
             order by c.ends_on, c.id
             limit :size
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ContractQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    // ---- For the desk -------------------------------------------------------------------------------------------------

    ZoneId zone(UUID branch) {
        return ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", branch).query(String.class).single());
    }

    /** What we are called; empty until somebody has said so. */
    String house() {
        return jdbc.sql("select coalesce((select value ->> 'name' from platform.setting where key = 'company'), '')").query(String.class).single();
    }

    boolean isColleague(UUID user) {
        return jdbc.sql("select exists (select from identity.app_user where id = :id and active and customer_id is null and partner_id is null)")
                .param("id", user).query(Boolean.class).single();
    }

    // ---- Screens ------------------------------------------------------------------------------------------------------

    /** The next to end first. */
    Page list(Filter filter, @Nullable UUID after, Scope scope) {
        var rows = rows(filter, after, SIZE + 1, scope).list();
        var more = rows.size() > SIZE;
        var page = more ? rows.subList(0, SIZE) : rows;
        return new Page(page, more ? page.getLast().id() : null);
    }

    void each(Filter filter, Scope scope, Consumer<Row> row) {
        try (var rows = rows(filter, null, MOST_EXPORTED, scope).stream()) {
            rows.forEach(row);
        }
    }

    private JdbcClient.MappedQuerySpec<Row> rows(Filter filter, @Nullable UUID after, int size, Scope scope) {
        return jdbc.sql(LIST).params(scope.reach(Permission.CONTRACTS_READ).params())
                .param("now", clock.instant().atOffset(UTC)).param("words", Words.of(filter.words())).param("branchOnly", filter.branch())
                .param("ofCustomer", filter.customer()).param("ofProject", filter.project()).param("ofDevice", filter.device())
                .param("ended", filter.customer() != null || filter.project() != null || filter.device() != null || filter.words() != null)
                .param("status", filter.status() == null ? null : filter.status().name())
                .param("standing", filter.standing() == null ? null : filter.standing().name()).param("level", filter.level())
                .param("endingDays", ENDING_DAYS).param("after", after).param("size", size).withFetchSize(500)
                .query((row, _) -> row(row));
    }

    private static Row row(ResultSet row) throws SQLException {
        var status = ContractStatus.valueOf(row.getString("status"));
        return new Row(row.getObject("id", UUID.class), row.getString("number"), row.getString("title"), row.getObject("customer_id", UUID.class),
                row.getString("customer_name"), row.getObject("branch_id", UUID.class), row.getString("branch_name"), row.getString("level"), status,
                row.getObject("starts_on", LocalDate.class), row.getObject("ends_on", LocalDate.class),
                status == ContractStatus.ACTIVE ? row.getInt("days_left") : null, row.getBoolean("begun"), row.getBoolean("renewed"),
                row.getString("let_go_reason"), row.getBigDecimal("price").toPlainString(), row.getInt("agreed"), row.getInt("used"),
                row.getString("owner_name"));
    }

    View view(UUID id, Scope scope) {
        var reach = scope.reach(Permission.CONTRACTS_READ);
        return jdbc.sql("""
                select c.*, k.name as customer_name, b.name as branch_name, u.name as owner_name, r.level, r.price, r.visits, r.parts_included,
                       r.also_covers, t.today
                  from contracts.contract c
                  join contracts.revision r on r.contract_id = c.id and r.revision = c.revision
                  join customers.customer k on k.id = c.customer_id
                  join identity.branch b on b.id = c.branch_id
                  left join identity.app_user u on u.id = c.owner_id
                 cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
                 where c.id = :id
                   and (:everywhere or c.branch_id = any(:branches))
                   and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                """)
                .param("id", id).param("now", clock.instant().atOffset(UTC)).params(reach.params())
                .query((row, _) -> view(row, scope)).optional().orElseThrow(() -> ContractDesk.missing(id));
    }

    private View view(ResultSet row, Scope scope) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var revision = row.getInt("revision");
        var status = ContractStatus.valueOf(row.getString("status"));
        var branch = row.getObject("branch_id", UUID.class);
        var customer = row.getObject("customer_id", UUID.class);
        var endsOn = row.getObject("ends_on", LocalDate.class);
        var visits = visits(id);
        var renewedBy = after(id);
        var mayEdit = scope.reach(Permission.CONTRACTS_EDIT).covers(branch, null, customer);
        var terms = new TermsView(row.getString("level"), row.getBigDecimal("price").toPlainString(), row.getInt("visits"), row.getBoolean("parts_included"),
                ContractStore.causes(row), coverage(id, revision), billing(id, revision));
        return new View(id, row.getString("number"), row.getString("title"), customer, row.getString("customer_name"), branch, row.getString("branch_name"),
                row.getString("our_party"), row.getString("their_party"), row.getObject("owner_id", UUID.class), row.getString("owner_name"), status,
                row.getObject("starts_on", LocalDate.class), endsOn, row.getInt("notice_days"), endsOn.minusDays(row.getInt("notice_days")),
                row.getObject("today", LocalDate.class), revision, terms, revisions(id),
                visits.stream().filter(entry -> entry.kind() == ContractStore.VisitKind.AGREED).mapToInt(VisitView::visits).sum(),
                -visits.stream().filter(entry -> entry.kind() != ContractStore.VisitKind.AGREED).mapToInt(VisitView::visits).sum(), visits.reversed(),
                before(id), renewedBy, row.getString("let_go_reason"),
                row.getString("closed_reason"), row.getTimestamp("created_at").toInstant(), row.getInt("version"), mayEdit ? status.acts() : List.of(),
                mayEdit && renewedBy == null && (status == ContractStatus.ACTIVE || status == ContractStatus.ENDED), mayEdit);
    }

    private List<CoveredView> coverage(UUID id, int revision) {
        return jdbc.sql("""
                select g.site_id, g.project_id, g.device_id,
                       case when g.site_id is not null then 'site' when g.project_id is not null then 'project' when g.device_id is not null then 'device'
                            else 'customer' end as kind,
                       coalesce(g.site_id, g.project_id, g.device_id, c.customer_id) as id,
                       coalesce(s.name, p.name, nullif(d.name, ''), d.serial, k.name) as name,
                       coalesce(s.address, p.number, d.number || ' · ' || d.serial, k.number) as hint
                  from contracts.coverage g
                  join contracts.contract c on c.id = g.contract_id
                  join customers.customer k on k.id = c.customer_id
                  left join customers.site s on s.id = g.site_id
                  left join assets.project p on p.id = g.project_id
                  left join assets.device d on d.id = g.device_id
                 where g.contract_id = :id and g.revision = :revision
                 order by g.line
                """).param("id", id).param("revision", revision).query(CoveredView.class).list();
    }

    private List<InstalmentView> billing(UUID id, int revision) {
        return jdbc.sql("select due_on, amount, note from contracts.billing where contract_id = :id and revision = :revision order by due_on, line")
                .param("id", id).param("revision", revision)
                .query((row, _) -> new InstalmentView(row.getObject(1, LocalDate.class), row.getBigDecimal(2).toPlainString(), row.getString(3))).list();
    }

    private List<RevisionView> revisions(UUID id) {
        record Found(int revision, LocalDate fromDay, String level, BigDecimal price, int visits, boolean partsIncluded, int covered, String reason,
                     @Nullable String by, Instant at) {}
        return jdbc.sql("""
                select r.revision, r.from_day, r.level, r.price, r.visits, r.parts_included,
                       (select count(*) from contracts.coverage g where g.contract_id = r.contract_id and g.revision = r.revision) as covered,
                       r.reason, u.name as by, r.written_at as at
                  from contracts.revision r left join identity.app_user u on u.id = r.written_by
                 where r.contract_id = :id order by r.revision desc
                """).param("id", id).query(Found.class).list().stream()
                .map(found -> new RevisionView(found.revision(), found.fromDay(), found.level(), found.price().toPlainString(), found.visits(),
                        found.partsIncluded(), found.covered(), found.reason(), found.by(), found.at())).toList();
    }

    private List<VisitView> visits(UUID id) {
        return jdbc.sql("""
                select e.id, e.kind, e.visits, sum(e.visits) over (order by e.id) as left, e.on_day, e.note, u.name as by, e.written_at as at
                  from contracts.visit_entry e left join identity.app_user u on u.id = e.written_by
                 where e.contract_id = :id order by e.id
                """).param("id", id).query(VisitView.class).list();
    }

    private @Nullable Neighbour before(UUID id) {
        return jdbc.sql("select b.id, b.number, b.starts_on, b.ends_on from contracts.contract c join contracts.contract b on b.id = c.renewal_of where c.id = :id")
                .param("id", id).query(Neighbour.class).optional().orElse(null);
    }

    private @Nullable Neighbour after(UUID id) {
        return jdbc.sql("select id, number, starts_on, ends_on from contracts.contract where renewal_of = :id and status <> 'CANCELLED'")
                .param("id", id).query(Neighbour.class).optional().orElse(null);
    }
}
