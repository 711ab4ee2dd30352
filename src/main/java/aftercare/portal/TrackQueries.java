package aftercare.portal;

import aftercare.care.CareDesk;
import aftercare.cases.CaseFacts;
import aftercare.cases.CaseId;
import aftercare.cases.Entitlement;
import aftercare.cases.MergeDesk;
import aftercare.dispatch.CustomerBooking;
import aftercare.dispatch.VisitCalendar;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.kernel.Subject;
import aftercare.portal.TrackView.FileRow;
import aftercare.portal.TrackView.MessageKind;
import aftercare.portal.TrackView.MessageRow;
import aftercare.portal.TrackView.TrackAct;
import aftercare.promises.PromiseDesk;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import aftercare.upkeep.CustomerDays;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the tracking page. Whoever calls has checked the link. */
@Component
@Transactional(readOnly = true)
class TrackQueries {

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};
    private static final int LONGEST_HISTORY = 300;

    private record Basics(String description, @Nullable String waitingReason, @Nullable String resolution, @Nullable String cancelReason,
                          @Nullable Instant answeredAt, String entitlementCode, String entitlementReason, String entitlementFacts,
                          @Nullable UUID entitlementBy, @Nullable String deviceNumber, @Nullable String deviceName, @Nullable String productName,
                          @Nullable String model, @Nullable String location, @Nullable String qrToken, @Nullable String site) {}

    private record Visit(UUID id, String status, Instant plannedStart, Instant plannedEnd, @Nullable Instant setOutAt, @Nullable Instant arrivedAt,
                         @Nullable Instant finishedAt, String engineer, String phone) {

        /** From setting out to the end of the work the customer may call. */
        boolean underWay() {
            return Set.of("ON_THE_WAY", "ARRIVED", "WORKING").contains(status);
        }
    }

    private final MergeDesk merging;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Timeline timeline;
    private final PromiseDesk promises;
    private final DocumentDesk documents;
    private final CareDesk care;
    private final CustomerBooking bookings;
    private final VisitCalendar calendar;
    private final CustomerDays days;

    TrackQueries(MergeDesk merging, JdbcClient jdbc, JsonMapper json, Timeline timeline, PromiseDesk promises, DocumentDesk documents, CareDesk care,
                 CustomerBooking bookings, VisitCalendar calendar, CustomerDays days) {
        this.merging = merging;
        this.jdbc = jdbc;
        this.json = json;
        this.timeline = timeline;
        this.promises = promises;
        this.documents = documents;
        this.care = care;
        this.bookings = bookings;
        this.calendar = calendar;
        this.days = days;
    }

    TrackView track(CaseFacts facts) {
        var subject = facts.id().subject();
        var basics = basics(facts.id());
        var history = timeline.of(subject, true, null, LONGEST_HISTORY).rows();
        var rejection = first(history, "cases.rejected", "cases.reopened");
        var visits = visits(facts.id());
        var round = visits.stream().filter(visit -> rejection == null || visit.finishedAt() == null || visit.finishedAt().isAfter(rejection.at()))
                .reduce((_, later) -> later).orElse(null);
        var files = files(facts.id(), visits);
        var rating = care.ratingOf(facts.id()).map(answer -> new TrackView.RatingView(String.valueOf(answer.text("overall")),
                Optional.ofNullable(answer.number("recommend")).map(Number::intValue).orElse(null), answer.at())).orElse(null);
        var accepted = first(history, "cases.accepted");
        var cancelled = first(history, "cases.cancelled", "cases.merged");
        var continued = merging.goesOnIn(facts.id()).map(other -> new TrackView.Continued(other.number(), ofTheSame(facts, other) ? other.trackingToken() : null)).orElse(null);
        var steps = TrackSteps.of(new TrackSteps.Facts(facts.status(), facts.openedAt(), basics.answeredAt(),
                rejection == null ? null : rejection.at(), rejection == null ? null : text(rejection, "reason"),
                round == null ? TrackSteps.Way.NONE : new TrackSteps.Way(round.plannedStart(), round.setOutAt(), round.arrivedAt()),
                facts.resolvedAt(), accepted == null ? null : accepted.at(), facts.closedAt(), rating == null ? null : rating.at(),
                cancelled == null ? null : cancelled.at(), continued == null ? basics.cancelReason() : null, continued != null));
        return new TrackView(facts.number(), facts.subject(), basics.description(), facts.status(), continued, facts.openedAt(), basics.waitingReason(),
                basics.resolution(), thing(basics), basics.site(), cost(facts, basics), steps, round == null ? null : visit(round), days.of(facts.id()).orElse(null),
                promises(subject), messages(history, files), files, reports(facts.id()), rating, bookings.held(facts.id()).orElse(null), calendar(facts),
                acts(facts, rating != null, continued != null));
    }

    /** The link of another case is its key: only whoever reported both, or their company, may have it. */
    private static boolean ofTheSame(CaseFacts one, CaseFacts other) {
        if (one.customerId() != null && other.customerId() != null) {
            return one.customerId().equals(other.customerId());
        }
        var phone = TrackLookup.digits(one.contactPhone());
        return phone.length() >= 7 && phone.equals(TrackLookup.digits(other.contactPhone()));
    }

    /** A file that belongs to this case and may be seen by its customer. */
    Optional<Document> file(CaseId id, UUID document) {
        var subjects = Stream.concat(Stream.of(id.subject()), visits(id).stream().map(visit -> new Subject("visit", visit.id()))).toList();
        return subjects.stream().flatMap(subject -> documents.publicOf(subject).stream()).filter(file -> file.id().equals(document)).findFirst();
    }

    private Basics basics(CaseId id) {
        return jdbc.sql("""
                select c.description, c.waiting_reason, c.resolution, c.cancel_reason, c.answered_at, c.entitlement_code, c.entitlement_reason,
                       cast(c.entitlement_facts as text) as entitlement_facts, c.entitlement_by, d.number as device_number, d.name as device_name,
                       p.name as product_name, p.model, d.location, d.qr_token, s.name as site
                  from cases.service_case c
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                  left join customers.site s on s.id = c.site_id
                 where c.id = :id
                """).param("id", id.value()).query(Basics.class).single();
    }

    /** Refused and cancelled visits are of no interest to the customer. */
    private List<Visit> visits(CaseId id) {
        return jdbc.sql("""
                select v.id, v.status, v.planned_start, v.planned_end, v.set_out_at, v.arrived_at, v.finished_at, u.name as engineer, u.phone
                  from fieldwork.visit v
                  join identity.app_user u on u.id = v.engineer_id
                 where v.case_id = :id and v.status not in ('REFUSED', 'CANCELLED')
                 order by v.planned_start, v.id
                """).param("id", id.value()).query(Visit.class).list();
    }

    private static TrackView.VisitView visit(Visit visit) {
        return new TrackView.VisitView(visit.engineer(), visit.underWay() && !visit.phone().isBlank() ? visit.phone() : null,
                visit.plannedStart(), visit.plannedEnd(), visit.status());
    }

    private static TrackView.@Nullable ThingView thing(Basics basics) {
        if (basics.deviceNumber() == null || basics.model() == null) {
            return null;
        }
        var name = basics.deviceName() == null || basics.deviceName().isBlank() ? basics.productName() : basics.deviceName();
        return new TrackView.ThingView(basics.deviceNumber(), String.valueOf(name), basics.model(),
                basics.location() == null ? "" : basics.location(), String.valueOf(basics.qrToken()));
    }

    private TrackView.Cost cost(CaseFacts facts, Basics basics) {
        var byHand = basics.entitlementBy() != null;
        return new TrackView.Cost(facts.entitlement(), basics.entitlementCode(), json.readValue(basics.entitlementFacts(), FACTS),
                byHand && facts.entitlement() != Entitlement.UNDECIDED ? basics.entitlementReason() : null);
    }

    private List<TrackView.PromiseRow> promises(Subject subject) {
        return promises.of(subject).stream().filter(promise -> promise.customerVisible())
                .map(promise -> new TrackView.PromiseRow(promise.code(), promise.round(), promise.state(), promise.startedAt(), promise.dueAt(),
                        promise.goalMinutes(), promise.breachedAt(), promise.endedAt()))
                .sorted(Comparator.comparing(TrackView.PromiseRow::round).thenComparing(TrackView.PromiseRow::dueAt)).toList();
    }

    private List<FileRow> files(CaseId id, List<Visit> visits) {
        return Stream.concat(documents.publicOf(id.subject()).stream(),
                        visits.stream().flatMap(visit -> documents.publicOf(new Subject("visit", visit.id())).stream()))
                .filter(file -> !file.section().equals("report") && !file.section().equals("signature"))
                .map(file -> new FileRow(file.id(), file.section(), file.fileName(), file.mediaType(), file.size(), file.at()))
                .sorted(Comparator.comparing(FileRow::at).thenComparing(FileRow::id)).toList();
    }

    private List<TrackView.ReportRow> reports(CaseId id) {
        return jdbc.sql("""
                select number, signed_at from fieldwork.report where case_id = :id and frozen is not null order by signed_at desc
                """).param("id", id.value()).query(TrackView.ReportRow.class).list();
    }

    /** The conversation, oldest first: words from both sides, and what was sent along. */
    private static List<MessageRow> messages(List<Timeline.Entry> history, List<FileRow> files) {
        var rows = new ArrayList<MessageRow>();
        for (var entry : history) {
            var row = switch (entry.kind()) {
                case "cases.message" -> message(entry, MessageKind.MESSAGE, true, "text");
                case "cases.noted" -> message(entry, MessageKind.MESSAGE, false, "text");
                case "cases.waiting" -> message(entry, MessageKind.WAITING, false, "reason");
                case "cases.resolved" -> message(entry, MessageKind.RESOLVED, false, "summary");
                case "cases.rejected" -> message(entry, MessageKind.REJECTED, true, "reason");
                case "documents.attached" -> sentAlong(entry, files);
                default -> null;
            };
            if (row != null) {
                rows.add(row);
            }
        }
        return rows.reversed();
    }

    private static MessageRow message(Timeline.Entry entry, MessageKind kind, boolean fromCustomer, String words) {
        return new MessageRow(entry.id(), kind, fromCustomer, name(entry), text(entry, words), entry.at(), null);
    }

    private static @Nullable MessageRow sentAlong(Timeline.Entry entry, List<FileRow> files) {
        // Only customers send files as messages; what the desk shows them is listed with the files.
        if (!"message".equals(entry.facts().get("section"))) {
            return null;
        }
        var id = String.valueOf(entry.facts().get("document"));
        return files.stream().filter(file -> file.id().toString().equals(id)).findFirst()
                .map(file -> new MessageRow(entry.id(), MessageKind.FILE, true, name(entry), "", entry.at(), file)).orElse(null);
    }

    private static String name(Timeline.Entry entry) {
        return entry.actorName().equals(Actor.SYSTEM.name()) ? "" : entry.actorName();
    }

    private static String text(Timeline.Entry entry, String fact) {
        return entry.facts().get(fact) instanceof String text ? text : "";
    }

    private static Timeline.@Nullable Entry first(List<Timeline.Entry> history, String... kinds) {
        return history.stream().filter(entry -> Set.of(kinds).contains(entry.kind())).findFirst().orElse(null);
    }

    private TrackView.CalendarEntry calendar(CaseFacts facts) {
        return calendar.calledOff(facts.id()).map(off -> off ? TrackView.CalendarEntry.CALLED_OFF : TrackView.CalendarEntry.VISIT).orElse(TrackView.CalendarEntry.NONE);
    }

    private List<TrackAct> acts(CaseFacts facts, boolean rated, boolean merged) {
        return switch (facts.status()) {
            case NEW, ACTIVE, WAITING -> bookings.movableUntil(facts.id()).isPresent() ? List.of(TrackAct.MESSAGE, TrackAct.REBOOK, TrackAct.CALL_OFF)
                    : days.of(facts.id()).isPresent() ? List.of(TrackAct.MESSAGE, TrackAct.MOVE_DAY)
                    : bookings.bookable(facts.id()) ? List.of(TrackAct.MESSAGE, TrackAct.BOOK) : List.of(TrackAct.MESSAGE);
            case RESOLVED -> List.of(TrackAct.ACCEPT, TrackAct.REJECT, TrackAct.MESSAGE);
            case CLOSED -> rated ? List.of() : List.of(TrackAct.RATE);
            case CANCELLED -> merged ? List.of(TrackAct.MESSAGE) : List.of();
        };
    }
}
