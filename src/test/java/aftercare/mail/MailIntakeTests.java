package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import com.icegreen.greenmail.util.GreenMailUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/** Mails from a real IMAP server through to the case, and answers back. */
class MailIntakeTests extends WithAMailbox {

    /** Every test writes from an address of its own. */
    String customer;

    @BeforeEach
    void aCustomer() {
        customer = "wang-" + Ids.next() + "@example.com";
    }

    private String from(String headers, String body) {
        return "From: =?utf-8?B?546L5pWP?= <%s>\nTo: %s\nMIME-Version: 1.0\n%s\n\n%s\n".formatted(customer, mailbox.settings().address(),
                headers.contains("Content-Type") ? headers : headers + "\nContent-Type: text/plain; charset=utf-8", body);
    }

    private Map<String, Object> theMail(String subject) {
        return jdbc.sql("select * from mail.incoming where mailbox_id = :box and subject = :subject").param("box", mailbox.id()).param("subject", subject).query().singleRow();
    }

    private Map<String, Object> theCase(Object id) {
        return jdbc.sql("select * from cases.service_case where id = :id").param("id", id).query().singleRow();
    }

    private int cases() {
        return jdbc.sql("select count(distinct case_id) from mail.incoming where mailbox_id = :box and case_id is not null").param("box", mailbox.id()).query(Integer.class).single();
    }

    private int messages(Object caseId) {
        return jdbc.sql("select count(*) from notices.message where subject_id = :id").param("id", caseId).query(Integer.class).single();
    }

    @Nested
    class ANewMail {

