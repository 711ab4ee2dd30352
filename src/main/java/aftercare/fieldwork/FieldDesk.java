package aftercare.fieldwork;

import aftercare.dispatch.BookingEvent;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.platform.Numbers;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries visits from the plan to the signature. Somebody else's visit does not exist, not even for a manager: what
 * happened on site is the word of the one who was there.
 */
@Service
@Transactional
class FieldDesk {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int LARGEST_SIGNATURE = 500_000;
    private static final String REMOTE = "远程支持";

    /** A phone's order. {@code id} is made on the phone; {@code at} is its time and never counts as later than ours. */
    record Command(UUID id, Instant at) {}

    private final Visits visits;
    private final Commands commands;
    private final Reports reports;
    private final ReportFactsQueries facts;
    private final Checklists checklists;
    private final Rounds rounds;
    private final DocumentDesk documents;
    private final SafetyActs safety;
    private final OnVisit onVisit;
    private final Numbers numbers;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    FieldDesk(Visits visits, Commands commands, Reports reports, ReportFactsQueries facts, Checklists checklists, Rounds rounds, DocumentDesk documents, SafetyActs safety,
              OnVisit onVisit, Numbers numbers, ApplicationEventPublisher events, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.visits = visits;
        this.commands = commands;
        this.reports = reports;
        this.facts = facts;
        this.checklists = checklists;
        this.rounds = rounds;
        this.documents = documents;
        this.safety = safety;
        this.onVisit = onVisit;
        this.numbers = numbers;
        this.events = events;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    void accept(Actor by, VisitId id, Command command, Instant seen) {
        act(by, id, command, VisitAct.ACCEPT, (visit, at) -> {
            var after = visit.accept(at, seen);
            saved(after, visible("fieldwork.accepted", by, at, Map.of("startsAt", seen.toString())));
            events.publishEvent(new VisitEvent.Accepted(id, visit.plan().booking(), at));
        });
    }

    void refuse(Actor by, VisitId id, Command command, String reason) {
        act(by, id, command, VisitAct.REFUSE, (visit, at) -> {
            var after = visit.refuse(reason);
            saved(after, Happening.internal("fieldwork.refused", at, by, Map.of("reason", reason.strip())));
            events.publishEvent(new VisitEvent.Refused(id, visit.plan().booking(), reason.strip(), at));
        });
    }

    void setOut(Actor by, VisitId id, Command command) {
        act(by, id, command, VisitAct.SET_OUT, (planned, at) -> {
            if (isRemote(planned)) {
                throw new ActNotAllowed(VisitAct.SET_OUT, planned.status());
            }
            var visit = agreed(by, planned, at);
            var after = visit.setOut(at);
            saved(after, visible("fieldwork.set-out", by, after.steps().notBefore(at), Map.of()));
            events.publishEvent(new VisitEvent.SetOut(id, visit.plan().booking(), after.steps().notBefore(at)));
        });
    }

    void arrive(Actor by, VisitId id, Command command, @Nullable Place place, String note) {
        act(by, id, command, VisitAct.ARRIVE, (planned, at) -> {
            var visit = agreed(by, planned, at);
            if (isRemote(visit)) {
                connect(by, visit, at);
                return;
            }
            var after = visit.arrive(at, place, note, siteOf(visit));
            var when = after.steps().notBefore(at);
            saved(after, visible("fieldwork.arrived", by, when, Map.of("lateMinutes", after.arrival().late())));
            events.publishEvent(new VisitEvent.Arrived(id, visit.plan().booking(), visit.plan().caseId(), visit.plan().engineer(), when));
        });
    }

    /**
     * @param settled the office has said that what happened counts, whatever stood in the way
     * @param emergency work first, papers afterwards; heard only where a whole system is down
     */
    void start(Actor by, VisitId id, Command command, boolean settled, boolean emergency) {
        act(by, id, command, VisitAct.START, (visit, at) -> {
            var after = visit.start(at);
            checklists.requireSafe(id);
            safety.requireOpen(visit, by, at, settled, emergency);
            saved(after, visible("fieldwork.started", by, after.steps().notBefore(at), Map.of()));
            events.publishEvent(new VisitEvent.Started(id, after.steps().notBefore(at)));
        });
    }

    /** The work is done as the report says; the case goes by it. */
    void finish(Actor by, VisitId id, Command command) {
        act(by, id, command, VisitAct.FINISH, (visit, at) -> {
            var after = visit.finish(at);
            var report = reports.of(id).orElseThrow(FieldDesk::noReport).whole();
            var when = after.steps().notBefore(at);
            var content = report.content();
            if (content.outcome() != Report.Outcome.NOT_FIXED) {
                checklists.requireSafe(id);
                rounds.requireWhole(visit.plan().caseId().value());
            }
            saved(after, visible("fieldwork.finished", by, when, Map.of("number", report.number(), "outcome", content.outcome().name())));
            events.publishEvent(new VisitEvent.Finished(id, visit.plan().booking(), visit.plan().caseId(), visit.plan().engineer(),
                    content.outcome() != Report.Outcome.NOT_FIXED, content.action(), content.cause(), content.responsibility(), when));
        });
    }

    /** Fills in a form; filled in again, the later answers count. The command's id becomes the answer's. {@code device}: one of several. */
    void check(Actor by, VisitId id, Command command, String form, int version, Map<String, ?> answers, @Nullable UUID device) {
        onVisit.act(by, id, command, "CHECK", (visit, at) -> {
            checklists.fill(visit, command.id(), form, version, answers, device, by, at);
            onVisit.tell(visit);
        });
    }

    /** Some of several devices could not be got at. */
    void miss(Actor by, VisitId id, Command command, List<UUID> devices, String reason) {
        onVisit.act(by, id, command, "MISS", (visit, at) -> {
            if (!visit.status().isReportOpen()) {
                throw new Refusal.Conflict("fieldwork.checklist-closed", "a device is called not reached between the arrival and the signature; the visit is %s"
                        .formatted(visit.status()), Map.of("status", visit.status().name()));
            }
            var count = rounds.miss(visit.plan().caseId().value(), devices, reason, by, at);
            onVisit.write(Happening.internal("fieldwork.missed", at, by, Map.of("count", count, "reason", reason.strip())).about(visit.plan().caseId().subject()).about(id.subject()));
            onVisit.tell(visit);
        });
    }

    /** Writes the report or writes it anew. */
    void write(Actor by, VisitId id, Command command, Report.Content content) {
        onVisit.act(by, id, command, "REPORT", (visit, at) -> {
            if (!visit.status().isReportOpen()) {
                throw new Refusal.Conflict("fieldwork.report-closed", "a report is written between the arrival and the signature; the visit is %s"
                        .formatted(visit.status()), Map.of("status", visit.status().name()));
            }
            var finished = visit.status() == VisitStatus.FINISHED;
            var now = clock.instant();
            reports.of(id).ifPresentOrElse(report -> reports.save(finished ? report.rewrite(content, true, now).whole() : report.rewrite(content, false, now)),
                    () -> reports.add(Report.write(numbers.next("SR", "fieldwork.report_number"), visit, content, now)));
            onVisit.tell(visit);
        });
    }

    /** The customer signs; from now on the report stands as it is. {@code address}: where this product was reached. */
    void sign(Actor by, VisitId id, Command command, String name, String opinion, byte[] signature, String address) {
        act(by, id, command, VisitAct.SIGN, (visit, at) -> signed(visit, at, by, name, opinion, signature, address));
    }

    /** On the engineer's phone or, later, on the customer's own. */
    void signed(Visit visit, Instant at, Actor by, String name, String opinion, byte[] signature, String address) {
        var id = visit.id();
        var after = visit.sign(at);
        var when = after.steps().notBefore(at);
        if (name.isBlank()) {
            throw new Refusal.Broken("fieldwork.signer-nameless", "write the name of whoever signs", Map.of());
        }
        requireSignature(signature);
        var report = reports.of(id).orElseThrow(FieldDesk::noReport).whole();
        if (report.content().outcome() != Report.Outcome.NOT_FIXED) {
            rounds.requireWhole(visit.plan().caseId().value());
        }
        var picture = documents.store(id.subject(), "signature", report.number() + ".png", signature, Document.Visibility.INTERNAL, by);
        var frozen = json.writeValueAsString(facts.of(report, new ReportFacts.Signed(name.strip(), opinion.strip(),
                new ReportFacts.Picture(picture.id().toString(), picture.sha256()), when)));
        var hash = sha256(frozen);
        reports.save(report.sign(new Report.Signature(name.strip(), opinion.strip(), picture.id(), frozen, hash, when)));
        saved(after, visible("fieldwork.signed", by, when, Map.of("number", report.number(), "signer", name.strip(), "hash", hash))
                .about("device", deviceOf(visit)));
        events.publishEvent(new VisitEvent.Signed(id, report.id(), visit.plan().caseId(), address, when));
    }

    /** The visit follows the plan, in the plan's own transaction. */
    @EventListener
    void on(BookingEvent event) {
        switch (event) {
            case BookingEvent.Planned planned -> {
                var visit = Visit.planned(new Visit.Plan(planned.booking(), planned.caseId(), planned.engineer(), planned.branch(), planned.partner(),
                        new TimeWindow(planned.startsAt(), planned.endsAt())));
                visits.add(visit);
                onVisit.tell(visit);
            }
            case BookingEvent.Moved moved -> visits.of(moved.booking()).ifPresent(visit -> {
                var after = visit.replanned(new Visit.Plan(moved.booking(), moved.caseId(), moved.engineer(), visit.plan().branch(), moved.partner(),
                        new TimeWindow(moved.startsAt(), moved.endsAt())));
                visits.save(after);
                if (!after.plan().engineer().equals(visit.plan().engineer())) {
                    commands.gaveTo(visit.id(), visit.plan().engineer());
                }
                onVisit.tell(after, visit.plan().engineer());
            });
            case BookingEvent.Extended extended -> visits.of(extended.booking()).ifPresent(visit -> {
                visits.save(visit.until(extended.endsAt()));
                onVisit.tell(visit);
            });
            case BookingEvent.Dropped dropped -> visits.of(dropped.booking()).filter(visit -> visit.status() != VisitStatus.REFUSED).ifPresent(visit -> {
                visits.save(visit.cancel());
                onVisit.tell(visit);
            });
            case BookingEvent.NobodyLeft _ -> { }
        }
    }

    private void act(Actor by, VisitId id, Command command, VisitAct act, OnVisit.Doing doing) {
        onVisit.act(by, id, command, act.name(), doing);
    }

    /** Whoever is on the way has agreed to go, even if the office has moved the visit meanwhile: what happened stands. */
    private Visit agreed(Actor by, Visit visit, Instant at) {
        if (visit.status() != VisitStatus.PLANNED) {
            return visit;
        }
        var agreed = visit.accept(at, visit.plan().window().from());
        saved(agreed, visible("fieldwork.accepted", by, at, Map.of("startsAt", visit.plan().window().from().toString())));
        events.publishEvent(new VisitEvent.Accepted(visit.id(), visit.plan().booking(), at));
        return visits.find(visit.id()).orElseThrow();
    }

    private void saved(Visit after, Happening happening) {
        onVisit.saved(after, happening);
    }

    private static Happening visible(String kind, Actor by, Instant at, Map<String, ?> facts) {
        return Happening.visible(kind, at, by, facts);
    }

    /** The customer is on the line: nobody has come to him, so no promise to arrive is kept by it. */
    private void connect(Actor by, Visit visit, Instant at) {
        var after = visit.arrive(at, null, REMOTE, null);
        var when = after.steps().notBefore(at);
        saved(after, visible("fieldwork.connected", by, when, Map.of()));
        events.publishEvent(new VisitEvent.Connected(visit.id(), visit.plan().booking(), when));
    }

    private boolean isRemote(Visit visit) {
        return jdbc.sql("select remote from dispatch.booking where id = :id").param("id", visit.plan().booking().value()).query(Boolean.class).single();
    }

    private @Nullable Place siteOf(Visit visit) {
        return jdbc.sql("""
                select s.lng, s.lat
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  join customers.site s on s.id = coalesce(c.site_id, d.site_id)
                 where c.id = :case and s.lng is not null
                """)
                .param("case", visit.plan().caseId().value()).query(Place.class).optional().orElse(null);
    }

    private @Nullable UUID deviceOf(Visit visit) {
        return jdbc.sql("select device_id from cases.service_case where id = :case and device_id is not null")
                .param("case", visit.plan().caseId().value()).query(UUID.class).optional().orElse(null);
    }

    static void requireSignature(byte[] signature) {
        if (signature.length > LARGEST_SIGNATURE || signature.length < PNG.length || !Arrays.equals(PNG, Arrays.copyOf(signature, PNG.length))) {
            throw new Refusal.Broken("fieldwork.signature-unreadable", "a signature is a PNG picture of at most %d bytes".formatted(LARGEST_SIGNATURE),
                    Map.of("limit", LARGEST_SIGNATURE));
        }
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Refusal.Missing missing(VisitId id) {
        return new Refusal.Missing("fieldwork.no-such-visit", "there is no visit %s".formatted(id), Map.of());
    }

    private static Refusal.Conflict noReport() {
        return new Refusal.Conflict("fieldwork.no-report", "write the report first", Map.of());
    }
}
