package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.cases.ACaseTown;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Mails that landed in the wrong case, or should have landed in none. */
class MailMoveTests extends WithAMailbox {

    final String wang = "wang-" + Ids.next() + "@example.com";
    final String li = "li-" + Ids.next() + "@example.com";

    @BeforeEach
    void thatAcknowledgesNothing() {
        jdbc.sql("update mail.mailbox set acknowledges = false where id = :id").param("id", mailbox.id()).update();
    }

    private UUID arrives(String from, String subject, String headers, String body) throws Exception {
        arrives("From: %s\nSubject: %s\nMIME-Version: 1.0\n%s\n\n%s\n".formatted(from, subject, headers, body));
        return jdbc.sql("select id from mail.incoming where mailbox_id = :box order by received_at desc, id desc limit 1").param("box", mailbox.id()).query(UUID.class).single();
    }

    private UUID arrives(String from, String subject, String body) throws Exception {
        return arrives(from, subject, "Content-Type: text/plain; charset=utf-8", body);
    }

    private UUID caseOf(UUID mail) {
        return jdbc.sql("select case_id from mail.incoming where id = :id").param("id", mail).query(UUID.class).single();
    }

    private String numberOf(UUID caseId) {
        return jdbc.sql("select number from cases.service_case where id = :id").param("id", caseId).query(String.class).single();
    }

    private String statusOf(UUID caseId) {
        return jdbc.sql("select status from cases.service_case where id = :id").param("id", caseId).query(String.class).single();
    }

    private List<String> history(UUID caseId, String visibility) {
        return jdbc.sql("""
                select e.kind || coalesce(' ' || (e.facts ->> 'text'), '') from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id
                 where s.subject_kind = 'case' and s.subject_id = :id and e.visibility = :visibility order by e.at, e.id
                """).param("id", caseId).param("visibility", visibility).query(String.class).list();
    }

    private MvcTestResult move(UUID mail, String number, boolean withLater) {
        return agent.post("{\"number\":%s,\"withLater\":%s}".formatted(number == null ? null : "\"" + number + "\"", withLater), "/api/mails/{id}/move", mail);
    }

    @Test
    void goWithTheirFilesAndAnswersToTheCaseTheyBelongToAndComeBack() throws Exception {
        var right = caseOf(arrives(wang, "pump", "leaks"));
        var wrong = caseOf(arrives(li, "door", "does not open"));
        var picture = Base64.getMimeEncoder().encodeToString(Samples.picture("png", 4, 4));
        // whoever knows the number of the wrong case; somebody of ours has said yes to it, so the customer of the door reads it
        jdbc.sql("update cases.service_case set contact_email = :email where id = :id").param("email", wang).param("id", wrong).update();
        var lost = arrives(wang, numberOf(wrong), "Content-Type: multipart/mixed; boundary=b", """
                --b
                Content-Type: text/plain

                the pump again
                --b
                Content-Type: image/png
                Content-Disposition: attachment; filename=pump.png
                Content-Transfer-Encoding: base64

                %s
                --b--""".formatted(picture));
        jdbc.sql("update cases.service_case set contact_email = :email where id = :id").param("email", li).param("id", wrong).update();
        var answered = UUID.fromString(json(agent.post("{\"text\":\"we come on Monday\",\"to\":\"%s\"}".formatted(wang), "/api/cases/{id}/mails", wrong), HttpStatus.CREATED).get("message").asString());
        var later = arrives(wang, numberOf(wrong), "Monday is fine");
        assertThat(history(wrong, "PUBLIC")).contains("cases.message the pump again", "cases.noted we come on Monday");

        var moved = json(move(lost, numberOf(right), true), HttpStatus.OK);
        assertThat(moved.get("number").asString()).isEqualTo(numberOf(right));
        assertThat(moved.get("mails").asInt()).isEqualTo(3);
        assertThat(moved.get("leftEmpty").isNull()).as("the mail about the door stays").isTrue();
        assertThat(caseOf(lost)).isEqualTo(right);
        assertThat(caseOf(later)).isEqualTo(right);
        assertThat(jdbc.sql("select subject_id from notices.message where id = :id").param("id", answered).query(UUID.class).single()).isEqualTo(right);
        assertThat(jdbc.sql("select owner_id from documents.document where file_name = 'pump.png' and owner_id = any(:both)").param("both", new UUID[] {right, wrong}).query(UUID.class).single())
                .isEqualTo(right);
        assertThat(history(wrong, "PUBLIC")).doesNotContain("cases.message the pump again", "cases.noted we come on Monday", "cases.message Monday is fine");
        assertThat(history(wrong, "INTERNAL")).contains("cases.message the pump again", "cases.noted we come on Monday", "mail.moved-out");
        assertThat(history(right, "PUBLIC")).contains("cases.message the pump again", "cases.message Monday is fine");
        assertThat(history(right, "INTERNAL")).contains("mail.moved-in");
        assertThat(caseOf(arrives(wang, "Re: something", "In-Reply-To: <%s@aftercare>".formatted(answered), "and on Tuesday"))).as("answers follow").isEqualTo(right);

        assertThat(json(move(lost, numberOf(right), true), HttpStatus.CONFLICT).get("code").asString()).isEqualTo("mail.there-already");
        assertThat(json(move(lost, numberOf(wrong), false), HttpStatus.OK).get("mails").asInt()).as("back, this one only").isEqualTo(1);
        assertThat(caseOf(lost)).isEqualTo(wrong);
        assertThat(caseOf(later)).isEqualTo(right);
    }

