package aftercare.letters;

import aftercare.contracts.ContractBegan;
import aftercare.customers.CustomerEvent;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.promises.AgreedRules;
import aftercare.promises.AgreedRules.Promised;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Letters are written, go out, and bind when their contract begins. */
@Service
@Transactional
class LetterDesk {

    private static final String TITLE = "售后服务方案与承诺书";

    /** What a letter is begun from: a contract, a project, or just a customer. */
    record Beginning(@Nullable UUID contract, @Nullable UUID project, @Nullable UUID customer, @Nullable String level, String tender) {}

    private record Ground(UUID customer, String customerName, UUID branch, @Nullable UUID contract, @Nullable UUID project, @Nullable String level, String about) {}

    private final LetterStore letters;
    private final LetterFacts facts;
    private final LetterText text;
    private final Watched watched;
    private final AgreedRules rules;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Numbers numbers;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    LetterDesk(LetterStore letters, LetterFacts facts, LetterText text, Watched watched, AgreedRules rules, Timeline timeline, LiveUpdates live, Numbers numbers,
               ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.letters = letters;
        this.facts = facts;
        this.text = text;
        this.watched = watched;
        this.rules = rules;
        this.timeline = timeline;
        this.live = live;
        this.numbers = numbers;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    UUID begin(Beginning from, Scope scope) {
        var ground = ground(from);
        if (!scope.reach(Permission.LETTERS_EDIT).covers(ground.branch(), null, ground.customer())) {
            throw noGround();
        }
        var level = from.level() == null ? ground.level() : from.level();
        requireLevel(level);
        var about = from.tender().isBlank() ? ground.about() : from.tender().strip();
        var letter = new Letter(Ids.next(), numbers.next("SL", "letters.letter_number"), TITLE, ground.customer(), ground.branch(), ground.contract(), ground.project(),
                from.tender().strip(), level, LetterStatus.DRAFT, text.begin(facts.house(), ground.customerName(), about, rules.given(level)), 1, 0);
        letters.add(letter, scope.user(), clock.instant());
        write("letters.begun", letter, Map.of("number", letter.number()), Actor.of(scope));
        return letter.id();
    }

    void save(UUID id, String title, String tender, @Nullable String level, Draft draft, int version, Scope scope) {
        var letter = mine(id, version, scope);
        requireLevel(level);
        var after = letter.saved(title, tender, level, draft.checked(rules.calendars()));
        letters.save(after);
        letters.addRevision(after, scope.user(), clock.instant());
        write("letters.saved", after, Map.of("revision", after.revision()), Actor.of(scope));
    }

    /** It goes out: what was live is kept as it reads now. Promises that no rule watches go out only when somebody says so. */
    void issue(UUID id, boolean unwatchedToo, int version, Scope scope) {
        var letter = mine(id, version, scope);
        var after = letter.moved(LetterAct.ISSUE);
        var lines = watched.look(letter.draft().promises(), letter.level(), contractNumber(letter));
        var unwatched = Watched.unwatched(lines);
        if (unwatched > 0 && !unwatchedToo) {
            throw new Refusal.Conflict("letters.unwatched", "no rule watches %d of the promises: %s; change them or the rules, or say that they shall go out all the same".formatted(unwatched,
                    lines.stream().filter(line -> line.standing() != AgreedRules.Standing.WATCHED).map(Watched.Line::said).toList()),
                    Map.of("count", unwatched, "promises", String.join("；", lines.stream().filter(line -> line.standing() != AgreedRules.Standing.WATCHED)
                            .map(Watched.Line::said).toList())));
        }
        var now = clock.instant();
        letters.issued(letter, facts.now(), unwatched, scope.user(), now);
        letters.save(after);
        write("letters.issued", after, Map.of("revision", after.revision(), "unwatched", unwatched), Actor.of(scope));
        events.publishEvent(new LetterIssued(id, after.revision(), now));
        if (letter.contract() != null && isRunning(letter.contract())) {
            accept(letters.find(id).orElseThrow(), scope.user(), now);
        }
    }

    /** The tender was won: the letter belongs to this contract from now on. */
    void attach(UUID id, UUID contract, int version, Scope scope) {
        var letter = mine(id, version, scope);
        record Row(UUID customerId, UUID branchId, String status) {}
        var row = jdbc.sql("select customer_id, branch_id, status from contracts.contract where id = :id").param("id", contract).query(Row.class).optional()
                .filter(found -> scope.reach(Permission.CONTRACTS_READ).covers(found.branchId(), null, found.customerId()) && found.customerId().equals(letter.customer())
                        && !found.status().equals("CANCELLED"))
                .orElseThrow(() -> new Refusal.Broken("letters.no-such-contract", "the customer of this letter has no such contract", Map.of()));
        var after = letter.attached(contract);
        letters.save(after);
        write("letters.attached", after, Map.of("contract", String.valueOf(contractNumber(after))), Actor.of(scope));
        if (after.status() == LetterStatus.ISSUED) {
            events.publishEvent(new LetterIssued(id, after.revision(), clock.instant()));
            if (row.status().equals("ACTIVE")) {
                accept(letters.find(id).orElseThrow(), scope.user(), clock.instant());
            }
        }
    }

    /** Back to the desk, to go out anew. */
    void revise(UUID id, int version, Scope scope) {
        var after = mine(id, version, scope).moved(LetterAct.REVISE);
        letters.save(after);
        write("letters.revised", after, Map.of(), Actor.of(scope));
    }

    void giveUp(UUID id, String reason, int version, Scope scope) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("letters.giving-up-unreasoned", "say why the letter is given up", Map.of());
        }
        var after = mine(id, version, scope).moved(LetterAct.GIVE_UP);
        letters.save(after);
        write("letters.given-up", after, Map.of("reason", reason), Actor.of(scope));
    }

    /** The contract is signed, and with it the letter that went out last. A renewal goes on with what was promised before. */
    @EventListener
    void on(ContractBegan began) {
        var out = letters.ofContract(began.contract()).stream().filter(letter -> letter.status() == LetterStatus.ISSUED).findFirst();
        if (out.isPresent()) {
            accept(out.get(), began.by(), began.at());
        } else if (began.renewalOf() != null) {
            letters.ofContract(began.renewalOf()).stream().filter(letter -> letter.status() == LetterStatus.ACCEPTED).findFirst()
                    .ifPresent(letter -> agree(began.number(), letter.draft().promises(), began.by()));
        }
    }

    @EventListener
    void on(CustomerEvent.MovedToBranch moved) {
        jdbc.sql("update letters.letter set branch_id = :to, version = version + 1 where customer_id = :customer and branch_id = :from")
                .param("to", moved.to()).param("customer", moved.customer().value()).param("from", moved.from()).update();
    }

    @Transactional(readOnly = true)
    Timeline.Page timeline(UUID id, Timeline.@Nullable Position after, Scope scope) {
        return timeline.of(visible(id, scope).subject(), false, after, 30);
    }

    private void accept(Letter letter, UUID by, Instant now) {
        letter.moved(LetterAct.ACCEPT);
        letters.accepted(letter, now);
        agree(String.valueOf(contractNumber(letter)), letter.draft().promises(), by);
        write("letters.accepted", letter, Map.of("contract", String.valueOf(contractNumber(letter)), "promises", letter.draft().promises().size()), Actor.SYSTEM);
    }

    private void agree(String contract, List<Promised> promises, UUID by) {
        rules.agree(contract, promises, promised -> "%s：%s".formatted(contract, Draft.said(promised)), by);
    }

    // ---- Checks ---------------------------------------------------------------------------------------------------------

    private Ground ground(Beginning from) {
        var found = from.contract() != null ? jdbc.sql("""
                select c.customer_id as customer, k.name as customer_name, c.branch_id as branch, c.id as contract, g.project_id as project, r.level, c.title as about
                  from contracts.contract c
                  join customers.customer k on k.id = c.customer_id
                  join contracts.revision r on r.contract_id = c.id and r.revision = c.revision
                  left join lateral (select g.project_id from contracts.coverage g where g.contract_id = c.id and g.revision = c.revision and g.project_id is not null order by g.line limit 1) as g on true
                 where c.id = :id
                """).param("id", from.contract()).query(Ground.class).optional()
                : from.project() != null ? jdbc.sql("""
                select p.customer_id as customer, k.name as customer_name, p.branch_id as branch, null::uuid as contract, p.id as project, null::text as level, p.name as about
                  from assets.project p join customers.customer k on k.id = p.customer_id where p.id = :id
                """).param("id", from.project()).query(Ground.class).optional()
                : jdbc.sql("""
                select k.id as customer, k.name as customer_name, k.branch_id as branch, null::uuid as contract, null::uuid as project, null::text as level, '贵方项目' as about
                  from customers.customer k where k.id = cast(:id as uuid)
                """).param("id", from.customer()).query(Ground.class).optional();
        return found.orElseThrow(LetterDesk::noGround);
    }

    private static Refusal.Broken noGround() {
        return new Refusal.Broken("letters.no-ground", "a letter is for a contract, a project or a customer within reach", Map.of());
    }

    private void requireLevel(@Nullable String level) {
        if (level != null && !jdbc.sql("select exists (select from contracts.level where code = :code)").param("code", level).query(Boolean.class).single()) {
            throw new Refusal.Broken("letters.no-such-level", "there is no service level %s".formatted(level), Map.of("level", level));
        }
    }

    @Nullable String contractNumber(Letter letter) {
        return letter.contract() == null ? null
                : jdbc.sql("select number from contracts.contract where id = :id").param("id", letter.contract()).query(String.class).single();
    }

    private boolean isRunning(UUID contract) {
        return jdbc.sql("select status = 'ACTIVE' from contracts.contract where id = :id").param("id", contract).query(Boolean.class).single();
    }

    private Letter mine(UUID id, int version, Scope scope) {
        var letter = visible(id, scope);
        scope.require(Permission.LETTERS_EDIT, letter.branch(), null, letter.customer());
        if (letter.version() != version) {
            throw new OptimisticLockingFailureException("letter %s changed meanwhile".formatted(letter.number()));
        }
        return letter;
    }

    @Transactional(readOnly = true)
    Letter visible(UUID id, Scope scope) {
        return letters.find(id).filter(found -> scope.reach(Permission.LETTERS_READ).covers(found.branch(), null, found.customer())).orElseThrow(() -> missing(id));
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("letters.no-such-letter", "there is no letter %s".formatted(id), Map.of());
    }

    private void write(String kind, Letter letter, Map<String, ?> about, Actor actor) {
        timeline.write(Happening.internal(kind, clock.instant(), actor, about).about(letter.subject()).about("contract", letter.contract()));
        live.tell(Live.ofBranch("letters", letter.id(), letter.branch()));
    }
}
