package aftercare.cases;

import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells whoever gets a case that it is theirs, and a partner's manager that a case came to the firm. */
@Component
class AssignmentNotices {

    private final NoticeDesk notices;
    private final JdbcClient jdbc;

    AssignmentNotices(NoticeDesk notices, JdbcClient jdbc) {
        this.notices = notices;
        this.jdbc = jdbc;
    }

    /** @param by who gave it; nobody is told of what they did themselves */
    void assigned(ServiceCase before, ServiceCase after, @Nullable UUID by, Instant at) {
        var assignee = after.progress().assignee();
        var facts = Map.of("label", after.number() + " " + after.report().subject());
        if (assignee != null && !assignee.equals(before.progress().assignee()) && !assignee.equals(by)) {
            notices.tell(new Notice("cases.assigned", after.id().subject(), facts, false, at), List.of(assignee));
        }
        var partner = after.parties().partner();
        if (partner != null && !partner.equals(before.parties().partner())) {
            notices.tell(new Notice("cases.passed", after.id().subject(), facts, false, at), jdbc.sql("""
                    select distinct u.id from identity.app_user u join identity.membership m on m.user_id = u.id
                     where u.partner_id = :partner and u.active and m.role = 'PARTNER_MANAGER'
                    """).param("partner", partner).query(UUID.class).list());
        }
    }
}