        @Test
        void becomesACaseOfWhoeverIsKnownByItsAddressAndIsAnswered() throws Exception {
            jdbc.sql("insert into customers.contact (id, customer_id, name, phone, email) values (:id, :customer, '王经理', '13800000001', :email)")
                    .param("id", Ids.next()).param("customer", town.customer).param("email", customer.toUpperCase()).update();
            arrives(from("Subject: =?utf-8?B?6Zeo56aB5LiN5byA?=\nMessage-ID: <1-%s>".formatted(customer), "三号门禁刷卡没有反应\n\n发自我的 iPhone"));

            var mail = theMail("门禁不开");
            assertThat(mail).containsEntry("state", "TAKEN").containsEntry("manner", "PERSON").containsEntry("waiting", true).containsEntry("body", "三号门禁刷卡没有反应");
            assertThat(theCase(mail.get("case_id"))).containsEntry("channel", "EMAIL").containsEntry("customer_id", town.customer).containsEntry("contact_name", "王经理")
                    .containsEntry("subject", "门禁不开").containsEntry("description", "三号门禁刷卡没有反应");
            await().atMost(Duration.ofSeconds(20)).until(() -> mailServer.sentTo(customer) != null);
            var answer = mailServer.sentTo(customer);
            assertThat(answer.getSubject()).isEqualTo("Re: 门禁不开 [%s]".formatted(theCase(mail.get("case_id")).get("number")));
            assertThat(answer.getHeader("In-Reply-To")).containsExactly("<1-%s>".formatted(customer));
            assertThat(answer.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(answer.getFrom()[0].toString()).contains(mailbox.settings().address());
            assertThat(answer.getContent().toString()).contains("苏州分公司 服务台", "直接回复本邮件");
        }

        @Test
        void ofAStrangerIsWelcome() throws Exception {
            arrives(from("Subject: strange", "我们是新客户，想报修"));

            assertThat(theCase(theMail("strange").get("case_id"))).containsEntry("customer_id", null).containsEntry("contact_name", "王敏").containsEntry("contact_email", customer)
                    .containsEntry("branch_id", town.branch);
        }

        @Test
        void bringsItsFilesAndSaysWhichMayNotBeKept() throws Exception {
            var picture = Base64.getMimeEncoder().encodeToString(Samples.picture("png", 20, 10));
            arrives(from("Subject: files\nContent-Type: multipart/mixed; boundary=b", """
                    --b
                    Content-Type: text/plain

                    see
                    --b
                    Content-Type: image/png; name="../../etc/door.png"
                    Content-Transfer-Encoding: base64

                    %s
                    --b
                    Content-Type: image/jpeg; name="photo.jpg"
                    Content-Transfer-Encoding: base64

                    %s
                    --b
                    Content-Type: application/zip; name="bomb.zip"
                    Content-Transfer-Encoding: base64

                    %s
                    --b--
                    """.formatted(picture, Base64.getMimeEncoder().encodeToString("MZ\0\0this program cannot be run in DOS mode".getBytes(StandardCharsets.US_ASCII)),
                    Base64.getMimeEncoder().encodeToString("PK\003\004\024\0\0\0\010\0".getBytes(StandardCharsets.ISO_8859_1)))));

            var kept = jdbc.sql("select file_name from documents.document where owner_id = :id").param("id", theMail("files").get("case_id")).query(String.class).list();
            assertThat(kept).containsExactly("door.png");
            var id = theMail("files").get("id");
            var view = json(agent.get("/api/mails/{id}", id), HttpStatus.OK);
            assertThat(view.get("attachments").valueStream().map(file -> file.get("refusal").asString("-")).toList())
                    .containsExactly("-", "documents.type-not-allowed", "documents.type-not-allowed");
            assertThat(agent.get("/api/mails/{id}/raw", id)).hasStatusOk().headers().hasValue("Content-Disposition", "attachment; filename=\"%s.eml\"".formatted(id));
        }

        @Test
        void thatGoesBeyondTheLimitsIsKeptAndWaitsForAPerson() throws Exception {
            arrives(from("Subject: bomb\nContent-Type: multipart/mixed; boundary=b", "--b\n\nx\n".repeat(10_000)));

            var row = json(agent.get("/api/mails?box=NOT_UNDERSTOOD"), HttpStatus.OK).get("rows").get(0);
            assertThat(row.get("failure").asString()).isEqualTo("mail.too-many-parts");
            assertThat(row.get("subject").asString()).isEqualTo("bomb");
            var taken = json(agent.post("{}", "/api/mails/{id}/take", row.get("id").asString()), HttpStatus.OK);
            assertThat(taken.get("mail").get("caseNumber").asString()).startsWith("SO-");
        }

        @Test
        void whoseHeadAloneIsBeyondAllLimitsIsKeptAsFarAsItTellsWhoWroteIt() throws Exception {
            var head = from("Subject: giant\nX-Filler: ", "").strip() + "0123456789".repeat(2_700_000);
            arrives(head);

            assertThat(theMail("giant")).containsEntry("state", "NOT_UNDERSTOOD").containsEntry("failure", "mail.too-large").containsEntry("from_address", customer);
            assertThat(jdbc.sql("select cut and size > 27000000 and length(content) = 524288 from mail.raw where mailbox_id = :id").param("id", mailbox.id()).query(Boolean.class).single()).isTrue();
            var row = json(agent.get("/api/mails?box=NOT_UNDERSTOOD"), HttpStatus.OK).get("rows").get(0);
            assertThat(row.get("facts").get("megabytes").asInt()).as("what the sentence says").isEqualTo(25);
            var twoHundred = MailReader.fetched(new byte[MailReader.LARGEST + 1], 200 << 20, clock.instant());
            assertThat(twoHundred.cut()).isTrue();
            assertThat(twoHundred.content()).as("no more of 200 MB is read or kept").hasSize(512 * 1024);
        }

        @Test
        void nestedWithoutEndIsKeptAndWaitsForAPerson() throws Exception {
            var deep = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                deep.append("Content-Type: multipart/mixed; boundary=b").append(i).append("\n\n--b").append(i).append('\n');
            }
            arrives("From: %s\nSubject: deep\n%s".formatted(customer, deep));
            assertThat(theMail("deep")).containsEntry("state", "NOT_UNDERSTOOD").containsEntry("failure", "mail.nested-too-deep");
        }

