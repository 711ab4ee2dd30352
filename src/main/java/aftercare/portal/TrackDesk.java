package aftercare.portal;

import static java.time.ZoneOffset.UTC;

import aftercare.care.CareDesk;
import aftercare.cases.CaseDesk;
import aftercare.cases.MergeDesk;
import aftercare.cases.CaseFacts;
import aftercare.cases.CaseId;
import aftercare.cases.CaseStatus;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.portal.TrackView.TrackAct;
import aftercare.timeline.Actor;
import aftercare.upkeep.CustomerDays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a customer does through a tracking link. The link is the key; each act carries an id made by the phone, so that an
 * act sent twice is done once.
 */
@Service
@Transactional
class TrackDesk {

    /** So long after its end a case can still be looked at by its link. */
    static final Duration LINK_OUTLIVES_CASE = Duration.ofDays(365);
    private static final long MESSAGES_AN_HOUR = 40;
    private static final long MOVES_A_DAY = 5;

    private final CaseDesk cases;
    private final MergeDesk merging;
    private final CareDesk care;
    private final DocumentDesk documents;
    private final JdbcClient jdbc;
    private final CustomerDays days;
    private final Clock clock;

    TrackDesk(CaseDesk cases, MergeDesk merging, CareDesk care, DocumentDesk documents, CustomerDays days, JdbcClient jdbc, Clock clock) {
        this.cases = cases;
        this.merging = merging;
        this.care = care;
        this.documents = documents;
        this.jdbc = jdbc;
        this.days = days;
        this.clock = clock;
    }

    /** The case a link opens; an unknown link and one that has ended are told apart, so that the page can help. */
    CaseFacts opened(String token) {
        var facts = cases.tracked(token).orElseThrow(() -> new Refusal.Missing("portal.no-such-link",
                "this link leads to no service case; look the case up by its number and your phone number", Map.of()));
        var ended = facts.status() == CaseStatus.CANCELLED ? facts.openedAt() : facts.closedAt();
        if (ended != null && clock.instant().isAfter(ended.plus(LINK_OUTLIVES_CASE))) {
            throw new Refusal.Missing("portal.link-ended", "this link ended a year after the case was closed or called off", Map.of("number", facts.number()));
        }
        return facts;
    }

    void message(String token, UUID id, String text, List<String> photos, @Nullable Scope signedIn) {
        var facts = opened(token);
        allow(signedIn, facts, TrackAct.MESSAGE);
        if (!first(id, facts, TrackAct.MESSAGE)) {
            return;
        }
        if (!facts.status().isOpen() && !merging.wentIntoAnother(facts.id())) {
            throw new Refusal.Conflict("portal.case-over", "case %s is %s; report the fault anew".formatted(facts.number(), facts.status()),
                    Map.of("number", facts.number()));
        }
        var sent = jdbc.sql("select count(*) from portal.act where case_id = :case and act = 'MESSAGE' and at > :since")
                .param("case", facts.id().value()).param("since", clock.instant().minus(Duration.ofHours(1)).atOffset(UTC)).query(Long.class).single();
        if (sent > MESSAGES_AN_HOUR) {
            throw new Refusal.TooMany("portal.messages-slowed", "too many messages; try again later or call", 3600);
        }
        var customer = actor(facts, signedIn);
        attach(photos, facts.id(), customer);
        cases.message(facts.id(), text, customer);
    }

    void accept(String token, UUID id, @Nullable Scope signedIn) {
        var facts = opened(token);
        allow(signedIn, facts, TrackAct.ACCEPT);
        notByWhoWorked(signedIn);
        if (first(id, facts, TrackAct.ACCEPT)) {
            cases.accept(facts.id(), actor(facts, signedIn));
        }
    }

    void reject(String token, UUID id, String reason, List<String> photos, @Nullable Scope signedIn) {
        var facts = opened(token);
        allow(signedIn, facts, TrackAct.REJECT);
        if (first(id, facts, TrackAct.REJECT)) {
            var customer = actor(facts, signedIn);
            attach(photos, facts.id(), customer);
            cases.reject(facts.id(), reason, customer);
        }
    }

