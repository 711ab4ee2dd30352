package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import aftercare.archive.ArchiveDesk;
import aftercare.customers.CustomerEvent;
import aftercare.documents.Document;
import aftercare.documents.DocumentAccess;
import aftercare.documents.DocumentDesk;
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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands projects over to after-sales. Who may see the project may see how it was handed over. */
@Service
@Transactional
class HandoverDesk implements DocumentAccess {

    static final String PROMISE = "handover-item";

    /** @param picture as PNG */
    record Signature(String name, byte[] picture) {}

    record ItemView(UUID id, Handover.Kind kind, String what, @Nullable UUID ownerId, @Nullable String ownerName, @Nullable LocalDate dueOn,
                    @Nullable Instant doneAt, @Nullable String doneBy, String doneNote, boolean mayFinish) {}

    /** @param filed what the archive of the project holds of the papers that belong to every project */
    record View(UUID id, UUID projectId, String projectNumber, String projectName, UUID customerId, String customerName, String branchName, String zone,
                Handover.Status status, List<Handover.Paper> papers, List<Handover.Paper> filed, boolean trained, int trainees, String unpaid, String note, List<ItemView> items,
                @Nullable String ourName, @Nullable UUID ourSignature, @Nullable String theirName, @Nullable UUID theirSignature, @Nullable Instant signedAt,
                Instant createdAt, int version, boolean mayEdit) {}

    private final JdbcClient jdbc;
    private final ContractQueries contracts;
    private final DocumentDesk documents;
    private final ArchiveDesk archive;
    private final PromiseDesk promises;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    HandoverDesk(JdbcClient jdbc, ContractQueries contracts, DocumentDesk documents, ArchiveDesk archive, PromiseDesk promises, Timeline timeline, LiveUpdates live,
                 ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.contracts = contracts;
        this.documents = documents;
        this.archive = archive;
        this.promises = promises;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.clock = clock;
    }

    // ---- Reading ----------------------------------------------------------------------------------------------------------

    @Transactional(readOnly = true)
    @Nullable View ofProject(UUID project, Scope scope) {
        return jdbc.sql("select id from contracts.handover where project_id = :id").param("id", project).query(UUID.class).optional()
                .filter(id -> mayRead(scope, id)).map(id -> view(id, scope)).orElse(null);
    }

    @Transactional(readOnly = true)
    View ofItem(UUID item, Scope scope) {
        return view(jdbc.sql("select handover_id from contracts.handover_item where id = :id").param("id", item).query(UUID.class).optional()
                .orElseThrow(() -> missing(item)), scope);
    }

    @Transactional(readOnly = true)
    View view(UUID id, Scope scope) {
        var handover = find(id, false);
        visible(handover, scope);
        return view(handover, scope.reach(Permission.CONTRACTS_EDIT).covers(handover.branch(), null, handover.customer()), scope.user());
    }

    /** For the paper that goes to the archive. */
    @Transactional(readOnly = true)
    public View signed(UUID id) {
        return view(find(id, false), false, null);
    }

