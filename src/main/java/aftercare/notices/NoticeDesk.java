package aftercare.notices;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Tells users of the house, and sends messages to people outside it, inside the caller's transaction. */
@Service
@Transactional
public class NoticeDesk {

    /** A NOTIFY carries less than 8000 bytes. */
    private static final int USERS_PER_CALL = 100;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final LiveUpdates live;
    private final Mailbox mailbox;
    private final ObjectProvider<ShortWay> shortWays;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Templates templates = new Templates();

    NoticeDesk(JdbcClient jdbc, JsonMapper json, LiveUpdates live, Mailbox mailbox, ObjectProvider<ShortWay> shortWays, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.live = live;
        this.mailbox = mailbox;
        this.shortWays = shortWays;
        this.events = events;
        this.clock = clock;
    }

    /** Tells these users, as far as they are active; on their screens at once after the commit. */
    public void tell(Notice notice, Collection<UUID> users) {
        if (users.isEmpty()) {
            return;
        }
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof WrittenAtOnce waiting) {
                waiting.add(notice, users);
                return;
            }
        }
        var waiting = new WrittenAtOnce();
        waiting.add(notice, users);
        TransactionSynchronizationManager.registerSynchronization(waiting);
    }

    /** All notices of one transaction are written by one statement at its end: a sweep of promises may have hundreds. */
    private final class WrittenAtOnce implements TransactionSynchronization {

        private final List<Map<String, Object>> rows = new ArrayList<>();
        private final Set<UUID> told = new LinkedHashSet<>();

        void add(Notice notice, Collection<UUID> users) {
            for (var user : Set.copyOf(users)) {
                rows.add(Map.of("id", Ids.next(), "user_id", user, "kind", notice.kind(), "subject_kind", notice.about().kind(), "subject_id", notice.about().id(),
                        "facts", notice.facts(), "urgent", notice.urgent(), "at", notice.at().toString()));
                told.add(user);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            jdbc.sql("""
                    insert into notices.notice (id, user_id, kind, subject_kind, subject_id, facts, urgent, at, forward_at)
                    select r.id, r.user_id, r.kind, r.subject_kind, r.subject_id, r.facts, r.urgent, r.at,
                           case when split_part(r.kind, '.', 1) = any(p.muted) then null when p.email = 'ALL' or p.sms = 'ALL' or r.urgent and (p.email = 'URGENT' or p.sms = 'URGENT')
                                then cast(:now as timestamptz) + case when r.urgent then interval '0' else cast(:patience as interval) end end
                      from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, user_id uuid, kind text, subject_kind text, subject_id uuid,
                           facts jsonb, urgent boolean, at timestamptz)
                      join identity.app_user u on u.id = r.user_id and u.active
                      left join notices.preference p on p.user_id = r.user_id
                    """).param("rows", json.writeValueAsString(rows)).param("now", clock.instant().atOffset(UTC)).param("patience", NoticeForwarder.PATIENCE.toString()).update();
            var users = List.copyOf(told);
            for (var from = 0; from < users.size(); from += USERS_PER_CALL) {
                live.tell(new Live("notices", null, null, users.subList(from, Math.min(users.size(), from + USERS_PER_CALL)), null));
            }
        }
    }

    /** Tells whoever holds one of these roles for the branch. */
    public void tell(Notice notice, UUID branch, Set<Role> roles) {
        tell(notice, holders(branch, roles));
    }

    /** Active users of our own house with one of these roles in this branch or in all. */
    @Transactional(readOnly = true)
    public List<UUID> holders(UUID branch, Set<Role> roles) {
        return jdbc.sql("""
                select distinct u.id
                  from identity.membership m join identity.app_user u on u.id = m.user_id
                 where m.role = any(:roles) and (m.branch_id = :branch or m.branch_id is null)
                   and u.active and u.partner_id is null
                """)
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new)).param("branch", branch)
                .query(UUID.class).list();
    }

    /**
     * Writes the message and keeps it. It leaves the house after the commit if a mail server is set; its state tells what
     * became of it.
     */
    public UUID send(Message message) {
        var text = templates.write(message.template(), message.language(), message.words(), message.facts());
        var way = message.toAddress().isEmpty() && !message.phone().isEmpty() ? shortWay(message.branch()) : Optional.<ShortWay>empty();
        if (way.isPresent()) {
            return sendShort(way.get(), message, text);
        }
        var state = message.toAddress().isEmpty() ? MessageState.NO_ADDRESS : mailbox.isSet(message.branch()) ? MessageState.QUEUED : MessageState.NOT_CONFIGURED;
        var id = keep("EMAIL", message, message.toAddress(), text, state);
        if (state == MessageState.QUEUED) {
            events.publishEvent(new MessageQueued(id));
        }
        return id;
    }

    /** Title and link: what a phone shows without scrolling. */
    private UUID sendShort(ShortWay way, Message message, Templates.Text text) {
        var id = keep("SMS", message, message.phone(), text, MessageState.QUEUED);
        way.send(id, message.branch(), message.phone(), text.title(), text.title(), message.facts().getOrDefault("link", ""));
        return id;
    }

    private Optional<ShortWay> shortWay(UUID branch) {
        return shortWays.stream().filter(way -> way.of(branch)).findFirst();
    }

    /** Whether somebody without an e-mail address is written to by phone. */
    public boolean sendsShort(UUID branch) {
        return shortWay(branch).isPresent();
    }

    /** Whether any branch has a way to phones. */
    boolean sendsShort() {
        return jdbc.sql("select id from identity.branch where active").query(UUID.class).list().stream().anyMatch(this::sendsShort);
    }

    /** A short message was sent; with a failure it was not. */
    public void became(UUID message, @Nullable String failure) {
        jdbc.sql("update notices.message set state = :state, failure = :failure, attempts = attempts + 1, sent_at = :sentAt where id = :id returning branch_id")
                .param("state", (failure == null ? MessageState.SENT : MessageState.FAILED).name()).param("failure", failure)
                .param("sentAt", failure == null ? clock.instant().atOffset(UTC) : null).param("id", message).query(UUID.class).optional()
                .ifPresent(branch -> live.tell(Live.ofBranch("messages", message, branch)));
    }

    private UUID keep(String channel, Message message, String address, Templates.Text text, MessageState state) {
        var id = Ids.next();
        jdbc.sql("""
                insert into notices.message (id, branch_id, channel, template, language, to_name, to_address, title, body,
                                             subject_kind, subject_id, state, queued_at, in_reply_to, answers, by_hand)
                values (:id, :branch, :channel, :template, :language, :toName, :toAddress, :title, :body, :subjectKind, :subject, :state, :now,
                        :inReplyTo, :answers, :byHand)
                """)
                .param("id", id).param("branch", message.branch()).param("channel", channel).param("template", message.template()).param("language", message.language())
                .param("toName", message.toName()).param("toAddress", address).param("title", text.title()).param("body", text.body())
                .param("subjectKind", message.about().kind()).param("subject", message.about().id()).param("state", state.name())
                .param("now", clock.instant().atOffset(UTC)).param("inReplyTo", message.thread().inReplyTo()).param("answers", message.thread().answers())
                .param("byHand", message.thread().byHand()).update();
        for (int i = 0; i < message.files().size(); i++) {
            jdbc.sql("insert into notices.message_file (message_id, document_id, position) values (:message, :document, :position)")
                    .param("message", id).param("document", message.files().get(i)).param("position", i).update();
        }
        live.tell(Live.ofBranch("messages", null, message.branch()));
        return id;
    }

    /** The language in which we last wrote to this address. */
    @Transactional(readOnly = true)
    public Optional<String> languageTo(String address) {
        return address.isBlank() ? Optional.empty() : jdbc.sql("select language from notices.message where to_address = :address order by queued_at desc limit 1")
                .param("address", address.strip()).query(String.class).optional();
    }

    /** The language in which we last wrote to somebody about this. */
    @Transactional(readOnly = true)
    public Optional<String> languageFor(Subject subject) {
        return jdbc.sql("select language from notices.message where subject_kind = :kind and subject_id = :id order by queued_at desc limit 1")
                .param("kind", subject.kind()).param("id", subject.id()).query(String.class).optional();
    }

    /** These were about something else after all. */
    public void moved(Collection<UUID> messages, Subject about, UUID branch) {
        jdbc.sql("update notices.message set subject_kind = :kind, subject_id = :id, branch_id = :branch where id = any(:messages)").param("kind", about.kind())
                .param("id", about.id()).param("branch", branch).param("messages", messages.toArray(UUID[]::new)).update();
    }

    /** It came back: the mail server of the other side says that nobody has it. */
    public void bounced(UUID message, String reason) {
        var told = jdbc.sql("""
                update notices.message set state = 'BOUNCED', failure = :reason, sent_at = coalesce(sent_at, :now)
                 where id = :id and state in ('SENT', 'QUEUED', 'FAILED') returning branch_id
                """)
                .param("id", message).param("reason", reason.isBlank() ? "?" : reason).param("now", clock.instant().atOffset(UTC)).query(UUID.class).optional();
        told.ifPresent(branch -> live.tell(Live.ofBranch("messages", message, branch)));
    }

    /** Whether mails leave the house at all. */
    public boolean sendsMail() {
        return mailbox.isSet();
    }

    void read(Scope scope, UUID notice) {
        var known = jdbc.sql("update notices.notice set read_at = coalesce(read_at, :now) where id = :id and user_id = :user")
                .param("now", clock.instant().atOffset(UTC)).param("id", notice).param("user", scope.user()).update();
        if (known == 0) {
            throw new Refusal.Missing("notices.no-such-notice", "there is no notice %s".formatted(notice), Map.of());
        }
        live.tell(Live.ofUser("notices", null, scope.user()));
    }

    void readAll(Scope scope) {
        jdbc.sql("update notices.notice set read_at = :now where user_id = :user and read_at is null")
                .param("now", clock.instant().atOffset(UTC)).param("user", scope.user()).update();
        live.tell(Live.ofUser("notices", null, scope.user()));
    }
}
