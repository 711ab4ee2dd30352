package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.cases.MergeDesk;
import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Known outages: who is told of which. What concerns one customer is never shown to anybody else. */
@Service
@Transactional
class MassNotices {

    private static final int SIZE = 50;

    record Row(UUID id, String title, String words, @Nullable UUID branchId, @Nullable String branchName, @Nullable UUID customerId, @Nullable String customerName,
               @Nullable UUID productId, @Nullable String productName, Instant startsAt, @Nullable Instant endsAt, String madeBy, boolean running, boolean mayEdit, int version,
               @Nullable UUID caseId, @Nullable String caseNumber, int affected) {}

    record Page(List<Row> rows, @Nullable UUID next) {}

    /** As those it concerns see it. {@code meToo}: whoever is affected may say so, and hears how it goes on. */
    record Told(UUID id, String title, String words, @Nullable String branch, Instant startsAt, @Nullable Instant endsAt, boolean meToo) {}

    /** @param branch null: the whole house; {@code customer} and {@code product} narrow it further; {@code caseId}: where it is put right */
    record Draft(String title, String words, @Nullable UUID branch, @Nullable UUID customer, @Nullable UUID product, Instant startsAt, @Nullable Instant endsAt, @Nullable CaseId caseId) {

        Draft {
            if (endsAt != null && !endsAt.isAfter(startsAt)) {
                throw new Refusal.Broken("intake.notice-ends-early", "a notice ends after it begins", Map.of());
            }
        }
    }

    private static final String TOLD = """
            select n.id, n.title, n.words, b.name as branch, n.starts_at, n.ends_at, n.case_id is not null as me_too
              from intake.mass_notice n left join identity.branch b on b.id = n.branch_id
             where coalesce(n.ends_at, 'infinity') > :now and n.starts_at <= :now
            """;

    private final MergeDesk merging;
    private final JdbcClient jdbc;
    private final LiveUpdates live;
    private final Clock clock;

    MassNotices(MergeDesk merging, JdbcClient jdbc, LiveUpdates live, Clock clock) {
        this.merging = merging;
        this.jdbc = jdbc;
        this.live = live;
        this.clock = clock;
    }

