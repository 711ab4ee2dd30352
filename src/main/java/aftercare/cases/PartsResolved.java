package aftercare.cases;

import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Once an outage is put right, every case that hangs on it is: each by itself, so that one that still lacks a paper holds up no other. */
@Component
class PartsResolved {

    private final CaseStore cases;
    private final CaseDesk desk;
    private final MergeDesk merging;
    private final Timeline timeline;

    PartsResolved(CaseStore cases, CaseDesk desk, MergeDesk merging, Timeline timeline) {
        this.cases = cases;
        this.desk = desk;
        this.merging = merging;
        this.timeline = timeline;
    }

    /** Done again, it finds nothing left to do. */
    @ApplicationModuleListener
    void on(CaseEvent.Resolved event) {
        var parts = merging.parts(event.id());
        if (parts.isEmpty()) {
            return;
        }
        var whole = cases.get(event.id());
        var summary = whole.progress().resolution();
        if (summary == null) {
            return;
        }
        for (var part : parts) {
            var one = cases.get(part);
            if (!one.status().isUnderWay()) {
                continue;
            }
            try {
                desk.resolveTogether(part, summary, Actor.SYSTEM);
            } catch (Refusal refusal) {
                timeline.write(Happening.internal("cases.part-left-open", event.at(), Actor.SYSTEM, Map.of("number", one.number(), "code", refusal.code()))
                        .about(event.id().subject()));
            }
        }
    }
}
