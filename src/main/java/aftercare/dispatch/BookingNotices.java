package aftercare.dispatch;

import aftercare.kernel.Subject;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * An engineer hears of a new visit, one at another time, and one that is his no longer; where he works for a partner, those who
 * manage the firm hear it too. What concerns the next day is urgent. Whoever did it himself is not told.
 */
@Component
class BookingNotices {

    private static final Duration SOON = Duration.ofDays(1);

    private record About(String number, String subject, @Nullable String customer, String engineer, UUID[] managers) {}

    private final JdbcClient jdbc;
    private final NoticeDesk notices;

    BookingNotices(JdbcClient jdbc, NoticeDesk notices) {
        this.jdbc = jdbc;
        this.notices = notices;
    }

    @EventListener
    void on(BookingEvent event) {
        switch (event) {
            case BookingEvent.Planned planned -> tell("booked", event, planned.engineer(), planned.startsAt(), planned.endsAt(), Map.of());
            case BookingEvent.Moved moved when moved.engineer().equals(moved.was().engineer()) ->
                    tell("moved", event, moved.engineer(), moved.startsAt(), moved.endsAt(), Map.of("beforeAt", moved.was().startsAt().toString()));
            case BookingEvent.Moved moved -> {
                tell("withdrawn", event, moved.was().engineer(), moved.was().startsAt(), moved.was().endsAt(), Map.of("reason", ""));
                tell("booked", event, moved.engineer(), moved.startsAt(), moved.endsAt(), Map.of());
            }
            case BookingEvent.Dropped dropped when dropped.was().engineer().equals(dropped.by()) -> { }
            case BookingEvent.Dropped dropped ->
                    tell("withdrawn", event, dropped.was().engineer(), dropped.was().startsAt(), dropped.was().endsAt(), Map.of("reason", dropped.reason()));
            case BookingEvent.Extended _, BookingEvent.NobodyLeft _ -> { }
        }
    }

    private void tell(String what, BookingEvent event, UUID engineer, Instant startsAt, Instant endsAt, Map<String, String> more) {
        var about = jdbc.sql("""
                select c.number, c.subject, cu.name as customer, u.name as engineer,
                       array(select distinct v.id from identity.app_user v join identity.membership m on m.user_id = v.id and m.role = 'PARTNER_MANAGER'
                              where v.partner_id = u.partner_id and v.active and v.id <> u.id) as managers
                  from cases.service_case c
                  join identity.app_user u on u.id = :engineer
                  left join customers.customer cu on cu.id = c.customer_id
                 where c.id = :case
                """).param("engineer", engineer).param("case", event.caseId().value())
                .query((row, _) -> new About(row.getString("number"), row.getString("subject"), row.getString("customer"), row.getString("engineer"),
                        (UUID[]) row.getArray("managers").getArray())).single();
        var facts = new HashMap<>(more);
        facts.put("label", about.number() + " " + about.subject());
        facts.put("customer", about.customer() == null ? "" : about.customer());
        facts.put("startsAt", startsAt.toString());
        facts.put("endsAt", endsAt.toString());
        var urgent = startsAt.isBefore(event.at().plus(SOON));
        var subject = new Subject("case", event.caseId().value());
        notices.tell(new Notice("dispatch." + what, subject, facts, urgent, event.at()), List.of(engineer));
        if (about.managers().length > 0) {
            facts.put("engineer", about.engineer());
            notices.tell(new Notice("dispatch.firm-" + what, subject, facts, false, event.at()), List.of(about.managers()));
        }
    }
}
