package aftercare.integration;

import java.util.Arrays;
import java.util.Optional;

/** What a webhook can hear of. The codes are part of the API. */
enum HookEvent {

    CASE_OPENED("case.opened"), CASE_ASSIGNED("case.assigned"), CASE_WAITING("case.waiting"), CASE_RESUMED("case.resumed"), CASE_RESOLVED("case.resolved"),
    CASE_REOPENED("case.reopened"), CASE_CLOSED("case.closed"), CASE_CANCELLED("case.cancelled"), CASE_RATED("case.rated"),
    VISIT_BOOKED("visit.booked"), VISIT_MOVED("visit.moved"), VISIT_FINISHED("visit.finished"), PROMISE_BROKEN("promise.broken"),
    /** Sent by hand, to see whether it arrives. */
    PING("ping");

    private final String code;

    HookEvent(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    static Optional<HookEvent> of(String code) {
        return Arrays.stream(values()).filter(event -> event.code.equals(code) && event != PING).findFirst();
    }
}
