package aftercare.portal;

import aftercare.cases.CaseStatus;
import aftercare.cases.Entitlement;
import aftercare.dispatch.CustomerBooking;
import aftercare.identity.Permission;
import aftercare.promises.PromiseState;
import aftercare.upkeep.CustomerDays;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything the tracking page shows, each fact meant for the customer.
 *
 * @param continued set once it was merged into another
 * @param held     the time that is kept for the customer just now
 * @param calendar whether there is a visit for the customer's calendar, or one to strike out there
 * @param acts     what the customer may do now, in the order of their buttons
 */
record TrackView(String number, String subject, String description, CaseStatus status, @Nullable Continued continued, Instant openedAt, @Nullable String waitingFor,
                 @Nullable String resolution, @Nullable ThingView device, @Nullable String place, Cost cost, List<TrackSteps.Step> steps,
                 @Nullable VisitView visit, CustomerDays.@Nullable PlannedDay plannedDay, List<PromiseRow> promises, List<MessageRow> messages, List<FileRow> files,
                 List<ReportRow> reports, @Nullable RatingView rating, CustomerBooking.@Nullable Held held, CalendarEntry calendar,
                 List<TrackAct> acts) {

    enum TrackAct {
        MESSAGE, ACCEPT, REJECT, RATE, BOOK, REBOOK, CALL_OFF, MOVE_DAY;

        /** What one of the customer's own people needs for it, once signed in. */
        Permission needs() {
            return switch (this) {
                case MESSAGE, BOOK, REBOOK, CALL_OFF, MOVE_DAY -> Permission.PORTAL_REPORT;
                case ACCEPT, REJECT, RATE -> Permission.PORTAL_DECIDE;
            };
        }
    }

    /** As somebody sees it who may do no more than these. */
    TrackView doing(List<TrackAct> allowed) {
        return new TrackView(number, subject, description, status, continued, openedAt, waitingFor, resolution, device, place, cost, steps, visit, plannedDay, promises, messages, files,
                reports, rating, held, calendar, allowed);
    }

    enum CalendarEntry { NONE, VISIT, CALLED_OFF }

    /** The case in which this one goes on. {@code token}: only where it is of the same customer or was reported from the same phone. */
    record Continued(String number, @Nullable String token) {}

    record ThingView(String number, String name, String model, String location, String qrToken) {}

    /** Who pays, and why. {@code code} names the rule; {@code reason} is a person's own words. */
    record Cost(Entitlement entitlement, String code, Map<String, Object> facts, @Nullable String reason) {}

    /** @param phone only while the engineer is on the way or here */
    record VisitView(String engineer, @Nullable String phone, Instant from, Instant to, String status) {}

    record PromiseRow(String code, int round, PromiseState state, Instant startedAt, Instant dueAt, int goalMinutes,
                      @Nullable Instant breachedAt, @Nullable Instant endedAt) {}

    enum MessageKind { MESSAGE, WAITING, RESOLVED, REJECTED, FILE }

    /** One line of the conversation. {@code file} is set for something sent along. */
    record MessageRow(UUID id, MessageKind kind, boolean fromCustomer, String name, String text, Instant at, @Nullable FileRow file) {}

    record FileRow(UUID id, String section, String fileName, String mediaType, long size, Instant at) {}

    record ReportRow(String number, Instant signedAt) {}

    record RatingView(String overall, @Nullable Integer recommend, Instant at) {}
}
