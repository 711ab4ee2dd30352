package aftercare.demo;

import aftercare.documents.DocumentDesk;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A mailbox of every branch with its own words, conversations about open cases, one answered with files, and what else lies in a
 * mailbox: spam, an automatic reply, a mail nobody could take apart. The demo is connected to no mail server, so the mailboxes are switched off.
 */
final class Mailroom {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private record Branch(UUID id, String code, String name) {}

    private record Case(UUID id, String number, UUID branch, String subject, String contact, String email, Instant openedAt) {}

    private final JdbcTemplate jdbc;
    private final DocumentDesk documents;
    private final Chance chance;
    private final Instant now;
    private int uid;

    Mailroom(JdbcTemplate jdbc, DocumentDesk documents, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.chance = chance;
        this.now = now;
    }

    void fill() {
        var branches = jdbc.query("select id, code, name from identity.branch order by code",
                (row, _) -> new Branch(row.getObject("id", UUID.class), row.getString("code"), row.getString("name")));
        branches.forEach(this::branch);
    }

    private void branch(Branch branch) {
        var mailbox = chance.id(now.minus(Duration.ofDays(200)));
        var address = "service-" + branch.code().toLowerCase(Locale.ROOT) + "@anxin.example";
        jdbc.update("""
                insert into mail.mailbox (id, branch_id, name, address, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name, signature, active, uid_validity)
                values (?, ?, ?, ?, 'imap.anxin.example', 993, 'TLS', 'smtp.anxin.example', 465, 'TLS', ?, ?, false, 1)
                """, mailbox, branch.id(), branch.name() + "服务台", address, address, "安心售后 · " + branch.name() + "\n服务热线 400-800-9000（7×24）");
        words(mailbox, branch);
        var cases = jdbc.query("""
                select id, number, branch_id, subject, contact_name, contact_email, opened_at from cases.service_case
                 where branch_id = ? and status in ('ACTIVE', 'WAITING') and customer_id is not null and opened_at < ? order by opened_at desc, number limit 3
                """, (row, _) -> new Case(row.getObject("id", UUID.class), row.getString("number"), row.getObject("branch_id", UUID.class), row.getString("subject"),
                row.getString("contact_name"), row.getString("contact_email"), row.getTimestamp("opened_at").toInstant()), branch.id(), Timestamp.from(now.minus(Duration.ofHours(2))));
        for (int i = 0; i < cases.size(); i++) {
            conversation(mailbox, cases.get(i), i);
        }
        other(mailbox, branch, "SPAM", "PERSON", "金税服务", "kaipiao@spam.example", "代开发票，点数优惠", "各类发票代开，可先验后付，加微信详谈。", null, Duration.ofHours(7));
        other(mailbox, branch, "KEPT", "LIST", "工业安防资讯", "news@magazine.example", "本周资讯：门禁产品选型指南", "本期目录：一、门禁选型；二、停车场改造案例。", null, Duration.ofHours(29));
        other(mailbox, branch, "NOT_UNDERSTOOD", "MACHINE", "扫描仪", "scanner@customer.example", "扫描件", "", "mail.too-many-parts", Duration.ofHours(5));
        jdbc.update("insert into mail.spam_rule (id, branch_id, part, words, made_by, made_at) values (?, ?, 'SUBJECT', '代开发票', null, ?)", chance.id(now), branch.id(),
                Timestamp.from(now.minus(Duration.ofDays(40))));
    }

    /** Simplified Chinese says what this branch wants to say; the others sign in their language and keep the usual words. */
    private void words(UUID mailbox, Branch branch) {
        own(mailbox, "zh-CN", "", """
                {{name}}，您好：

                %s已收到您的来信，服务单号 {{number}}。
                我们会在 {{answer}} 前答复您。需要补充文字或照片，直接回复本邮件即可。
                查看进度：{{link}}

                急事请拨 400-800-9000（7×24 小时）。

                {{signature}}""".formatted(branch.name()));
        own(mailbox, "zh-TW", "安心售後 · %s\n服務熱線 +86 400-800-9000（7×24）".formatted(branch.name()), "");
        own(mailbox, "en", "Anlan Intelligent Systems · Customer service\n+86 400-800-9000, day and night", "");
    }

    private void own(UUID mailbox, String language, String signature, String received) {
        jdbc.update("insert into mail.mailbox_words (mailbox_id, language, signature, received) values (?, ?, ?, ?)", mailbox, language, signature, received);
    }