        @Test
        void thatIsReadTwiceIsThereOnce() throws Exception {
            arrives(from("Subject: once", "x"));
            jdbc.sql("update mail.mailbox set last_uid = 0 where id = :id").param("id", mailbox.id()).update();
            read();
            assertThat(theMail("once")).containsEntry("state", "TAKEN");

            jdbc.sql("update mail.mailbox set uid_validity = uid_validity - 1 where id = :id").param("id", mailbox.id()).update();
            jdbc.sql("update mail.raw set uid_validity = uid_validity - 1 where mailbox_id = :id").param("id", mailbox.id()).update();
            read();
            assertThat(jdbc.sql("select state from mail.incoming where mailbox_id = :id order by id").param("id", mailbox.id()).query(String.class).list())
                    .as("a rebuilt mailbox numbers its mails anew").containsExactly("TAKEN", "REPEATED");
        }

        @Test
        void byARuleIsSpamUntilSomebodyTakesIt() throws Exception {
            assertThat(agent.post("{\"branch\":\"%s\",\"part\":\"SUBJECT\",\"words\":\"代开发票\"}".formatted(town.branch), "/api/spam-rules")).hasStatus(HttpStatus.CREATED);
            arrives(from("Subject: =?utf-8?B?5Luj5byA5Y+R56Wo77yM6K+a5L+h?=", "加微信"));
            assertThat(cases()).isZero();

            var id = json(agent.get("/api/mails?box=SPAM"), HttpStatus.OK).get("rows").get(0).get("id").asString();
            assertThat(agent.post("{}", "/api/mails/{id}/take", id)).hasStatusOk();
            assertThat(cases()).isOne();
        }

        @Test
        void beforeTheMailboxWasSetUpIsLeftAlone() throws Exception {
            jdbc.sql("update mail.mailbox set takes_old = false where id = :id").param("id", mailbox.id()).update();
            mailServer.deliver(mailbox, from("Subject: old", "x"));
            read();
            arrives(from("Subject: fresh", "x"));

            assertThat(jdbc.sql("select subject from mail.incoming where mailbox_id = :id").param("id", mailbox.id()).query(String.class).list()).containsExactly("fresh");
        }

        @Test
        void isNotKeptByWhoeverLostTheMailbox() {
            mailServer.deliver(mailbox, from("Subject: lost", "x"));
            mailboxes.release(me);

            org.assertj.core.api.Assertions.assertThatExceptionOfType(MailReader.LeaseLost.class).isThrownBy(MailIntakeTests.this::read);
            assertThat(jdbc.sql("select count(*) from mail.raw where mailbox_id = :id").param("id", mailbox.id()).query(Integer.class).single()).isZero();
        }
    }

    @Nested
    class AnAnswer {

        @Test
        void goesOutInTheConversationAndComesBackIntoIt() throws Exception {
            arrives(from("Subject: door\nMessage-ID: <first-%s>".formatted(customer), "door is broken"));
            var caseId = theMail("door").get("case_id");
            var sent = json(agent.post("{\"text\":\"请问何时方便？\"}", "/api/cases/{id}/mails", caseId), HttpStatus.CREATED).get("message").asString();
            await().atMost(Duration.ofSeconds(20)).until(() -> jdbc.sql("select state from notices.message where id = :id").param("id", UUID.fromString(sent)).query(String.class).single().equals("SENT"));
            var mail = java.util.Arrays.stream(mailServer.server.getReceivedMessages()).filter(one -> GreenMailUtil.getHeaders(one).contains(sent)).findFirst().orElseThrow();
            assertThat(mail.getHeader("Auto-Submitted")).isNull();
            assertThat(mail.getHeader("In-Reply-To")).containsExactly("<first-%s>".formatted(customer));
            assertThat(mail.getHeader("References")[0]).contains("<first-%s>".formatted(customer));
            assertThat(mail.getContent().toString().replace("\r", "")).contains("请问何时方便？\n\n-- \n苏州分公司 服务台");
            assertThat(theMail("door")).as("it has been answered").containsEntry("waiting", false);

            agent.post("{\"pause\":\"customer\",\"reason\":\"等时间\",\"words\":\"等时间\",\"version\":null}", "/api/cases/{id}/wait", caseId);
            arrives("From: %s\nSubject: something else\nIn-Reply-To: <%s@aftercare>\nContent-Type: text/plain; charset=utf-8\n\n明天上午\n\n在 2026-03-02，\"苏州售后\" <a@example.com> 写道：\n> 请问何时方便？\n".formatted(customer, sent));
            assertThat(cases()).isOne();
            assertThat(theMail("something else")).containsEntry("body", "明天上午").containsEntry("case_id", caseId);
            assertThat(theMail("something else").get("quoted").toString()).contains("请问何时方便？");

            var said = json(agent.get("/api/cases/{id}/mails", caseId), HttpStatus.OK);
            assertThat(said.get("said").valueStream().map(one -> one.get("incoming").asBoolean() + " " + one.get("automatic").asBoolean()).toList())
                    .containsExactly("true false", "false true", "false false", "true false");
            assertThat(said.get("to").asString()).isEqualTo(customer);
        }

