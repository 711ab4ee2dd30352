package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.AftercareTest;
import aftercare.cases.ACaseTown;
import aftercare.platform.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Readers of two nodes, waiting for news from a real IMAP server. */
@AftercareTest
class MailRoomTests {

    private static final AMailServer SERVER = new AMailServer();

    @Autowired MailboxStore mailboxes;
    @Autowired MailServers servers;
    @Autowired MailReader reader;
    @Autowired MailDesk desk;
    @Autowired Vault vault;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    @AfterAll
    static void closeMailServer() {
        SERVER.close();
    }

    private int taken(UUID mailbox) {
        return jdbc.sql("select count(*) from mail.incoming where mailbox_id = :id and state = 'TAKEN'").param("id", mailbox).query(Integer.class).single();
    }

    private UUID readerOf(UUID mailbox) {
        return jdbc.sql("select reader from mail.mailbox where id = :id").param("id", mailbox).query(UUID.class).single();
    }

    private void deliver(Mailbox mailbox, int from, int to) {
        for (int i = from; i < to; i++) {
            SERVER.deliver(mailbox, "From: n%d-%s@example.com\nSubject: news %d\n\nx\n".formatted(i, mailbox.id(), i));
        }
    }

    @Test
    void whatComesIsReadAtOnceByOneOfThemAndByTheOtherWhenThatOneIsGone() {
        var mailbox = SERVER.mailbox(mailboxes, vault, new ACaseTown(jdbc).branch);
        var first = new MailRoom(mailboxes, servers, reader, desk, clock, true, Duration.ofSeconds(3));
        var second = new MailRoom(mailboxes, servers, reader, desk, clock, true, Duration.ofSeconds(3));
        deliver(mailbox, 0, 1);
        first.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> taken(mailbox.id()) == 1);
            var holder = readerOf(mailbox.id());
            second.start();
            deliver(mailbox, 1, 12);
            await().atMost(Duration.ofSeconds(90)).until(() -> taken(mailbox.id()) == 12);
            assertThat(readerOf(mailbox.id())).isEqualTo(holder);

            first.stop();
            deliver(mailbox, 12, 15);
            await().atMost(Duration.ofSeconds(90)).until(() -> taken(mailbox.id()) == 15);
            assertThat(readerOf(mailbox.id())).isNotEqualTo(holder);
            assertThat(jdbc.sql("select count(*) from mail.raw where mailbox_id = :id").param("id", mailbox.id()).query(Integer.class).single()).isEqualTo(15);
        } finally {
            first.stop();
            second.stop();
            jdbc.sql("update mail.mailbox set active = false where id = :id").param("id", mailbox.id()).update();
        }
    }

    @Test
    void whereServersInsideAreNotAllowedNobodyLearnsWhatThereIs() {
        var mailbox = SERVER.mailbox(mailboxes, vault, new ACaseTown(jdbc).branch);
        assertThat(servers.tryReading(mailbox)).as("the company's own mail server").isNull();
        assertThat(servers.tryWriting(mailbox)).isNull();
        var outside = new MailServers(mailboxes, vault, false);
        assertThat(outside.tryReading(mailbox)).isEqualTo("could not connect");
        assertThat(outside.tryWriting(mailbox)).isEqualTo("could not connect");

        var set = mailbox.settings();
        var elsewhere = new Mailbox(mailbox.id(), mailbox.branch(), new Mailbox.Settings(set.name(), set.address(), set.smtp(), set.imap(), set.user(), "", true, true, true),
                mailbox.passwordSealed(), null, null, 0);
        assertThat(servers.tryReading(elsewhere)).as("what else listens there says nothing").isEqualTo("could not connect");
        assertThat(servers.tryWriting(elsewhere)).isEqualTo("could not connect");
    }

    @Test
    void aServerThatCannotBeReachedIsNamedOnTheMailbox() {
        var mailbox = SERVER.mailbox(mailboxes, vault, new ACaseTown(jdbc).branch);
        jdbc.sql("update mail.mailbox set imap_port = 1 where id = :id").param("id", mailbox.id()).update();
        var room = new MailRoom(mailboxes, servers, reader, desk, clock, true, Duration.ofSeconds(3));
        room.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> jdbc.sql("select failures from mail.mailbox where id = :id").param("id", mailbox.id()).query(Integer.class).single() > 0);
            assertThat(jdbc.sql("select failure from mail.mailbox where id = :id").param("id", mailbox.id()).query(String.class).single()).isEqualTo("could not connect to 127.0.0.1:1");
        } finally {
            room.stop();
            jdbc.sql("update mail.mailbox set active = false where id = :id").param("id", mailbox.id()).update();
        }
    }
}
