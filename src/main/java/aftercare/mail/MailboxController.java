package aftercare.mail;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.platform.Vault;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The mailboxes of the branches, set up by whoever runs the product. A password goes in and never comes out. */
@RestController
class MailboxController {

    /** Looking for servers in the house by trying one after the other would be slow. */
    private static final int TRIED_AT_ONCE = 2;

    record MailboxView(UUID id, UUID branchId, String branchName, String name, String address, String imapHost, int imapPort, ConnectionSecurity imapSecurity,
                       String smtpHost, int smtpPort, ConnectionSecurity smtpSecurity, @Nullable String userName, boolean hasPassword, String signature,
                       boolean acknowledges, boolean takesOld, boolean active, @Nullable Instant seenAt, @Nullable String failure, @Nullable Instant failedAt,
                       int failures, int version) {}

    /** @param password null keeps the one that is set; it is asked for again when the server or the user changes */
    record MailboxBody(@NotNull UUID branch, @NotNull @Size(max = 60) String name, @NotNull @Size(max = 255) String address,
                       @NotNull @Size(max = 253) String imapHost, int imapPort, @NotNull ConnectionSecurity imapSecurity,
                       @NotNull @Size(max = 253) String smtpHost, int smtpPort, @NotNull ConnectionSecurity smtpSecurity,
                       @NotNull @Size(max = 255) String user, @Nullable @Size(max = 500) String password, @NotNull @Size(max = 2000) String signature,
                       boolean acknowledges, boolean takesOld, boolean active, int version) {

        Mailbox.Settings settings() {
            return new Mailbox.Settings(name, address, new Mailbox.Server(imapHost, imapPort, imapSecurity), new Mailbox.Server(smtpHost, smtpPort, smtpSecurity),
                    user, signature, acknowledges, takesOld, active);
        }
    }

    record WordsBody(@NotNull @Size(max = 3) List<MailboxWords.@Valid Own> words) {}

    /** What each server answered; null: it works. {@code writes} says whether a way out was tried at all. */
    record Tried(@Nullable String reading, boolean writes, @Nullable String writing) {}

    private final MailboxStore mailboxes;
    private final MailboxWords wording;
    private final MailServers servers;
    private final Vault vault;
    private final JdbcClient jdbc;
    private final Semaphore trying = new Semaphore(TRIED_AT_ONCE);

    MailboxController(MailboxStore mailboxes, MailboxWords wording, MailServers servers, Vault vault, JdbcClient jdbc) {
        this.mailboxes = mailboxes;
        this.wording = wording;
        this.servers = servers;
        this.vault = vault;
        this.jdbc = jdbc;
    }

    @Requires(Permission.MAIL_EDIT_MAILBOXES)
    @GetMapping("/api/mailboxes")
    List<MailboxView> mailboxes(Scope scope) {
        return views(scope.reach(Permission.MAIL_EDIT_MAILBOXES), null);
    }

    @Requires(Permission.MAIL_EDIT_MAILBOXES)
    @PostMapping("/api/mailboxes")
    @ResponseStatus(HttpStatus.CREATED)
    MailboxView add(Scope scope, @Valid @RequestBody MailboxBody body) {
        var reach = let(scope, body.branch());
        var mailbox = new Mailbox(Ids.next(), body.branch(), body.settings(), "", null, null, 0);
        if (!mailboxes.add(sealed(mailbox, body.password() == null ? "" : body.password()))) {
            throw new Refusal.Conflict("mail.address-taken", "there is a mailbox with the address %s already".formatted(mailbox.settings().address()),
                    Map.of("address", mailbox.settings().address()));
        }
        return views(reach, mailbox.id()).getFirst();
    }

    @Requires(Permission.MAIL_EDIT_MAILBOXES)
    @PutMapping("/api/mailboxes/{id}")
    MailboxView change(Scope scope, @PathVariable UUID id, @Valid @RequestBody MailboxBody body) {
        var before = reached(scope, id);
        let(scope, body.branch());
        var next = new Mailbox(id, body.branch(), body.settings(), before.passwordSealed(), before.uidValidity(), before.lastUid(), body.version());
        mailboxes.save(body.password() == null ? keptPassword(before, next) : sealed(next, body.password()));
        return views(scope.reach(Permission.MAIL_EDIT_MAILBOXES), id).getFirst();
    }