    @Test
    void leaveWhatOthersSaidInTheSameWords() throws Exception {
        var here = caseOf(arrives(wang, "pump", "leaks"));
        arrives(wang, "Re: pump [%s]".formatted(numberOf(here)), "thanks");
        var other = arrives(wang, "Re: pump [%s]".formatted(numberOf(here)), "thanks, and the door too");
        json(move(other, null, false), HttpStatus.OK);
        assertThat(history(here, "PUBLIC")).contains("cases.message thanks").doesNotContain("cases.message thanks, and the door too");
    }

    @Test
    void becomeACaseOfTheirOwn() throws Exception {
        var first = arrives(wang, "pump", "leaks");
        var old = caseOf(first);
        var other = arrives(wang, "Re: pump", "by the way, the door of hall 3 is broken too");

        var moved = json(move(other, null, true), HttpStatus.OK);
        var own = UUID.fromString(moved.get("caseId").asString());
        assertThat(own).isNotEqualTo(old).isEqualTo(caseOf(other));
        assertThat(jdbc.sql("select description from cases.service_case where id = :id").param("id", own).query(String.class).single()).contains("door of hall 3");
        assertThat(history(own, "PUBLIC")).as("said once, as its description").containsExactly("cases.opened");
        assertThat(json(move(first, numberOf(own), false), HttpStatus.OK).get("leftEmpty").asString()).isEqualTo(numberOf(old));
    }

    private MvcTestResult moveWithCase(UUID mail, String number) {
        return agent.post("{\"number\":\"%s\",\"withLater\":true,\"withCase\":true}".formatted(number), "/api/mails/{id}/move", mail);
    }

    @Test
    void takeACaseThatIsNothingElseWithThemAndAnswersToItFollow() throws Exception {
        var right = caseOf(arrives(wang, "pump", "leaks"));
        var lost = arrives(wang, "a photo", "Content-Type: multipart/mixed; boundary=b", """
                --b
                Content-Type: text/plain

                here it is
                --b
                Content-Type: image/png
                Content-Disposition: attachment; filename=pump2.png
                Content-Transfer-Encoding: base64

                %s
                --b--""".formatted(Base64.getMimeEncoder().encodeToString(Samples.picture("png", 4, 4))));
        var empty = caseOf(lost);
        assertThat(json(agent.get("/api/mails/{id}/emptied", lost), HttpStatus.OK).get("number").asString()).isEqualTo(numberOf(empty));

        var moved = json(moveWithCase(lost, numberOf(right)), HttpStatus.OK);
        assertThat(moved.get("ended").asString()).isEqualTo(numberOf(empty));
        assertThat(moved.get("leftEmpty").isNull()).isTrue();
        assertThat(statusOf(empty)).isEqualTo("CANCELLED");
        assertThat(statusOf(right)).isNotEqualTo("CANCELLED");
        assertThat(history(empty, "INTERNAL")).contains("mail.moved-out");
        assertThat(history(empty, "PUBLIC")).contains("cases.merged");
        arrives(wang, "Re: a photo [%s]".formatted(numberOf(empty)), "and another");
        assertThat(history(right, "PUBLIC")).as("the number in their mailbox leads on").contains("cases.message and another");
    }

    @Test
    void leaveTheirCaseToBeDecidedWhenNobodyAsksForItsEnd() throws Exception {
        var right = caseOf(arrives(wang, "pump", "leaks"));
        var lost = arrives(wang, "the pump again", "still leaks");
        var empty = caseOf(lost);
        var moved = json(move(lost, numberOf(right), true), HttpStatus.OK);
        assertThat(moved.get("ended").isNull()).isTrue();
        assertThat(moved.get("leftEmpty").asString()).isEqualTo(numberOf(empty));
        assertThat(statusOf(empty)).isEqualTo("NEW");
    }

