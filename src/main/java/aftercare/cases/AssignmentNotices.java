package aftercare.cases;

import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells whoever gets a case that it is theirs; of a visit the dispatch tells them. */
@Component
class AssignmentNotices {

    private final NoticeDesk notices;

    AssignmentNotices(NoticeDesk notices) {
        this.notices = notices;
    }

    /** @param by who gave it; nobody is told of what they did themselves */
    void assigned(ServiceCase before, ServiceCase after, @Nullable UUID by, Instant at) {
        var assignee = after.progress().assignee();
        var facts = Map.of("label", after.number() + " " + after.report().subject());
        if (assignee != null && !assignee.equals(before.progress().assignee()) && !assignee.equals(by)) {
            notices.tell(new Notice("cases.assigned", after.id().subject(), facts, false, at), List.of(assignee));
        }
    }
}
