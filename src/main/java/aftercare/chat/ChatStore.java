package aftercare.chat;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Loads and saves one conversation. Whoever changes it or writes into it holds its row until the commit: that is the order of
 * its messages, and of two who take it the first has it.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ChatStore {

    /** Open screens of both sides read the conversation again. */
    static final String TOPIC = "chats";

    private static final String CONVERSATION = """
            select id, site_id, branch_id, status, visitor_name, phone, email, about, device_id, customer_id, agent_id, case_id, language, address, started_at,
                   waiting_since, unanswered_since, last_at, last_seq, rating
              from chat.conversation
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final LiveUpdates live;

    ChatStore(JdbcClient jdbc, JsonMapper json, LiveUpdates live) {
        this.jdbc = jdbc;
        this.json = json;
        this.live = live;
    }

    boolean isBegun(String tokenHash) {
        return jdbc.sql("select exists (select from chat.conversation where token_hash = :hash)").param("hash", tokenHash).query(Boolean.class).single();
    }

    void add(Conversation chat, String tokenHash, String page) {
        jdbc.sql("""
                insert into chat.conversation (id, site_id, branch_id, token_hash, status, visitor_name, phone, email, about, device_id, customer_id, language, page, address,
                                               started_at, waiting_since, unanswered_since, last_at)
                values (:id, :site, :branch, :token, :status, :name, :phone, :email, :about, :device, :customer, :language, :page, :address, :now, :now, :now, :now)
                """)
                .param("id", chat.id()).param("site", chat.siteId()).param("branch", chat.branchId()).param("token", tokenHash).param("status", chat.status().name())
                .param("name", chat.visitorName()).param("phone", chat.phone()).param("email", chat.email()).param("about", chat.about())
                .param("device", chat.deviceId()).param("customer", chat.customerId()).param("language", chat.language()).param("page", page)
                .param("address", chat.address()).param("now", chat.startedAt().atOffset(UTC)).update();
    }

    Conversation lock(UUID id) {
        return jdbc.sql(CONVERSATION + " where id = :id for update").param("id", id).query(Conversation.class).optional().orElseThrow(ChatStore::missing);
    }

    Conversation lockOf(String tokenHash) {
        return jdbc.sql(CONVERSATION + " where token_hash = :token for update").param("token", tokenHash).query(Conversation.class).optional()
                .orElseThrow(ChatStore::missing);
    }

    static Refusal.Missing missing() {
        return new Refusal.Missing("chat.no-such-chat", "there is no such conversation, or not for you", Map.of());
    }

    /** The conversation is locked. @return false when a message with this id is there already */
    boolean write(Conversation chat, Line line, Instant at) {
        var known = jdbc.sql("select exists (select from chat.message where conversation_id = :chat and client_id = :id)")
                .param("chat", chat.id()).param("id", line.id()).query(Boolean.class).single();
        if (known) {
            return false;
        }
        var seq = jdbc.sql("update chat.conversation set last_seq = last_seq + 1, last_at = :now where id = :id returning last_seq")
                .param("id", chat.id()).param("now", at.atOffset(UTC)).query(Integer.class).single();
        jdbc.sql("""
                insert into chat.message (conversation_id, seq, client_id, kind, author, user_id, author_name, text, document_id, facts, at)
                values (:chat, :seq, :id, :kind, :author, :user, :name, :text, :document, cast(:facts as jsonb), :now)
                """)
                .param("chat", chat.id()).param("seq", seq).param("id", line.id()).param("kind", line.kind().name()).param("author", line.author().name())
                .param("user", line.by().user()).param("name", line.by().name()).param("text", line.text()).param("document", line.document())
                .param("facts", json.writeValueAsString(line.facts())).param("now", at.atOffset(UTC)).update();
        tell(chat);
        return true;
    }

    void tell(Conversation chat) {
        live.tell(Live.ofBranch(TOPIC, chat.id(), chat.branchId()));
    }

    /** Whose it is now. {@code waitingSince}: its place in the queue. */
    void became(Conversation chat, ChatStatus status, @Nullable UUID agent, Instant waitingSince, @Nullable Instant endedAt, Instant now) {
        jdbc.sql("""
                update chat.conversation set status = :status, agent_id = :agent, waiting_since = :waiting, ended_at = :ended,
                       taken_at = case when cast(:agent as uuid) is null then taken_at else coalesce(taken_at, :now) end,
                       unanswered_since = case when cast(:ended as timestamptz) is null then unanswered_since end
                 where id = :id
                """)
                .param("id", chat.id()).param("status", status.name()).param("agent", agent).param("waiting", waitingSince.atOffset(UTC))
                .param("ended", endedAt == null ? null : endedAt.atOffset(UTC)).param("now", now.atOffset(UTC)).update();
        tell(chat);
    }

    /** The visitor wrote; {@code null}: somebody of ours did. */
    void unanswered(UUID id, @Nullable Instant since) {
        jdbc.sql("update chat.conversation set unanswered_since = case when cast(:since as timestamptz) is null then null else coalesce(unanswered_since, :since) end where id = :id")
                .param("id", id).param("since", since == null ? null : since.atOffset(UTC)).update();
    }

    void read(UUID id, int seq) {
        jdbc.sql("update chat.conversation set agent_read_seq = greatest(agent_read_seq, least(:seq, last_seq)) where id = :id").param("id", id).param("seq", seq).update();
    }

    void became(UUID id, UUID caseId) {
        jdbc.sql("update chat.conversation set case_id = :case where id = :id").param("id", id).param("case", caseId).update();
    }

    void rated(UUID id, int stars, String words) {
        jdbc.sql("update chat.conversation set rating = :stars, rating_words = :words where id = :id").param("id", id).param("stars", stars).param("words", words).update();
    }

    List<UUID> pictures(UUID id) {
        return jdbc.sql("select document_id from chat.message where conversation_id = :id and document_id is not null order by seq").param("id", id).query(UUID.class).list();
    }

    /** Messages of the visitor since then: whoever is too quick is slowed down. */
    int writtenSince(UUID id, Instant since) {
        return jdbc.sql("select count(*) from chat.message where conversation_id = :id and author = 'VISITOR' and at > :since")
                .param("id", id).param("since", since.atOffset(UTC)).query(Integer.class).single();
    }

    int begunSince(String address, Instant since) {
        return jdbc.sql("select count(*) from chat.conversation where address = :address and started_at > :since")
                .param("address", address).param("since", since.atOffset(UTC)).query(Integer.class).single();
    }

    /** Those that waited too long for an answer, and those in which nobody has said anything since {@code idleSince}. */
    List<UUID> overdue(Instant now, Instant idleSince) {
        return jdbc.sql("""
                select c.id
                  from chat.conversation c join chat.site s on s.id = c.site_id
                 where c.ended_at is null
                   and (c.status = 'WAITING' and c.waiting_since <= cast(:now as timestamptz) - make_interval(mins => s.answer_within)
                        or c.status = 'ACTIVE' and c.unanswered_since <= cast(:now as timestamptz) - make_interval(mins => s.answer_within)
                        or c.status = 'ACTIVE' and c.unanswered_since is null and c.last_at <= :idle)
                 order by c.last_at limit 200
                """)
                .param("now", now.atOffset(UTC)).param("idle", idleSince.atOffset(UTC)).query(UUID.class).list();
    }
}
