package aftercare.demo;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes an episode into the tables of cases, dispatch, fieldwork and timeline. */
final class CaseRows {

    /** What the form gives for an answer. */
    private static final Map<String, Integer> SCORES = Map.of("EXCELLENT", 100, "GOOD", 80, "FAIR", 60, "POOR", 20);

    private final Rows rows;
    private final Chance chance;
    private final JsonMapper json;
    private final FrozenReports frozen;
    private final Signatures signatures;

    CaseRows(Rows rows, Chance chance, JsonMapper json, FrozenReports frozen, Signatures signatures) {
        this.rows = rows;
        this.chance = chance;
        this.json = json;
        this.frozen = frozen;
        this.signatures = signatures;
    }

    void add(Episode episode) {
        serviceCase(episode);
        if (episode.openOnSameDevice != null) {
            rows.add("cases.link (case_id, other_id, kind, linked_at)", episode.id, episode.openOnSameDevice, "RELATED", episode.openedAt);
        }
        episode.trips.forEach(trip -> trip(episode, trip));
        if (episode.rating != null) {
            rating(episode, episode.rating);
        }
        episode.lines.forEach(line -> line(episode, line));
    }

    private void rating(Episode episode, Episode.Rating rating) {
        var answers = new LinkedHashMap<String, Object>();
        answers.put("overall", rating.overall());
        answers.put("speed", rating.speed());
        answers.put("skill", rating.skill());
        answers.put("attitude", rating.attitude());
        if (!rating.wrong().isEmpty()) {
            answers.put("wrong", rating.wrong());
        }
        if (rating.recommend() != null) {
            answers.put("recommend", rating.recommend());
        }
        if (!rating.words().isEmpty()) {
            answers.put("words", rating.words());
        }
        var id = chance.id(rating.at());
        var score = (2 * SCORES.get(rating.overall()) + SCORES.get(rating.speed()) + SCORES.get(rating.skill()) + SCORES.get(rating.attitude())) / 5.0;
        var outside = answers.keySet().stream().filter(question -> "POOR".equals(answers.get(question))).toList();
        rows.add("forms.answer (id, form_code, form_version, subject_kind, subject_id, answers, score, outside, actor_name, at)",
                id, "satisfaction", 1, "case", episode.id, json.writeValueAsString(answers), score, outside, episode.about.contact().name(), rating.at());
        rows.add("care.rating (case_id, answer_id, branch_id, partner_id, customer_id, engineer_id, overall, recommend, score, low, words,"
                        + " rated_name, at)",
                episode.id, id, episode.about.customer().branch().id(), episode.partner, episode.about.customer().id(), episode.assignee,
                rating.overall(), rating.recommend(), score, rating.low(), rating.words(), episode.about.contact().name(), rating.at());
    }

    private void serviceCase(Episode episode) {
        var about = episode.about;
        var device = about.device();
        rows.add("cases.service_case (id, number, branch_id, partner_id, customer_id, contact_name, contact_phone, contact_email, site_id,"
                        + " project_id, device_id, channel, kind_code, kind_version, status, stage, severity, subject, description, about, entitlement,"
                        + " entitlement_code, entitlement_reason, entitlement_facts, entitlement_by, symptom_code, cause_code,"
                        + " responsibility_code, assignee_id, waiting_reason, resolution, cancel_reason, repeat_of, reopened, tracking_token,"
                        + " opened_by, opened_at, answered_at, arrived_at, resolved_at, closed_at)",
                episode.id, episode.number, about.customer().branch().id(), episode.partner, about.customer().id(), about.contact().name(),
                about.contact().phone(), about.contact().email(), about.site().id(), device == null ? null : device.project().id(),
                device == null ? null : device.id(), episode.report.channel(), episode.report.kind(), 1, episode.status, episode.stage,
                episode.severity, episode.report.subject(), episode.report.description(), names(about), episode.decision.entitlement(),
                episode.decision.code(), episode.decision.reason(), episode.decision.facts(), episode.decision.by(), episode.report.symptom(),
                episode.cause, episode.responsibility, episode.assignee, episode.waitingReason, episode.resolution, episode.cancelReason,
                episode.repeatOf, episode.reopened, episode.token, episode.openedBy, episode.openedAt, episode.answeredAt, episode.arrivedAt,
                episode.resolvedAt, episode.closedAt);
    }

    /** What a search finds the case by, as it is put together when a case is opened. */
    private static String names(Episode.About about) {
        var device = about.device();
        return device == null ? String.join(" · ", about.customer().name(), about.site().name())
                : String.join(" · ", about.customer().name(), device.project().name(), about.site().name(), device.name(), device.serial(), device.number());
    }

