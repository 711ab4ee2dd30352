package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** When a customer can be visited: asked on the phone, written down with the case, kept by everybody who plans. */
@Service
@Transactional
class CustomerWindows {

    private static final int MOST = 10;
    private static final Duration LONGEST = Duration.ofDays(31);

    private final JdbcClient jdbc;
    private final PlanningQueries queries;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    CustomerWindows(JdbcClient jdbc, PlanningQueries queries, Timeline timeline, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.queries = queries;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    /** All of them; none means that any working time will do. */
    void set(Scope scope, UUID caseId, List<TimeWindow> windows) {
        var branch = queries.branchOf(scope.reach(Permission.DISPATCH_PLAN), caseId);
        check(windows);
        var now = clock.instant();
        jdbc.sql("delete from dispatch.customer_window where case_id = :case").param("case", caseId).update();
        for (var window : windows) {
            jdbc.sql("insert into dispatch.customer_window (case_id, starts_at, ends_at, set_by, set_at) values (:case, :from, :to, :by, :at)")
                    .param("case", caseId).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC))
                    .param("by", scope.user()).param("at", now.atOffset(UTC)).update();
        }
        timeline.write(Happening.internal("dispatch.windows-set", now, Actor.of(scope), Map.of("windows", windows.stream()
                .map(window -> window.from() + "/" + window.to()).collect(Collectors.joining(" ")))).about("case", caseId));
        live.tell(Live.ofBranch("dispatch", caseId, branch));
    }

    private static void check(List<TimeWindow> windows) {
        if (windows.size() > MOST) {
            throw new Refusal.Broken("dispatch.too-many-windows", "a customer names at most %d times".formatted(MOST), Map.of("most", MOST));
        }
        for (var one : windows) {
            if (one.length().compareTo(LONGEST) > 0 || windows.stream().anyMatch(other -> other != one && other.overlaps(one))) {
                throw new Refusal.Broken("dispatch.windows-overlap", "a customer's times must not overlap, and none lasts longer than a month", Map.of());
            }
        }
    }
}
