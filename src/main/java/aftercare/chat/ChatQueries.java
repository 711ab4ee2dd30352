package aftercare.chat;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What both sides see of conversations. */
@Component
@Transactional(readOnly = true)
class ChatQueries {

    private static final int SIZE = 50;
    private static final int ON_BOARD = 100;
    /** A conversation may be long; whoever has less asks again from what they have. */
    static final int MESSAGES = 500;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    /** @param id of its sender's making */
    record MessageView(int seq, UUID id, MessageKind kind, Author author, String name, String text, @Nullable UUID picture, Map<String, String> facts, Instant at) {}

    /** @param unread what the visitor wrote since somebody of ours looked */
    record ChatRow(UUID id, UUID branchId, String branchName, String siteName, ChatStatus status, String visitorName, String phone, String email, String about,
                   @Nullable UUID customerId, @Nullable String customerName, @Nullable UUID agentId, @Nullable String agentName, Instant startedAt, Instant waitingSince,
                   @Nullable Instant unansweredSince, @Nullable Instant endedAt, Instant lastAt, String lastText, int unread, @Nullable UUID caseId,
                   @Nullable String caseNumber, @Nullable Integer rating, String ratingWords) {}

    record Next(Instant at, UUID id) {}

    record ChatPage(List<ChatRow> rows, @Nullable Next next) {}

    /** @param others what colleagues are at */
    record Board(List<ChatRow> waiting, List<ChatRow> mine, List<ChatRow> others) {}

