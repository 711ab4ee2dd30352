package aftercare.care;

import aftercare.identity.Role;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Whoever answers for the branch hears of a low rating while the customer can still be called; so does whoever looks after quality. */
@Component
class LowRatingNotice {

    private static final Set<Role> WHO_CALLS = Set.of(Role.MANAGER, Role.BRANCH_MANAGER, Role.QUALITY);

    private final NoticeDesk notices;

    LowRatingNotice(NoticeDesk notices) {
        this.notices = notices;
    }

    @EventListener
    void on(CareEvent.LowRating rating) {
        notices.tell(new Notice("care.low-rating", rating.caseId().subject(),
                        Map.of("number", rating.number(), "overall", rating.overall().name(),
                                "recommend", rating.recommend() == null ? "" : rating.recommend().toString()), true, rating.at()),
                rating.branch(), WHO_CALLS);
    }
}
