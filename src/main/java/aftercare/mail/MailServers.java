package aftercare.mail;

import aftercare.notices.WayOut;
import aftercare.platform.OutsideAddress;
import aftercare.platform.Vault;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Connections to the mail servers of the mailboxes. Nobody waits for ever on any of them. */
@Component
class MailServers implements WayOut {

    /** Longer than a reader waits for news ({@link MailReader}), so that silence alone does not end the connection. */
    static final int READING_MILLIS = 6 * 60_000;
    static final int TRYING_MILLIS = 10_000;
    private static final int SENDING_MILLIS = 30_000;
    private static final int CONNECT_MILLIS = 10_000;
    private static final String NO_CONNECTION = "could not connect";

    private final MailboxStore mailboxes;
    private final Vault vault;
    private final boolean inside;
    private final OutsideAddress.Lookup lookup;

    /** @param inside servers in the company's own network are usual; whoever runs the product for others switches this off */
    @Autowired
    MailServers(MailboxStore mailboxes, Vault vault, @Value("${aftercare.mail.private-servers:true}") boolean inside) {
        this(mailboxes, vault, inside, InetAddress::getAllByName);
    }

    MailServers(MailboxStore mailboxes, Vault vault, boolean inside, OutsideAddress.Lookup lookup) {
        this.mailboxes = mailboxes;
        this.vault = vault;
        this.inside = inside;
        this.lookup = lookup;
    }

    @Override
    public Optional<Sender> of(UUID branch) {
        return mailboxes.writing(branch).map(mailbox -> new Sender(sender(mailbox, SENDING_MILLIS), mailbox.settings().address(), mailbox.settings().name()));
    }

    @Override
    public boolean any() {
        return mailboxes.anyWrites();
    }

    String password(Mailbox mailbox) {
        return mailbox.passwordSealed().isEmpty() ? "" : vault.open(mailbox.passwordSealed(), mailbox.place());
    }

    /** Connected and signed in. The caller closes it. */
    IMAPStore open(Mailbox mailbox, int timeoutMillis) throws MessagingException {
        var server = mailbox.settings().imap();
        var set = properties("imap", server, timeoutMillis);
        // What is read stays unread for people who look into the mailbox by other means.
        set.put("mail.imap.peek", "true");
        set.put("mail.imap.partialfetch", "true");
        set.put("mail.imap.fetchsize", "1048576");
        var store = (IMAPStore) Session.getInstance(set).getStore("imap");
        store.connect(server.host(), server.port(), mailbox.settings().user(), password(mailbox));
        if (store.hasCapability("ID")) {
            // 163, 126 and others let nobody read who does not say what he is.
            store.id(Map.of("name", "aftercare", "version", "1", "vendor", "aftercare"));
        }
        return store;
    }

    private JavaMailSenderImpl sender(Mailbox mailbox, int timeoutMillis) {
        var sender = new JavaMailSenderImpl();
        var server = mailbox.settings().smtp();
        sender.setProtocol("smtp");
        sender.setHost(server.host());
        sender.setPort(server.port());
        sender.setDefaultEncoding("UTF-8");
        var password = password(mailbox);
        var set = properties("smtp", server, timeoutMillis);
        if (!password.isEmpty()) {
            sender.setUsername(mailbox.settings().user());
            sender.setPassword(password);
            set.put("mail.smtp.auth", "true");
        }
        sender.setJavaMailProperties(set);
        return sender;
    }

    /** @return what the server answered when it does not work; null when it does */
    @Nullable String tryReading(Mailbox mailbox) {
        try (var store = open(mailbox, TRYING_MILLIS)) {
            store.getFolder("INBOX").open(jakarta.mail.Folder.READ_ONLY);
            return null;
        } catch (MessagingException refused) {
            return reason(refused);
        }
    }

    @Nullable String tryWriting(Mailbox mailbox) {
        try {
            sender(mailbox, TRYING_MILLIS).testConnection();
            return null;
        } catch (MessagingException refused) {
            return reason(refused);
        }
    }

    Properties properties(String protocol, Mailbox.Server server, int timeoutMillis) {
        var set = new Properties();
        var prefix = "mail." + protocol + ".";
        set.put(prefix + "connectiontimeout", Integer.toString(CONNECT_MILLIS));
        set.put(prefix + "timeout", Integer.toString(timeoutMillis));
        set.put(prefix + "writetimeout", Integer.toString(TRYING_MILLIS));
        set.put(prefix + "ssl.enable", Boolean.toString(server.security() == ConnectionSecurity.TLS));
        set.put(prefix + "starttls.enable", Boolean.toString(server.security() == ConnectionSecurity.STARTTLS));
        set.put(prefix + "starttls.required", Boolean.toString(server.security() == ConnectionSecurity.STARTTLS));
        set.put(prefix + "ssl.checkserveridentity", "true");
        set.put(prefix + "socketFactory", new CheckedSockets(server.host(), inside, lookup));
        // Otherwise what was refused is tried once more without looking.
        set.put(prefix + "socketFactory.fallback", "false");
        return set;
    }

    /**
     * Why it does not work. Whoever gets as far as a mail server that knows passwords hears its words, one line, not too long;
     * everything else is "could not connect", so that nobody learns here what else there is in the network.
     */
    static String reason(Exception refused) {
        if (NestedExceptionUtils.getRootCause(refused) instanceof OutsideAddress.Inside) {
            return NO_CONNECTION;
        }
        if (refused instanceof MailConnectException unreachable) {
            return NO_CONNECTION + " to %s:%d".formatted(unreachable.getHost(), unreachable.getPort());
        }
        if (!(refused instanceof AuthenticationFailedException)) {
            return NO_CONNECTION;
        }
        var cause = refused.getCause() == null ? "" : " (" + refused.getCause().getMessage() + ")";
        var text = HeaderWords.oneLine(String.valueOf(refused.getMessage()) + cause);
        return text.length() > 300 ? text.substring(0, 300) : text;
    }
}
