package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How many engineers a case needs at once. They start together; one is enough unless somebody says otherwise. */
@Service
@Transactional
class CrewNeeds {

    private final JdbcClient jdbc;
    private final PlanningQueries queries;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    CrewNeeds(JdbcClient jdbc, PlanningQueries queries, Timeline timeline, LiveUpdates live, Clock clock) {
        this.jdbc = jdbc;
        this.queries = queries;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    void set(Scope scope, UUID caseId, int people) {
        var branch = queries.branchOf(scope.reach(Permission.DISPATCH_PLAN), caseId);
        var now = clock.instant();
        if (people == 1) {
            jdbc.sql("delete from dispatch.crew_need where case_id = :case").param("case", caseId).update();
        } else {
            jdbc.sql("""
                    insert into dispatch.crew_need (case_id, people, set_by, set_at) values (:case, :people, :by, :at)
                        on conflict (case_id) do update set people = excluded.people, set_by = excluded.set_by, set_at = excluded.set_at
                    """)
                    .param("case", caseId).param("people", people).param("by", scope.user()).param("at", now.atOffset(UTC)).update();
        }
        timeline.write(Happening.internal("dispatch.crew-set", now, Actor.of(scope), Map.of("people", people)).about("case", caseId));
        live.tell(Live.ofBranch("dispatch", caseId, branch));
    }
}