    void rate(String token, UUID id, Map<String, ?> answers, @Nullable Scope signedIn) {
        var facts = opened(token);
        allow(signedIn, facts, TrackAct.RATE);
        if (first(id, facts, TrackAct.RATE)) {
            care.rate(facts.id(), answers, actor(facts, signedIn), signedIn);
        }
    }

    /** Who moves a visit again and again is asked to call. */
    void mayStillMove(CaseFacts facts) {
        var moved = jdbc.sql("select count(*) from portal.act where case_id = :case and act in ('BOOK', 'REBOOK', 'CALL_OFF', 'MOVE_DAY') and at > :since")
                .param("case", facts.id().value()).param("since", clock.instant().minus(Duration.ofDays(1)).atOffset(UTC)).query(Long.class).single();
        if (moved >= MOVES_A_DAY) {
            throw new Refusal.TooMany("portal.moves-slowed", "the visit was moved too often today; please call", 86_400);
        }
    }

    /** False when this very act has been done. */
    boolean firstMove(UUID id, CaseFacts facts, TrackAct act) {
        if (jdbc.sql("select exists (select from portal.act where id = :id and case_id = :case)").param("id", id).param("case", facts.id().value()).query(Boolean.class).single()) {
            return false;
        }
        mayStillMove(facts);
        return first(id, facts, act);
    }

    /** Another day for what is planned; sent twice it is done once. */
    void moveDay(String token, UUID id, LocalDate day, @Nullable Scope signedIn) {
        var facts = opened(token);
        allow(signedIn, facts, TrackAct.MOVE_DAY);
        if (firstMove(id, facts, TrackAct.MOVE_DAY)) {
            days.move(facts.id(), day, actor(facts, signedIn));
        }
    }

    /** False when this very act has been done. */
    private boolean first(UUID id, CaseFacts facts, TrackAct act) {
        Instant now = clock.instant();
        var kept = jdbc.sql("insert into portal.act (id, case_id, act, at) values (:id, :case, :act, :now) on conflict (id) do nothing")
                .param("id", id).param("case", facts.id().value()).param("act", act.name()).param("now", now.atOffset(UTC)).update();
        if (kept == 1) {
            return true;
        }
        var same = jdbc.sql("select exists (select from portal.act where id = :id and case_id = :case and act = :act)")
                .param("id", id).param("case", facts.id().value()).param("act", act.name()).query(Boolean.class).single();
        if (!same) {
            throw new Refusal.Conflict("portal.id-taken", "the id %s was used for something else".formatted(id), Map.of("id", id));
        }
        return false;
    }

    private void attach(List<String> photos, CaseId id, Actor customer) {
        if (!photos.isEmpty()) {
            documents.claim(photos, id.subject(), "message", Document.Visibility.PUBLIC, customer);
        }
    }

    /** Whoever of the customer's own people has signed in acts with his own rights; in all other hands the link is the key. */
    static boolean may(@Nullable Scope signedIn, CaseFacts facts, TrackAct act) {
        return signedIn == null || signedIn.customer() == null || !signedIn.customer().equals(facts.customerId()) || signedIn.may(act.needs());
    }

    static void allow(@Nullable Scope signedIn, CaseFacts facts, TrackAct act) {
        if (!may(signedIn, facts, act)) {
            throw new Refusal.Forbidden("portal.right-missing", "your company has not given you the right to do this; ask whoever manages its people", Map.of("act", act.name()));
        }
    }

    private static void notByWhoWorked(@Nullable Scope signedIn) {
        if (signedIn != null && (signedIn.has(Role.ENGINEER) || signedIn.partner() != null)) {
            throw new Refusal.Forbidden("portal.not-by-who-worked", "who does the work does not accept it", Map.of());
        }
    }

    /** A link needs no account; whoever has one is named by it. */
    static Actor actor(CaseFacts facts, @Nullable Scope signedIn) {
        return signedIn == null ? Actor.guest(facts.contactName()) : Actor.of(signedIn);
    }
}