    private View view(Handover handover, boolean mayEdit, @Nullable UUID user) {
        var id = handover.id();
        var signed = handover.status() == Handover.Status.SIGNED;
        record Row(UUID id, Handover.Kind kind, String what, @Nullable UUID ownerId, @Nullable String ownerName, @Nullable LocalDate dueOn, @Nullable Instant doneAt,
                   @Nullable String doneBy, String doneNote) {}
        var items = jdbc.sql("""
                select i.id, i.kind, i.what, i.owner_id, o.name as owner_name, i.due_on, i.done_at, d.name as done_by, i.done_note
                  from contracts.handover_item i
                  left join identity.app_user o on o.id = i.owner_id
                  left join identity.app_user d on d.id = i.done_by
                 where i.handover_id = :id order by i.line
                """).param("id", id).query(Row.class).list().stream()
                .map(row -> new ItemView(row.id(), row.kind(), row.what(), row.ownerId(), row.ownerName(), row.dueOn(), row.doneAt(), row.doneBy(), row.doneNote(),
                        signed && row.doneAt() == null && (mayEdit || user != null && user.equals(row.ownerId())))).toList();
        return jdbc.sql("""
                select h.*, p.number as project_number, p.name as project_name, k.name as customer_name, b.name as branch_name, b.zone
                  from contracts.handover h
                  join assets.project p on p.id = h.project_id
                  join customers.customer k on k.id = h.customer_id
                  join identity.branch b on b.id = h.branch_id
                 where h.id = :id
                """).param("id", id)
                .query((row, _) -> new View(id, handover.project(), row.getString("project_number"), row.getString("project_name"), handover.customer(),
                        row.getString("customer_name"), row.getString("branch_name"), row.getString("zone"), handover.status(),
                        handover.draft().papers().stream().sorted().toList(),
                        Handover.Paper.among(archive.kindsPresent(handover.project())), handover.draft().trained(), handover.draft().trainees(),
                        handover.draft().unpaid().amount().toPlainString(), handover.draft().note(), items, row.getString("our_name"),
                        row.getObject("our_signature", UUID.class), row.getString("their_name"), row.getObject("their_signature", UUID.class),
                        row.getTimestamp("signed_at") == null ? null : row.getTimestamp("signed_at").toInstant(), row.getTimestamp("created_at").toInstant(),
                        handover.version(), mayEdit)).single();
    }

    record Colleague(UUID id, String name) {}

    /** Who can take an item on: people of the branch, or of the whole house. */
    @Transactional(readOnly = true)
    List<Colleague> colleagues(UUID id, Scope scope) {
        var handover = find(id, false);
        visible(handover, scope);
        return jdbc.sql("""
                select distinct u.id, u.name from identity.app_user u join identity.membership m on m.user_id = u.id
                 where u.active and u.partner_id is null and u.customer_id is null and (m.branch_id is null or m.branch_id = :branch)
                 order by u.name, u.id limit 500
                """).param("branch", handover.branch()).query(Colleague.class).list();
    }

    @Transactional(readOnly = true)
    Timeline.Page timeline(UUID id, Timeline.@Nullable Position after, Scope scope) {
        visible(find(id, false), scope);
        return timeline.of(new Subject(Handover.SUBJECT, id), false, after, 30);
    }

    // ---- Writing ----------------------------------------------------------------------------------------------------------

    UUID begin(UUID project, Scope scope) {
        record Row(String number, UUID customerId, UUID branchId) {}
        var row = jdbc.sql("select number, customer_id, branch_id from assets.project where id = :id").param("id", project).query(Row.class).optional()
                .filter(found -> scope.reach(Permission.CONTRACTS_EDIT).covers(found.branchId(), null, found.customerId()))
                .orElseThrow(() -> new Refusal.Missing("contracts.no-such-project", "there is no project %s".formatted(project), Map.of()));
        var id = Ids.next();
        try {
            jdbc.sql("insert into contracts.handover (id, project_id, customer_id, branch_id, status, created_at) values (:id, :project, :customer, :branch, 'DRAFT', :now)")
                    .param("id", id).param("project", project).param("customer", row.customerId()).param("branch", row.branchId())
                    .param("now", clock.instant().atOffset(UTC)).update();
        } catch (DuplicateKeyException twice) {
            throw new Refusal.Conflict("contracts.handover-twice", "project %s is being handed over already".formatted(row.number()), Map.of("project", row.number()));
        }
        write("contracts.handover-begun", find(id, false), Map.of("project", row.number()), Actor.of(scope));
        return id;
    }

