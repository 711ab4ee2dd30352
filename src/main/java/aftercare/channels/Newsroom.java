package aftercare.channels;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseEvent;
import aftercare.chat.ChatEvent;
import aftercare.kernel.Ids;
import aftercare.notices.ShortWay;
import aftercare.platform.AftercareSettings;
import aftercare.promises.PromiseEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Turns what happens into news for the channels that tell it; part of the transaction in which it happens. */
@Component
class Newsroom implements ShortWay {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private record Story(String title, String text, String path) {}

    private final ChannelStore channels;
    private final CaseDesk cases;
    private final AftercareSettings settings;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final java.time.Clock clock;

    Newsroom(ChannelStore channels, CaseDesk cases, AftercareSettings settings, ApplicationEventPublisher events, JdbcClient jdbc, java.time.Clock clock) {
        this.channels = channels;
        this.cases = cases;
        this.settings = settings;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void on(CaseEvent.Opened opened) {
        tell(News.CASE_OPENED, opened.branch(), opened.at(), () -> {
            var facts = cases.facts(opened.id());
            return new Story("新服务单 %s".formatted(opened.number()), "%s\n级别 %d".formatted(facts.subject(), opened.severity()), "/cases/" + opened.id().value());
        });
    }

    @EventListener
    void on(CaseEvent.Assigned assigned) {
        var user = assigned.user();
        if (user == null) {
            return;
        }
        var facts = cases.facts(assigned.id());
        tell(News.CASE_ASSIGNED, facts.branchId(), assigned.at(), () -> new Story("%s 已分派".formatted(facts.number()),
                "%s\n负责人 %s".formatted(facts.subject(), jdbc.sql("select name from identity.app_user where id = :id").param("id", user).query(String.class).single()),
                "/cases/" + assigned.id().value()));
    }

    @EventListener
    void on(PromiseEvent.Warned warned) {
        tell(News.PROMISE_WARNED, warned.about().branch(), warned.at(), () -> promise("承诺即将超时", warned.about(), warned.dueAt()));
    }

    @EventListener
    void on(PromiseEvent.Broken broken) {
        tell(News.PROMISE_BROKEN, broken.about().branch(), broken.at(), () -> promise("承诺已超时", broken.about(), broken.dueAt()));
    }

    @EventListener
    void on(ChatEvent.Waiting waiting) {
        tell(News.CHAT_WAITING, waiting.branch(), waiting.at(), () -> new Story("%s 在等待接入".formatted(waiting.visitor()), waiting.about(), "/chats?chat=" + waiting.chat()));
    }

    private Story promise(String title, PromiseEvent.About about, Instant due) {
        var zone = ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", about.branch()).query(String.class).single());
        return new Story(title, "%s\n应于 %s".formatted(about.label(), TIME.format(due.atZone(zone))), about.subject().kind().equals("case") ? "/cases/" + about.subject().id() : "/promises");
    }

    /** The story is written only when somebody is told it. */
    private void tell(News news, UUID branch, Instant at, Supplier<Story> write) {
        var telling = channels.telling(news, branch);
        if (telling.isEmpty()) {
            return;
        }
        var story = write.get();
        telling.forEach(channel -> queue(channel, news, "", story.title(), story.text(), link(story.path()), null, at));
    }

    UUID queue(UUID channel, News news, String to, String title, String text, String link, @Nullable UUID message, Instant now) {
        var id = Ids.next();
        channels.queue(new ChannelStore.Delivery(id, channel, news, to, title, text, link, message, DeliveryState.QUEUED), now);
        events.publishEvent(new DeliveryQueued(id));
        return id;
    }

    private String link(String path) {
        var url = settings.publicUrl();
        return url == null ? "" : url.replaceFirst("/+$", "") + path;
    }

    @Override
    public boolean of(UUID branch) {
        return channels.gateway(branch).isPresent();
    }

    @Override
    public void send(UUID message, UUID branch, String phone, String title, String text, String link) {
        channels.gateway(branch).ifPresent(gateway -> queue(gateway, News.TO_CUSTOMER, phone, title, text, link, message, clock.instant()));
    }
}
