package aftercare.promises;

import static aftercare.promises.Audience.BRANCH_MANAGER;
import static aftercare.promises.Audience.DESK;
import static aftercare.promises.Audience.MANAGER;
import static aftercare.promises.Audience.OWNER;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new installation promises until its own people change it. The one place where these values stand.
 */
final class DefaultRules {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Round the clock, and the office hours with the country's holidays and make-up workdays. */
    static final List<WorkCalendar> CALENDARS = List.of(
            WorkCalendar.always("7x24", "7×24 小时", ZONE),
            new WorkCalendar("5x8", "5×8 工作时间", 1, ZONE, WeekPattern.weekdays("08:30-12:00 13:00-17:30"), StatutoryDays.china()));

    /** The owner hears at three quarters of the time, desk and manager when it runs out, the branch manager at half as much again. */
    static final List<Rung> LADDER = List.of(
            Rung.at(75, OWNER),
            Rung.at(100, OWNER, DESK, MANAGER),
            Rung.at(150, MANAGER, BRANCH_MANAGER));

    /** After a reopening half of the time is left, one day at least where days are counted. */
    static final int REOPEN_PERCENT = 50;

    /** A rule before it has an id. */
    record Draft(String key, String code, Map<Fact, String> match, String calendar, Limit limit, boolean withSubject) {}

    static final List<Draft> RULES = List.of(
            // 接单响应
            of("answer", 1, "7x24", minutes(10)),
            of("answer", 2, "7x24", minutes(30)),
            of("answer", 3, "7x24", hours(2)),
            of("answer", 4, "5x8", hours(4)),
            of("answer", null, "7x24", hours(2)),
            // 到场: a repair brings somebody to the site by itself, other kinds when they ask for it
            onSite(1, "7x24", hours(2)),
            onSite(2, "7x24", hours(4)),
            onSite(3, "7x24", hours(24)),
            onSite(4, "5x8", days(2)),
            onSiteIfAsked(1, "7x24", hours(2)),
            onSiteIfAsked(2, "7x24", hours(4)),
            onSiteIfAsked(3, "7x24", hours(24)),
            onSiteIfAsked(4, "5x8", days(2)),
            // 恢复
            of("restore", 1, "7x24", hours(12)),
            of("restore", 2, "7x24", hours(24)),
            of("restore", 3, "7x24", hours(72)),
            of("restore", 4, "5x8", days(5)),
            of("restore", null, "5x8", days(5)));

    private DefaultRules() {}

    private static Draft of(String code, @Nullable Integer severity, String calendar, Limit limit) {
        return severity == null
                ? new Draft(code, code, Map.of(Fact.SUBJECT, "case"), calendar, limit, true)
                : new Draft(code + "-" + severity, code, Map.of(Fact.SUBJECT, "case", Fact.SEVERITY, severity.toString()), calendar, limit, true);
    }

    private static Draft onSite(int severity, String calendar, Limit limit) {
        return new Draft("arrive-" + severity, "arrive",
                Map.of(Fact.SUBJECT, "case", Fact.KIND, "repair", Fact.SEVERITY, Integer.toString(severity)), calendar, limit, true);
    }

    private static Draft onSiteIfAsked(int severity, String calendar, Limit limit) {
        return new Draft("arrive-other-" + severity, "arrive",
                Map.of(Fact.SUBJECT, "case", Fact.SEVERITY, Integer.toString(severity)), calendar, limit, false);
    }

    private static Limit minutes(int minutes) {
        return new Limit.WorkingTime(minutes);
    }

    private static Limit hours(int hours) {
        return new Limit.WorkingTime((int) Duration.ofHours(hours).toMinutes());
    }

    private static Limit days(int days) {
        return new Limit.WorkingDays(days, null);
    }
}