    private static final String ROW = """
            select c.id, c.branch_id, b.name as branch_name, s.name as site_name, c.status, c.visitor_name, c.phone, c.email, c.about, c.customer_id, k.name as customer_name,
                   c.agent_id, u.name as agent_name, c.started_at, c.waiting_since, c.unanswered_since, c.ended_at, c.last_at,
                   coalesce((select left(m.text, 80) from chat.message m where m.conversation_id = c.id and m.kind in ('TEXT', 'NOTE') order by m.seq desc limit 1), '') as last_text,
                   (select count(*) from chat.message m where m.conversation_id = c.id and m.seq > c.agent_read_seq and m.author = 'VISITOR')::int as unread,
                   sc.id as case_id, sc.number as case_number, c.rating, c.rating_words
              from chat.conversation c
              join chat.site s on s.id = c.site_id
              join identity.branch b on b.id = c.branch_id
              left join customers.customer k on k.id = c.customer_id
              left join identity.app_user u on u.id = c.agent_id
              left join intake.report r on r.id = c.id
              left join cases.service_case sc on sc.id = coalesce(c.case_id, r.case_id)
             where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ChatQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Mine stay in the order in which I took them, so that none moves away while I go from one to the other. */
    Board board(Reach reach, UUID me) {
        var waiting = jdbc.sql(ROW + " and c.status = 'WAITING' order by c.waiting_since, c.id limit :most").params(reach.params()).param("most", ON_BOARD).query(ChatRow.class).list();
        var mine = jdbc.sql(ROW + " and c.status = 'ACTIVE' and c.agent_id = :me order by c.taken_at, c.id limit :most").params(reach.params()).param("me", me)
                .param("most", ON_BOARD).query(ChatRow.class).list();
        var others = jdbc.sql(ROW + " and c.status = 'ACTIVE' and c.agent_id <> :me order by c.last_at desc limit :most").params(reach.params()).param("me", me)
                .param("most", ON_BOARD).query(ChatRow.class).list();
        return new Board(waiting, mine, others);
    }

    /** How many wait, and how many unread messages of mine there are; both stop counting at a hundred. */
    record Counts(int waiting, int unread) {}

    Counts counts(Reach reach, UUID me) {
        return jdbc.sql("""
                select (select count(*) from (select from chat.conversation c where c.status = 'WAITING' and (:everywhere or c.branch_id = any(:branches)) limit 100) w)::int as waiting,
                       (select count(*) from (select from chat.conversation c join chat.message m on m.conversation_id = c.id
                                               where c.status = 'ACTIVE' and c.agent_id = :me and (:everywhere or c.branch_id = any(:branches))
                                                 and m.seq > c.agent_read_seq and m.author = 'VISITOR' limit 100) x)::int as unread
                 where cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """).params(reach.params()).param("me", me).query(Counts.class).optional().orElse(new Counts(0, 0));
    }

    ChatPage over(Reach reach, @Nullable String words, @Nullable UUID branch, @Nullable Next after) {
        var asked = words == null || words.isBlank() ? null : words.strip().replace("\0", "");
        var rows = jdbc.sql(ROW + """
                 and c.ended_at is not null and (cast(:branch as uuid) is null or c.branch_id = :branch)
                 and (cast(:words as text) is null
                      or c.grams @> platform.grams(:words) and strpos(lower(c.visitor_name || ' ' || c.phone || ' ' || c.about), lower(:words)) > 0)
                 and (cast(:afterAt as timestamptz) is null or (c.started_at, c.id) < (:afterAt, cast(:afterId as uuid)))
               order by c.started_at desc, c.id desc limit :size
               """)
                .params(reach.params()).param("branch", branch).param("words", asked).param("afterAt", after == null ? null : after.at().atOffset(UTC))
                .param("afterId", after == null ? null : after.id()).param("size", SIZE + 1).query(ChatRow.class).list();
        if (rows.size() <= SIZE) {
            return new ChatPage(rows, null);
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        return new ChatPage(page, new Next(page.getLast().startedAt(), page.getLast().id()));
    }

    ChatRow row(Reach reach, UUID id) {
        return jdbc.sql(ROW + " and c.id = :id").params(reach.params()).param("id", id).query(ChatRow.class).optional().orElseThrow(ChatStore::missing);
    }

    /** What came after the number somebody has; the oldest first. */
    List<MessageView> messages(UUID chat, int since, boolean ours) {
        return jdbc.sql("""
                select seq, client_id, kind, author, author_name, text, document_id, facts, at from chat.message
                 where conversation_id = :chat and seq > :since and (:ours or kind <> 'NOTE') order by seq limit :most
                """)
                .param("chat", chat).param("since", since).param("ours", ours).param("most", MESSAGES).query((row, _) -> message(row)).list();
    }

    private MessageView message(ResultSet row) throws SQLException {
        return new MessageView(row.getInt("seq"), row.getObject("client_id", UUID.class), MessageKind.valueOf(row.getString("kind")), Author.valueOf(row.getString("author")),
                row.getString("author_name"), row.getString("text"), row.getObject("document_id", UUID.class), json.readValue(row.getString("facts"), FACTS),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }

    /** A conversation as its visitor sees it. {@code report}: somebody made a case of what was left in it. */
    record OfVisitor(UUID id, UUID branchId, ChatStatus status, String visitorName, @Nullable String agentName, int ahead, int lastSeq, @Nullable Integer rating,
                     @Nullable String caseNumber, @Nullable String trackingToken) {}

    OfVisitor ofVisitor(String tokenHash) {
        return jdbc.sql("""
                select c.id, c.branch_id, c.status, c.visitor_name, u.name as agent_name, c.last_seq, c.rating, sc.number as case_number, sc.tracking_token,
                       case when c.status = 'WAITING' then
                            (select count(*) from (select from chat.conversation o where o.status = 'WAITING' and o.branch_id = c.branch_id
                                                      and (o.waiting_since, o.id) < (c.waiting_since, c.id) limit 100) w) else 0 end::int as ahead
                  from chat.conversation c
                  left join identity.app_user u on u.id = c.agent_id
                  left join intake.report r on r.id = c.id
                  left join cases.service_case sc on sc.id = r.case_id
                 where c.token_hash = :token
                """).param("token", tokenHash).query(OfVisitor.class).optional().orElseThrow(ChatStore::missing);
    }

    boolean shows(UUID chat, UUID picture) {
        return jdbc.sql("select exists (select from chat.message where conversation_id = :chat and document_id = :picture)").param("chat", chat).param("picture", picture)
                .query(Boolean.class).single();
    }

    /** In the order in which the waiting of one branch stand. */
    int waiting(UUID branch) {
        return jdbc.sql("select count(*) from (select from chat.conversation where status = 'WAITING' and branch_id = :branch limit 100) w").param("branch", branch)
                .query(Integer.class).single();
    }
}