    @Test
    void neverEndACaseOnWhichAnythingElseHappened() throws Exception {
        var right = numberOf(caseOf(arrives(wang, "pump", "leaks")));
        var noted = arrives(li, "door", "does not open");
        assertThat(agent.post("{\"text\":\"called back\",\"visibleToCustomer\":false}", "/api/cases/{id}/notes", caseOf(noted)).getResponse().getStatus()).isLessThan(300);
        var answered = arrives(li, "gate", "does not close");
        json(agent.post("{\"text\":\"we come\",\"to\":\"%s\"}".formatted(li), "/api/cases/{id}/mails", caseOf(answered)), HttpStatus.CREATED);
        var followed = arrives(li, "lamp", "is dark");
        arrives(li, "Re: lamp [%s]".formatted(numberOf(caseOf(followed))), "and warm");
        // Somebody who speaks through the tracking page has no account, just as whoever wrote the mail.
        var spoken = arrives(li, "fan", "is loud");
        jdbc.sql("""
                with said as (insert into timeline.entry (id, kind, at, actor_name, visibility) values (gen_random_uuid(), 'cases.message', '2026-03-02T01:00Z', '李', 'PUBLIC') returning id, at)
                insert into timeline.entry_subject (subject_kind, subject_id, at, entry_id) select 'case', :case, at, id from said
                """).param("case", caseOf(spoken)).update();
        // A visit that the product planned by itself.
        var planned = arrives(li, "roof", "is wet");
        jdbc.sql("""
                with said as (insert into timeline.entry (id, kind, at, actor_name, visibility) values (gen_random_uuid(), 'dispatch.booked', '2026-03-02T01:00Z', 'system', 'PUBLIC') returning id, at)
                insert into timeline.entry_subject (subject_kind, subject_id, at, entry_id) select 'case', :case, at, id from said
                """).param("case", caseOf(planned)).update();
        for (var mail : List.of(noted, answered, followed, spoken, planned)) {
            var from = caseOf(mail);
            assertThat(json(agent.get("/api/mails/{id}/emptied", mail), HttpStatus.OK).get("number").isNull()).isTrue();
            assertThat(json(moveWithCase(mail, right), HttpStatus.OK).get("ended").isNull()).isTrue();
            assertThat(statusOf(from)).isNotEqualTo("CANCELLED");
        }
    }

    @Test
    void cancelTheirCaseWhereItCannotGoOnInTheOther() throws Exception {
        var over = caseOf(arrives(wang, "pump", "leaks"));
        jdbc.sql("update cases.service_case set status = 'CLOSED', resolution = 'x', resolved_at = opened_at, closed_at = opened_at where id = :id").param("id", over).update();
        var lost = arrives(wang, "the pump once more", "thank you");
        var empty = caseOf(lost);
        assertThat(json(moveWithCase(lost, numberOf(over)), HttpStatus.OK).get("ended").asString()).isEqualTo(numberOf(empty));
        assertThat(statusOf(empty)).isEqualTo("CANCELLED");
        assertThat(history(empty, "PUBLIC")).contains("cases.cancelled").doesNotContain("cases.merged");
    }

    @Test
    void goNowhereThatDoesNotExistForWhoeverMovesThem() throws Exception {
        var mail = arrives(wang, "pump", "leaks");
        var elsewhere = new ACaseTown(jdbc);
        var theirs = json(clients.with(Role.AGENT, elsewhere.branch).post("""
                {"channel":"PHONE","kind":"repair","severity":3,"subject":"x","customer":"%s","branch":"%s","contactName":"x","take":false}""".formatted(elsewhere.customer, elsewhere.branch),
                "/api/cases"), HttpStatus.CREATED);
        assertThat(json(move(mail, numberOf(UUID.fromString(theirs.get("id").asString())), true), HttpStatus.NOT_FOUND).get("code").asString()).isEqualTo("mail.no-such-case");
        assertThat(json(move(mail, "SO-1999-999999", true), HttpStatus.NOT_FOUND).get("code").asString()).isEqualTo("mail.no-such-case");
        assertThat(clients.with(Role.AGENT, elsewhere.branch).post("{\"number\":null,\"withLater\":true}", "/api/mails/{id}/move", mail)).hasStatus(HttpStatus.NOT_FOUND);
        var over = caseOf(arrives(li, "door", "x"));
        assertThat(agent.post("{\"reason\":\"x\"}", "/api/cases/{id}/cancel", over)).hasStatusOk();
        assertThat(json(move(mail, numberOf(over), true), HttpStatus.CONFLICT).get("code").asString()).isEqualTo("mail.case-cancelled");
    }

    @Test
    void thatWereSpamTakeTheirCaseWithThemUnlessSomebodyHasWorkedOnIt() throws Exception {
        var spam = arrives(wang, "invoices", "cheap");
        var done = json(agent.post("{\"always\":true}", "/api/mails/{id}/spam", spam), HttpStatus.OK);
        assertThat(done.get("cancelled").asString()).isEqualTo(numberOf(caseOf(spam)));
        assertThat(statusOf(caseOf(spam))).isEqualTo("CANCELLED");
        arrives(wang, "Re: invoices", "cheaper");
        assertThat(jdbc.sql("select state from mail.incoming where subject = 'Re: invoices' and from_address = :from").param("from", wang).query(String.class).single()).isEqualTo("SPAM");

        var mail = arrives(li, "door", "x");
        assertThat(agent.post("{\"text\":\"called back\",\"visibleToCustomer\":false}", "/api/cases/{id}/notes", caseOf(mail)).getResponse().getStatus()).isLessThan(300);
        var kept = json(agent.post("{\"always\":false}", "/api/mails/{id}/spam", mail), HttpStatus.OK);
        assertThat(kept.get("cancelled").isNull()).isTrue();
        assertThat(kept.get("kept").asString()).isEqualTo(numberOf(caseOf(mail)));
        assertThat(statusOf(caseOf(mail))).isNotEqualTo("CANCELLED");
        assertThat(history(caseOf(mail), "INTERNAL")).contains("mail.spam");
    }
}
