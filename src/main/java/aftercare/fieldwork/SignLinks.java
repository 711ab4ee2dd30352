package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.identity.Permission;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.notices.Message;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A customer who is away signs later, on his own phone, or says why not. The link cannot be guessed, ends after two weeks and can be taken back. */
@Service
@Transactional
class SignLinks {

    private static final Duration LASTS = Duration.ofDays(14);

    /** @param refusal why the customer did not sign */
    record SignLink(UUID id, String token, String makerName, Instant madeAt, Instant expiresAt, @Nullable Instant openedAt, @Nullable Instant revokedAt,
                    @Nullable Instant refusedAt, @Nullable String refuserName, @Nullable String refusal) {}

    private record Open(UUID id, UUID visitId) {}

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final OnVisit onVisit;
    private final Visits visits;
    private final Reports reports;
    private final FieldDesk desk;
    private final CaseDesk cases;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final AftercareSettings settings;
    private final Clock clock;

    SignLinks(JdbcClient jdbc, OnVisit onVisit, Visits visits, Reports reports, FieldDesk desk, CaseDesk cases, NoticeDesk notices, Timeline timeline,
              AftercareSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.onVisit = onVisit;
        this.visits = visits;
        this.reports = reports;
        this.desk = desk;
        this.cases = cases;
        this.notices = notices;
        this.timeline = timeline;
        this.settings = settings;
        this.clock = clock;
    }

    /** The engineer leaves without a signature. */
    void signLater(Actor by, VisitId id, FieldDesk.Command command, String address) {
        onVisit.act(by, id, command, "SIGN_LATER", (visit, _) -> make(visit, by, address));
    }

    /** The office sends another link; the former one ends. */
    void make(Scope scope, VisitId id, String address) {
        make(mine(scope, id), Actor.of(scope), address);
    }

    void revoke(Scope scope, VisitId id) {
        var visit = mine(scope, id);
        end(id);
        told(visit, Happening.internal("fieldwork.sign-link-revoked", clock.instant(), Actor.of(scope), Map.of()));
    }

    /** Opened by the customer. */
    Visit opened(String token) {
        var open = open(token);
        jdbc.sql("update fieldwork.sign_link set opened_at = coalesce(opened_at, :now) where id = :id").param("id", open.id()).param("now", clock.instant().atOffset(UTC)).update();
        return visits.find(new VisitId(open.visitId())).orElseThrow();
    }

    void sign(String token, String name, String opinion, byte[] signature, String address) {
        var open = open(token);
        var visit = visits.find(new VisitId(open.visitId())).orElseThrow();
        desk.signed(visit, clock.instant(), Actor.guest(name.strip()), name, opinion, signature, address);
    }

    void refuse(String token, String name, String reason) {
        var open = open(token);
        var visit = visits.find(new VisitId(open.visitId())).orElseThrow();
        var now = clock.instant();
        visit.status().after(VisitAct.SIGN);
        jdbc.sql("update fieldwork.sign_link set refused_at = :now, refuser_name = :name, refusal = :reason where id = :id")
                .param("id", open.id()).param("now", now.atOffset(UTC)).param("name", name.strip()).param("reason", reason.strip()).update();
        told(visit, Happening.visible("fieldwork.sign-refused", now, Actor.guest(name.strip()), Map.of("reason", reason.strip())));
        var notice = new Notice("fieldwork.sign-refused", visit.plan().caseId().subject(), Map.of("name", name.strip(), "reason", reason.strip()), true, now);
        notices.tell(notice, visit.plan().branch(), Set.of(Role.AGENT, Role.BRANCH_MANAGER));
        notices.tell(notice, List.of(visit.plan().engineer()));
    }

    private void make(Visit visit, Actor by, String address) {
        visit.status().after(VisitAct.SIGN);
        reports.of(visit.id()).orElseThrow(() -> new Refusal.Conflict("fieldwork.no-report", "write the report first", Map.of())).whole();
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var now = clock.instant();
        end(visit.id());
        jdbc.sql("insert into fieldwork.sign_link (id, visit_id, token, maker_name, made_at, expires_at) values (:id, :visit, :token, :by, :now, :until)")
                .param("id", Ids.next()).param("visit", visit.id().value()).param("token", token).param("by", by.name()).param("now", now.atOffset(UTC))
                .param("until", now.plus(LASTS).atOffset(UTC)).update();
        var facts = cases.facts(visit.plan().caseId());
        told(visit, Happening.internal("fieldwork.sign-link-made", now, by, Map.of("contact", facts.contactName())));
        if (!facts.contactEmail().isBlank() || notices.sendsShort(facts.branchId())) {
            var link = (settings.publicUrl() == null ? address : settings.publicUrl()).replaceFirst("/$", "") + "/portal/sign/" + token;
            notices.send(new Message("fieldwork.sign", notices.languageFor(facts.id().subject()).orElse("zh-CN"), facts.contactName(), facts.contactEmail(),
                    Map.of("name", facts.contactName(), "number", facts.number(), "subject", facts.subject(), "link", link), facts.branchId(), facts.id().subject()).orTo(facts.contactPhone()));
        }
    }

    private void end(VisitId visit) {
        jdbc.sql("update fieldwork.sign_link set revoked_at = :now where visit_id = :visit and revoked_at is null and refused_at is null")
                .param("visit", visit.value()).param("now", clock.instant().atOffset(UTC)).update();
    }

    private Open open(String token) {
        return jdbc.sql("""
                select l.id, l.visit_id from fieldwork.sign_link l join fieldwork.visit v on v.id = l.visit_id
                 where l.token = :token and l.revoked_at is null and l.refused_at is null and l.expires_at > :now and v.status = 'FINISHED' for update of l
                """).param("token", token).param("now", clock.instant().atOffset(UTC)).query(Open.class).optional()
                .orElseThrow(() -> new Refusal.Missing("fieldwork.sign-link-over", "this link is not valid any more; ask for another one", Map.of()));
    }

    private Visit mine(Scope scope, VisitId id) {
        return visits.find(id).filter(visit -> scope.reach(Permission.DISPATCH_PLAN).covers(visit.plan().branch(), visit.plan().partner(), null))
                .orElseThrow(() -> FieldDesk.missing(id));
    }

    private void told(Visit visit, Happening happening) {
        timeline.write(happening.about(visit.plan().caseId().subject()).about(visit.id().subject()));
        onVisit.tell(visit);
    }
}
