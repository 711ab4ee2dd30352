package aftercare.mail;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseFacts;
import aftercare.cases.CaseId;
import aftercare.cases.CaseStatus;
import aftercare.cases.Channel;
import aftercare.cases.MergeDesk;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts right what was sorted wrongly: a mail goes to another case or becomes one of its own, or was spam after all. */
@Service
@Transactional
class MailMover {

    /**
     * @param leftEmpty the number of the case it came from, when no mail is left there and somebody may want to cancel it
     * @param ended     the number of the case it came from, when that ended with it
     */
    record Moved(UUID caseId, String number, int mails, @Nullable String leftEmpty, @Nullable String ended) {}

    /** @param number of the case that is nothing but this mail and could end with it; null when there is none */
    record Emptied(@Nullable String number) {}

    /** @param cancelled the number of the case made of it that was cancelled; {@code kept}: of one that has a life of its own by now */
    record Spammed(@Nullable String cancelled, @Nullable String kept) {}

    private record Letter(UUID id, String fromName, String fromAddress, String subject, String body, @Nullable Manner manner, Instant receivedAt) {

        Actor sender() {
            return Actor.guest(fromName.isBlank() ? fromAddress : fromName);
        }
    }

    private final MailDesk desk;
    private final MailSorter sorter;
    private final MailStore mails;
    private final SpamRules rules;
    private final OneMailCases oneMail;
    private final CaseDesk cases;
    private final MergeDesk merging;
    private final DocumentDesk documents;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final JdbcClient jdbc;
    private final Clock clock;

