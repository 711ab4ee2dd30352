package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.cases.ACaseTown;
import aftercare.kernel.Ids;
import aftercare.platform.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A reader whose process is killed (SIGKILL) again and again between fetching a mail and committing it, while mails keep coming:
 * every life is a process of its own with nothing in its memory. Half of them are killed standing still before or after a random
 * statement or commit, the others wherever they have got to when the kill arrives.
 */
@AftercareTest
class MailCrashTests {

    private static final int MAILS_AT_ONCE = 2;
    /** What a reader tells before the first mail, and of every mail: three statements and a commit, each before and after. */
    private static final int FIRST = 4;
    private static final int OF_A_MAIL = 8;
    /** The exit code of a process that was killed. */
    private static final int KILLED = 128 + 9;
    private static final AMailServer SERVER = new AMailServer();

    @Autowired MailboxStore mailboxes;
    @Autowired MailDesk desk;
    @Autowired Vault vault;
    @Autowired JdbcClient jdbc;
    @Autowired JdbcConnectionDetails database;
    @Autowired Clock clock;

    private int delivered;

    @AfterAll
    static void closeMailServer() {
        SERVER.close();
    }

    @Test
    void fiveKilledProcessesLoseNothingAndDoubleNothing() throws Exception {
        killed(5);
    }

    @Test
    @Tag("proof")
    void manyKilledProcessesLoseNothingAndDoubleNothing() throws Exception {
        killed(Integer.getInteger("aftercare.kills", 50));
    }

    private void killed(int times) throws Exception {
        var mailbox = SERVER.mailbox(mailboxes, vault, new ACaseTown(jdbc).branch);
        SERVER.server.setUser(mailbox.settings().user(), mailbox.settings().user(), "");
        jdbc.sql("update mail.mailbox set password_sealed = '', acknowledges = false where id = :id").param("id", mailbox.id()).update();

        var random = new Random(20_261_129);
        for (int killed = 0; killed < times;) {
            deliver(mailbox, MAILS_AT_ONCE - (delivered - kept(mailbox)));
            if (dies(mailbox, random.nextInt(FIRST + 1, FIRST + MAILS_AT_ONCE * OF_A_MAIL), random.nextBoolean())) {
                killed++;
            }
        }
        deliver(mailbox, MAILS_AT_ONCE);
        lives(mailbox);
        desk.understandAll(mailbox.id());

        assertThat(kept(mailbox)).isEqualTo(delivered);
        assertThat(number("select count(distinct uid) from mail.raw where mailbox_id = :id", mailbox)).isEqualTo(delivered);
        assertThat(number("select count(distinct subject) from mail.incoming where mailbox_id = :id and state = 'TAKEN'", mailbox)).isEqualTo(delivered);
        assertThat(number("select count(distinct case_id) from mail.incoming where mailbox_id = :id", mailbox)).isEqualTo(delivered);
    }

    /**
     * One life of a reader, ended by the kill at this step.
     *
     * @param holds it stands still at its last step until the kill comes; otherwise it runs on meanwhile
     * @return whether it died within a mail: fetched, and its commit not answered yet
     */
    private boolean dies(Mailbox mailbox, int steps, boolean holds) throws IOException, InterruptedException {
        var waiting = delivered - kept(mailbox);
        var process = MailReaderProcess.start(database.getJdbcUrl(), mailbox.id(), lease(mailbox), holds ? steps : 0);
        int told = 0;
        try (var output = process.getInputStream()) {
            while (output.read() >= 0) {
                if (++told == steps) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor()).as("killed after %d of %d steps", told, steps).isEqualTo(KILLED);
        return (told - FIRST) % OF_A_MAIL != 0 && told - FIRST < waiting * OF_A_MAIL;
    }

    private void lives(Mailbox mailbox) throws IOException, InterruptedException {
        var process = MailReaderProcess.start(database.getJdbcUrl(), mailbox.id(), lease(mailbox), 0);
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
    }

    private UUID lease(Mailbox mailbox) {
        var reader = Ids.next();
        jdbc.sql("update mail.mailbox set reader = :reader, leased_until = :until where id = :id").param("reader", reader).param("id", mailbox.id())
                .param("until", clock.instant().plus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC)).update();
        return reader;
    }

    private int kept(Mailbox mailbox) {
        return number("select count(*) from mail.raw where mailbox_id = :id", mailbox);
    }

    private void deliver(Mailbox mailbox, int count) {
        for (int i = 0; i < count; i++, delivered++) {
            SERVER.deliver(mailbox, "From: k%d-%s@example.com\nSubject: mail %d\nMessage-ID: <%d-%s@example.com>\n\nnumber %d\n"
                    .formatted(delivered, mailbox.id(), delivered, delivered, mailbox.id(), delivered).getBytes(StandardCharsets.UTF_8));
        }
    }

    private int number(String sql, Mailbox mailbox) {
        return jdbc.sql(sql).param("id", mailbox.id()).query(Integer.class).single();
    }
}
