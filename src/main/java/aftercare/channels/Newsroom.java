package aftercare.channels;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseEvent;
import aftercare.chat.ChatEvent;
import aftercare.kernel.Ids;
import aftercare.notices.ShortWay;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Label;
import aftercare.promises.PromiseEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Turns what happens into news for the channels that tell it, each in its language; part of the transaction in which it happens. */
@Component
class Newsroom implements ShortWay {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

    private static final Label OPENED = new Label("新服务单 %s", "新服務單 %s", "New case %s");
    private static final Label SEVERITY = new Label("级别 %d", "級別 %d", "Severity %d");
    private static final Label ASSIGNED = new Label("%s 已分派", "%s 已指派", "%s assigned");
    private static final Label ASSIGNEE = new Label("负责人 %s", "負責人 %s", "To %s");
    private static final Label WARNED = new Label("承诺即将超时", "承諾即將逾時", "Promise due soon");
    private static final Label BROKEN = new Label("承诺已超时", "承諾已逾時", "Promise broken");
    private static final Label DUE = new Label("应于 %s", "應於 %s", "Due %s");
    private static final Label WAITING = new Label("%s 在等待接入", "%s 正在等待接入", "%s is waiting in chat");
    private static final Label TEST = new Label("安心售后 · 测试消息", "安心售後 · 測試訊息", "Aftercare · test message");
    private static final Label WORKS = new Label("收到这条消息，说明渠道“%s”已接通。", "收到這則訊息，表示通道「%s」已接通。", "If you can read this, the channel “%s” works.");

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
        tell(News.CASE_OPENED, opened.branch(), opened.at(), language -> {
            var facts = cases.facts(opened.id());
            return new Story(OPENED.in(language).formatted(opened.number()), facts.subject() + "\n" + SEVERITY.in(language).formatted(opened.severity()), "/cases/" + opened.id().value());
        });
    }

    @EventListener
    void on(CaseEvent.Assigned assigned) {
        var user = assigned.user();
        if (user == null) {
            return;
        }
        var facts = cases.facts(assigned.id());
        tell(News.CASE_ASSIGNED, facts.branchId(), assigned.at(), language -> new Story(ASSIGNED.in(language).formatted(facts.number()), facts.subject() + "\n"
                + ASSIGNEE.in(language).formatted(jdbc.sql("select name from identity.app_user where id = :id").param("id", user).query(String.class).single()),
                "/cases/" + assigned.id().value()));
    }

    @EventListener
    void on(PromiseEvent.Warned warned) {
        tell(News.PROMISE_WARNED, warned.about().branch(), warned.at(), language -> promise(WARNED, language, warned.about(), warned.dueAt()));
    }

    @EventListener
    void on(PromiseEvent.Broken broken) {
        tell(News.PROMISE_BROKEN, broken.about().branch(), broken.at(), language -> promise(BROKEN, language, broken.about(), broken.dueAt()));
    }

    @EventListener
    void on(ChatEvent.Waiting waiting) {
        tell(News.CHAT_WAITING, waiting.branch(), waiting.at(), language -> new Story(WAITING.in(language).formatted(waiting.visitor()), waiting.about(), "/chats?chat=" + waiting.chat()));
    }

    private Story promise(Label title, String language, PromiseEvent.About about, Instant due) {
        var zone = ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", about.branch()).query(String.class).single());
        return new Story(title.in(language), about.label() + "\n" + DUE.in(language).formatted(TIME.format(due.atZone(zone))),
                about.subject().kind().equals("case") ? "/cases/" + about.subject().id() : "/promises");
    }

    /** The story is written only when somebody is told it, once in each language. */
    private void tell(News news, UUID branch, Instant at, Function<String, Story> write) {
        channels.telling(news, branch).stream().collect(Collectors.groupingBy(ChannelStore.Telling::language)).forEach((language, telling) -> {
            var story = write.apply(language);
            telling.forEach(channel -> queue(channel.id(), news, "", story.title(), story.text(), link(story.path()), null, at));
        });
    }

    /** A word, so that one sees whether it arrives. */
    UUID test(Channel channel, String to) {
        return queue(channel.id(), News.TEST, to, TEST.in(channel.language()), WORKS.in(channel.language()).formatted(channel.name()), "", null, clock.instant());
    }

    private UUID queue(UUID channel, News news, String to, String title, String text, String link, @Nullable UUID message, Instant now) {
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
