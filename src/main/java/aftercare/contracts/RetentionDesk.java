package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import aftercare.assets.ProjectWarrantyMoved;
import aftercare.customers.CustomerEvent;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Retention money: held back, due when the warranty is over, released, deducted or freed by a letter. The ledger is only added to. */
@Service
@Transactional
class RetentionDesk {

    /** Sales and finance hear of it 90, 30 and 7 days ahead. */
    static final String RELEASE = "retention-release";

    /** Either a share in percent or an amount. */
    record Draft(UUID project, Money price, @Nullable BigDecimal share, @Nullable Money amount, @Nullable UUID owner, String note) {}

    /** @param letter its number; with LETTER only */
    record Taking(Retention.Entry kind, Money amount, LocalDate on, String reason, String letter, @Nullable LocalDate letterUntil) {}

    private record ProjectRow(UUID id, String number, String name, UUID customerId, UUID branchId, @Nullable LocalDate until) {}

    private final JdbcClient jdbc;
    private final ContractQueries contracts;
    private final List<RetentionBlocks> blocks;
    private final PromiseDesk promises;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    RetentionDesk(JdbcClient jdbc, ContractQueries contracts, List<RetentionBlocks> blocks, PromiseDesk promises, Timeline timeline, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.contracts = contracts;
        this.blocks = blocks;
        this.promises = promises;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    UUID hold(Draft draft, Scope scope) {
        var project = project(draft.project());
        if (!scope.reach(Permission.CONTRACTS_EDIT_RETENTION).covers(project.branchId(), null, project.customerId())) {
            throw noProject(draft.project());
        }
        if ((draft.share() == null) == (draft.amount() == null)) {
            throw new Refusal.Broken("contracts.retention-share-or-amount", "say either the share or the amount", Map.of());
        }
        owner(draft.owner());
        var amount = draft.amount() != null ? draft.amount() : Retention.share(draft.price(), draft.share());
        if (amount.amount().signum() <= 0 || amount.amount().compareTo(draft.price().amount()) > 0) {
            throw new Refusal.Broken("contracts.retention-part-of-price", "retention money is a part of the price", Map.of());
        }
        var id = Ids.next();
        var now = clock.instant();
        try {
            jdbc.sql("""
                    insert into contracts.retention (id, project_id, customer_id, branch_id, owner_id, price, share, amount, currency, release_on, note, created_at)
                    values (:id, :project, :customer, :branch, :owner, :price, :share, :amount, :currency, cast(:releaseOn as date), :note, :now)
                    """)
                    .param("id", id).param("project", project.id()).param("customer", project.customerId()).param("branch", project.branchId())
                    .param("owner", draft.owner()).param("price", draft.price().amount()).param("share", draft.share()).param("amount", amount.amount())
                    .param("currency", amount.currency().getCurrencyCode()).param("releaseOn", project.until()).param("note", draft.note())
                    .param("now", now.atOffset(UTC)).update();
        } catch (DuplicateKeyException twice) {
            throw new Refusal.Conflict("contracts.retention-twice", "retention money of project %s is recorded already".formatted(project.number()),
                    Map.of("project", project.number()));
        }
        append(id, Retention.Entry.HELD, amount.amount(), today(project.branchId()), "", "", null, scope);
        var retention = find(id, false);
        promise(retention);
        write("contracts.retention-held", retention, Map.of("amount", amount.amount().toPlainString()), scope);
        return id;
    }

    void hand(UUID id, @Nullable UUID owner, Scope scope) {
        var retention = mine(id, scope);
        owner(owner);
        jdbc.sql("update contracts.retention set owner_id = :owner, version = version + 1 where id = :id").param("owner", owner).param("id", id).update();
        if (owner != null) {
            promises.owner(retention.subject(), owner);
        }
        write("contracts.retention-handed", retention, Map.of(), scope);
    }

    /** Money leaves what is held back. Nothing is paid while a fault of the project is open; what is deducted or freed by a letter is. */
    void take(UUID id, Taking taking, Scope scope) {
        var retention = mine(id, scope);
        if (taking.kind() == Retention.Entry.HELD) {
            throw new Refusal.Broken("contracts.retention-nothing", "say what becomes of it", Map.of());
        }
        if (taking.kind() == Retention.Entry.DEDUCTED && taking.reason().isBlank()) {
            throw new Refusal.Broken("contracts.retention-unreasoned", "say why it is deducted", Map.of());
        }
        if ((taking.kind() == Retention.Entry.LETTER) != (taking.letterUntil() != null) || (taking.kind() == Retention.Entry.LETTER) == taking.letter().isBlank()) {
            throw new Refusal.Broken("contracts.retention-letter", "a letter of guarantee has a number and a last day", Map.of());
        }
        if (taking.on().isAfter(today(retention.branch()))) {
            throw new Refusal.Broken("contracts.retention-in-future", "%s is still to come".formatted(taking.on()), Map.of("on", taking.on().toString()));
        }
        retention.check(taking.kind(), taking.amount(), taking.on());
        if (taking.kind() == Retention.Entry.RELEASED) {
            var open = blocks(retention.project());
            if (!open.isEmpty()) {
                throw new Refusal.Conflict("contracts.retention-blocked", "%d faults or complaints of the project are open, the first is %s; close them first"
                        .formatted(open.size(), open.getFirst().number()), Map.of("count", open.size(), "first", open.getFirst().number()));
            }
        }
        append(id, taking.kind(), taking.amount().amount().negate(), taking.on(), taking.reason(), taking.letter(), taking.letterUntil(), scope);
        if (taking.amount().equals(retention.balance())) {
            promises.keep(retention.subject(), RELEASE, clock.instant());
        }
        write("contracts.retention-" + taking.kind().name().toLowerCase(), retention,
                Map.of("amount", taking.amount().amount().toPlainString(), "reason", taking.reason(), "letter", taking.letter()), scope);
    }

    List<RetentionBlocks.Block> blocks(UUID project) {
        return blocks.stream().flatMap(source -> source.of(project).stream()).toList();
    }

    // ---- Following others -------------------------------------------------------------------------------------------------

    /** When the warranty moves, the money moves with it. */
    @EventListener
    void on(ProjectWarrantyMoved moved) {
        jdbc.sql("select id from contracts.retention where project_id = :project").param("project", moved.project()).query(UUID.class).optional().ifPresent(id -> {
            jdbc.sql("update contracts.retention set release_on = cast(:on as date), version = version + 1 where id = :id").param("on", moved.until()).param("id", id).update();
            var retention = find(id, true);
            promises.waive(retention.subject(), "warranty-moved", moved.at());
            promise(retention);
            var facts = new HashMap<String, Object>();
            facts.put("on", moved.until() == null ? "" : moved.until().toString());
            timeline.write(Happening.internal("contracts.retention-moved", moved.at(), moved.actor(), facts).about(retention.subject()).about("project", retention.project()));
            live.tell(Live.ofBranch("contracts", id, retention.branch()));
        });
    }

    @EventListener
    void on(CustomerEvent.MovedToBranch moved) {
        jdbc.sql("update contracts.retention set branch_id = :to, version = version + 1 where customer_id = :customer and branch_id = :from")
                .param("to", moved.to()).param("customer", moved.customer().value()).param("from", moved.from()).update();
    }

    private void promise(Retention retention) {
        if (retention.releaseOn() != null && retention.balance().amount().signum() > 0) {
            var project = project(retention.project());
            promises.start(new StartPromises(retention.subject(), List.of(RELEASE), Map.of(), retention.branch(), retention.owner(),
                    "%s %s %s".formatted(project.number(), project.name(), retention.balance().amount().toPlainString()), clock.instant())
                    .before(retention.releaseOn()));
        }
    }

    // ---- Ledger -------------------------------------------------------------------------------------------------------------

    private void append(UUID id, Retention.Entry kind, BigDecimal amount, LocalDate on, String reason, String letter, @Nullable LocalDate until, Scope scope) {
        if (jdbc.sql("update contracts.retention set balance = balance + :amount, version = version + 1 where id = :id and balance + :amount >= 0")
                .param("amount", amount).param("id", id).update() == 0) {
            throw new Refusal.Conflict("contracts.retention-raced", "somebody has just taken from this money; look again", Map.of());
        }
        jdbc.sql("""
                insert into contracts.retention_entry (id, retention_id, kind, amount, on_day, reason, letter, letter_until, written_by, written_at)
                values (:id, :retention, :kind, :amount, :on, :reason, :letter, cast(:until as date), :by, :now)
                """)
                .param("id", Ids.next()).param("retention", id).param("kind", kind.name()).param("amount", amount).param("on", on).param("reason", reason)
                .param("letter", letter).param("until", until).param("by", scope.user()).param("now", clock.instant().atOffset(UTC)).update();
    }

    private Retention find(UUID id, boolean locked) {
        return jdbc.sql(locked
                ? "select id, project_id, customer_id, branch_id, owner_id, amount, currency, release_on, balance, version from contracts.retention where id = :id for update"
                : "select id, project_id, customer_id, branch_id, owner_id, amount, currency, release_on, balance, version from contracts.retention where id = :id")
                .param("id", id)
                .query((row, _) -> {
                    var currency = Currency.getInstance(row.getString("currency"));
                    return new Retention(row.getObject("id", UUID.class), row.getObject("project_id", UUID.class), row.getObject("customer_id", UUID.class),
                            row.getObject("branch_id", UUID.class), row.getObject("owner_id", UUID.class), new Money(row.getBigDecimal("amount"), currency),
                            row.getObject("release_on", LocalDate.class), new Money(row.getBigDecimal("balance"), currency), row.getInt("version"));
                }).optional().orElseThrow(() -> missing(id));
    }

    private Retention mine(UUID id, Scope scope) {
        var retention = find(id, true);
        if (!scope.reach(Permission.CONTRACTS_READ_RETENTION).covers(retention.branch(), null, retention.customer())) {
            throw missing(id);
        }
        scope.require(Permission.CONTRACTS_EDIT_RETENTION, retention.branch(), null, retention.customer());
        return retention;
    }

    private ProjectRow project(UUID id) {
        return jdbc.sql("""
                select id, number, name, customer_id, branch_id, assets.warranty_end(accepted_on, warranty_months) as until from assets.project where id = :id
                """).param("id", id).query(ProjectRow.class).optional().orElseThrow(() -> noProject(id));
    }

    private void owner(@Nullable UUID owner) {
        if (owner != null && !contracts.isColleague(owner)) {
            throw new Refusal.Broken("contracts.no-such-owner", "there is no such colleague", Map.of());
        }
    }

    private LocalDate today(UUID branch) {
        return LocalDate.ofInstant(clock.instant(), contracts.zone(branch));
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("contracts.no-such-retention", "there is no retention money %s".formatted(id), Map.of());
    }

    private static Refusal.Missing noProject(UUID id) {
        return new Refusal.Missing("contracts.no-such-project", "there is no project %s".formatted(id), Map.of());
    }

    private void write(String kind, Retention retention, Map<String, ?> facts, Scope scope) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(scope), facts).about(retention.subject()).about(new Subject("project", retention.project())));
        live.tell(Live.ofBranch("contracts", retention.id(), retention.branch()));
    }
}