        @Test
        void resumesACaseThatWaited() throws Exception {
            arrives(from("Subject: waits\nMessage-ID: <w-%s>".formatted(customer), "x"));
            var id = theMail("waits").get("case_id");
            assertThat(agent.post("{}", "/api/cases/{id}/take", id)).hasStatusOk();
            assertThat(agent.post("{\"reason\":\"等客户确认\"}", "/api/cases/{id}/wait", id)).hasStatusOk();
            assertThat(theCase(id)).containsEntry("status", "WAITING");

            arrives(from("Subject: Re: waits\nIn-Reply-To: <w-%s>".formatted(customer), "可以了"));
            assertThat(theCase(id)).containsEntry("status", "ACTIVE");
        }

        @Test
        void findsItsCaseByNumberAndByReplySubject() throws Exception {
            arrives(from("Subject: pump", "x"));
            var id = theMail("pump").get("case_id");
            arrives(from("Subject: question about %s".formatted(theCase(id).get("number")), "y"));
            arrives(from("Subject: =?utf-8?B?5Zue5aSN77yacHVtcA==?=", "z"));

            assertThat(cases()).isOne();
        }

        @Test
        void ofSomebodyWhoOnlyKnowsTheNumberIsNotTheCustomers() throws Exception {
            arrives(from("Subject: mine", "x"));
            var id = theMail("mine").get("case_id");
            arrives("From: other-%s\nSubject: %s\n\nplease close it".formatted(customer, theCase(id).get("number")));

            assertThat(jdbc.sql("select stranger from mail.incoming where from_address = :from").param("from", "other-" + customer).query(Boolean.class).single()).isTrue();
            assertThat(jdbc.sql("select e.visibility from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = :id and e.facts ->> 'text' = 'please close it'")
                    .param("id", id).query(String.class).single()).isEqualTo("INTERNAL");
        }

        @Test
        void cannotWriteHeadersOfItsOwn() throws Exception {
            arrives(from("Subject: plain", "x"));
            var id = theMail("plain").get("case_id");
            assertThat(json(agent.post("{\"text\":\"x\",\"to\":\"a@example.com\\r\\nBcc: b@example.com\"}", "/api/cases/{id}/mails", id), HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString())
                    .isEqualTo("mail.no-address");
            jdbc.sql("update mail.incoming set subject = :subject where case_id = :id").param("subject", "x\r\nBcc: spy@example.com").param("id", id).update();
            var sent = json(agent.post("{\"text\":\"y\"}", "/api/cases/{id}/mails", id), HttpStatus.CREATED).get("message").asString();
            await().atMost(Duration.ofSeconds(20)).until(() -> jdbc.sql("select state from notices.message where id = :id").param("id", UUID.fromString(sent)).query(String.class).single().equals("SENT"));
            var mail = java.util.Arrays.stream(mailServer.server.getReceivedMessages()).filter(one -> GreenMailUtil.getHeaders(one).contains(sent)).findFirst().orElseThrow();
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getAllRecipients()).hasSize(1);
        }
    }

    @Nested
    class AProgram {

        @Test
        void isNeverAnswered() throws Exception {
            for (var header : List.of("Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <x>")) {
                arrives(from("Subject: robot %s\n%s".formatted(header.hashCode(), header), "x"));
            }
            assertThat(cases()).isZero();
            arrives(from("Subject: alarm\nAuto-Submitted: auto-generated", "UPS 03 overheats"));
            assertThat(cases()).as("a monitoring system may report").isOne();
            assertThat(messages(theMail("alarm").get("case_id"))).isZero();
        }

