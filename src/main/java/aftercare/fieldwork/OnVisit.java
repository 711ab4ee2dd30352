package aftercare.fieldwork;

import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Happening;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Does what an engineer says once per command, on his own visit. Part of the caller's transaction. */
@Component
class OnVisit {

    interface Doing {
        void act(Visit visit, Instant at);
    }

    private final Visits visits;
    private final Commands commands;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final Clock clock;

    OnVisit(Visits visits, Commands commands, Timeline timeline, LiveUpdates live, Clock clock) {
        this.visits = visits;
        this.commands = commands;
        this.timeline = timeline;
        this.live = live;
        this.clock = clock;
    }

    void act(Actor by, VisitId id, FieldDesk.Command command, String act, Doing doing) {
        var visit = visits.find(id).filter(found -> found.plan().engineer().equals(by.user())).orElseThrow(() -> FieldDesk.missing(id));
        var now = clock.instant();
        if (commands.isNew(command.id(), id, act, by.user(), command.at(), now)) {
            doing.act(visit, command.at().isAfter(now) ? now : command.at());
        }
    }

    void write(Happening happening) {
        timeline.write(happening);
    }

    void saved(Visit after, Happening happening) {
        visits.save(after);
        timeline.write(happening.about(after.plan().caseId().subject()).about(after.id().subject()));
        tell(after);
    }

    void tell(Visit visit) {
        tell(visit, visit.plan().engineer());
    }

    void tell(Visit visit, UUID formerEngineer) {
        live.tell(new Live("fieldwork", visit.id().value(), visit.plan().branch(),
                Stream.of(visit.plan().engineer(), formerEngineer).distinct().toList(), null));
    }
}