    /** The newest first; those of the whole house and of the branches within reach. */
    @Transactional(readOnly = true)
    public Page list(boolean running, @Nullable UUID after, Scope scope) {
        var reach = scope.reach(Permission.CASES_READ);
        var edit = scope.reach(Permission.NOTICES_ANNOUNCE);
        var rows = jdbc.sql("""
                select n.id, n.title, n.words, n.branch_id, b.name as branch_name, n.customer_id, k.name as customer_name, n.product_id,
                       concat_ws(' ', p.maker, p.model) as product_name, n.starts_at, n.ends_at, u.name as made_by,
                       n.starts_at <= :now and coalesce(n.ends_at, 'infinity') > :now as running,
                       (:editAll or n.branch_id = any(:editBranches)) is true as may_edit, n.version,
                       n.case_id, c.number as case_number, (select count(*) from cases.link l where l.other_id = n.case_id and l.kind = 'PART_OF') as affected
                  from intake.mass_notice n
                  join identity.app_user u on u.id = n.made_by
                  left join identity.branch b on b.id = n.branch_id
                  left join customers.customer k on k.id = n.customer_id
                  left join assets.product p on p.id = n.product_id
                  left join cases.service_case c on c.id = n.case_id
                 where (:everywhere or n.branch_id is null or n.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or n.customer_id = :customer)
                   and (not :running or coalesce(n.ends_at, 'infinity') > :now)
                   and (cast(:after as uuid) is null or (n.starts_at, n.id) < (select x.starts_at, x.id from intake.mass_notice x where x.id = :after))
                 order by n.starts_at desc, n.id desc limit :size
                """).params(reach.params()).param("editAll", edit.everywhere()).param("editBranches", edit.branches().toArray(UUID[]::new))
                .param("running", running).param("after", after).param("now", now()).param("size", SIZE + 1).query(Row.class).list();
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    /** The case with this number, as far as whoever announces may triage it. */
    @Transactional(readOnly = true)
    public CaseId numbered(String number, Scope scope) {
        record Of(UUID id, UUID branchId, @Nullable UUID partnerId, @Nullable UUID customerId) {}
        return jdbc.sql("select id, branch_id, partner_id, customer_id from cases.service_case where number = upper(:number)").param("number", number.replace("\0", "").strip())
                .query(Of.class).optional().filter(of -> scope.reach(Permission.CASES_TRIAGE).covers(of.branchId(), of.partnerId(), of.customerId())).map(of -> new CaseId(of.id()))
                .orElseThrow(() -> new Refusal.Missing("intake.notice-case", "there is no case %s".formatted(number), Map.of("number", number)));
    }

    UUID add(Draft draft, Scope scope) {
        reachable(draft.branch(), draft.customer(), scope);
        var id = Ids.next();
        jdbc.sql("""
                insert into intake.mass_notice (id, title, words, branch_id, customer_id, product_id, starts_at, ends_at, case_id, made_by, made_at)
                values (:id, :title, :words, :branch, :customer, :product, :starts, :ends, :case, :by, :now)
                """).params(params(draft)).param("id", id).param("by", scope.user()).param("now", now()).update();
        told(draft.branch());
        return id;
    }

    void change(UUID id, Draft draft, int version, Scope scope) {
        var before = branch(id, scope);
        reachable(draft.branch(), draft.customer(), scope);
        if (jdbc.sql("""
                update intake.mass_notice set title = :title, words = :words, branch_id = :branch, customer_id = :customer, product_id = :product, starts_at = :starts,
                       ends_at = :ends, case_id = :case, version = version + 1
                 where id = :id and version = :version
                """).params(params(draft)).param("id", id).param("version", version).update() == 0) {
            throw new OptimisticLockingFailureException("notice %s changed meanwhile".formatted(id));
        }
        told(before);
        told(draft.branch());
    }

    /** It is over: nobody is told of it any more. One that has not begun is taken away. */
    void end(UUID id, Scope scope) {
        var branch = branch(id, scope);
        jdbc.sql("delete from intake.mass_notice where id = :id and starts_at >= :now").param("id", id).param("now", now()).update();
        jdbc.sql("update intake.mass_notice set ends_at = :now, version = version + 1 where id = :id and coalesce(ends_at, 'infinity') > :now").param("id", id).param("now", now()).update();
        told(branch);
    }

    /** Whoever says "me too" of a notice that runs: his case becomes part of the one in which it is put right. */
    void meToo(UUID notice, CaseId caseId, Actor actor) {
        jdbc.sql("select case_id from intake.mass_notice where id = :id and starts_at <= :now and coalesce(ends_at, 'infinity') > :now and case_id is not null")
                .param("id", notice).param("now", now()).query(UUID.class).optional().map(CaseId::new)
                .filter(merging::takesParts).ifPresent(whole -> merging.partOf(caseId, whole, actor));
    }

    /** For whoever comes without an account: what concerns everybody, and what concerns the device whose label was scanned. */
    @Transactional(readOnly = true)
    public List<Told> forAnybody(@Nullable String label) {
        return jdbc.sql("with device as (select customer_id, branch_id, product_id from assets.device where qr_token = :label)" + TOLD + """
                   and (n.customer_id is null or n.customer_id = (select customer_id from device))
                   and (n.product_id is null or n.product_id = (select product_id from device))
                   and (n.branch_id is null or cast(:label as text) is null or n.branch_id = coalesce((select branch_id from device), n.branch_id))
                 order by n.starts_at desc, n.id limit 5
                """).param("label", label == null ? null : label.replace("\0", "")).param("now", now()).query(Told.class).list();
    }

    /** For a customer who has signed in. */
    @Transactional(readOnly = true)
    public List<Told> forCustomer(Reach reach) {
        return reach.customer() == null ? List.of() : matching(reach.customer(), null, null);
    }

    /** For the desk while somebody is on the line. */
    @Transactional(readOnly = true)
    public List<Told> forCall(@Nullable UUID customer, @Nullable UUID device, Reach reach) {
        var known = device == null ? customer : jdbc.sql("select customer_id from assets.device where id = :id").param("id", device).query(UUID.class).optional().orElse(customer);
        if (known == null) {
            return jdbc.sql(TOLD + " and n.customer_id is null and n.product_id is null and (:everywhere or n.branch_id is null or n.branch_id = any(:branches)) order by n.starts_at desc limit 5")
                    .params(reach.params()).param("now", now()).query(Told.class).list();
        }
        var visible = jdbc.sql("select branch_id from customers.customer where id = :id").param("id", known).query(UUID.class).optional()
                .filter(branch -> reach.covers(branch, null, known));
        return visible.isEmpty() ? List.of() : matching(known, device, visible.get());
    }

    /** @param device null: any of the customer's that is in use */
    private List<Told> matching(UUID customer, @Nullable UUID device, @Nullable UUID branch) {
        return jdbc.sql(TOLD + """
                   and (n.customer_id is null or n.customer_id = :customer)
                   and (n.branch_id is null or n.branch_id = coalesce(cast(:branch as uuid), (select branch_id from customers.customer where id = :customer)))
                   and (n.product_id is null or exists (select from assets.device d where d.customer_id = :customer and d.product_id = n.product_id and d.state = 'IN_USE'
                                                           and (cast(:device as uuid) is null or d.id = :device)))
                 order by n.starts_at desc, n.id limit 5
                """).param("customer", customer).param("device", device).param("branch", branch).param("now", now()).query(Told.class).list();
    }

    private void reachable(@Nullable UUID branch, @Nullable UUID customer, Scope scope) {
        var reach = scope.reach(Permission.NOTICES_ANNOUNCE);
        if (branch == null ? !reach.everywhere() : !reach.covers(branch, null, null)) {
            throw new Refusal.Broken("intake.notice-beyond", "you may announce something for your own branches only", Map.of());
        }
        if (customer != null && jdbc.sql("select branch_id from customers.customer where id = :id").param("id", customer).query(UUID.class).optional()
                .filter(of -> reach.covers(of, null, customer)).isEmpty()) {
            throw new Refusal.Missing("intake.notice-customer", "there is no such customer", Map.of());
        }
    }

    private @Nullable UUID branch(UUID id, Scope scope) {
        record Of(@Nullable UUID branchId) {}
        var reach = scope.reach(Permission.NOTICES_ANNOUNCE);
        return jdbc.sql("select branch_id from intake.mass_notice where id = :id").param("id", id).query(Of.class).optional()
                .filter(of -> of.branchId() == null ? reach.everywhere() : reach.covers(of.branchId(), null, null))
                .orElseThrow(() -> new Refusal.Missing("intake.no-such-notice", "there is no notice %s".formatted(id), Map.of())).branchId();
    }

    private void told(@Nullable UUID branch) {
        if (branch != null) {
            live.tell(Live.ofBranch("mass-notices", null, branch));
        }
    }

    private static Map<String, @Nullable Object> params(Draft draft) {
        var params = new java.util.HashMap<String, @Nullable Object>();
        params.put("title", draft.title().strip());
        params.put("words", draft.words().strip());
        params.put("branch", draft.branch());
        params.put("customer", draft.customer());
        params.put("product", draft.product());
        params.put("case", draft.caseId() == null ? null : draft.caseId().value());
        params.put("starts", draft.startsAt().atOffset(UTC));
        params.put("ends", draft.endsAt() == null ? null : draft.endsAt().atOffset(UTC));
        return params;
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(UTC);
    }
}
