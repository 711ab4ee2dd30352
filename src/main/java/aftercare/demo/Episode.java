package aftercare.demo;

import aftercare.kernel.Subject;
import aftercare.promises.PastPromises;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One case as it happened. Each act is told once, in the order of time, and leaves behind what the desks would have left:
 * the state of the case, its history and the log of its promises.
 */
final class Episode {

    /** The stages that are moved to by hand here, as the catalogue calls them. */
    private static final Map<String, Map<String, String>> STAGES = Map.of(
            "received", Map.of("zh-CN", "待受理", "zh-TW", "待受理", "en", "Received"),
            "remote", Map.of("zh-CN", "远程处理", "zh-TW", "遠端處理", "en", "Remote support"),
            "to-schedule", Map.of("zh-CN", "待派工", "zh-TW", "待派工", "en", "To be scheduled"),
            "answering", Map.of("zh-CN", "解答中", "zh-TW", "解答中", "en", "Being answered"),
            "expert", Map.of("zh-CN", "专家支持", "zh-TW", "專家支援", "en", "With an expert"));


    /** Who did it; without an id the product itself or somebody without an account. */
    record Who(@Nullable UUID id, String name) {

        static final Who SYSTEM = new Who(null, "system");

        static Who of(House.Staff staff) {
            return new Who(staff.id(), staff.name());
        }

        static Who of(House.Engineer engineer) {
            return new Who(engineer.id(), engineer.name());
        }

        static Who of(House.Contact contact) {
            return new Who(null, contact.name());
        }
    }

    /** A sentence of the history; {@code wide} shows on the pages of the device, customer and project too. */
    record Line(String kind, Instant at, Who who, boolean visible, boolean wide, @Nullable UUID visit, Map<String, Object> facts) {}

    /** Where, what and who: settled when the case is opened. */
    record About(House.Customer customer, House.Contact contact, House.@Nullable Device device, House.Site site) {}

    record Report(String kind, String channel, int severity, String subject, String description, @Nullable String symptom) {}

    record Decision(String entitlement, String code, String reason, String facts, @Nullable UUID by) {}

    final UUID id;
    final String number;
    final String token;
    final About about;
    final Report report;
    final Instant openedAt;
    final @Nullable UUID openedBy;
    final PastPromises promises;
    /** What was promised when it was opened, by code. */
    final Map<String, Instant> promised = new LinkedHashMap<>();
    final List<Line> lines = new ArrayList<>();
    final List<Trip> trips = new ArrayList<>();

    String status = "NEW";
    String stage = "received";
    int severity;
    Decision decision;
    @Nullable String cause;
    @Nullable String responsibility;
    @Nullable UUID partner;
    @Nullable UUID assignee;
    @Nullable UUID repeatOf;
    @Nullable UUID openOnSameDevice;
    @Nullable String waitingReason;
    @Nullable String resolution;
    @Nullable String cancelReason;
    int reopened;
    @Nullable Instant answeredAt;
    @Nullable Instant arrivedAt;
    @Nullable Instant resolvedAt;
    @Nullable Instant closedAt;
    @Nullable Rating rating;

    /** What the customer said afterwards, as the form asks it. */
    record Rating(Instant at, String overall, String speed, String skill, String attitude, List<String> wrong, @Nullable Integer recommend,
                  String words) {

        boolean low() {
            return overall.equals("POOR") || recommend != null && recommend <= 6;
        }
    }

    Episode(UUID id, String number, String token, About about, Report report, Decision decision, Instant openedAt, Who openedBy,
            PastPromises promises) {
        this.id = id;
        this.number = number;
        this.token = token;
        this.about = about;
        this.report = report;
        this.severity = report.severity();
        this.decision = decision;
        this.openedAt = openedAt;
        this.openedBy = openedBy.id();
        this.promises = promises;
        for (var code : List.of("answer", "arrive", "restore")) {
            var due = promises.due(code);
            if (due != null) {
                promised.put(code, due);
            }
        }
        tell("cases.opened", openedAt, openedBy, true, true, Map.of("channel", report.channel(), "kind", report.kind(),
                "severity", report.severity(), "subject", report.subject()));
    }

    boolean isRepair() {
        return report.kind().equals("repair");
    }

    Subject subject() {
        return new Subject("case", id);
    }

    /** Looked at for the first time: taken in hand, with the severity it has. */
    void triage(Instant at, House.Staff by) {
        status = "ACTIVE";
        stage = isRepair() ? "to-schedule" : "answering";
        answer(at);
        tell("cases.triaged", at, Who.of(by), false, false, Map.of());
    }

    void decide(Instant at, House.Staff by, String entitlement, String reason) {
        tell("cases.decided", at, Who.of(by), true, false,
                Map.of("before", decision.entitlement(), "entitlement", entitlement, "reason", reason));
        decision = new Decision(entitlement, "cases.decided-by-hand", reason, "{}", by.id());
        promises.reassess(Map.of("entitlement", entitlement), at);
    }

    void note(Instant at, Who by, String text, boolean visible) {
        tell("cases.noted", at, by, visible, false, Map.of("text", text));
    }

    void message(Instant at, String text) {
        tell("cases.message", at, Who.of(about.contact()), true, false, Map.of("text", text));
        if (status.equals("WAITING")) {
            resume(at, Who.of(about.contact()));
        }
    }

