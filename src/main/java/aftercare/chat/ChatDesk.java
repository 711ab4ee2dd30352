package aftercare.chat;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.intake.Reception;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Our side: to take a conversation, to answer, to hand it on, and to make a case of it. */
@Service
@Transactional
class ChatDesk {

    /** Seen by the visitor alone. */
    static final String ANSWERING = "chat-answering";
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Set<Role> ANSWERING_ROLES = Arrays.stream(Role.values()).filter(role -> role.permissions().contains(Permission.CHAT_ANSWER)).collect(Collectors.toSet());

    record Colleague(UUID id, String name) {}

    /** A case as it is made of a conversation. */
    record NewCase(UUID id, String kind, @Nullable Integer severity, String subject, String description, @Nullable UUID customer, @Nullable UUID device) {}

    private final ChatStore chats;
    private final ChatReports reports;
    private final ChatTranscripts transcripts;
    private final DocumentDesk documents;
    private final Reception reception;
    private final CaseDesk cases;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    ChatDesk(ChatStore chats, ChatReports reports, ChatTranscripts transcripts, DocumentDesk documents, Reception reception, CaseDesk cases, NoticeDesk notices,
             Timeline timeline, LiveUpdates live, ApplicationEventPublisher events, JdbcClient jdbc, Clock clock) {
        this.chats = chats;
        this.reports = reports;
        this.transcripts = transcripts;
        this.documents = documents;
        this.reception = reception;
        this.cases = cases;
        this.notices = notices;
        this.timeline = timeline;
        this.live = live;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of two who take the same one, the first has it. */
    void take(UUID id, Scope scope) {
        var now = clock.instant();
        var chat = within(id, scope);
        if (chat.status() == ChatStatus.ACTIVE) {
            if (scope.user().equals(chat.agentId())) {
                return;
            }
            throw new Refusal.Conflict("chat.taken", "%s has taken this conversation already".formatted(name(chat.agentId())), Map.of("name", name(chat.agentId())));
        }
        chats.became(chat, chat.status().after(ChatAct.TAKE), scope.user(), chat.waitingSince(), null, now);
        chats.write(chat, Line.event(Ids.next(), Actor.of(scope), Map.of("what", "taken", "name", scope.name())), now);
    }

    void say(UUID id, UUID message, String text, Scope scope) {
        var now = clock.instant();
        var chat = mine(id, scope);
        if (chats.write(chat, Line.text(message, Author.AGENT, Actor.of(scope), text), now)) {
            chats.unanswered(id, null);
            chats.read(id, Integer.MAX_VALUE);
        }
    }

    void show(UUID id, UUID message, String fileName, InputStream content, long size, Scope scope) {
        var now = clock.instant();
        var chat = mine(id, scope);
        var picture = VisitorDesk.picture(chats, documents, chat, message, fileName, content, size, Actor.of(scope));
        if (chats.write(chat, new Line(message, MessageKind.PICTURE, Author.AGENT, Actor.of(scope), "", picture, Map.of()), now)) {
            chats.unanswered(id, null);
        }
    }

    void read(UUID id, int seq, Scope scope) {
        var chat = within(id, scope);
        if (scope.user().equals(chat.agentId())) {
            chats.read(id, seq);
            live.tell(Live.ofUser(ChatStore.TOPIC, id, scope.user()));
        }
    }

    void typing(UUID id, Scope scope) {
        var chat = mine(id, scope);
        live.tell(new Live(ANSWERING, chat.id(), null, List.of(), null));
    }

    /** To a colleague, who has it at once, or back to the front of the queue. */
    void handOn(UUID id, @Nullable UUID to, String note, Scope scope) {
        var now = clock.instant();
        var chat = mine(id, scope);
        if (!note.isBlank()) {
            chats.write(chat, new Line(Ids.next(), MessageKind.NOTE, Author.AGENT, Actor.of(scope), note.strip(), null, Map.of()), now);
        }
        if (to == null) {
            giveBack(chat, Actor.of(scope), "returned", now);
            return;
        }
        var colleague = colleagues(chat, scope).stream().filter(one -> one.id().equals(to)).findFirst().orElseThrow(() ->
                new Refusal.Broken("chat.cannot-answer", "this colleague does not answer conversations of this branch", Map.of()));
        chats.write(chat, Line.event(Ids.next(), Actor.of(scope), Map.of("what", "transferred", "name", colleague.name())), now);
        chats.became(chat, chat.status().after(ChatAct.TRANSFER), to, chat.waitingSince(), null, now);
        chats.unanswered(id, now);
        notices.tell(new Notice("chat.handed-over", chat.subject(), Map.of("label", chat.visitorName(), "by", scope.name(), "text", note.strip()), true, now), List.of(to));
    }

    private void giveBack(Conversation chat, Actor by, String what, Instant now) {
        chats.write(chat, Line.event(Ids.next(), by, Map.of("what", what)), now);
        chats.became(chat, chat.status().after(ChatAct.RETURN), null, now, null, now);
        events.publishEvent(new ChatEvent.Waiting(chat.id(), chat.branchId(), chat.visitorName(), chat.about(), now));
    }

    List<Colleague> colleagues(UUID id, Scope scope) {
        return colleagues(within(id, scope), scope);
    }

    private List<Colleague> colleagues(Conversation chat, Scope scope) {
        var holders = notices.holders(chat.branchId(), ANSWERING_ROLES);
        return jdbc.sql("select id, name from identity.app_user where id = any(:ids) and id <> :me order by name limit 200")
                .param("ids", holders.toArray(UUID[]::new)).param("me", scope.user()).query(Colleague.class).list();
    }

    Reception.Opened open(UUID id, NewCase wish, Scope scope, String link) {
        var now = clock.instant();
        var chat = within(id, scope);
        withoutCase(chat);
        var known = wish.customer() != null || wish.device() != null;
        var opened = reception.open(wish.id(), new OpenCase(Channel.CHAT, wish.kind(), wish.severity(), wish.subject(), wish.description(), null,
                new OpenCase.Who(wish.customer(), chat.visitorName(), chat.phone(), chat.email()),
                new OpenCase.What(wish.device(), null, null, known ? null : chat.branchId()), chat.startedAt()), reception.waits(id) ? id : null, chat.language(), scope, link);
        chats.write(chat, new Line(wish.id(), MessageKind.CASE, Author.SYSTEM, Actor.of(scope), "", null,
                Map.of("number", opened.number(), "token", opened.trackingToken())), now);
        joined(chat, opened.id(), scope);
        return opened;
    }

    /** The visitor is told the number only: whose case it is, is known to us, not to whoever writes here. */
    CaseId link(UUID id, String number, Scope scope) {
        var now = clock.instant();
        var chat = within(id, scope);
        withoutCase(chat);
        var found = jdbc.sql("""
                select id from cases.service_case c where c.number = :number and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner) and (cast(:customer as uuid) is null or c.customer_id = :customer)
                """).param("number", number.strip().toUpperCase(java.util.Locale.ROOT)).params(scope.reach(Permission.CASES_NOTE).params()).query(UUID.class).optional()
                .orElseThrow(() -> new Refusal.Broken("chat.no-such-case", "there is no case %s".formatted(number), Map.of("number", number)));
        chats.write(chat, new Line(Ids.next(), MessageKind.CASE, Author.SYSTEM, Actor.of(scope), "", null, Map.of("number", number.strip())), now);
        joined(chat, new CaseId(found), scope);
        return new CaseId(found);
    }

    private void joined(Conversation chat, CaseId to, Scope scope) {
        chats.became(chat.id(), to.value());
        transcripts.handOver(chat, to);
        timeline.write(Happening.internal("chat.joined", clock.instant(), Actor.of(scope), Map.of("name", chat.visitorName(), "chat", chat.id())).about(to.subject()));
        transcripts.attach(chat.id());
        chats.tell(chat);
        live.tell(Live.ofBranch("cases", to.value(), chat.branchId()));
    }

    private static void withoutCase(Conversation chat) {
        if (chat.caseId() != null) {
            throw new Refusal.Conflict("chat.has-case", "a case was made of this conversation already", Map.of());
        }
    }

    void end(UUID id, Scope scope) {
        var now = clock.instant();
        var chat = mine(id, scope);
        chats.write(chat, Line.event(Ids.next(), Actor.of(scope), Map.of("what", "ended", "name", scope.name())), now);
        chats.became(chat, chat.status().after(ChatAct.END), chat.agentId(), chat.waitingSince(), now, now);
        transcripts.attach(id);
    }

    /** One that was found overdue, if it still is. */
    void overdue(UUID id) {
        var now = clock.instant();
        var chat = chats.lock(id);
        if (!chats.overdue(now, now.minus(IDLE)).contains(id)) {
            return;
        }
        if (chat.status() == ChatStatus.WAITING) {
            chats.write(chat, Line.event(Ids.next(), Actor.SYSTEM, Map.of("what", "unanswered")), now);
            chats.became(chat, chat.status().after(ChatAct.GIVE_UP), null, chat.waitingSince(), now, now);
            reports.keep(chat, "chat.unanswered", now);
        } else if (chat.unansweredSince() != null) {
            giveBack(chat, Actor.SYSTEM, "agent-lost", now);
        } else {
            chats.write(chat, Line.event(Ids.next(), Actor.SYSTEM, Map.of("what", "idle")), now);
            chats.became(chat, chat.status().after(ChatAct.END), chat.agentId(), chat.waitingSince(), now, now);
            if (chat.caseId() == null) {
                reports.keep(chat, "chat.visitor-left", now);
            }
        }
        transcripts.attach(id);
    }

    List<UUID> overdue() {
        var now = clock.instant();
        return chats.overdue(now, now.minus(IDLE));
    }

    private Conversation within(UUID id, Scope scope) {
        var chat = chats.lock(id);
        if (!scope.reach(Permission.CHAT_ANSWER).covers(chat.branchId(), null, null)) {
            throw ChatStore.missing();
        }
        return chat;
    }

    private Conversation mine(UUID id, Scope scope) {
        var chat = within(id, scope);
        if (chat.status() != ChatStatus.ACTIVE || !scope.user().equals(chat.agentId())) {
            throw new Refusal.Conflict("chat.not-yours", "this conversation is not with you any more; look at it again", Map.of());
        }
        return chat;
    }

    private String name(@Nullable UUID user) {
        return user == null ? "" : jdbc.sql("select name from identity.app_user where id = :id").param("id", user).query(String.class).single();
    }
}
