package aftercare.mail;

import aftercare.kernel.Ids;
import aftercare.platform.Vault;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A real mail server with one mailbox after the other. */
final class AMailServer implements AutoCloseable {

    final GreenMail server = new GreenMail(new ServerSetup[] {ServerSetup.IMAP.dynamicPort(), ServerSetup.SMTP.dynamicPort()});

    AMailServer() {
        server.start();
    }

    /** A mailbox on the server, set up in the product for this branch. */
    Mailbox mailbox(MailboxStore mailboxes, Vault vault, UUID branch) {
        var id = Ids.next();
        var address = "service-" + id + "@example.com";
        server.setUser(address, address, "secret");
        var mailbox = new Mailbox(id, branch, new Mailbox.Settings("苏州售后", address, new Mailbox.Server("127.0.0.1", server.getImap().getPort(), ConnectionSecurity.NONE),
                new Mailbox.Server("127.0.0.1", server.getSmtp().getPort(), ConnectionSecurity.NONE), address, "苏州分公司 服务台", true, true, true), vault.seal("secret", "mailbox " + id), null, null, 0);
        mailboxes.add(mailbox);
        return mailbox;
    }

    void deliver(Mailbox mailbox, String mail) {
        deliver(mailbox, mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Byte for byte: the server is not to mend anything. */
    void deliver(Mailbox mailbox, byte[] mail) {
        GreenMailUser user = server.getUserManager().getUser(mailbox.settings().user());
        try {
            user.deliver(new AsItIs(mail));
        } catch (Exception refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Nullable MimeMessage sentTo(String address) throws MessagingException {
        for (var mail : server.getReceivedMessages()) {
            if (GreenMailUtil.getAddressList(mail.getAllRecipients()).contains(address)) {
                return mail;
            }
        }
        return null;
    }

    @Override
    public void close() {
        server.stop();
    }

    /** To the server a plain mail, because it has a parser of its own that stumbles; to whoever fetches it these very bytes. */
    private static final class AsItIs extends MimeMessage {

        private static final byte[] PLAIN = "Subject: x\r\n\r\nx".getBytes(StandardCharsets.US_ASCII);

        private final byte[] bytes;

        AsItIs(byte[] bytes) throws MessagingException {
            super(GreenMailUtil.getSession(ServerSetup.SMTP), new ByteArrayInputStream(PLAIN));
            this.bytes = bytes;
        }

        @Override
        public int getSize() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException {
            out.write(bytes);
        }
    }
}
