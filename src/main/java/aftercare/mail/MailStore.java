package aftercare.mail;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Mails as they came, and what became of each. */
@Component
class MailStore {

    /** A mail that is to be understood. {@code welcome}: somebody has said that it is for us, whatever it looks like. */
    record Unread(UUID id, UUID mailboxId, UUID branchId, Instant receivedAt, boolean welcome, boolean cut, long size, byte[] content) {}

    /** Where a mail belongs: {@code known} when whoever wrote it has to do with the case. */
    record Thread(UUID caseId, boolean known) {}

    record Head(UUID id, UUID branchId, MailState state, @Nullable UUID caseId, String fromName, String fromAddress, String subject, String messageId) {}

    record Waiting(UUID id, int position) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    MailStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Once per number on the server. What a rebuilt mailbox brings again under a new number is known by its bytes. */
    void keep(UUID id, Mailbox mailbox, long uidValidity, long uid, MailReader.Fetched fetched, Instant now) {
        var kept = jdbc.sql("""
                insert into mail.raw (id, mailbox_id, uid_validity, uid, fetched_at, size, cut, sha256, content)
                values (:id, :mailbox, :validity, :uid, :now, :size, :cut, :sha256, :content)
                on conflict (mailbox_id, uid_validity, uid) do nothing
                """)
                .param("id", id).param("mailbox", mailbox.id()).param("validity", uidValidity).param("uid", uid).param("now", now.atOffset(UTC))
                .param("size", fetched.size()).param("cut", fetched.cut()).param("sha256", fetched.sha256()).param("content", fetched.content()).update();
        if (kept == 0) {
            return;
        }
        jdbc.sql("""
                insert into mail.incoming (id, mailbox_id, branch_id, received_at, state)
                values (:id, :mailbox, :branch, :at, case when exists (
                        select from mail.raw r where r.mailbox_id = :mailbox and r.sha256 = :sha256 and r.uid_validity <> :validity) then 'REPEATED' else 'NEW' end)
                """)
                .param("id", id).param("mailbox", mailbox.id()).param("branch", mailbox.branch()).param("at", fetched.receivedAt().atOffset(UTC))
                .param("sha256", fetched.sha256()).param("validity", uidValidity).update();
    }

    /** The oldest that nobody is reading just now; locked until the transaction ends. */
    Optional<Unread> next(@Nullable UUID mailbox, Instant fetchedBefore) {
        return jdbc.sql("""
                select i.id, i.mailbox_id, i.branch_id, i.received_at, i.welcome, r.cut, r.size, r.content
                  from mail.incoming i join mail.raw r on r.id = i.id
                 where i.state = 'NEW' and (cast(:mailbox as uuid) is null or i.mailbox_id = :mailbox) and r.fetched_at <= :before
                 order by i.received_at, i.id limit 1 for update of i skip locked
                """).param("mailbox", mailbox).param("before", fetchedBefore.atOffset(UTC)).query(Unread.class).optional();
    }

    Optional<Unread> lock(UUID id) {
        return jdbc.sql("""
                select i.id, i.mailbox_id, i.branch_id, i.received_at, i.welcome, r.cut, r.size, r.content
                  from mail.incoming i join mail.raw r on r.id = i.id where i.id = :id and i.state = 'NEW' for update of i
                """).param("id", id).query(Unread.class).optional();
    }

    byte[] raw(UUID id) {
        return jdbc.sql("select content from mail.raw where id = :id").param("id", id).query(byte[].class).single();
    }

    void understood(UUID id, ReadMail mail, MailState state, @Nullable UUID branch, @Nullable UUID caseId, boolean stranger, boolean waiting) {
        said(id, mail);
        jdbc.sql("""
                update mail.incoming set state = :state, manner = :manner, branch_id = coalesce(cast(:branch as uuid), branch_id), case_id = :case, stranger = :stranger,
                       waiting = :waiting, failure = null, facts = '{}', attempts = attempts + 1
                 where id = :id
                """)
                .param("id", id).param("state", state.name()).param("manner", mail.manner().name()).param("branch", branch).param("case", caseId)
                .param("stranger", stranger).param("waiting", waiting).update();
    }