        @Test
        void thatAnswersOurOwnMailDoesNotTurnInCircles() throws Exception {
            arrives("From: %s\nSubject: loop\n\nx".formatted(mailbox.settings().address()));
            arrives(from("Subject: back\nMessage-ID: <%s@aftercare>".formatted(Ids.next()), "x"));
            assertThat(cases()).isZero();
        }

        @Test
        void thatWritesTooOftenIsNotAnsweredAnyMore() throws Exception {
            for (int i = 0; i < MailSorter.MOST_ACKNOWLEDGED + 3; i++) {
                mailServer.deliver(mailbox, from("Subject: flood %d".formatted(i), "x"));
            }
            read();
            assertThat(jdbc.sql("select count(*) from notices.message where to_address = :to").param("to", customer).query(Integer.class).single()).isEqualTo(MailSorter.MOST_ACKNOWLEDGED);
        }

        @Test
        void thatSaysOurMailCameBackIsHeard() throws Exception {
            var contact = Ids.next();
            jdbc.sql("insert into customers.contact (id, customer_id, name, phone, email) values (:id, :customer, '王经理', '', :email)")
                    .param("id", contact).param("customer", town.customer).param("email", customer).update();
            arrives(from("Subject: gone", "x"));
            var id = theMail("gone").get("case_id");
            var message = jdbc.sql("select id from notices.message where subject_id = :id").param("id", id).query(UUID.class).single();
            await().atMost(Duration.ofSeconds(20)).until(() -> jdbc.sql("select state from notices.message where id = :id").param("id", message).query(String.class).single().equals("SENT"));
            arrives("""
                    From: MAILER-DAEMON@example.com
                    Subject: failure
                    Content-Type: multipart/report; report-type=delivery-status; boundary=b

                    --b
                    Content-Type: message/delivery-status

                    Final-Recipient: rfc822; %s
                    Action: failed
                    Status: 5.1.1

                    --b
                    Content-Type: message/rfc822

                    Message-ID: <%s@aftercare>

                    x
                    --b--
                    """.formatted(customer, message));

            assertThat(jdbc.sql("select state || ' ' || failure from notices.message where id = :id").param("id", message).query(String.class).single()).isEqualTo("BOUNCED 5.1.1");
            assertThat(jdbc.sql("select email_failure from customers.contact where id = :id").param("id", contact).query(String.class).single()).isEqualTo("5.1.1");
            assertThat(cases()).isOne();

            arrives(from("Subject: alive", "I am back"));
            assertThat(jdbc.sql("select email_failure is null from customers.contact where id = :id").param("id", contact).query(Boolean.class).single()).isTrue();
        }
    }

