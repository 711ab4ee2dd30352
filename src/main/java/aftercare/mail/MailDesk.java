package aftercare.mail;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseFacts;
import aftercare.cases.CaseId;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Understands what was kept, and writes answers. A mail is understood and its case written in one transaction; when that
 * cannot be done the mail waits for a person, with the reason. Its files are kept afterwards, each by itself: one that may not
 * be kept takes nothing else with it.
 */
@Service
class MailDesk {

    private static final Logger log = LoggerFactory.getLogger(MailDesk.class);
    static final int MOST_ATTACHMENTS = 50;
    static final long MOST_FILE_BYTES = 15L << 20;
    private static final int MOST_FILES = 20;
    private static final int LONGEST_ANSWER = 10_000;

    private final MailStore mails;
    private final MailboxStore mailboxes;
    private final MailboxWords wording;
    private final MailSorter sorter;
    private final CaseDesk cases;
    private final DocumentDesk documents;
    private final NoticeDesk notices;
    private final LiveUpdates live;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MailDesk(MailStore mails, MailboxStore mailboxes, MailboxWords wording, MailSorter sorter, CaseDesk cases, DocumentDesk documents, NoticeDesk notices, LiveUpdates live,
             TransactionTemplate transaction, Clock clock) {
        this.mails = mails;
        this.mailboxes = mailboxes;
        this.wording = wording;
        this.sorter = sorter;
        this.cases = cases;
        this.documents = documents;
        this.notices = notices;
        this.live = live;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Everything of this mailbox that is kept and not understood yet, the oldest first. */
    int understandAll(UUID mailbox) {
        int done = 0;
        while (understandNext(mailbox, Duration.ZERO)) {
            done++;
        }
        return done;
    }

    /** What was left behind when a reader stopped. */
    void understandLeftBehind() {
        while (understandNext(null, Duration.ofMinutes(1))) {
            log.debug("understood a mail that was left behind");
        }
        mails.withFilesToKeep().forEach(this::keepFiles);
    }

    private boolean understandNext(@Nullable UUID mailbox, Duration age) {
        var at = new UUID[1];
        try {
            var found = Boolean.TRUE.equals(transaction.execute(_ -> {
                var mail = mails.next(mailbox, clock.instant().minus(age));
                mail.ifPresent(one -> {
                    at[0] = one.id();
                    sorter.sort(one);
                });
                return mail.isPresent();
            }));
            if (found) {
                keepFiles(at[0]);
            }
            return found;
        } catch (Refusal refusal) {
            notUnderstood(at[0], refusal.code(), refusal.facts());
        } catch (TransientDataAccessException | NonTransientDataAccessResourceException databaseTrouble) {
            throw databaseTrouble;
        } catch (RuntimeException unexpected) {
            if (at[0] == null) {
                throw unexpected;
            }
            log.error("mail {} could not be understood", at[0], unexpected);
            notUnderstood(at[0], "mail.unexpected", Map.of());
        }
        return true;
    }

    private void notUnderstood(UUID id, String code, Map<String, ?> facts) {
        @Nullable ReadMail head;
        try {
            head = MailReading.head(mails.raw(id));
        } catch (RuntimeException notEvenThat) {
            log.warn("the head of mail {} could not be read: {}", id, notEvenThat.getMessage());
            head = null;
        }
        var seen = head;
        transaction.executeWithoutResult(_ -> {
            mails.notUnderstood(id, seen, code, facts);
            live.tell(Live.ofBranch("mails", id, mails.head(id).branchId()));
        });
    }

    private void keepFiles(UUID mail) {
        var waiting = mails.attachmentsToKeep(mail);
        if (waiting.isEmpty()) {
            return;
        }
        var head = Objects.requireNonNull(transaction.execute(_ -> mails.head(mail)));
        if (head.caseId() == null) {
            return;
        }
        var owner = new CaseId(head.caseId()).subject();
        var files = MailReading.read(mails.raw(mail)).attachments();
        var sender = Actor.guest(head.fromName().isBlank() ? head.fromAddress() : head.fromName());
        var visibility = sorter.isStranger(mail) ? Document.Visibility.INTERNAL : Document.Visibility.PUBLIC;
        for (var one : waiting) {
            var file = files.get(one.position());
            try {
                transaction.executeWithoutResult(_ -> mails.kept(one.id(),
                        documents.store(one.id(), owner, "mail", file.fileName(), new ByteArrayInputStream(file.content()), visibility, sender).id()));
            } catch (Refusal refusal) {
                mails.refused(one.id(), refusal.code(), refusal.facts());
            }
        }
        live.tell(Live.ofBranch("mails", mail, head.branchId()));
    }

    /** An answer written on the case: it goes out as a mail in the conversation, and the customer reads it on the tracking page too. */
    UUID answer(CaseId id, String text, @Nullable String to, List<UUID> files, Scope scope) {
        var facts = let(scope, id);
        var said = text.strip();
        if (said.isEmpty() || said.length() > LONGEST_ANSWER) {
            throw new Refusal.Broken("mail.answer-empty", "an answer has 1 to %d characters".formatted(LONGEST_ANSWER), Map.of("most", LONGEST_ANSWER));
        }
        return Objects.requireNonNull(transaction.execute(_ -> {
            var along = files(id, files);
            var last = mails.lastOf(id);
            var address = to != null && !to.isBlank() ? to.strip().toLowerCase() : last.map(MailStore.Head::fromAddress).orElse(facts.contactEmail());
            if (!address.matches("[^@\\s\\p{Cc}<>,;\"]{1,64}@[^@\\s\\p{Cc}<>,;\"]{1,190}")) {
                throw new Refusal.Broken("mail.no-address", "there is no e-mail address to answer to; write one down", Map.of());
            }
            var name = last.filter(mail -> mail.fromAddress().equals(address)).map(MailStore.Head::fromName).orElse(facts.contactName());
            var subject = last.map(mail -> "Re: " + ReadMail.plainSubject(mail.subject())).orElse(facts.subject());
            var language = notices.languageFor(id.subject()).orElseGet(() -> wording.language(address, said));
            var words = new HashMap<String, String>();
            words.put("title", "%s [%s]".formatted(subject, facts.number()));
            words.put("text", said);
            words.put("signature", wording.signature(mailboxes.writing(facts.branchId()).orElse(null), language));
            var message = notices.send(new Message("mail.answer", language, name, address, words, facts.branchId(), id.subject(),
                    new Message.Thread(last.map(MailStore.Head::messageId).orElse(""), String.join(" ", mails.conversation(id)), true)).with(along));
            along.forEach(documents::show);
            cases.note(id, said, message, Actor.of(scope));
            mails.answered(id);
            live.tell(Live.ofBranch("mails", null, facts.branchId()));
            return message;
        }));
    }

    /** Files of this case, not more than a mail carries: packed for the way they grow by a third, and most servers take 20 to 25 MB. */
    private List<UUID> files(CaseId id, List<UUID> asked) {
        var files = asked.stream().distinct().map(documents::get).toList();
        files.stream().filter(file -> !file.owner().equals(id.subject())).findFirst().ifPresent(file -> {
            throw new Refusal.Missing("documents.missing", "there is no document %s".formatted(file.id()), Map.of("id", file.id()));
        });
        if (files.size() > MOST_FILES) {
            throw new Refusal.Broken("mail.files-many", "a mail takes at most %d files along".formatted(MOST_FILES), Map.of("most", MOST_FILES));
        }
        var size = files.stream().mapToLong(Document::size).sum();
        if (size > MOST_FILE_BYTES) {
            throw new Refusal.Broken("mail.files-large", "the files come to %d MB; a mail takes at most %d MB along".formatted((size >> 20) + 1, MOST_FILE_BYTES >> 20),
                    Map.of("megabytes", (size >> 20) + 1, "most", MOST_FILE_BYTES >> 20));
        }
        return files.stream().map(Document::id).toList();
    }

    CaseFacts let(Scope scope, CaseId id) {
        if (!cases.knows(id)) {
            throw new Refusal.Missing("cases.no-such-case", "there is no case %s".formatted(id.value()), Map.of());
        }
        var facts = cases.facts(id);
        if (!scope.reach(Permission.MAIL_ANSWER).covers(facts.branchId(), facts.partnerId(), facts.customerId())) {
            throw new Refusal.Missing("cases.no-such-case", "there is no case %s".formatted(id.value()), Map.of());
        }
        return facts;
    }

    /** Not for us. */
    MailStore.Head spam(UUID id, Scope scope) {
        return settle(id, MailState.SPAM, "", false, scope);
    }

    void setAside(UUID id, String reason, Scope scope) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("mail.aside-unreasoned", "say why the mail is put aside", Map.of());
        }
        settle(id, MailState.SET_ASIDE, reason.strip(), false, scope);
    }

    /** It is for us after all: it is read once more, and becomes a case or part of one whatever it looks like. */
    void take(UUID id, Scope scope) {
        settle(id, MailState.NEW, "", true, scope);
        try {
            transaction.executeWithoutResult(_ -> mails.lock(id).ifPresent(sorter::sort));
            keepFiles(id);
        } catch (Refusal refusal) {
            notUnderstood(id, refusal.code(), refusal.facts());
            throw refusal;
        }
    }

    private MailStore.Head settle(UUID id, MailState state, String reason, boolean welcome, Scope scope) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var mail = reached(id, scope);
            if (mail.state() == MailState.TAKEN || mail.state() == MailState.NEW || mail.state() == MailState.REPEATED) {
                throw new Refusal.Conflict("mail.settled", "the mail has been dealt with already", Map.of());
            }
            mails.settle(id, state, reason, welcome, scope.user(), clock.instant());
            live.tell(Live.ofBranch("mails", id, mail.branchId()));
            return mail;
        }));
    }

    /** Needs no answer any more. */
    void done(UUID id, Scope scope) {
        transaction.executeWithoutResult(_ -> {
            var mail = reached(id, scope);
            mails.done(id, scope.user(), clock.instant());
            live.tell(Live.ofBranch("mails", id, mail.branchId()));
        });
    }

    MailStore.Head reached(UUID id, Scope scope) {
        var mail = mails.head(id);
        if (!scope.reach(Permission.MAIL_ANSWER).covers(mail.branchId(), null, null)) {
            throw new Refusal.Missing("mail.no-such-mail", "there is no mail %s".formatted(id), Map.of());
        }
        return mail;
    }
}