    void change(UUID id, Handover.Draft draft, int version, Scope scope) {
        var handover = mine(id, version, scope);
        if (handover.status() == Handover.Status.SIGNED) {
            throw new Refusal.Conflict("contracts.handover-signed", "the hand-over is signed and does not change any more", Map.of());
        }
        jdbc.sql("""
                update contracts.handover set papers = :papers, trained = :trained, trainees = :trainees, unpaid = :unpaid, note = :note, version = version + 1 where id = :id
                """)
                .param("papers", draft.papers().stream().map(Enum::name).sorted().toArray(String[]::new)).param("trained", draft.trained())
                .param("trainees", draft.trainees()).param("unpaid", draft.unpaid().amount()).param("note", draft.note()).param("id", id).update();
        jdbc.sql("delete from contracts.handover_item where handover_id = :id").param("id", id).update();
        for (int line = 0; line < draft.items().size(); line++) {
            var item = draft.items().get(line);
            if (item.owner() != null && !contracts.isColleague(item.owner())) {
                throw new Refusal.Broken("contracts.no-such-owner", "there is no such colleague", Map.of());
            }
            jdbc.sql("""
                    insert into contracts.handover_item (id, handover_id, line, kind, what, owner_id, due_on)
                    values (:id, :handover, :line, :kind, :what, :owner, cast(:due as date))
                    """).param("id", Ids.next()).param("handover", id).param("line", line).param("kind", item.kind().name()).param("what", item.what())
                    .param("owner", item.owner()).param("due", item.dueOn()).update();
        }
        write("contracts.handover-changed", handover, Map.of("items", draft.items().size()), Actor.of(scope));
    }

    /** Refuses while something that is missing has no item, before anybody is asked to sign. */
    @Transactional(readOnly = true)
    void ready(UUID id, Scope scope) {
        var handover = find(id, false);
        visible(handover, scope);
        handover.ready();
    }

    /** Both sides have signed: the project is in service, and each open item is promised by its owner. */
    void sign(UUID id, Signature ours, Signature theirs, int version, Scope scope) {
        var handover = mine(id, version, scope);
        handover.ready();
        if (ours.name().isBlank() || theirs.name().isBlank()) {
            throw new Refusal.Broken("contracts.handover-nameless", "both sides sign with their names", Map.of());
        }
        var now = clock.instant();
        var our = documents.store(handover.subject(), "signature", "移交方.png", ours.picture(), Document.Visibility.INTERNAL, Actor.of(scope));
        var their = documents.store(handover.subject(), "signature", "接收方.png", theirs.picture(), Document.Visibility.INTERNAL, Actor.of(scope));
        jdbc.sql("""
                update contracts.handover set status = 'SIGNED', our_name = :our, our_signature = :ourPicture, their_name = :their, their_signature = :theirPicture,
                       signed_at = :now, version = version + 1
                 where id = :id
                """).param("our", ours.name()).param("ourPicture", our.id()).param("their", theirs.name()).param("theirPicture", their.id())
                .param("now", now.atOffset(UTC)).param("id", id).update();
        var number = jdbc.sql("select number from assets.project where id = :id").param("id", handover.project()).query(String.class).single();
        handover.draft().items().forEach(item -> promises.start(new StartPromises(new Subject(Handover.ITEM, item.id()), List.of(PROMISE), Map.of(), handover.branch(),
                item.owner(), number + " " + item.what(), now).before(item.dueOn())));
        write("contracts.handover-signed", handover, Map.of("ours", ours.name(), "theirs", theirs.name(), "items", handover.draft().items().size()), Actor.of(scope));
        events.publishEvent(new HandoverSigned(id, now));
    }

