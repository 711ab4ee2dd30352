package aftercare.mail;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Loads and saves mailboxes, and says who reads them. */
@Component
class MailboxStore {

    private static final String MAILBOX = """
            select id, branch_id, name, address, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name, password_sealed,
                   signature, acknowledges, takes_old, active, uid_validity, last_uid, version
              from mail.mailbox
            """;

    private final JdbcClient jdbc;

    MailboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Mailbox get(UUID id) {
        return find(id).orElseThrow(() -> new Refusal.Missing("mail.no-such-mailbox", "there is no mailbox %s".formatted(id), Map.of()));
    }

    Optional<Mailbox> find(UUID id) {
        return jdbc.sql(MAILBOX + " where id = :id").param("id", id).query((row, _) -> read(row)).optional();
    }

    /** The one a branch writes from: the first that has a way out. */
    Optional<Mailbox> writing(UUID branch) {
        return jdbc.sql(MAILBOX + " where branch_id = :branch and active and smtp_host <> '' order by id limit 1").param("branch", branch)
                .query((row, _) -> read(row)).optional();
    }

    boolean anyWrites() {
        return jdbc.sql("select exists (select from mail.mailbox where active and smtp_host <> '')").query(Boolean.class).single();
    }

    boolean isOurs(String address) {
        return jdbc.sql("select exists (select from mail.mailbox where address = :address)").param("address", address).query(Boolean.class).single();
    }

    /** @return false when another mailbox has the address */
    boolean add(Mailbox mailbox) {
        return bound(jdbc.sql("""
                insert into mail.mailbox (id, branch_id, name, address, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security,
                                          user_name, password_sealed, signature, acknowledges, takes_old, active)
                values (:id, :branch, :name, :address, :imapHost, :imapPort, :imapSecurity, :smtpHost, :smtpPort, :smtpSecurity,
                        :user, :password, :signature, :acknowledges, :takesOld, :active)
                on conflict (address) do nothing
                """), mailbox).update() == 1;
    }

    /** What changed is read from now on by whoever reads next: the lease is taken back. */
    void save(Mailbox mailbox) {
        var saved = bound(jdbc.sql("""
                update mail.mailbox
                   set branch_id = :branch, name = :name, address = :address, imap_host = :imapHost, imap_port = :imapPort, imap_security = :imapSecurity,
                       smtp_host = :smtpHost, smtp_port = :smtpPort, smtp_security = :smtpSecurity, user_name = :user, password_sealed = :password,
                       signature = :signature, acknowledges = :acknowledges, takes_old = :takesOld, active = :active, reader = null, leased_until = null,
                       uid_validity = case when imap_host = :imapHost and user_name = :user then uid_validity end,
                       last_uid = case when imap_host = :imapHost and user_name = :user then last_uid end,
                       failure = null, failed_at = null, failures = 0, version = version + 1
                 where id = :id and version = :version
                   and not exists (select from mail.mailbox o where o.address = :address and o.id <> :id)
                """), mailbox).param("version", mailbox.version()).update();
        if (saved == 0) {
            throw new Refusal.Conflict("mail.mailbox-changed", "somebody else changed the mailbox meanwhile, or another one has this address", Map.of());
        }
    }

    private static JdbcClient.StatementSpec bound(JdbcClient.StatementSpec statement, Mailbox mailbox) {
        var set = mailbox.settings();
        return statement.param("id", mailbox.id()).param("branch", mailbox.branch()).param("name", set.name()).param("address", set.address())
                .param("imapHost", set.imap().host()).param("imapPort", set.imap().port()).param("imapSecurity", set.imap().security().name())
                .param("smtpHost", set.smtp().host()).param("smtpPort", set.smtp().port()).param("smtpSecurity", set.smtp().security().name())
                .param("user", set.user()).param("password", mailbox.passwordSealed()).param("signature", set.signature())
                .param("acknowledges", set.acknowledges()).param("takesOld", set.takesOld()).param("active", set.active());
    }

    /** Takes the mailboxes nobody reads, each for one reader in the cluster, and keeps those it has. */
    List<Mailbox> lease(UUID reader, Instant now, Duration time) {
        return jdbc.sql("""
                update mail.mailbox set reader = :reader, leased_until = :until
                 where id in (select id from mail.mailbox
                               where active and (reader is null or reader = :reader or leased_until < :now)
                               order by id for update skip locked)
                returning id, branch_id, name, address, imap_host, imap_port, imap_security, smtp_host, smtp_port, smtp_security, user_name,
                          password_sealed, signature, acknowledges, takes_old, active, uid_validity, last_uid, version
                """)
                .param("reader", reader).param("now", now.atOffset(UTC)).param("until", now.plus(time).atOffset(UTC)).query((row, _) -> read(row)).list();
    }

    void release(UUID reader) {
        jdbc.sql("update mail.mailbox set reader = null, leased_until = null where reader = :reader").param("reader", reader).update();
    }

    /** How far it was read. False when somebody else reads it now: then nothing that was read here may be kept. */
    boolean readUpTo(UUID mailbox, UUID reader, long uidValidity, long uid, Instant now) {
        return jdbc.sql("""
                update mail.mailbox set uid_validity = :validity, last_uid = :uid, seen_at = :now, failure = null, failed_at = null, failures = 0
                 where id = :id and reader = :reader
                """).param("id", mailbox).param("reader", reader).param("validity", uidValidity).param("uid", uid).param("now", now.atOffset(UTC)).update() == 1;
    }

    void seen(UUID mailbox, Instant now) {
        jdbc.sql("update mail.mailbox set seen_at = :now, failure = null, failed_at = null, failures = 0 where id = :id").param("id", mailbox)
                .param("now", now.atOffset(UTC)).update();
    }

    void failed(UUID mailbox, String failure, Instant now) {
        jdbc.sql("update mail.mailbox set failure = :failure, failed_at = :now, failures = failures + 1 where id = :id").param("id", mailbox)
                .param("failure", failure).param("now", now.atOffset(UTC)).update();
    }

    private static Mailbox read(ResultSet row) throws SQLException {
        return new Mailbox(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class),
                new Mailbox.Settings(row.getString("name"), row.getString("address"),
                        new Mailbox.Server(row.getString("imap_host"), row.getInt("imap_port"), ConnectionSecurity.valueOf(row.getString("imap_security"))),
                        new Mailbox.Server(row.getString("smtp_host"), row.getInt("smtp_port"), ConnectionSecurity.valueOf(row.getString("smtp_security"))),
                        row.getString("user_name"), row.getString("signature"), row.getBoolean("acknowledges"), row.getBoolean("takes_old"),
                        row.getBoolean("active")),
                row.getString("password_sealed"), number(row, "uid_validity"), number(row, "last_uid"), row.getInt("version"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