    void moveTo(Instant at, House.Staff by, String next) {
        tell("cases.stage", at, Who.of(by), false, false, Map.of("kind", report.kind(), "version", 1, "from", stage, "to", next, "stageBefore", STAGES.getOrDefault(stage, Map.of("zh-CN", stage)),
                "stage", STAGES.getOrDefault(next, Map.of("zh-CN", next))));
        stage = next;
    }

    void waitFor(Instant at, House.Staff by, String reason) {
        status = "WAITING";
        waitingReason = reason;
        tell("cases.waiting", at, Who.of(by), true, false, Map.of("reason", reason));
        promises.pause("customer", at);
    }

    void resume(Instant at, Who by) {
        status = "ACTIVE";
        waitingReason = null;
        tell("cases.resumed", at, by, true, false, Map.of());
        promises.resume(at);
    }

    Trip book(Instant at, House.Staff by, UUID bookingId, UUID visitId, Agenda.Slot slot) {
        var trip = new Trip(this, bookingId, visitId, slot, by, at);
        trips.add(trip);
        answer(at);
        status = "ACTIVE";
        stage = "scheduled";
        assignee = slot.engineer().id();
        partner = slot.engineer().partner() == null ? null : slot.engineer().partner().id();
        promises.owner(assignee);
        tell("dispatch.booked", at, Who.of(by), true, false, trip.facts());
        return trip;
    }

    void arrived(Instant at) {
        if (arrivedAt == null) {
            arrivedAt = at;
        }
        answer(at);
        stage = "on-site";
        keep("arrive", at);
    }

    void notFixed() {
        stage = "to-schedule";
    }

    void resolve(Instant at, Who by, String summary, @Nullable String causeCode, @Nullable String responsibilityCode) {
        status = "RESOLVED";
        stage = "to-confirm";
        waitingReason = null;
        resolution = summary;
        resolvedAt = at;
        cause = causeCode == null ? cause : causeCode;
        responsibility = responsibilityCode == null ? responsibility : responsibilityCode;
        answer(at);
        tell("cases.resolved", at, by, true, true, Map.of("summary", summary));
        keep("restore", at);
        waive("nobody-had-to-come", at);
    }

    void reject(Instant at, String reason) {
        status = "ACTIVE";
        stage = isRepair() ? "to-schedule" : "answering";
        resolution = null;
        resolvedAt = null;
        reopened++;
        tell("cases.rejected", at, Who.of(about.contact()), true, true, Map.of("reason", reason));
        promises.restart(List.of("restore"), at);
        var due = promises.due("restore");
        if (due != null) {
            tell("promises.restarted", at, Who.SYSTEM, false, false, Map.of("code", "restore", "dueAt", due.toString()));
        }
    }

    void accept(Instant at) {
        close("cases.accepted", at, Who.of(about.contact()));
    }

    void close(Instant at, House.Staff by) {
        close("cases.closed", at, Who.of(by));
    }

    private void close(String kind, Instant at, Who by) {
        status = "CLOSED";
        stage = "done";
        closedAt = at;
        tell(kind, at, by, true, true, Map.of());
    }

    void cancel(Instant at, House.Staff by, String reason) {
        status = "CANCELLED";
        stage = "done";
        waitingReason = null;
        cancelReason = reason;
        tell("cases.cancelled", at, Who.of(by), true, true, Map.of("reason", reason));
        waive(reason, at);
    }

    /** Relations to cases that are not told lead nowhere. */
    void forgetAllBut(Set<UUID> known) {
        repeatOf = repeatOf != null && known.contains(repeatOf) ? repeatOf : null;
        openOnSameDevice = openOnSameDevice != null && known.contains(openOnSameDevice) ? openOnSameDevice : null;
    }

    void rate(Instant at, Rating given) {
        rating = given;
        var facts = new LinkedHashMap<String, Object>();
        facts.put("overall", given.overall());
        facts.put("words", given.words());
        if (given.recommend() != null) {
            facts.put("recommend", given.recommend());
        }
        tell("care.rated", at, Who.of(about.contact()), true, true, facts);
    }

    void answer(Instant at) {
        if (answeredAt == null) {
            answeredAt = at;
            keep("answer", at);
        }
    }

    private void waive(String reason, Instant at) {
        promises.waive(reason, at).forEach(code -> tell("promises.waived", at, Who.SYSTEM, false, false, Map.of("code", code, "reason", reason)));
    }

    private void keep(String code, Instant at) {
        var end = promises.keep(code, at);
        if (end == null) {
            return;
        }
        var facts = new LinkedHashMap<String, Object>();
        facts.put("code", code);
        facts.put("dueAt", end.dueAt().toString());
        if (end.overrunMinutes() == null) {
            tell("promises.kept", at, Who.SYSTEM, false, false, facts);
        } else {
            tell("promises.broken", end.dueAt(), Who.SYSTEM, false, false, Map.of("code", code, "dueAt", end.dueAt().toString()));
            facts.put("overrunMinutes", end.overrunMinutes());
            tell("promises.kept-late", at, Who.SYSTEM, false, false, facts);
        }
    }

    /** Something that happened on a visit. */
    void tell(String kind, Instant at, Who who, UUID visit, Map<String, Object> facts) {
        lines.add(new Line(kind, at, who, true, false, visit, facts));
    }

    private void tell(String kind, Instant at, Who who, boolean visible, boolean wide, Map<String, Object> facts) {
        var all = facts;
        if (wide) {
            all = new LinkedHashMap<>(facts);
            all.put("number", number);
            all.put("caseId", id.toString());
        }
        lines.add(new Line(kind, at, who, visible, wide, null, all));
    }
}