    void notUnderstood(UUID id, @Nullable ReadMail head, String failure, Map<String, ?> facts) {
        if (head != null) {
            said(id, head);
        }
        jdbc.sql("update mail.incoming set state = 'NOT_UNDERSTOOD', failure = :failure, facts = cast(:facts as jsonb), attempts = attempts + 1, waiting = false where id = :id and state = 'NEW'")
                .param("id", id).param("failure", failure).param("facts", json.writeValueAsString(facts)).update();
    }

    private void said(UUID id, ReadMail mail) {
        jdbc.sql("""
                update mail.incoming set sent_at = :sentAt, from_name = :name, from_address = :address, to_line = :to, subject = :subject, subject_key = :key,
                       message_id = :messageId, body = :body, quoted = :quoted, has_html = :html
                 where id = :id
                """)
                .param("id", id).param("sentAt", mail.sentAt() == null ? null : mail.sentAt().atOffset(UTC))
                .param("name", mail.from() == null ? "" : mail.from().name()).param("address", mail.from() == null ? "" : mail.from().address())
                .param("to", mail.to()).param("subject", mail.subject()).param("key", key(mail.subject())).param("messageId", mail.messageId())
                .param("body", mail.text()).param("quoted", mail.quoted()).param("html", !mail.html().isEmpty()).update();
    }

    static String key(String subject) {
        return ReadMail.plainSubject(subject).toLowerCase();
    }

    void addAttachments(UUID mail, List<MailAttachment> attachments, int most) {
        for (int i = 0; i < attachments.size(); i++) {
            var one = attachments.get(i);
            jdbc.sql("""
                    insert into mail.attachment (id, mail_id, position, file_name, media_type, size, refusal, facts)
                    values (:id, :mail, :position, :name, :type, :size, :refusal, cast(:facts as jsonb)) on conflict (mail_id, position) do nothing
                    """)
                    .param("id", Ids.next()).param("mail", mail).param("position", i).param("name", one.fileName()).param("type", one.mediaType())
                    .param("size", one.content().length).param("refusal", i < most ? null : "mail.too-many-attachments")
                    .param("facts", i < most ? "{}" : json.writeValueAsString(Map.of("most", most))).update();
        }
    }

    List<Waiting> attachmentsToKeep(UUID mail) {
        return jdbc.sql("select id, position from mail.attachment where mail_id = :mail and document_id is null and refusal is null order by position")
                .param("mail", mail).query(Waiting.class).list();
    }

    /** Mails whose files were not dealt with because the product stopped in between. */
    List<UUID> withFilesToKeep() {
        return jdbc.sql("select distinct mail_id from mail.attachment where document_id is null and refusal is null limit 100").query(UUID.class).list();
    }

    void kept(UUID attachment, UUID document) {
        jdbc.sql("update mail.attachment set document_id = :document where id = :id and refusal is null").param("id", attachment).param("document", document).update();
    }

    void refused(UUID attachment, String code, Map<String, ?> facts) {
        jdbc.sql("update mail.attachment set refusal = :code, facts = cast(:facts as jsonb) where id = :id and document_id is null").param("id", attachment)
                .param("code", code).param("facts", json.writeValueAsString(facts)).update();
    }

    /** The same mail in another of our mailboxes, or once more in this one. */
    Optional<Head> twin(UUID id, ReadMail mail) {
        if (mail.messageId().isEmpty() || mail.from() == null) {
            return Optional.empty();
        }
        return jdbc.sql("""
                select id, branch_id, state, case_id, from_name, from_address, subject, message_id from mail.incoming
                 where message_id = :message and id <> :id and from_address = :from and subject = :subject and body = :body and state in ('TAKEN', 'KEPT', 'SPAM')
                   and (state <> 'TAKEN' or (select count(*) from mail.attachment a where a.mail_id = incoming.id) = :files)
                 order by received_at limit 1
                """).param("message", mail.messageId()).param("id", id).param("from", mail.from().address()).param("subject", mail.subject())
                .param("body", mail.text()).param("files", mail.attachments().size()).query(Head.class).optional();
    }

    /** The case of one of our own messages, by its id. */
    Optional<UUID> caseOfMessage(UUID message) {
        return jdbc.sql("select subject_id from notices.message where id = :id and subject_kind = 'case'").param("id", message).query(UUID.class).optional();
    }

