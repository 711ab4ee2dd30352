package aftercare.mail;

import aftercare.kernel.Ids;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads a mailbox: keeps every mail as it came, each together with how far was read, in one transaction. Dies it before the
 * commit, the mail is fetched again; dies it afterwards, it is not. Nothing on the server is changed.
 */
@Component
class MailReader {

    static final int LARGEST = 25 * 1024 * 1024;
    /** So much is kept of a mail that is larger: enough to see who sent it and what it is about. */
    private static final int KEPT_OF_LARGER = 512 * 1024;
    private static final int AT_ONCE = 200;
    private static final Duration JUST_NOW = Duration.ofMinutes(2);

    private final MailboxStore mailboxes;
    private final MailStore mails;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MailReader(MailboxStore mailboxes, MailStore mails, TransactionTemplate transaction, Clock clock) {
        this.mailboxes = mailboxes;
        this.mails = mails;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Somebody else reads this mailbox now. */
    static final class LeaseLost extends RuntimeException {
        LeaseLost() {
            super("another node reads this mailbox now", null, false, false);
        }
    }

    /**
     * Keeps what is new in the open folder.
     *
     * @return how many mails were new
     */
    int readNew(UUID mailboxId, UUID reader, IMAPFolder folder) throws MessagingException, IOException {
        var mailbox = mailboxes.get(mailboxId);
        var validity = folder.getUIDValidity();
        var known = mailbox.uidValidity() != null && mailbox.uidValidity() == validity && mailbox.lastUid() != null;
        if (!known && mailbox.uidValidity() == null && !mailbox.settings().takesOld()) {
            // What lay here before the mailbox was set up has been dealt with by other means.
            moveOn(mailboxId, reader, validity, Math.max(0, folder.getUIDNext() - 1));
            return 0;
        }
        long last = known ? mailbox.lastUid() : 0;
        int fresh = 0;
        while (true) {
            var found = folder.getMessagesByUID(last + 1, UIDFolder.LASTUID);
            int taken = 0;
            for (var message : found) {
                var uid = folder.getUID(message);
                if (uid <= last || taken == AT_ONCE) {
                    continue;
                }
                keep(mailbox, reader, validity, uid, (IMAPMessage) message);
                last = uid;
                taken++;
            }
            fresh += taken;
            if (taken < AT_ONCE) {
                mailboxes.seen(mailboxId, clock.instant());
                return fresh;
            }
        }
    }

    private void keep(Mailbox mailbox, UUID reader, long validity, long uid, Message message) throws MessagingException, IOException {
        var fetched = fetch((IMAPMessage) message);
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> {
            if (!mailboxes.readUpTo(mailbox.id(), reader, validity, uid, now)) {
                throw new LeaseLost();
            }
            mails.keep(Ids.next(), mailbox, validity, uid, fetched, now);
        });
    }

    private void moveOn(UUID mailbox, UUID reader, long validity, long uid) {
        if (!mailboxes.readUpTo(mailbox, reader, validity, uid, clock.instant())) {
            throw new LeaseLost();
        }
    }

    /** @param cut only the beginning is here: it is larger than what is kept */
    record Fetched(byte[] content, long size, boolean cut, String sha256, Instant receivedAt) {}

    private Fetched fetch(IMAPMessage message) throws MessagingException, IOException {
        var announced = message.getSize();
        var most = announced > LARGEST ? KEPT_OF_LARGER : LARGEST + 1;
        var out = new ByteArrayOutputStream(Math.max(1024, Math.min(announced, most)));
        try (var in = message.getMimeStream()) {
            var buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0 && out.size() < most; n = in.read(buffer)) {
                out.write(buffer, 0, Math.min(n, most - out.size()));
            }
        }
        var received = message.getReceivedDate();
        var now = clock.instant();
        // Servers tell the second only; what has just come stands after what we have just written.
        var at = received == null || received.toInstant().isAfter(now.minus(JUST_NOW)) ? now : received.toInstant();
        return fetched(out.toByteArray(), announced, at);
    }

    static Fetched fetched(byte[] content, long announced, Instant receivedAt) {
        var larger = content.length > LARGEST || announced > LARGEST;
        var kept = larger && content.length > KEPT_OF_LARGER ? Arrays.copyOf(content, KEPT_OF_LARGER) : content;
        try {
            var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kept));
            return new Fetched(kept, Math.max(announced, content.length), larger, hash, receivedAt);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static IMAPFolder inbox(IMAPStore store) throws MessagingException {
        var folder = (IMAPFolder) store.getFolder("INBOX");
        folder.open(Folder.READ_ONLY);
        return folder;
    }
}
