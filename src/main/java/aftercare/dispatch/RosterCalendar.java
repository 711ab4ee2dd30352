package aftercare.dispatch;

import aftercare.platform.ICalendar;
import java.time.Instant;
import java.util.List;

/** Duties as an iCalendar file. */
final class RosterCalendar {

    private RosterCalendar() {}

    static String of(List<RosterQueries.DutyView> duties, Instant now) {
        var calendar = new ICalendar("On-call roster", null);
        for (var duty : duties) {
            calendar.event(duty.id() + "@aftercare", duty.version(), now, duty.startsAt(), duty.endsAt())
                    .text("SUMMARY", duty.userName() + " · " + duty.rotationName()).text("DESCRIPTION", duty.userPhone()).end();
        }
        return calendar.toString();
    }
}