    private void conversation(UUID mailbox, Case about, int turn) {
        var email = about.email().isBlank() ? "contact%d@customer.example".formatted(uid + 1) : about.email();
        var step = Duration.between(about.openedAt(), now).dividedBy(5);
        var asked = about.openedAt().plus(step);
        var answered = asked.plus(step);
        var thanked = answered.plus(step);
        incoming(mailbox, about, email, asked, "关于" + about.subject(), List.of("补充一下：现场早上又出现了一次，重启后暂时恢复。请问工程师来之前我们需要准备什么？",
                "工程师几点能到？门卫需要提前登记车牌。", "昨天说的备件到了吗？现场急着恢复使用。").get(turn % 3), "", turn == 2);
        if (turn == 2) {
            return;
        }
        var answer = "您好，工程师到场前请保持设备通电，并准备好设备间的钥匙。%s如有现场照片，请直接回复本邮件。".formatted(turn == 0 ? "附件是到场前的准备清单和入场申请表。" : "");
        var message = chance.id(answered);
        jdbc.update("""
                insert into notices.message (id, branch_id, channel, template, language, to_name, to_address, title, body, subject_kind, subject_id, state, queued_at, sent_at, by_hand)
                values (?, ?, 'EMAIL', 'mail.answer', 'zh-CN', ?, ?, ?, ?, 'case', ?, 'SENT', ?, ?, true)
                """, message, about.branch(), about.contact(), email, "Re: 关于%s [%s]".formatted(about.subject(), about.number()), answer + "\n\n-- \n安心售后服务台",
                about.id(), Timestamp.from(answered), Timestamp.from(answered.plusSeconds(4)));
        if (turn == 0) {
            along(message, 0, about, "到场前准备清单.pdf", Archives.page("CHECKLIST", "Before the engineer arrives"), answered);
            along(message, 1, about, "入场申请表.pdf", Archives.page("PASS", "Application for access"), answered);
        }
        incoming(mailbox, about, email, thanked, "回复：Re: 关于%s [%s]".formatted(about.subject(), about.number()), "好的，钥匙在前台，到了打我电话。",
                "------------------ 原始邮件 ------------------\n发件人: \"安心售后\"\n主题: Re: 关于%s\n\n%s".formatted(about.subject(), answer), turn == 0);
    }

    /** Went along with an answer; it lies with the case, where the customer finds it too. */
    private void along(UUID message, int position, Case about, String name, byte[] pdf, Instant at) {
        var id = chance.id(at);
        jdbc.update("""
                insert into documents.document (id, owner_kind, owner_id, section, file_name, media_type, size, sha256, visibility, uploaded_name, at)
                values (?, 'case', ?, 'mail', ?, 'application/pdf', ?, ?, 'PUBLIC', '安心售后服务台', ?)
                """, id, about.id(), name, pdf.length, documents.keep(pdf, name), Timestamp.from(at));
        jdbc.update("insert into notices.message_file (message_id, document_id, position) values (?, ?, ?)", message, id, position);
    }

    private void incoming(UUID mailbox, Case about, String email, Instant at, String subject, String text, String quoted, boolean waiting) {
        var id = chance.id(at);
        raw(id, mailbox, at, about.contact(), email, subject, quoted.isEmpty() ? text : text + "\n\n" + quoted);
        jdbc.update("""
                insert into mail.incoming (id, mailbox_id, branch_id, state, manner, received_at, sent_at, from_name, from_address, subject, subject_key, message_id, body, quoted, case_id,
                                           waiting, attempts)
                values (?, ?, ?, 'TAKEN', 'PERSON', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                """, id, mailbox, about.branch(), Timestamp.from(at), Timestamp.from(at), about.contact(), email, subject, ("关于" + about.subject()).toLowerCase(Locale.ROOT),
                id + "@customer.example", text, quoted, about.id(), waiting);
    }

    private void other(UUID mailbox, Branch branch, String state, String manner, String name, String address, String subject, String text, @Nullable String failure, Duration ago) {
        var at = now.minus(ago);
        var id = chance.id(at);
        raw(id, mailbox, at, name, address, subject, text);
        jdbc.update("""
                insert into mail.incoming (id, mailbox_id, branch_id, state, manner, received_at, sent_at, from_name, from_address, subject, subject_key, message_id, body, failure, facts, attempts)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), 1)
                """, id, mailbox, branch.id(), state, manner, Timestamp.from(at), Timestamp.from(at), name, address, subject, subject.toLowerCase(Locale.ROOT), id + "@elsewhere.example",
                text, failure, failure == null ? "{}" : "{\"most\": 500}");
    }

    private void raw(UUID id, UUID mailbox, Instant at, String name, String address, String subject, String text) {
        var mail = "From: \"%s\" <%s>\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n"
                .formatted(name, address, subject, DATE.format(at.atOffset(ZoneOffset.ofHours(8))), id, text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        jdbc.update("""
                insert into mail.raw (id, mailbox_id, uid_validity, uid, fetched_at, size, sha256, content) values (?, ?, 1, ?, ?, ?, encode(sha256(?), 'hex'), ?)
                """, id, mailbox, ++uid, Timestamp.from(at), mail.length, mail, mail);
    }
}