    @Requires(Permission.MAIL_EDIT_MAILBOXES)
    @GetMapping("/api/mailboxes/{id}/words")
    List<MailboxWords.Words> words(Scope scope, @PathVariable UUID id) {
        return wording.of(reached(scope, id).id());
    }

    @Requires(Permission.MAIL_EDIT_MAILBOXES)
    @PutMapping("/api/mailboxes/{id}/words")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeWords(Scope scope, @PathVariable UUID id, @Valid @RequestBody WordsBody body) {
        wording.change(reached(scope, id).id(), body.words());
    }

    /** Tries what is typed, before it is saved. */
    @Requires(Permission.MAIL_EDIT_MAILBOXES)
    @PostMapping("/api/mailboxes/try")
    Tried tryNew(Scope scope, @Valid @RequestBody MailboxBody body) {
        let(scope, body.branch());
        return tried(sealed(new Mailbox(Ids.next(), body.branch(), body.settings(), "", null, null, 0), body.password() == null ? "" : body.password()));
    }

    @Requires(Permission.MAIL_EDIT_MAILBOXES)
    @PostMapping("/api/mailboxes/{id}/try")
    Tried tryChanged(Scope scope, @PathVariable UUID id, @Valid @RequestBody MailboxBody body) {
        var before = reached(scope, id);
        var next = new Mailbox(id, body.branch(), body.settings(), before.passwordSealed(), null, null, 0);
        return tried(body.password() == null ? keptPassword(before, next) : sealed(next, body.password()));
    }

    private Tried tried(Mailbox mailbox) {
        if (!trying.tryAcquire()) {
            throw new Refusal.TooMany("mail.trying-already", "other connections are being tried just now; try again in a moment", 10);
        }
        try {
            var writes = !mailbox.settings().smtp().host().isEmpty();
            return new Tried(servers.tryReading(mailbox), writes, writes ? servers.tryWriting(mailbox) : null);
        } finally {
            trying.release();
        }
    }

    private Mailbox sealed(Mailbox mailbox, String password) {
        return new Mailbox(mailbox.id(), mailbox.branch(), mailbox.settings(), password.isEmpty() ? "" : vault.seal(password, mailbox.place()), mailbox.uidValidity(),
                mailbox.lastUid(), mailbox.version());
    }

    /** A password that is kept goes only to the server it was given for. */
    private static Mailbox keptPassword(Mailbox before, Mailbox next) {
        var old = before.settings();
        var now = next.settings();
        if (!before.passwordSealed().isEmpty() && !(old.imap().equals(now.imap()) && old.smtp().equals(now.smtp()) && old.user().equals(now.user()))) {
            throw new Refusal.Broken("mail.password-again", "type the password again: the server or the user has changed", Map.of());
        }
        return next;
    }

    private Mailbox reached(Scope scope, UUID id) {
        var mailbox = mailboxes.get(id);
        if (!scope.reach(Permission.MAIL_EDIT_MAILBOXES).covers(mailbox.branch(), null, null)) {
            throw new Refusal.Missing("mail.no-such-mailbox", "there is no mailbox %s".formatted(id), Map.of());
        }
        return mailbox;
    }

    private Reach let(Scope scope, UUID branch) {
        scope.require(Permission.MAIL_EDIT_MAILBOXES, branch, null, null);
        if (!jdbc.sql("select exists (select from identity.branch where id = :id)").param("id", branch).query(Boolean.class).single()) {
            throw new Refusal.Broken("mail.no-such-branch", "there is no such branch", Map.of());
        }
        return scope.reach(Permission.MAIL_EDIT_MAILBOXES);
    }

    private List<MailboxView> views(Reach reach, @Nullable UUID only) {
        return jdbc.sql("""
                select m.id, m.branch_id, b.name as branch_name, m.name, m.address, m.imap_host, m.imap_port, m.imap_security, m.smtp_host, m.smtp_port, m.smtp_security,
                       m.user_name, m.password_sealed <> '' as has_password, m.signature, m.acknowledges, m.takes_old, m.active, m.seen_at, m.failure, m.failed_at,
                       m.failures, m.version
                  from mail.mailbox m join identity.branch b on b.id = m.branch_id
                 where (:everywhere or m.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:only as uuid) is null or m.id = :only)
                 order by b.name, m.name limit 500
                """).params(reach.params()).param("only", only).query(MailboxView.class).list();
    }
}
