package aftercare.notices;

import static java.time.ZoneOffset.UTC;

import aftercare.documents.DocumentDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes queued messages to the mail server, after the commit and outside any transaction. The outbox calls again until it
 * succeeds; a message that was sent already is not sent twice.
 */
@Component
class Postman {

    private static final Logger log = LoggerFactory.getLogger(Postman.class);

    private record Letter(UUID id, UUID branchId, String toAddress, String toName, String title, String body, MessageState state, String inReplyTo,
                          String answers, boolean byHand) {}

    private final JdbcClient jdbc;
    private final Mailbox mailbox;
    private final DocumentDesk documents;
    private final LiveUpdates live;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Postman(JdbcClient jdbc, Mailbox mailbox, DocumentDesk documents, LiveUpdates live, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.mailbox = mailbox;
        this.documents = documents;
        this.live = live;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Async
    @TransactionalEventListener(id = "notices.postman")
    void on(MessageQueued queued) throws MessagingException {
        var letter = jdbc.sql("select id, branch_id, to_address, to_name, title, body, state, in_reply_to, answers, by_hand from notices.message where id = :id")
                .param("id", queued.message()).query(Letter.class).single();
        if (letter.state() == MessageState.SENT || letter.state() == MessageState.BOUNCED) {
            return;
        }
        try {
            mailbox.send(new Mailbox.Letter(letter.id(), letter.branchId(), letter.toAddress(), letter.toName(), letter.title(), letter.body(),
                    new Message.Thread(letter.inReplyTo(), letter.answers(), letter.byHand()), files(letter.id())));
        } catch (MailException | MessagingException refused) {
            log.warn("message {} could not be sent: {}", letter.id(), refused.getMessage());
            became(letter, MessageState.FAILED, reason(refused));
            throw refused;
        }
        became(letter, MessageState.SENT, null);
    }

    private List<Enclosure> files(UUID message) {
        return jdbc.sql("select document_id from notices.message_file where message_id = :message order by position").param("message", message).query(UUID.class).list()
                .stream().map(documents::kept).map(document -> new Enclosure(document.fileName(), document.mediaType(), documents.file(document))).toList();
    }

    private static String reason(Exception refused) {
        var text = String.valueOf(refused.getMessage());
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    private void became(Letter letter, MessageState state, @Nullable String failure) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("""
                    update notices.message set state = :state, failure = :failure, attempts = attempts + 1, sent_at = :sentAt where id = :id
                    """)
                    .param("state", state.name()).param("failure", failure)
                    .param("sentAt", state == MessageState.SENT ? clock.instant().atOffset(UTC) : null).param("id", letter.id()).update();
            live.tell(Live.ofBranch("messages", letter.id(), letter.branchId()));
        });
    }
}