    MailMover(MailDesk desk, MailSorter sorter, MailStore mails, SpamRules rules, OneMailCases oneMail, CaseDesk cases, MergeDesk merging, DocumentDesk documents, NoticeDesk notices,
              Timeline timeline, LiveUpdates live, JdbcClient jdbc, Clock clock) {
        this.desk = desk;
        this.sorter = sorter;
        this.mails = mails;
        this.rules = rules;
        this.oneMail = oneMail;
        this.cases = cases;
        this.merging = merging;
        this.documents = documents;
        this.notices = notices;
        this.timeline = timeline;
        this.live = live;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Moves a mail with its files to where it belongs. What its customer could read in the case it came from is taken out of
     * their sight there: it was not theirs.
     *
     * @param number    null: it becomes a case of its own
     * @param withLater together with what was written to and fro with its sender since
     * @param withCase  the case it came from ends too, if it is nothing but this mail
     */
    Moved move(UUID id, @Nullable String number, boolean withLater, boolean withCase, Scope scope) {
        var head = desk.reached(id, scope);
        if (head.caseId() == null || head.state() != MailState.TAKEN) {
            throw new Refusal.Conflict("mail.not-in-case", "the mail belongs to no case", Map.of());
        }
        var from = desk.let(scope, new CaseId(head.caseId()));
        // Asked for again here: something may have happened while the dialog was open.
        var ends = withCase && number != null && mayEnd(from, id, scope);
        var letters = letters(from.id(), head, withLater);
        var target = number == null ? own(letters.getFirst(), head.branchId(), scope) : existing(from, number.strip(), scope);
        var ours = withLater ? ours(from.id(), letters.getFirst()) : List.<UUID>of();
        // A case that was opened by one keeps its description.
        timeline.conceal(from.id().subject(), Stream.concat(letters.stream().map(Letter::id), ours.stream()).toList());
        var ids = letters.stream().map(Letter::id).toArray(UUID[]::new);
        jdbc.sql("update mail.incoming set case_id = :case, branch_id = :branch, stranger = false where id = any(:ids)").param("case", target.id().value())
                .param("branch", target.branchId()).param("ids", ids).update();
        notices.moved(ours, target.id().subject(), target.branchId());
        jdbc.sql("select a.document_id from mail.attachment a join documents.document d on d.id = a.document_id and d.removed_at is null where a.mail_id = any(:ids)")
                .param("ids", ids).query(UUID.class).list().forEach(file -> documents.handOver(file, target.id().subject(), "mail"));
        letters.stream().skip(number == null ? 1 : 0).filter(letter -> letter.manner() == Manner.PERSON)
                .forEach(letter -> cases.message(target.id(), MailSorter.said(letter.body(), letter.subject()), letter.id(), letter.sender()));
        tell(from, target, letters.getFirst(), letters.size() + ours.size(), scope);
        if (ends) {
            end(from, target, scope);
            return new Moved(target.id().value(), target.number(), letters.size() + ours.size(), null, from.number());
        }
        var left = jdbc.sql("select exists (select from mail.incoming where case_id = :case and state = 'TAKEN')").param("case", from.id().value()).query(Boolean.class).single();
        return new Moved(target.id().value(), target.number(), letters.size() + ours.size(),
                !left && from.channel() == Channel.EMAIL && from.status().isUnderWay() ? from.number() : null, null);
    }

    /** The case that would be left with nothing when this mail goes to another one. */
    Emptied emptied(UUID id, Scope scope) {
        var head = desk.reached(id, scope);
        if (head.caseId() == null || head.state() != MailState.TAKEN) {
            return new Emptied(null);
        }
        var from = desk.let(scope, new CaseId(head.caseId()));
        return new Emptied(mayEnd(from, id, scope) ? from.number() : null);
    }

    private boolean mayEnd(CaseFacts about, UUID mail, Scope scope) {
        return scope.reach(Permission.CASES_CANCEL).covers(about.branchId(), about.partnerId(), about.customerId()) && oneMail.isNothingBut(about, mail);
    }

    /** It goes on in the other case, where an answer to its number is read too; unless that is over or another customer's. */
    private void end(CaseFacts from, CaseFacts into, Scope scope) {
        if (into.status().isOpen() && (from.customerId() == null || into.customerId() == null || from.customerId().equals(into.customerId()))) {
            merging.merge(from.id(), into.id(), Actor.of(scope));
        } else {
            cases.cancel(from.id(), "唯一的邮件已移到其他服务单", Actor.of(scope));
        }
    }

    private List<Letter> letters(CaseId from, MailStore.Head head, boolean withLater) {
        return jdbc.sql("""
                select id, from_name, from_address, subject, body, manner, received_at from mail.incoming
                 where case_id = :case and state = 'TAKEN' and (id = :id or :withLater and from_address = :address and from_address <> ''
                       and (received_at, id) > (select received_at, id from mail.incoming where id = :id))
                 order by received_at, id for update
                """).param("case", from.value()).param("id", head.id()).param("withLater", withLater).param("address", head.fromAddress()).query(Letter.class).list();
    }

    private List<UUID> ours(CaseId from, Letter first) {
        return jdbc.sql("""
                select id from notices.message where subject_kind = 'case' and subject_id = :case and channel = 'EMAIL' and to_address = :address and by_hand and queued_at >= :since
                """).param("case", from.value()).param("address", first.fromAddress()).param("since", first.receivedAt().atOffset(UTC))
                .query(UUID.class).list();
    }

    private CaseFacts own(Letter letter, UUID branch, Scope scope) {
        scope.require(Permission.MAIL_ANSWER, branch, null, null);
        var mail = new ReadMail(letter.fromAddress().isEmpty() ? null : new HeaderWords.Person(letter.fromName(), letter.fromAddress()), "", letter.subject(), null, "",
                List.of(), letter.body(), "", "", Manner.PERSON, List.of(), null);
        return cases.facts(cases.open(sorter.order(branch, mail), letter.sender()).id());
    }

    private CaseFacts existing(CaseFacts from, String number, Scope scope) {
        var to = jdbc.sql("select id from cases.service_case where number = :number").param("number", number).query(UUID.class).optional()
                .map(id -> cases.facts(new CaseId(id))).filter(found -> scope.reach(Permission.MAIL_ANSWER).covers(found.branchId(), found.partnerId(), found.customerId()))
                .orElseThrow(() -> new Refusal.Missing("mail.no-such-case", "there is no case %s".formatted(number), Map.of("number", number)));
        if (to.id().equals(from.id())) {
            throw new Refusal.Conflict("mail.there-already", "the mail belongs to %s already".formatted(to.number()), Map.of("number", to.number()));
        }
        if (to.status() == CaseStatus.CANCELLED) {
            throw new Refusal.Conflict("mail.case-cancelled", "%s is cancelled; choose another case, or make a new one of the mail".formatted(to.number()),
                    Map.of("number", to.number()));
        }
        return to;
    }

    private void tell(CaseFacts from, CaseFacts to, Letter letter, int count, Scope scope) {
        var now = clock.instant();
        timeline.write(Happening.internal("mail.moved-out", now, Actor.of(scope), Map.of("subject", letter.subject(), "number", to.number(), "count", count))
                .about(from.id().subject()));
        timeline.write(Happening.internal("mail.moved-in", now, Actor.of(scope), Map.of("subject", letter.subject(), "number", from.number(), "count", count))
                .about(to.id().subject()));
        for (var one : List.of(from, to)) {
            live.tell(Live.ofBranch("cases", one.id().value(), one.branchId()));
            live.tell(Live.ofBranch("mails", letter.id(), one.branchId()));
        }
    }

    /**
     * Not for us; a case that was made of it, and on which nobody has done anything yet, is cancelled.
     *
     * @param always the sender's later mails are for nobody either
     */
    Spammed spam(UUID id, boolean always, Scope scope) {
        var mail = desk.reached(id, scope);
        if (always && !mail.fromAddress().isBlank()) {
            rules.add(mail.branchId(), SpamPart.SENDER, mail.fromAddress(), scope);
        }
        if (mail.state() != MailState.TAKEN || mail.caseId() == null) {
            desk.spam(id, scope);
            return new Spammed(null, null);
        }
        var about = desk.let(scope, new CaseId(mail.caseId()));
        var ends = mayEnd(about, id, scope);
        mails.settle(id, MailState.SPAM, "", false, scope.user(), clock.instant());
        live.tell(Live.ofBranch("mails", id, mail.branchId()));
        if (!ends) {
            timeline.write(Happening.internal("mail.spam", clock.instant(), Actor.of(scope), Map.of("subject", mail.subject())).about(about.id().subject()));
            live.tell(Live.ofBranch("cases", about.id().value(), about.branchId()));
            return new Spammed(null, about.number());
        }
        cases.cancel(about.id(), "垃圾邮件", Actor.of(scope));
        return new Spammed(about.number(), null);
    }
}
