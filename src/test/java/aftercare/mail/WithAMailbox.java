package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.platform.Vault;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A branch whose mailbox lies on a real mail server, and one of its desk; mails are read when a test says so. */
@AftercareTest
abstract class WithAMailbox {

    static AMailServer mailServer;

    @Autowired MailboxStore mailboxes;
    @Autowired MailServers servers;
    @Autowired Vault vault;
    @Autowired MailReader reader;
    @Autowired MailDesk desk;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired Clock clock;

    ACaseTown town;
    Mailbox mailbox;
    Client agent;
    final UUID me = Ids.next();

    @BeforeAll
    static void openMailServer() {
        mailServer = new AMailServer();
    }

    @AfterAll
    static void closeMailServer() {
        mailServer.close();
    }

    @BeforeEach
    void aMailbox() {
        town = new ACaseTown(jdbc);
        mailbox = mailServer.mailbox(mailboxes, vault, town.branch);
        agent = clients.with(Role.AGENT, town.branch);
        mailboxes.lease(me, clock.instant(), Duration.ofMinutes(5));
    }

    void read() throws Exception {
        try (var store = servers.open(mailbox, 10_000)) {
            reader.readNew(mailbox.id(), me, MailReader.inbox(store));
        }
        desk.understandAll(mailbox.id());
    }

    void arrives(String mail) throws Exception {
        mailServer.deliver(mailbox, mail);
        read();
    }

    JsonNode json(MvcTestResult result, HttpStatus status) {
        assertThat(result).hasStatus(status);
        return json.readTree(result.getResponse().getContentAsByteArray());
    }
}
