package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import aftercare.cases.ACaseTown;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Files that go out with an answer, to a real mail server. */
class AnswerFilesTests extends WithAMailbox {

    private static final String LONG_NAME = "苏州工业园区恒达制造有限公司东厂区三号门禁控制器更换方案与报价（第二版，含备件清单和施工安排）2026年11月.pdf";

    UUID about;

    @BeforeEach
    void aCase() {
        about = aCase(town);
    }

    private UUID aCase(ACaseTown town) {
        var answer = agent.post("""
                {"channel":"PHONE","kind":"repair","severity":3,"subject":"三号门禁","customer":"%s","branch":"%s","contactName":"王敏","contactEmail":"wang@example.com","take":false}"""
                .formatted(town.customer, town.branch), "/api/cases");
        return UUID.fromString(json(answer, HttpStatus.CREATED).get("id").asString());
    }

    private String attached(UUID owner, String name, byte[] content) {
        return json(agent.upload(name, content, "/api/documents?ownerKind=case&ownerId={id}&section=mail", owner), HttpStatus.CREATED).get("id").asString();
    }

    private MvcTestResult answer(String... files) {
        return agent.post("{\"text\":\"方案见附件\",\"files\":[%s]}".formatted(String.join(",", Arrays.stream(files).map("\"%s\""::formatted).toList())), "/api/cases/{id}/mails", about);
    }

    private MimeMessage sent(String message) {
        await().atMost(Duration.ofSeconds(20)).until(() -> jdbc.sql("select state from notices.message where id = :id").param("id", UUID.fromString(message)).query(String.class).single().equals("SENT"));
        return Arrays.stream(mailServer.server.getReceivedMessages()).filter(one -> GreenMailUtil.getHeaders(one).contains(message)).findFirst().orElseThrow();
    }

    @Test
    void theyArriveUnderTheirChineseNamesAndStayInTheConversation() throws Exception {
        var pdf = "%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        var picture = Samples.picture("png", 30, 20);
        var first = attached(about, LONG_NAME, pdf);
        var second = attached(about, "现场 \"照片\".png", picture);
        var message = json(answer(first, second, first), HttpStatus.CREATED).get("message").asString();
        assertThat(jdbc.sql("select visibility from documents.document where id = any(:ids)").param("ids", new UUID[] {UUID.fromString(first), UUID.fromString(second)}).query(String.class).list())
                .as("the customer has them").containsOnly("PUBLIC");
        // what was promised still goes
        agent.delete("/api/documents/{id}", second);

        var mail = new ByteArrayOutputStream();
        sent(message).writeTo(mail);
        var raw = mail.toString(StandardCharsets.US_ASCII);
        assertThat(raw).contains("Content-Disposition: attachment", "filename*0*=UTF-8''", " name=\"=?UTF-8?B?").doesNotContain("\0");
        assertThat(raw.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
        var read = MailReading.read(mail.toByteArray());
        assertThat(read.text()).isEqualTo("方案见附件\n\n-- \n苏州分公司 服务台");
        assertThat(read.attachments()).extracting(MailAttachment::fileName, MailAttachment::mediaType)
                .containsExactly(tuple(LONG_NAME, "application/pdf"), tuple("现场 \"照片\".png", "image/png"));
        assertThat(read.attachments().getFirst().content()).isEqualTo(pdf);
        assertThat(read.attachments().getLast().content()).isEqualTo(picture);

        var said = json(agent.get("/api/cases/{id}/mails", about), HttpStatus.OK).get("said").valueStream().filter(one -> one.get("id").asString().equals(message)).findFirst().orElseThrow();
        assertThat(said.get("attachments")).hasSize(2);
        assertThat(said.get("attachments").get(0).get("documentId").asString()).isEqualTo(first);
        assertThat(said.get("attachments").get(1).get("documentId").isNull()).as("removed since").isTrue();
        assertThat(said.get("attachments").get(1).get("refusal").asString()).isEqualTo("documents.missing");
    }

    @Test
    void neitherTheirNamesNorAnyOtherWriteHeadersOfTheirOwn() throws Exception {
        var evil = "x\r\nBcc: spy@example.com\r\n\r\nbody";
        jdbc.sql("update cases.service_case set contact_name = :evil, subject = :evil where id = :id").param("evil", evil).param("id", about).update();
        var file = attached(about, "a\"\r\nBcc: spy@example.com\r\nX: \u2028.png", Samples.picture("png", 3, 3));
        jdbc.sql("update documents.document set file_name = :evil where id = :id").param("evil", evil + ".png").param("id", UUID.fromString(file)).update();
        var mail = sent(json(answer(file), HttpStatus.CREATED).get("message").asString());

        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        var raw = new ByteArrayOutputStream();
        mail.writeTo(raw);
        assertThat(raw.toString(StandardCharsets.US_ASCII).lines()).noneMatch(line -> line.startsWith("Bcc:"));
        assertThat(MailReading.read(raw.toByteArray()).attachments()).hasSize(1);
    }

    @Test
    void moreThanAMailCarriesIsRefusedWithItsSize() {
        var text = "x".repeat(8 << 20).getBytes(StandardCharsets.UTF_8);
        var one = attached(about, "a.txt", text);
        var two = attached(about, "b.txt", text);
        var refused = json(answer(one, two), HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(refused.get("code").asString()).isEqualTo("mail.files-large");
        assertThat(refused.get("facts").get("most").asInt()).isEqualTo(15);
        assertThat(jdbc.sql("select count(*) from notices.message where subject_id = :id and template = 'mail.answer'").param("id", about).query(Integer.class).single()).isZero();
        assertThat(answer(one)).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void aFileOfAnotherCaseDoesNotExist() {
        var other = new ACaseTown(jdbc);
        var here = agent;
        agent = clients.with(Role.AGENT, other.branch);
        var foreign = attached(aCase(other), "secret.png", Samples.picture("png", 3, 3));
        agent = here;
        assertThat(json(answer(foreign), HttpStatus.NOT_FOUND).get("code").asString()).isEqualTo("documents.missing");
        assertThat(json(answer(Ids.next().toString()), HttpStatus.NOT_FOUND).get("code").asString()).isEqualTo("documents.missing");
    }
}