    @Test
    void itsSenderIsAnsweredInTheirLanguageAndTheHousesWords() throws Exception {
        var admin = clients.with(Role.ADMIN, null);
        var usual = json(admin.get("/api/mailboxes/{id}/words", mailbox.id()), HttpStatus.OK);
        assertThat(usual.valueStream().map(one -> one.get("language").asString() + one.get("received").asString()).toList()).containsExactly("zh-CN", "zh-TW", "en");
        assertThat(usual.get(2).get("usual").asString()).startsWith("Dear {{name}},").endsWith("{{signature}}");
        assertThat(json(admin.put("{\"words\":[{\"language\":\"en\",\"signature\":\"\",\"received\":\"Hello {{nmae}}\"}]}", "/api/mailboxes/{id}/words", mailbox.id()),
                HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString()).isEqualTo("mail.words-place");
        assertThat(admin.put("{\"words\":[{\"language\":\"en\",\"signature\":\"Suzhou Service Desk\",\"received\":\"Hello {{name}}, your number is {{number}}.\\n\\n{{signature}}\"}]}",
                "/api/mailboxes/{id}/words", mailbox.id())).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(agent.get("/api/mailboxes/{id}/words", mailbox.id())).hasStatus(HttpStatus.FORBIDDEN);

        arrives(from("Subject: door 3", "It does not open any more."));
        arrives(from("Subject: =?utf-8?B?6ZaA56aB?=", "三號門禁打不開，請盡快派人"));
        var sent = jdbc.sql("select language, body from notices.message where to_address = :to order by queued_at, id").param("to", customer)
                .query((row, _) -> row.getString("language") + ": " + row.getString("body")).list();
        assertThat(sent).hasSize(2);
        assertThat(sent.getFirst()).startsWith("en: Hello ").contains(", your number is SO-").endsWith("\n\n-- \nSuzhou Service Desk\n");
        assertThat(sent.getLast()).startsWith("zh-TW: ").contains("您的郵件已收到").endsWith("-- \n苏州分公司 服务台\n");
    }

    @Test
    void itsPageRunsNothingAndShowsNoPictureUnasked() throws Exception {
        arrives(from("Subject: html\nContent-Type: text/html; charset=utf-8", "<p>hello<img src=\"http://spy.example.com/1.gif\"><script>x()</script></p>"));
        var id = theMail("html").get("id");
        var page = agent.get("/api/mails/{id}/page", id);
        assertThat(page).hasStatusOk().bodyText().contains("hello").doesNotContain("spy.example.com", "<script");
        assertThat(page.getResponse().getHeader("Content-Security-Policy")).contains("default-src 'none'", "sandbox").doesNotContain("https:");
        assertThat(page.getResponse().getHeader("X-Remote-Pictures")).isEqualTo("1");
        assertThat(agent.get("/api/mails/{id}/page?pictures=true", id)).bodyText().contains("spy.example.com");
    }

    @Test
    void aMailboxIsSetUpTriedAndKeepsItsPasswordToItself() {
        var admin = clients.with(Role.ADMIN, null);
        var address = "new-" + Ids.next() + "@example.com";
        mailServer.server.setUser(address, address, "geheim");
        var body = """
                {"branch":"%s","name":"总部售后","address":"%s","imapHost":"127.0.0.1","imapPort":%d,"imapSecurity":"NONE","smtpHost":"127.0.0.1","smtpPort":%d,
                 "smtpSecurity":"NONE","user":"%s","password":%s,"signature":"","acknowledges":true,"takesOld":false,"active":true,"version":%d}""";
        var imap = mailServer.server.getImap().getPort();
        var smtp = mailServer.server.getSmtp().getPort();
        var tried = json(admin.post(body.formatted(town.branch, address, imap, smtp, address, "\"geheim\"", 0), "/api/mailboxes/try"), HttpStatus.OK);
        assertThat(tried.get("reading").isNull()).isTrue();
        assertThat(json(admin.post(body.formatted(town.branch, address, imap, smtp, address, "\"wrong\"", 0), "/api/mailboxes/try"), HttpStatus.OK).get("reading").asString()).isNotBlank();

        var made = admin.post(body.formatted(town.branch, address, imap, smtp, address, "\"geheim\"", 0), "/api/mailboxes");
        assertThat(made).hasStatus(HttpStatus.CREATED).bodyText().doesNotContain("geheim");
        var id = json(made, HttpStatus.CREATED).get("id").asString();
        assertThat(jdbc.sql("select password_sealed from mail.mailbox where id = :id").param("id", UUID.fromString(id)).query(String.class).single()).doesNotContain("geheim").isNotBlank();
        assertThat(json(admin.post(body.formatted(town.branch, address, imap, smtp, address, "null", 0), "/api/mailboxes/{id}/try", id), HttpStatus.OK).get("reading").isNull()).isTrue();
        assertThat(json(admin.post(body.formatted(town.branch, address, imap + 1, smtp, address, "null", 0), "/api/mailboxes/{id}/try", id), HttpStatus.UNPROCESSABLE_CONTENT).get("code").asString())
                .as("a kept password goes to no other server").isEqualTo("mail.password-again");
        assertThat(json(admin.post(body.formatted(town.branch, address, imap, smtp, address, "\"x\"", 0), "/api/mailboxes"), HttpStatus.CONFLICT).get("code").asString()).isEqualTo("mail.address-taken");
        assertThat(agent.get("/api/mailboxes")).hasStatus(HttpStatus.FORBIDDEN);
    }
}
