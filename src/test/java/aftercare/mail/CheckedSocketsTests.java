package aftercare.mail;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.platform.OutsideAddress;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.eclipse.angus.mail.util.MailConnectException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail server is connected to where its name was looked at, and nowhere else, even when the name means something else a moment later. */
class CheckedSocketsTests {

    private static final GreenMail SERVER = new GreenMail(new ServerSetup[] {ServerSetup.IMAP.dynamicPort(), ServerSetup.SMTP.dynamicPort()});
    private static final int MILLIS = 5_000;

    /** Gives these answers one after the other, and the last one for ever. */
    private static final class ChangesItsMind implements OutsideAddress.Lookup {

        private final Deque<String> answers;
        private int asked;

        ChangesItsMind(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public InetAddress[] all(String host) throws UnknownHostException {
            asked++;
            return new InetAddress[] {InetAddress.getByName(answers.size() > 1 ? answers.pop() : answers.getFirst())};
        }
    }

    @BeforeAll
    static void start() {
        SERVER.start();
        SERVER.setUser("service@firm.example", "service@firm.example", "secret");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void aNameIsAskedForOnceForEachConnectionAndThatAddressIsTaken() throws Exception {
        // Nobody else knows this name: whoever asked for it once more would not get anywhere.
        var lookup = new ChangesItsMind("127.0.0.1", "127.0.0.2");
        connect("imap", server("mail.nobody.invalid", SERVER.getImap().getPort(), ConnectionSecurity.NONE), true, lookup);
        assertThat(lookup.asked).isEqualTo(1);
        assertThatThrownBy(() -> connect("imap", server("mail.nobody.invalid", SERVER.getImap().getPort(), ConnectionSecurity.NONE), true, lookup))
                .as("the second connection goes where the second answer leads").isInstanceOf(MailConnectException.class);

        var sending = new ChangesItsMind("127.0.0.1", "127.0.0.2");
        connect("smtp", server("mail.nobody.invalid", SERVER.getSmtp().getPort(), ConnectionSecurity.NONE), true, sending);
        assertThat(sending.asked).isEqualTo(1);
    }

    @Test
    void whatTheSystemItselfTakesTheNameForDoesNotMatter() {
        // localhost is where the server listens; the answer that was looked at is an address where nobody does.
        assertThatThrownBy(() -> connect("imap", server("localhost", SERVER.getImap().getPort(), ConnectionSecurity.NONE), true, new ChangesItsMind("127.0.0.2")))
                .isInstanceOf(MailConnectException.class);
        assertThatThrownBy(() -> connect("smtp", server("localhost", SERVER.getSmtp().getPort(), ConnectionSecurity.NONE), true, new ChangesItsMind("127.0.0.2")))
                .isInstanceOf(MailConnectException.class);
    }

    @Test
    void aNameThatTurnsInwardsIsRefusedAndNotTriedAnyOtherWay() {
        var lookup = new ChangesItsMind("127.0.0.1");
        var imap = server("localhost", SERVER.getImap().getPort(), ConnectionSecurity.NONE);
        var mailbox = new Mailbox(UUID.fromString("00000000-0000-7000-8000-000000000001"), UUID.fromString("00000000-0000-7000-8000-000000000002"),
                new Mailbox.Settings("苏州售后", "service@firm.example", imap, server("localhost", SERVER.getSmtp().getPort(), ConnectionSecurity.NONE), "service@firm.example", "", true, true, true),
                "", null, null, 0);
        var servers = new MailServers(null, null, false, lookup);
        assertThat(servers.tryReading(mailbox)).isEqualTo("could not connect");
        assertThat(servers.tryWriting(mailbox)).isEqualTo("could not connect");
        assertThat(lookup.asked).isEqualTo(2);
    }

    @Test
    void aCertificateIsCheckedAgainstTheNameAlthoughTheAddressIsGiven(@TempDir Path folder) throws Exception {
        try (var secure = secure(folder, "mail.firm.example")) {
            var answering = Thread.ofVirtual().start(() -> greet(secure, 2));
            assertThat(failure("mail.firm.example", secure.getLocalPort())).as("its own name, so that it goes on to sign in").contains("no such user");
            assertThat(failure("other.firm.example", secure.getLocalPort())).contains("other.firm.example");
            assertThat(answering.join(java.time.Duration.ofSeconds(10))).isTrue();
        }
    }

    private static String failure(String host, int port) {
        try {
            connect("imap", server(host, port, ConnectionSecurity.TLS), true, new ChangesItsMind("127.0.0.1"));
            return "";
        } catch (MessagingException refused) {
            var words = new StringBuilder();
            for (Throwable one = refused; one != null; one = one.getCause()) {
                words.append(one.getMessage()).append('\n');
            }
            return words.toString();
        }
    }

    private static Mailbox.Server server(String host, int port, ConnectionSecurity security) {
        return new Mailbox.Server(host, port, security);
    }

    private static void connect(String protocol, Mailbox.Server server, boolean inside, OutsideAddress.Lookup lookup) throws MessagingException {
        var set = new MailServers(null, null, inside, lookup).properties(protocol, server, MILLIS);
        // Anybody's certificate, as long as it says the name.
        set.put("mail.imap.ssl.trust", "*");
        var session = Session.getInstance(set);
        try (var service = protocol.equals("imap") ? session.getStore("imap") : session.getTransport("smtp")) {
            service.connect(server.host(), server.port(), "service@firm.example", "secret");
        }
    }

    private static SSLServerSocket secure(Path folder, String name) throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("keys.p12");
        var made = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "mail", "-keyalg", "EC", "-dname", "CN=" + name,
                "-ext", "san=dns:" + name, "-storetype", "PKCS12", "-storepass", "secret", "-keystore", file.toString()).inheritIO().start();
        assertThat(made.waitFor(60, SECONDS)).isTrue();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "secret".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "secret".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    /** So much of a mail server as is needed to hear that one got through to it. */
    private static void greet(SSLServerSocket secure, int connections) {
        for (int i = 0; i < connections; i++) {
            try (var socket = secure.accept()) {
                socket.setSoTimeout(MILLIS);
                var out = socket.getOutputStream();
                out.write("* OK [CAPABILITY IMAP4rev1] ready\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                var in = new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                for (String line; (line = in.readLine()) != null; ) {
                    out.write((line.split(" ")[0].isEmpty() ? "" : line.split(" ")[0] + " NO no such user\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            } catch (IOException hungUp) {
                // Whoever does not like the certificate hangs up.
            }
        }
    }
}