    private void trip(Episode episode, Trip trip) {
        var engineer = trip.slot.engineer();
        var partner = engineer.partner() == null ? null : engineer.partner().id();
        var branch = episode.about.customer().branch().id();
        var there = trip.arrivedAt != null;
        rows.add("dispatch.booking (id, case_id, engineer_id, branch_id, partner_id, starts_at, ends_at, state, booked_by, booked_at)",
                trip.bookingId, episode.id, engineer.id(), branch, partner, trip.slot.from(), trip.slot.to(), trip.bookingState,
                trip.bookedBy.id(), trip.bookedAt);
        rows.add("fieldwork.visit (id, booking_id, case_id, engineer_id, branch_id, partner_id, status, planned_start, planned_end, accepted_at,"
                        + " set_out_at, arrived_at, arrived_lng, arrived_lat, late_minutes, distance_metres, started_at, finished_at, signed_at)",
                trip.visitId, trip.bookingId, episode.id, engineer.id(), branch, partner, trip.status, trip.slot.from(), trip.slot.to(),
                trip.acceptedAt, trip.setOutAt, trip.arrivedAt, there ? trip.arrivedLng : null, there ? trip.arrivedLat : null,
                there ? trip.lateMinutes : null, there ? metres(trip, episode.about.site()) : null, trip.startedAt, trip.finishedAt, trip.signedAt);
        if (trip.report != null) {
            report(episode, trip, trip.report, branch);
        }
    }

    private void report(Episode episode, Trip trip, Trip.Report report, UUID branch) {
        var signature = trip.signedAt == null ? null : chance.id(trip.signedAt);
        var signed = signature == null ? null : signed(episode, trip, report, signature);
        rows.add("fieldwork.report (id, number, visit_id, case_id, branch_id, finding, cause_code, responsibility_code, action, advice, parts,"
                        + " work_minutes, outcome, customer_opinion, signer_name, signature_id, frozen, hash, written_at, signed_at)",
                chance.id(Objects.requireNonNull(trip.finishedAt)), report.number(), trip.visitId, episode.id, branch, report.finding(), report.cause(),
                report.responsibility(), report.action(), report.advice(), json.writeValueAsString(FrozenReports.parts(report.parts())),
                report.minutes(), report.outcome(), signed == null ? "" : report.opinion(), signed == null ? null : report.signer(), signature,
                signed == null ? null : signed.text(), signed == null ? null : signed.hash(), trip.finishedAt, trip.signedAt);
    }

    private FrozenReports.Frozen signed(Episode episode, Trip trip, Trip.Report report, UUID signature) {
        var engineer = trip.slot.engineer();
        var picture = signatures.of(report.signer());
        rows.add("documents.document (id, owner_kind, owner_id, section, file_name, media_type, size, sha256, visibility, uploaded_by,"
                        + " uploaded_name, at)",
                signature, "visit", trip.visitId, "signature", report.number() + ".png", "image/png", picture.size(), picture.sha256(), "INTERNAL",
                engineer.id(), engineer.name(), trip.signedAt);
        var signed = frozen.of(episode, trip, signature, picture.sha256());
        episode.tell("fieldwork.signed", Objects.requireNonNull(trip.signedAt), Episode.Who.of(engineer), trip.visitId,
                Map.of("number", report.number(), "signer", report.signer(), "hash", signed.hash()));
        return signed;
    }

    private static int metres(Trip trip, House.Site site) {
        var dLat = Math.toRadians(trip.arrivedLat - site.lat());
        var dLng = Math.toRadians(trip.arrivedLng - site.lng()) * Math.cos(Math.toRadians(site.lat()));
        return (int) Math.round(6_371_000 * Math.hypot(dLat, dLng));
    }

    private void line(Episode episode, Episode.Line line) {
        var about = new ArrayList<Subject>();
        about.add(episode.subject());
        var device = episode.about.device();
        if (line.wide()) {
            about.add(new Subject("customer", episode.about.customer().id()));
            if (device != null) {
                about.add(new Subject("device", device.id()));
                about.add(new Subject("project", device.project().id()));
            }
        }
        if (line.visit() != null) {
            about.add(new Subject("visit", line.visit()));
            if (line.kind().equals("fieldwork.signed") && device != null) {
                about.add(new Subject("device", device.id()));
            }
        }
        entry(line.kind(), line.at(), line.who(), line.visible(), line.facts(), about);
    }

    void entry(String kind, Instant at, Episode.Who who, boolean visible, Map<String, ?> facts, List<Subject> about) {
        var id = chance.id(at);
        rows.add("timeline.entry (id, kind, at, actor_id, actor_name, visibility, facts)",
                id, kind, at, who.id(), who.name(), visible ? "PUBLIC" : "INTERNAL", json.writeValueAsString(sorted(facts)));
        about.forEach(subject -> rows.add("timeline.entry_subject (subject_kind, subject_id, at, entry_id)", subject.kind(), subject.id(), at, id));
    }

    /** In the order of the keys: maps of facts come in any. */
    private static Map<String, @Nullable Object> sorted(Map<String, ?> facts) {
        return new java.util.TreeMap<>(facts);
    }
}
