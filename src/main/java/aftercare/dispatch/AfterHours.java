package aftercare.dispatch;

import aftercare.cases.CaseEvent;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.promises.Attendance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A case that comes in while somebody is on call is told to whoever answers: with the skill it needs, if there is one. */
@Component
class AfterHours {

    private record Reported(String number, String subject, @Nullable String customer, String[] needs) {}

    private final JdbcClient jdbc;
    private final Attendance attendance;
    private final NoticeDesk notices;

    AfterHours(JdbcClient jdbc, Attendance attendance, NoticeDesk notices) {
        this.jdbc = jdbc;
        this.attendance = attendance;
        this.notices = notices;
    }

    @EventListener
    void on(CaseEvent.Opened opened) {
        var reported = jdbc.sql("""
                select c.number, c.subject, cu.name as customer,
                       array(select k.code from dispatch.skill k where p.category = k.code or p.category = any (k.needed_for)) as needs
                  from cases.service_case c
                  left join customers.customer cu on cu.id = c.customer_id
                  left join assets.device d on d.id = c.device_id
                  left join assets.product p on p.id = d.product_id
                 where c.id = :id
                """)
                .param("id", opened.id().value())
                .query((row, _) -> new Reported(row.getString("number"), row.getString("subject"), row.getString("customer"),
                        (String[]) row.getArray("needs").getArray())).single();
        attendance.onCall(opened.branch(), Set.of(reported.needs()), opened.at()).ifPresent(user -> notices.tell(
                new Notice("dispatch.after-hours", opened.id().subject(), Map.of("label", reported.number() + " " + reported.subject(),
                        "customer", reported.customer() == null ? "" : reported.customer()), true, opened.at()), List.of(user)));
    }
}