    Optional<UUID> caseOfMail(List<String> messageIds) {
        if (messageIds.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("select case_id from mail.incoming where message_id = any(:ids) and case_id is not null and state <> 'SPAM' order by received_at desc limit 1")
                .param("ids", messageIds.toArray(String[]::new)).query(UUID.class).optional();
    }

    /** By its number; {@code known} when the sender has to do with it: reported it, belongs to its customer, or has written about it. */
    Optional<Thread> caseNumbered(String number, String from) {
        return jdbc.sql("""
                select c.id as case_id,
                       lower(c.contact_email) = :from
                       or exists (select from customers.contact k where k.customer_id = c.customer_id and lower(k.email) = :from and k.email <> '')
                       or exists (select from customers.customer k where k.id = c.customer_id and lower(k.email) = :from and k.email <> '')
                       or exists (select from mail.incoming i where i.case_id = c.id and i.from_address = :from and not i.stranger) as known
                  from cases.service_case c where c.number = :number
                """).param("number", number).param("from", from).query(Thread.class).optional();
    }

    Optional<UUID> caseOfSubject(String from, String subjectKey, Instant since) {
        return jdbc.sql("""
                select i.case_id from mail.incoming i
                 where i.from_address = :from and i.received_at > :since and i.subject_key = :key and i.state = 'TAKEN' and not i.stranger
                 order by i.received_at desc limit 1
                """).param("from", from).param("since", since.atOffset(UTC)).param("key", subjectKey).query(UUID.class).optional();
    }

    int lately(String from, Instant now, Duration time) {
        return jdbc.sql("select count(*) from (select 1 from mail.incoming where from_address = :from and received_at > :since limit 1000) as recent")
                .param("from", from).param("since", now.minus(time).atOffset(UTC)).query(Integer.class).single();
    }

    boolean isSpam(UUID branch, ReadMail mail) {
        var sender = mail.from() == null ? "" : (mail.from().name() + " " + mail.from().address()).toLowerCase();
        return jdbc.sql("""
                select exists (select from mail.spam_rule
                                where branch_id = :branch
                                  and (part = 'SENDER' and strpos(:sender, words) > 0 or part = 'SUBJECT' and strpos(:subject, words) > 0))
                """).param("branch", branch).param("sender", sender).param("subject", mail.subject().toLowerCase()).query(Boolean.class).single();
    }

    /** The last mail of a person about this case: what an answer answers. */
    Optional<Head> lastOf(CaseId caseId) {
        return jdbc.sql("""
                select id, branch_id, state, case_id, from_name, from_address, subject, message_id from mail.incoming
                 where case_id = :case and state = 'TAKEN' and from_address <> '' and not stranger order by received_at desc limit 1
                """).param("case", caseId.value()).query(Head.class).optional();
    }

    List<String> conversation(CaseId caseId) {
        return jdbc.sql("""
                select id from (select message_id as id, received_at as at from mail.incoming where case_id = :case and state = 'TAKEN' and message_id <> ''
                                union all
                                select id || '@aftercare', queued_at from notices.message where subject_kind = 'case' and subject_id = :case and channel = 'EMAIL') as said
                 order by at desc limit 20
                """).param("case", caseId.value()).query(String.class).list().reversed();
    }

    void answered(CaseId caseId) {
        jdbc.sql("update mail.incoming set waiting = false where case_id = :case and waiting").param("case", caseId.value()).update();
    }

    Head head(UUID id) {
        return jdbc.sql("select id, branch_id, state, case_id, from_name, from_address, subject, message_id from mail.incoming where id = :id for update")
                .param("id", id).query(Head.class).optional()
                .orElseThrow(() -> new Refusal.Missing("mail.no-such-mail", "there is no mail %s".formatted(id), Map.of()));
    }

    void settle(UUID id, MailState state, String reason, boolean welcome, UUID by, Instant now) {
        jdbc.sql("""
                update mail.incoming set state = :state, welcome = :welcome, waiting = false, failure = null, facts = '{}', reason = :reason, settled_by = :by, settled_at = :now
                 where id = :id
                """).param("id", id).param("state", state.name()).param("welcome", welcome).param("reason", reason).param("by", by)
                .param("now", now.atOffset(UTC)).update();
    }

    void done(UUID id, UUID by, Instant now) {
        jdbc.sql("update mail.incoming set waiting = false, settled_by = :by, settled_at = :now where id = :id and waiting").param("id", id).param("by", by)
                .param("now", now.atOffset(UTC)).update();
    }
}
