package aftercare.safety;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.identity.Permission;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What nearly went wrong is reported, looked into and closed with what is done about it; it may become a hazard. */
@Service
@Transactional
public class NearMissDesk {

    static final String SUBJECT = "near-miss";

    /** What somebody says of it. */
    public record Said(NearMissOutcome outcome, Risk risk, String what, String place, Instant happenedAt) {

        public Said {
            what = what.strip();
            place = place.strip();
            if (what.isEmpty()) {
                throw new Refusal.Broken("safety.near-miss-empty", "say what happened", Map.of());
            }
        }
    }

    private record Where(UUID branch, @Nullable UUID customer, @Nullable UUID site, @Nullable UUID device) {}

    private record Row(UUID branchId, NearMissState state, String what, String measures, @Nullable UUID customerId, @Nullable UUID siteId, @Nullable UUID deviceId) {}

    private final JdbcClient jdbc;
    private final HazardDesk hazards;
    private final Numbers numbers;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    NearMissDesk(JdbcClient jdbc, HazardDesk hazards, Numbers numbers, NoticeDesk notices, Timeline timeline, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.hazards = hazards;
        this.numbers = numbers;
        this.notices = notices;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    /** From a visit. The id is made on the phone. */
    public void reportFrom(UUID id, UUID visit, CaseId caseId, Said said, Actor by) {
        var where = jdbc.sql("""
                select c.branch_id as branch, c.customer_id as customer, coalesce(c.site_id, d.site_id) as site, c.device_id as device
                  from cases.service_case c left join assets.device d on d.id = c.device_id where c.id = :case
                """).param("case", caseId.value()).query(Where.class).single();
        add(id, where, caseId.value(), visit, said, by);
        timeline.write(Happening.internal("safety.near-miss", said.happenedAt(), by, Map.of("what", said.what())).about(caseId.subject()));
    }

    /** From the office: of a site, or of a customer, or of nothing but a branch. */
    UUID report(Scope scope, @Nullable UUID branch, @Nullable UUID customer, @Nullable UUID site, Said said) {
        var where = jdbc.sql("""
                select coalesce(k.branch_id, b.id) as branch, k.id as customer, s.id as site, cast(null as uuid) as device
                  from (values (1)) as one
                  left join customers.site s on s.id = cast(:site as uuid)
                  left join customers.customer k on k.id = coalesce(s.customer_id, cast(:customer as uuid))
                  left join identity.branch b on b.id = cast(:branch as uuid)
                 where coalesce(k.branch_id, b.id) is not null
                """).param("site", site).param("customer", customer).param("branch", branch).query(Where.class).optional()
                .filter(found -> scope.reach(Permission.SAFETY_REPORT).covers(found.branch(), null, found.customer()))
                .orElseThrow(() -> new Refusal.Broken("safety.nowhere", "say where it happened: at a customer's, or in a branch", Map.of()));
        var now = clock.instant();
        if (said.happenedAt().isAfter(now)) {
            throw new Refusal.Broken("safety.in-the-future", "it cannot have happened later than now", Map.of());
        }
        var id = Ids.next();
        add(id, where, null, null, said, Actor.of(scope));
        return id;
    }

    void close(Scope scope, UUID id, String measures, int version) {
        var row = mine(scope, id);
        if (measures.isBlank()) {
            throw new Refusal.Broken("safety.measures-missing", "say what is done so that it does not happen again", Map.of());
        }
        move(id, row.state().after(NearMissAct.CLOSE), measures.strip(), scope, version);
        told(scope, id, row, "safety.near-miss-closed");
    }

    void reopen(Scope scope, UUID id, int version) {
        var row = mine(scope, id);
        move(id, row.state().after(NearMissAct.REOPEN), row.measures(), scope, version);
        told(scope, id, row, "safety.near-miss-reopened");
    }

    /** Whoever goes there next is told. It belongs to the device, else to the site, else to the customer. */
    UUID becomeHazard(Scope scope, UUID id, Hazard.Content content) {
        var row = mine(scope, id);
        if (jdbc.sql("select exists (select from safety.hazard where near_miss_id = :id)").param("id", id).query(Boolean.class).single()) {
            throw new Refusal.Conflict("safety.hazard-known", "a hazard was made of it already", Map.of());
        }
        var about = row.deviceId() != null ? new HazardDesk.About(HazardScope.DEVICE, row.deviceId(), null, null)
                : row.siteId() != null ? new HazardDesk.About(HazardScope.SITE, row.siteId(), null, null)
                : new HazardDesk.About(HazardScope.CUSTOMER, row.customerId(), null, null);
        var hazard = hazards.add(scope, about, content, id);
        told(scope, id, row, "safety.near-miss-hazard");
        return hazard;
    }

    private void add(UUID id, Where where, @Nullable UUID caseId, @Nullable UUID visit, Said said, Actor by) {
        var now = clock.instant();
        jdbc.sql("""
                insert into safety.near_miss (id, number, branch_id, customer_id, site_id, device_id, case_id, visit_id, outcome, risk, what, place, happened_at, reported_by,
                                              reporter_name, reported_at)
                values (:id, :number, :branch, :customer, :site, :device, :case, :visit, :outcome, :risk, :what, :place, :at, :by, :name, :now)
                """)
                .param("id", id).param("number", numbers.next("NM", "safety.near_miss_number")).param("branch", where.branch()).param("customer", where.customer())
                .param("site", where.site()).param("device", where.device()).param("case", caseId).param("visit", visit).param("outcome", said.outcome().name())
                .param("risk", said.risk().name()).param("what", said.what()).param("place", said.place()).param("at", said.happenedAt().atOffset(UTC)).param("by", by.user())
                .param("name", by.name()).param("now", now.atOffset(UTC)).update();
        timeline.write(Happening.internal("safety.near-miss", said.happenedAt(), by, Map.of("what", said.what())).about(SUBJECT, id).about("customer", where.customer())
                .about("device", where.device()));
        notices.tell(new Notice("safety.near-miss", new Subject(SUBJECT, id), Map.of("reporter", by.name(), "what", cut(said.what())), said.outcome() == NearMissOutcome.INJURY, now),
                where.branch(), Set.of(Role.MANAGER, Role.BRANCH_MANAGER, Role.QUALITY));
        live.tell(Live.ofBranch("safety", id, where.branch()));
    }

    private void move(UUID id, NearMissState state, String measures, Scope by, int version) {
        var closed = state == NearMissState.CLOSED;
        var moved = jdbc.sql("""
                update safety.near_miss set state = :state, measures = :measures, closed_at = case when :closed then cast(:now as timestamptz) end,
                       closer_name = case when :closed then :by end, version = version + 1
                 where id = :id and version = :version
                """)
                .param("id", id).param("version", version).param("state", state.name()).param("measures", measures).param("closed", closed).param("by", by.name())
                .param("now", clock.instant().atOffset(UTC)).update();
        if (moved == 0) {
            throw new OptimisticLockingFailureException("near miss %s changed meanwhile".formatted(id));
        }
    }

    private Row mine(Scope scope, UUID id) {
        return jdbc.sql("select branch_id, state, what, measures, customer_id, site_id, device_id from safety.near_miss where id = :id for no key update")
                .param("id", id).query(Row.class).optional()
                .filter(row -> scope.reach(Permission.SAFETY_MANAGE).covers(row.branchId(), null, row.customerId())).orElseThrow(NearMissDesk::missing);
    }

    private void told(Scope by, UUID id, Row row, String kind) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(by), Map.of("what", cut(row.what()))).about(SUBJECT, id));
        live.tell(Live.ofBranch("safety", id, row.branchId()));
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }

    static Refusal.Missing missing() {
        return new Refusal.Missing("safety.no-such-near-miss", "there is no such near miss", Map.of());
    }
}
