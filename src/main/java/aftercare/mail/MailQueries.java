package aftercare.mail;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of mail: one method per screen, one statement per method. */
@Component
@Transactional(readOnly = true)
class MailQueries {

    private static final int SIZE = 50;
    private static final int LONGEST_CONVERSATION = 200;
    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    /** What somebody wants to see. WAITING: a person wrote, and nobody has answered. */
    enum Box {
        WAITING, ALL, NOT_UNDERSTOOD, SPAM, KEPT, SET_ASIDE
    }

    /** @param failure the code of the reason why it was not understood */
    record MailRow(UUID id, MailState state, @Nullable Manner manner, Instant receivedAt, String fromName, String fromAddress, String subject, boolean waiting,
                   boolean stranger, @Nullable UUID caseId, @Nullable String caseNumber, String branchName, String mailboxName, @Nullable String failure,
                   Map<String, Object> facts) {}

    record Next(Instant at, UUID id) {}

    record MailPage(List<MailRow> rows, @Nullable Next next) {}

    /** @param documentId null when it was not kept; then {@code refusal} says why, or it is still on its way */
    record AttachmentView(String fileName, long size, @Nullable UUID documentId, @Nullable String refusal, Map<String, Object> facts) {}

    record MailView(MailRow mail, String toLine, @Nullable Instant sentAt, String body, String quoted, boolean hasHtml, long size, @Nullable String reason,
                    List<AttachmentView> attachments) {}

    /**
     * One mail of a conversation.
     *
     * @param incoming    theirs; otherwise ours
     * @param automatic   written by a program, theirs or ours
     * @param messageState what became of ours; null for theirs
     */
    record Said(UUID id, boolean incoming, boolean automatic, Instant at, String name, String address, String subject, String body, String quoted, boolean hasHtml,
                boolean stranger, boolean waiting, @Nullable MailState state, @Nullable String messageState, @Nullable String failure, List<AttachmentView> attachments) {}

    /** @param to whom an answer goes; empty when nobody is known. {@code name} and {@code number} fill ready answers. {@code from}: the mailbox it leaves by; null when none is set up */
    record Conversation(List<Said> said, String to, String name, String number, @Nullable String from, String signature, boolean mayAnswer) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final MailboxStore mailboxes;

    MailQueries(JdbcClient jdbc, JsonMapper json, MailboxStore mailboxes) {
        this.jdbc = jdbc;
        this.json = json;
        this.mailboxes = mailboxes;
    }

    private static final String ROW = """
            select i.id, i.state, i.manner, i.received_at, i.from_name, i.from_address, i.subject, i.waiting, i.stranger, i.case_id, c.number as case_number,
                   b.name as branch_name, m.name as mailbox_name, i.failure, i.facts, i.to_line, i.sent_at, i.body, i.quoted, i.has_html, i.reason
              from mail.incoming i
              join identity.branch b on b.id = i.branch_id
              join mail.mailbox m on m.id = i.mailbox_id
              left join cases.service_case c on c.id = i.case_id
             where (:everywhere or i.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
            """;

    MailPage list(Reach reach, Box box, @Nullable String words, @Nullable UUID branch, @Nullable Next after) {
        var rows = jdbc.sql(ROW + """
                   and case :box when 'WAITING' then i.waiting when 'ALL' then i.state not in ('REPEATED', 'SPAM') else i.state = :box end
                   and (:box <> 'WAITING' or i.waiting)
                   and (cast(:inBranch as uuid) is null or i.branch_id = :inBranch)
                   and (cast(:words as text) is null or (length(:words) < 2 or i.grams @> platform.grams(:words))
                        and strpos(lower(concat_ws(chr(10), i.from_name, i.from_address, i.subject)), :words) > 0)
                   and (cast(:afterAt as timestamptz) is null or (i.received_at, i.id) < (:afterAt, cast(:afterId as uuid)))
                 order by i.received_at desc, i.id desc limit :size
                """)
                .params(reach.params()).param("box", box.name()).param("words", Words.of(words)).param("inBranch", branch)
                .param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.id()).param("size", SIZE + 1)
                .query((row, _) -> row(row)).list();
        if (rows.size() <= SIZE) {
            return new MailPage(rows, null);
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        return new MailPage(page, new Next(page.getLast().receivedAt(), page.getLast().id()));
    }

    MailView mail(Reach reach, UUID id) {
        var attachments = attachments(List.of(id)).getOrDefault(id, List.of());
        var size = jdbc.sql("select size from mail.raw where id = :id").param("id", id).query(Long.class).optional().orElse(0L);
        return jdbc.sql(ROW + " and i.id = :id").params(reach.params()).param("id", id)
                .query((row, _) -> new MailView(row(row), row.getString("to_line"), instant(row, "sent_at"), row.getString("body"), row.getString("quoted"),
                        row.getBoolean("has_html"), size, row.getString("reason"), attachments)).optional().orElseThrow(() -> missing(id));
    }

    /** The mail as it came, for whoever may read it. */
    byte[] raw(Reach reach, UUID id) {
        return jdbc.sql("""
                select r.content from mail.raw r join mail.incoming i on i.id = r.id
                 where r.id = :id and (:everywhere or i.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """).params(reach.params()).param("id", id).query(byte[].class).optional().orElseThrow(() -> missing(id));
    }

