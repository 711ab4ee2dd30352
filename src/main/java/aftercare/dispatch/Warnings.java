package aftercare.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a planner should know of a plan that is allowed all the same. Plain rules; the facts come from the queries. */
final class Warnings {

    /** {@code code} is translated by the user interface, {@code facts} fill the sentence. */
    record PlanWarning(String code, Map<String, Object> facts) {}

    private Warnings() {}

    /** @param away whether the engineer is on leave during a part of it */
    static List<PlanWarning> of(DispatchQueries.BoardBooking booking, DispatchQueries.EngineerView engineer, boolean away, Instant now) {
        var all = new ArrayList<PlanWarning>();
        if (away) {
            all.add(new PlanWarning("dispatch.away", Map.of("engineer", engineer.name())));
        }
        var day = booking.startsAt().atZone(ZoneId.of(engineer.zone())).toLocalDate();
        var uncertified = booking.serviceCase().certificates().stream()
                .filter(kind -> engineer.certificates().stream().noneMatch(held -> held.kind().equals(kind) && held.isValidOn(day))).toList();
        if (!uncertified.isEmpty()) {
            all.add(new PlanWarning("dispatch.certificate-missing", Map.of("engineer", engineer.name(), "certificates", uncertified)));
        }
        if (booking.serviceCase().never().contains(engineer.id())) {
            all.add(new PlanWarning("dispatch.never", Map.of("engineer", engineer.name())));
        }
        if (!EngineerKits.inArea(engineer.areas(), booking.serviceCase().regionCode())) {
            all.add(new PlanWarning("dispatch.outside-area", Map.of("engineer", engineer.name())));
        }
        var strange = booking.serviceCase().languages().stream().filter(language -> !engineer.languages().contains(language)).toList();
        if (!strange.isEmpty()) {
            all.add(new PlanWarning("dispatch.language-missing", Map.of("engineer", engineer.name(), "languages", strange)));
        }
        var lacking = booking.serviceCase().equipment().entrySet().stream().filter(need -> engineer.carries().getOrDefault(need.getKey(), 0) < need.getValue())
                .map(Map.Entry::getKey).sorted().toList();
        if (!lacking.isEmpty()) {
            all.add(new PlanWarning("dispatch.equipment-missing", Map.of("engineer", engineer.name(), "equipment", lacking)));
        }
        if (outsideHours(booking, engineer)) {
            all.add(new PlanWarning("dispatch.outside-hours", Map.of("engineer", engineer.name(), "from", engineer.dayStarts().toString(),
                    "to", engineer.dayEnds().toString())));
        }
        var held = engineer.skills().stream().map(EngineerDesk.SkillLevel::skill).toList();
        var missing = booking.serviceCase().needs().stream().filter(need -> !held.contains(need)).toList();
        if (!booking.serviceCase().needs().isEmpty() && missing.size() == booking.serviceCase().needs().size()) {
            all.add(new PlanWarning("dispatch.skill-missing", Map.of("engineer", engineer.name(), "skills", missing)));
        }
        var arrive = booking.serviceCase().arrive();
        if (arrive != null && arrive.state().equals("RUNNING") && booking.startsAt().isAfter(arrive.dueAt())) {
            all.add(new PlanWarning("dispatch.after-promise", Map.of("minutes", Duration.between(arrive.dueAt(), booking.startsAt()).toMinutes(),
                    "dueAt", arrive.dueAt().toString())));
        }
        if (booking.endsAt().isBefore(now)) {
            all.add(new PlanWarning("dispatch.in-the-past", Map.of()));
        }
        return all;
    }

    /** Over several days only the first start and the last end are looked at. */
    private static boolean outsideHours(DispatchQueries.BoardBooking booking, DispatchQueries.EngineerView engineer) {
        var zone = ZoneId.of(engineer.zone());
        var start = booking.startsAt().atZone(zone);
        var end = booking.endsAt().atZone(zone);
        var endsAtMidnight = end.toLocalTime().equals(LocalTime.MIDNIGHT);
        return start.toLocalTime().isBefore(engineer.dayStarts()) || !start.toLocalTime().isBefore(engineer.dayEnds())
                || endsAtMidnight || end.toLocalTime().isAfter(engineer.dayEnds());
    }
}
