package aftercare.notices;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of notices: one method per screen, one statement per method. */
@Component
@Transactional(readOnly = true)
class NoticeQueries {

    private static final int SIZE = 50;
    private static final int COUNTED = 100;
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    record NoticeView(UUID id, String kind, Subject about, Map<String, String> facts, boolean urgent, Instant at, @Nullable Instant readAt) {}

    record Notices(List<NoticeView> rows, @Nullable Next next) {}

    record MessageRow(UUID id, String template, String toName, String toAddress, String title, Subject about, String branchName,
                      MessageState state, @Nullable String failure, Instant queuedAt, @Nullable Instant sentAt) {}

    record Messages(List<MessageRow> rows, @Nullable Next next, boolean sendsMail) {}

    record MessageView(MessageRow message, String language, String body, int attempts, List<FileRow> files) {}

    /** A file that goes out with a message. {@code removed}: taken out of sight since; it went all the same. */
    record FileRow(UUID id, String fileName, long size, boolean removed) {}

    /** Where the following page goes on: pass as {@code afterAt} and {@code afterId}. */
    record Next(Instant at, UUID id) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Mailbox mailbox;

    NoticeQueries(JdbcClient jdbc, JsonMapper json, Mailbox mailbox) {
        this.jdbc = jdbc;
        this.json = json;
        this.mailbox = mailbox;
    }

    Notices of(UUID user, boolean onlyUnread, @Nullable Next after, int size) {
        var rows = jdbc.sql("""
                select id, kind, subject_kind, subject_id, facts, urgent, at, read_at
                  from notices.notice
                 where user_id = :user and (not :onlyUnread or read_at is null)
                   and (cast(:afterAt as timestamptz) is null or (at, id) < (:afterAt, cast(:afterId as uuid)))
                 order by at desc, id desc limit :size
                """)
                .param("user", user).param("onlyUnread", onlyUnread)
                .param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.id())
                .param("size", size + 1)
                .query((row, _) -> new NoticeView(row.getObject("id", UUID.class), row.getString("kind"),
                        new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
                        json.readValue(row.getString("facts"), FACTS), row.getBoolean("urgent"), row.getTimestamp("at").toInstant(),
                        row.getTimestamp("read_at") == null ? null : row.getTimestamp("read_at").toInstant()))
                .list();
        if (rows.size() <= size) {
            return new Notices(rows, null);
        }
        var page = List.copyOf(rows.subList(0, size));
        return new Notices(page, new Next(page.getLast().at(), page.getLast().id()));
    }

    /** Stops counting at {@value #COUNTED}. */
    int unread(UUID user) {
        return jdbc.sql("select count(*) from (select from notices.notice where user_id = :user and read_at is null limit :most) as capped")
                .param("user", user).param("most", COUNTED).query(Integer.class).single();
    }

    private static final String MESSAGE = """
            select m.id, m.template, m.language, m.to_name, m.to_address, m.title, m.body, m.subject_kind, m.subject_id, b.name as branch_name,
                   m.state, m.failure, m.attempts, m.queued_at, m.sent_at
              from notices.message m join identity.branch b on b.id = m.branch_id
             where (:everywhere or m.branch_id = any(:branches))
               and cast(:partner as uuid) is null and cast(:customer as uuid) is null
               and m.template not in ('notices.news', 'notices.news-many') -- what colleagues are told is theirs
            """;

    Messages messages(Reach reach, @Nullable MessageState state, @Nullable String words, @Nullable Subject about, @Nullable Next after) {
        var asked = words == null || words.isBlank() ? null : words.strip();
        var rows = jdbc.sql(MESSAGE + """
                   and (cast(:state as text) is null or m.state = :state)
                   and (cast(:words as text) is null
                        or m.grams @> platform.grams(:words) and strpos(lower(m.to_name || ' ' || m.to_address || ' ' || m.title), lower(:words)) > 0)
                   and (cast(:subjectKind as text) is null or m.subject_kind = :subjectKind and m.subject_id = :subjectId)
                   and (cast(:afterAt as timestamptz) is null or (m.queued_at, m.id) < (:afterAt, cast(:afterId as uuid)))
                 order by m.queued_at desc, m.id desc limit :size
                """)
                .params(reach.params()).param("state", state == null ? null : state.name()).param("words", asked)
                .param("subjectKind", about == null ? null : about.kind()).param("subjectId", about == null ? null : about.id())
                .param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.id())
                .param("size", SIZE + 1)
                .query((row, _) -> view(row, List.of()).message()).list();
        if (rows.size() <= SIZE) {
            return new Messages(rows, null, mailbox.isSet());
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        return new Messages(page, new Next(page.getLast().queuedAt(), page.getLast().id()), mailbox.isSet());
    }

    MessageView message(Reach reach, UUID id) {
        var files = jdbc.sql("""
                select d.id, d.file_name, d.size, d.removed_at is not null as removed
                  from notices.message_file f join documents.document d on d.id = f.document_id
                 where f.message_id = :id order by f.position
                """).param("id", id).query(FileRow.class).list();
        return jdbc.sql(MESSAGE + " and m.id = :id").params(reach.params()).param("id", id).query((row, _) -> view(row, files)).optional()
                .orElseThrow(() -> new Refusal.Missing("notices.no-such-message", "there is no message %s".formatted(id), Map.of()));
    }

    private static MessageView view(java.sql.ResultSet row, List<FileRow> files) throws java.sql.SQLException {
        var sent = row.getTimestamp("sent_at");
        var template = row.getString("template");
        return new MessageView(new MessageRow(row.getObject("id", UUID.class), template, row.getString("to_name"),
                row.getString("to_address"), shown(template, row.getString("title")),
                new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)), row.getString("branch_name"),
                MessageState.valueOf(row.getString("state")), row.getString("failure"), row.getTimestamp("queued_at").toInstant(),
                sent == null ? null : sent.toInstant()), row.getString("language"), shown(template, row.getString("body")), row.getInt("attempts"), files);
    }

    /** A code is for its reader only: whoever looks after messages sees that it was sent, not which it was. */
    private static String shown(String template, String text) {
        return template.endsWith("-code") ? text.replaceAll("\\d", "•") : text;
    }
}