    /** What was written to and fro about a case, the oldest first. */
    Conversation conversation(Scope scope, UUID caseId) {
        record About(UUID branchId, String contactEmail, String contactName, String number) {}
        var about = jdbc.sql("""
                select branch_id, contact_email, contact_name, number from cases.service_case
                 where id = :id and (:everywhere or branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """).params(scope.reach(Permission.MAIL_READ).params()).param("id", caseId).query(About.class).optional()
                .orElseThrow(() -> new Refusal.Missing("cases.no-such-case", "there is no case %s".formatted(caseId), Map.of()));
        var rows = jdbc.sql("""
                select * from (
                    select id, true as incoming, manner in ('MACHINE', 'AUTO_REPLY', 'LIST', 'BOUNCE') as automatic, received_at as at, from_name as name,
                           from_address as address, subject, body, quoted, has_html, stranger, waiting, state, cast(null as text) as message_state,
                           cast(null as text) as failure
                      from mail.incoming where case_id = :case and state in ('TAKEN', 'KEPT')
                    union all
                    select id, false, not by_hand, queued_at, to_name, to_address, title, body, '', false, false, false, null, state, failure
                      from notices.message where subject_kind = 'case' and subject_id = :case and channel = 'EMAIL' and template <> 'notices.promise-broken') as said
                 order by at desc, id desc limit :size
                """)
                .param("case", caseId).param("size", LONGEST_CONVERSATION).query((row, _) -> said(row)).list().reversed();
        var files = attachments(rows.stream().map(Said::id).toList());
        var said = rows.stream().map(one -> with(one, files.getOrDefault(one.id(), List.of()))).toList();
        var last = said.reversed().stream().filter(one -> one.incoming() && !one.automatic() && !one.stranger()).findFirst();
        var to = last.map(Said::address).orElse(about.contactEmail());
        var name = last.map(Said::name).filter(one -> !one.isBlank()).orElse(about.contactName());
        var from = mailboxes.writing(about.branchId());
        return new Conversation(said, to, name, about.number(), from.map(mailbox -> mailbox.settings().address()).orElse(null), from.map(mailbox -> mailbox.settings().signature()).orElse(""),
                scope.reach(Permission.MAIL_ANSWER).covers(about.branchId(), null, null));
    }

    private Map<UUID, List<AttachmentView>> attachments(List<UUID> mails) {
        record Of(UUID mail, AttachmentView attachment) {}
        return jdbc.sql("""
                select mail_id, file_name, size, document_id, refusal, facts, position from mail.attachment where mail_id = any(:mails)
                union all
                select f.message_id, d.file_name, d.size, case when d.removed_at is null then d.id end, case when d.removed_at is not null then 'documents.missing' end, '{}',
                       f.position
                  from notices.message_file f join documents.document d on d.id = f.document_id where f.message_id = any(:mails)
                 order by mail_id, position
                """)
                .param("mails", mails.toArray(UUID[]::new))
                .query((row, _) -> new Of(row.getObject("mail_id", UUID.class), new AttachmentView(row.getString("file_name"), row.getLong("size"),
                        row.getObject("document_id", UUID.class), row.getString("refusal"), json.readValue(row.getString("facts"), FACTS))))
                .list().stream().collect(Collectors.groupingBy(Of::mail, Collectors.mapping(Of::attachment, Collectors.toList())));
    }

    private MailRow row(java.sql.ResultSet row) throws java.sql.SQLException {
        var manner = row.getString("manner");
        return new MailRow(row.getObject("id", UUID.class), MailState.valueOf(row.getString("state")), manner == null ? null : Manner.valueOf(manner),
                row.getTimestamp("received_at").toInstant(), row.getString("from_name"), row.getString("from_address"), row.getString("subject"),
                row.getBoolean("waiting"), row.getBoolean("stranger"), row.getObject("case_id", UUID.class), row.getString("case_number"),
                row.getString("branch_name"), row.getString("mailbox_name"), row.getString("failure"), json.readValue(row.getString("facts"), FACTS));
    }

    private static Said said(java.sql.ResultSet row) throws java.sql.SQLException {
        var state = row.getString("state");
        var incoming = row.getBoolean("incoming");
        return new Said(row.getObject("id", UUID.class), incoming, row.getBoolean("automatic"), row.getTimestamp("at").toInstant(), row.getString("name"),
                row.getString("address"), row.getString("subject"), row.getString("body"), row.getString("quoted"), row.getBoolean("has_html"),
                row.getBoolean("stranger"), row.getBoolean("waiting"), incoming ? MailState.valueOf(state) : null, row.getString("message_state"),
                row.getString("failure"), List.of());
    }

    private static Said with(Said one, List<AttachmentView> files) {
        return new Said(one.id(), one.incoming(), one.automatic(), one.at(), one.name(), one.address(), one.subject(), one.body(), one.quoted(), one.hasHtml(),
                one.stranger(), one.waiting(), one.state(), one.messageState(), one.failure(), files);
    }

    private static @Nullable Instant instant(java.sql.ResultSet row, String column) throws java.sql.SQLException {
        var value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    private static Refusal missing(UUID id) {
        return new Refusal.Missing("mail.no-such-mail", "there is no mail %s".formatted(id), Map.of());
    }
}
