package aftercare.notices;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Messages on their way to a real mail server. */
@AftercareTest
class MailTests {

    private static final GreenMail SERVER = new GreenMail(ServerSetup.SMTP.dynamicPort());

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        SERVER.start();
        properties.add("spring.mail.host", () -> "localhost");
        properties.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
        properties.add("aftercare.mail-from", () -> "service@example.com");
    }

    @Autowired NoticeDesk desk;
    @Autowired FailedEventPublications failed;
    @Autowired JdbcClient jdbc;

    private final UUID branch = Ids.next();

    @AfterAll
    static void closeMailServer() {
        SERVER.stop();
    }

    @BeforeEach
    void aBranch() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", branch).param("code", branch.toString()).update();
    }

    private UUID send(String address) {
        return desk.send(new Message("notices.greeting", "zh-CN", "王经理", address, Map.of("name", "王经理", "number", "SO-1"), branch,
                new Subject("case", Ids.next())));
    }

    private String state(UUID message) {
        return jdbc.sql("select state from notices.message where id = :id").param("id", message).query(String.class).single();
    }

    private static void until(BooleanSupplier reached) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(reached::getAsBoolean);
    }

    @Test
    void aMessageArrivesAsItWasWritten() throws Exception {
        var id = send("wang@example.com");
        until(() -> state(id).equals("SENT"));

        var mail = Arrays.stream(SERVER.getReceivedMessages()).filter(one -> header(one).contains(id.toString())).findFirst().orElseThrow();
        assertThat(mail.getSubject()).isEqualTo("您好，王经理");
        assertThat(mail.getContent().toString().strip().replace("\r", "")).isEqualTo("单号：SO-1\n此致");
        assertThat(mail.getRecipients(RecipientType.TO)[0].toString()).contains("wang@example.com");
        assertThat(mail.getFrom()[0]).hasToString("service@example.com");
    }

    @Test
    void aRefusedMessageSaysWhyAndIsTriedAgain() {
        var id = send("not an address");
        until(() -> state(id).equals("FAILED"));
        assertThat(jdbc.sql("select failure from notices.message where id = :id").param("id", id).query(String.class).single()).isNotBlank();

        jdbc.sql("update notices.message set to_address = 'right@example.com' where id = :id").param("id", id).update();
        until(() -> {
            failed.resubmit(ResubmissionOptions.defaults());
            return state(id).equals("SENT");
        });
        assertThat(jdbc.sql("select attempts from notices.message where id = :id").param("id", id).query(Integer.class).single()).isGreaterThanOrEqualTo(2);
    }

    private static String header(jakarta.mail.Message mail) {
        try {
            return String.join(" ", mail.getHeader("Message-ID"));
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