    /** By its owner, or by whoever keeps the contracts. */
    void finish(UUID item, String note, Scope scope) {
        record Row(UUID handoverId, @Nullable UUID ownerId, String what) {}
        var row = jdbc.sql("select handover_id, owner_id, what from contracts.handover_item where id = :id").param("id", item).query(Row.class).optional()
                .orElseThrow(() -> missing(item));
        var handover = find(row.handoverId(), true);
        visible(handover, scope);
        if (!scope.user().equals(row.ownerId())) {
            scope.require(Permission.CONTRACTS_EDIT, handover.branch(), null, handover.customer());
        }
        var now = clock.instant();
        if (handover.status() != Handover.Status.SIGNED || jdbc.sql("""
                update contracts.handover_item set done_at = :now, done_by = :by, done_note = :note where id = :id and done_at is null
                """).param("now", now.atOffset(UTC)).param("by", scope.user()).param("note", note).param("id", item).update() == 0) {
            throw new Refusal.Conflict("contracts.handover-item-closed", "'%s' is not open".formatted(row.what()), Map.of("what", row.what()));
        }
        promises.keep(new Subject(Handover.ITEM, item), PROMISE, now);
        write("contracts.handover-item-done", handover, Map.of("what", row.what(), "note", note), Actor.of(scope));
    }

    @EventListener
    void on(CustomerEvent.MovedToBranch moved) {
        jdbc.sql("update contracts.handover set branch_id = :to, version = version + 1 where customer_id = :customer and branch_id = :from")
                .param("to", moved.to()).param("customer", moved.customer().value()).param("from", moved.from()).update();
    }

    // ---- Who may ------------------------------------------------------------------------------------------------------------

    @Override
    public String ownerKind() {
        return Handover.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return jdbc.sql("""
                select exists (select from contracts.handover h
                 where h.id = :id and (:everywhere or h.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or h.customer_id = :customer))
                """).param("id", ownerId).params(scope.reach(Permission.ASSETS_READ).params()).query(Boolean.class).single();
    }

    /** Signatures come with the signing and no other way. */
    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return false;
    }

    private Handover mine(UUID id, int version, Scope scope) {
        var handover = find(id, true);
        visible(handover, scope);
        scope.require(Permission.CONTRACTS_EDIT, handover.branch(), null, handover.customer());
        if (handover.version() != version) {
            throw new OptimisticLockingFailureException("the hand-over changed meanwhile");
        }
        return handover;
    }

    private static void visible(Handover handover, Scope scope) {
        if (!scope.reach(Permission.ASSETS_READ).covers(handover.branch(), null, handover.customer())) {
            throw missing(handover.id());
        }
    }

    private Handover find(UUID id, boolean locked) {
        if (locked) {
            jdbc.sql("select id from contracts.handover where id = :id for update").param("id", id).query(UUID.class).optional();
        }
        record ItemRow(UUID id, Handover.Kind kind, String what, @Nullable UUID ownerId, @Nullable LocalDate dueOn) {}
        var items = jdbc.sql("select id, kind, what, owner_id, due_on from contracts.handover_item where handover_id = :id order by line").param("id", id)
                .query(ItemRow.class).list().stream().map(row -> new Handover.Item(row.id(), row.kind(), row.what(), row.ownerId(), row.dueOn())).toList();
        return jdbc.sql("select project_id, customer_id, branch_id, status, papers, trained, trainees, unpaid, note, version from contracts.handover where id = :id")
                .param("id", id)
                .query((row, _) -> new Handover(id, row.getObject("project_id", UUID.class), row.getObject("customer_id", UUID.class), row.getObject("branch_id", UUID.class),
                        Handover.Status.valueOf(row.getString("status")), new Handover.Draft(Arrays.stream((String[]) row.getArray("papers").getArray())
                        .map(Handover.Paper::valueOf).collect(Collectors.toSet()), row.getBoolean("trained"), row.getInt("trainees"),
                        new Money(row.getBigDecimal("unpaid"), Money.CNY), row.getString("note"), items), row.getInt("version")))
                .optional().orElseThrow(() -> missing(id));
    }

    private static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("contracts.no-such-handover", "there is no hand-over %s".formatted(id), Map.of());
    }

    private void write(String kind, Handover handover, Map<String, ?> facts, Actor actor) {
        timeline.write(Happening.internal(kind, clock.instant(), actor, facts).about(handover.subject()).about("project", handover.project()));
        live.tell(Live.ofBranch("contracts", handover.id(), handover.branch()));
    }
}
