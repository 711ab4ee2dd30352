package aftercare.mail;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.cases.CaseStatus;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.cases.OpenedCase;
import aftercare.customers.Caller;
import aftercare.customers.CustomerDesk;
import aftercare.kernel.Refusal;
import aftercare.notices.Message;
import aftercare.notices.Notice;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.promises.PromiseDesk;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Says what a mail is: an answer in a case, a new report, a bounce, or nothing for us. Part of the caller's transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MailSorter {

    /** Whoever writes more often within an hour is a machine or very angry; neither is helped by our acknowledgements. */
    static final int MOST_ACKNOWLEDGED = 5;
    private static final Duration LATELY = Duration.ofHours(1);
    private static final Duration SAME_SUBJECT = Duration.ofDays(30);
    /** A case that has been over for longer is not opened again by a late answer. */
    private static final Duration LONG_OVER = Duration.ofDays(30);
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int LONGEST_NAME = 60;
    private static final Pattern NUMBER = Pattern.compile("SO-\\d{4}-\\d{6,}");
    private static final Pattern OURS = Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@aftercare");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final MailStore mails;
    private final MailboxStore mailboxes;
    private final MailboxWords wording;
    private final CaseDesk cases;
    private final CustomerDesk customers;
    private final PromiseDesk promises;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final AftercareSettings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    MailSorter(MailStore mails, MailboxStore mailboxes, MailboxWords wording, CaseDesk cases, CustomerDesk customers, PromiseDesk promises, NoticeDesk notices, Timeline timeline,
               LiveUpdates live, AftercareSettings settings, JdbcClient jdbc, Clock clock) {
        this.mails = mails;
        this.mailboxes = mailboxes;
        this.wording = wording;
        this.cases = cases;
        this.customers = customers;
        this.promises = promises;
        this.notices = notices;
        this.timeline = timeline;
        this.live = live;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void sort(MailStore.Unread unread) {
        var mail = read(unread);
        var twin = mails.twin(unread.id(), mail);
        if (twin.isPresent() && !unread.welcome()) {
            mails.understood(unread.id(), mail, MailState.REPEATED, null, twin.get().caseId(), false, false);
        } else if (isOurOwn(mail)) {
            mails.understood(unread.id(), mail, MailState.KEPT, null, null, false, false);
        } else if (mail.bounced() != null && !unread.welcome()) {
            bounced(unread, mail, mail.bounced());
        } else {
            var thread = thread(mail, unread.receivedAt());
            if (thread.isEmpty() && !unread.welcome() && mails.isSpam(unread.branchId(), mail)) {
                mails.understood(unread.id(), mail, MailState.SPAM, null, null, false, false);
            } else if (mail.manner() == Manner.AUTO_REPLY && !unread.welcome() || mail.manner() == Manner.LIST && thread.isEmpty() && !unread.welcome()) {
                kept(unread, mail, thread.map(MailStore.Thread::caseId).orElse(null));
            } else {
                take(unread, mail, thread);
            }
        }
        live.tell(Live.ofBranch("mails", unread.id(), unread.branchId()));
    }

    @Transactional(propagation = Propagation.SUPPORTS)
    boolean isStranger(UUID mail) {
        return jdbc.sql("select stranger from mail.incoming where id = :id").param("id", mail).query(Boolean.class).single();
    }

    private static ReadMail read(MailStore.Unread unread) {
        try {
            if (unread.cut()) {
                throw new Refusal.Broken("mail.too-large", "the mail is larger than %d MB; only its beginning was kept".formatted(MailReader.LARGEST >> 20),
                        Map.of("megabytes", MailReader.LARGEST >> 20));
            }
            return MailReading.read(unread.content());
        } catch (Refusal refusal) {
            if (unread.welcome()) {
                return MailReading.head(unread.content());
            }
            throw refusal;
        }
    }

    private boolean isOurOwn(ReadMail mail) {
        return OURS.matcher(mail.messageId()).matches() || mail.from() != null && mailboxes.isOurs(mail.from().address());
    }

    private void bounced(MailStore.Unread unread, ReadMail mail, ReadMail.Bounce bounce) {
        var message = ourId(bounce.messageId()).or(() -> mail.answers().stream().flatMap(id -> ourId(id).stream()).findFirst());
        message.ifPresent(id -> notices.bounced(id, bounce.reason()));
        // 4.x.x says that it is tried again.
        if (!bounce.address().isEmpty() && !bounce.reason().startsWith("4")) {
            customers.emailFailed(bounce.address(), bounce.reason());
        }
        var about = message.flatMap(mails::caseOfMessage);
        about.ifPresent(id -> timeline.write(Happening.internal("mail.bounced", clock.instant(), Actor.SYSTEM,
                Map.of("address", bounce.address(), "reason", bounce.reason())).about(new CaseId(id).subject())));
        mails.understood(unread.id(), mail, MailState.KEPT, null, about.orElse(null), false, false);
    }

    private void kept(MailStore.Unread unread, ReadMail mail, @Nullable UUID caseId) {
        if (caseId != null) {
            timeline.write(Happening.internal("mail.auto-reply", clock.instant(), Actor.guest(name(mail)),
                    Map.of("text", firstWords(mail.text()))).about(new CaseId(caseId).subject()));
        }
        mails.understood(unread.id(), mail, MailState.KEPT, null, caseId, false, false);
    }

    /** By the ids of the mails it answers, then by the number in its subject, then by subject and sender. */
    private Optional<MailStore.Thread> thread(ReadMail mail, Instant receivedAt) {
        var byOurs = mail.answers().stream().flatMap(id -> ourId(id).stream()).flatMap(id -> mails.caseOfMessage(id).stream()).findFirst()
                .or(() -> mails.caseOfMail(mail.answers()));
        if (byOurs.isPresent()) {
            return Optional.of(new MailStore.Thread(byOurs.get(), true));
        }
        var from = mail.from() == null ? "" : mail.from().address();
        var number = NUMBER.matcher(mail.subject());
        if (number.find()) {
            var numbered = mails.caseNumbered(number.group(), from);
            if (numbered.isPresent()) {
                return numbered;
            }
        }
        if (mail.isReply() && !from.isEmpty() && !MailStore.key(mail.subject()).isEmpty()) {
            return mails.caseOfSubject(from, MailStore.key(mail.subject()), receivedAt.minus(SAME_SUBJECT)).map(id -> new MailStore.Thread(id, true));
        }
        return Optional.empty();
    }

    private static Optional<UUID> ourId(String messageId) {
        var ours = OURS.matcher(messageId);
        return ours.matches() ? Optional.of(UUID.fromString(ours.group(1))) : Optional.empty();
    }

    private void take(MailStore.Unread unread, ReadMail mail, Optional<MailStore.Thread> thread) {
        if (mail.from() != null) {
            customers.emailWorks(mail.from().address());
        }
        var waits = mail.manner() == Manner.PERSON;
        if (thread.isPresent() && !isLongOver(thread.get().caseId())) {
            append(unread, mail, thread.get(), waits);
            return;
        }
        var order = order(unread.branchId(), mail);
        var guest = Actor.guest(name(mail));
        var opened = thread.isPresent() && thread.get().known() ? cases.openSeenAt(new CaseId(thread.get().caseId()), order, guest) : cases.open(order, guest);
        mails.understood(unread.id(), mail, MailState.TAKEN, opened.branch(), opened.id().value(), false, waits);
        mails.addAttachments(unread.id(), mail.attachments(), MailDesk.MOST_ATTACHMENTS);
        if (waits) {
            acknowledge(unread, mail, opened);
        }
    }

    private void append(MailStore.Unread unread, ReadMail mail, MailStore.Thread thread, boolean waits) {
        var id = new CaseId(thread.caseId());
        var facts = cases.facts(id);
        var text = said(mail.text(), mail.subject());
        var guest = Actor.guest(name(mail));
        if (thread.known() && waits) {
            cases.message(id, text, unread.id(), guest);
        } else {
            // Whoever only knows the number is not the customer: we see it, the customer does not, and no clock moves.
            cases.note(id, text, false, guest);
        }
        mails.understood(unread.id(), mail, MailState.TAKEN, facts.branchId(), thread.caseId(), !thread.known(), waits);
        mails.addAttachments(unread.id(), mail.attachments(), MailDesk.MOST_ATTACHMENTS);
        if (facts.assigneeId() != null) {
            notices.tell(new Notice("mail.replied", id.subject(), Map.of("number", facts.number(), "name", name(mail), "text", firstWords(text)), false, clock.instant()),
                    List.of(facts.assigneeId()));
        }
    }

    private boolean isLongOver(UUID caseId) {
        var facts = cases.facts(new CaseId(caseId));
        var over = facts.closedAt() != null ? facts.closedAt() : facts.status() == CaseStatus.CANCELLED ? facts.openedAt() : null;
        return over != null && over.isBefore(clock.instant().minus(LONG_OVER));
    }

    OpenCase order(UUID branch, ReadMail mail) {
        var known = mail.from() == null ? List.<Caller>of() : customers.byEmail(mail.from().address());
        var customer = known.stream().map(caller -> caller.customer().value()).distinct().count() == 1 ? known.getFirst() : null;
        var address = mail.from() == null ? "" : mail.from().address();
        var subject = ReadMail.plainSubject(mail.subject());
        var words = subject.isBlank() ? firstWords(mail.text()) : subject;
        return new OpenCase(Channel.EMAIL, "repair", null, cut(title(words, mail), LONGEST_SUBJECT), cut(mail.text(), LONGEST_DESCRIPTION), null,
                new OpenCase.Who(customer == null ? null : customer.customer().value(), cut(customer == null ? name(mail) : customer.name(), LONGEST_NAME),
                        customer == null ? "" : customer.phone(), address, ""),
                new OpenCase.What(null, null, null, customer == null ? branch : null), null);
    }

    private void acknowledge(MailStore.Unread unread, ReadMail mail, OpenedCase opened) {
        var mailbox = mailboxes.get(unread.mailboxId());
        if (mail.from() == null || !mailbox.settings().acknowledges()
                || mails.lately(mail.from().address(), unread.receivedAt(), LATELY) > MOST_ACKNOWLEDGED) {
            return;
        }
        var words = new HashMap<String, String>();
        words.put("title", "Re: %s [%s]".formatted(ReadMail.plainSubject(mail.subject()), opened.number()));
        words.put("name", name(mail));
        words.put("number", opened.number());
        var language = wording.language(mail.from().address(), mail.subject() + "\n" + mail.text());
        words.put("signature", wording.signature(mailbox, language));
        var url = settings.publicUrl();
        words.put("link", url == null ? "" : url.replaceFirst("/$", "") + "/portal/track/" + opened.trackingToken());
        promises.of(opened.id().subject()).stream().filter(promise -> promise.customerVisible() && promise.endedAt() == null)
                .forEach(promise -> words.put(promise.code(), TIME.format(promise.dueAt().atZone(opened.zone()))));
        notices.send(new Message("mail.received", language, name(mail), mail.from().address(), words, opened.branch(), opened.id().subject(),
                new Message.Thread(mail.messageId(), mail.messageId(), false)).saying(wording.received(mailbox.id(), language).orElse("")));
    }

    /** What the timeline shows: their words, or what stands for them. */
    static String said(String words, String subject) {
        var text = words.isBlank() ? subject : words;
        return cut(text.isBlank() ? "…" : text, LONGEST_DESCRIPTION);
    }

    private static String name(ReadMail mail) {
        return mail.from() == null ? "" : mail.from().name().isBlank() ? mail.from().address() : mail.from().name();
    }

    private static String title(String words, ReadMail mail) {
        return !words.isBlank() ? words : name(mail).isBlank() ? "无主题的邮件" : name(mail);
    }

    private static String firstWords(String text) {
        return cut(text.strip().lines().findFirst().orElse("").strip(), LONGEST_NAME);
    }

    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
