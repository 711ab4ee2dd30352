package aftercare.notices;

import aftercare.platform.AftercareSettings;
import aftercare.promises.Audience;
import aftercare.promises.PromiseEvent;
import aftercare.promises.Staff;
import aftercare.promises.WaitingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the people of a ladder's step, in the transaction of the step. */
@Component
class PromiseAlarms {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final NoticeDesk desk;
    private final Staff staff;
    private final JdbcClient jdbc;
    private final AftercareSettings settings;

    PromiseAlarms(NoticeDesk desk, Staff staff, JdbcClient jdbc, AftercareSettings settings) {
        this.desk = desk;
        this.staff = staff;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @EventListener
    void on(PromiseEvent.Warned warned) {
        var overdue = !warned.dueAt().isAfter(warned.at());
        desk.tell(notice(overdue ? "promises.overdue" : "promises.warned", warned.about(), warned.dueAt(), overdue, warned.at()),
                staff.told(warned.about().branch(), warned.about().owner(), warned.tell(), warned.at()));
    }

    @EventListener
    void on(PromiseEvent.Broken broken) {
        var people = staff.told(broken.about().branch(), broken.about().owner(), broken.tell(), broken.at());
        desk.tell(notice("promises.broken", broken.about(), broken.dueAt(), true, broken.at()), people);
        if (desk.sendsMail()) {
            mail(broken, people);
        }
    }

    /** Whoever answers for it is told that it is time to ask again: a mail may reach nobody. */
    @EventListener
    void on(WaitingEvent.Chased chased) {
        var about = chased.about();
        desk.tell(new Notice("promises.chase", about.subject(), Map.of("label", about.label(), "reason", about.reason().name(), "words", about.words(),
                "count", Integer.toString(chased.count()), "of", Integer.toString(about.reason().chases())), false, chased.at()),
                staff.told(about.branch(), about.owner(), Set.of(Audience.OWNER), chased.at()));
    }

    private record Reader(String name, String email, String locale, String zone) {}

    /** A broken promise also reaches those who are not looking at a screen. */
    private void mail(PromiseEvent.Broken broken, Set<UUID> people) {
        var about = broken.about();
        var readers = jdbc.sql("""
                select u.name, u.email, u.locale, b.zone
                  from identity.app_user u cross join identity.branch b
                 where u.id = any(:people) and u.active and u.email <> '' and b.id = :branch
                """).param("people", people.toArray(UUID[]::new)).param("branch", about.branch()).query(Reader.class).list();
        for (var reader : readers) {
            desk.send(new Message("notices.promise-broken", reader.locale(), reader.name(), reader.email(), Map.of(
                    "name", reader.name(), "label", about.label(), "due", TIME.format(broken.dueAt().atZone(ZoneId.of(reader.zone()))),
                    "link", settings.publicUrl() == null ? "" : settings.publicUrl() + "/promises?window=BROKEN"),
                    about.branch(), about.subject()));
        }
    }

    private static Notice notice(String kind, PromiseEvent.About about, Instant dueAt, boolean urgent, Instant at) {
        return new Notice(kind, about.subject(), Map.of("code", about.code(), "label", about.label(), "dueAt", dueAt.toString()), urgent, at);
    }
}
