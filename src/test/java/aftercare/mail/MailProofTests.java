package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.cases.ACaseTown;
import aftercare.kernel.Ids;
import aftercare.platform.Vault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Some 170 real mails that broke the parsers of others (mikel/mail, Webklex/php-imap, nodemailer/mailparser), through a real
 * IMAP server into the database.
 */
@Tag("proof")
@AftercareTest
class MailProofTests {

    @Autowired MailboxStore mailboxes;
    @Autowired MailServers servers;
    @Autowired MailReader reader;
    @Autowired MailDesk desk;
    @Autowired Vault vault;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    @Test
    void everyMailIsKeptByteForByteAndUnderstoodOrSetBeforeAPerson() throws Exception {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(Path.of(System.getProperty("aftercare.data"), "mail"))) {
            for (var file : (Iterable<Path>) all.filter(path -> path.toString().endsWith(".eml"))::iterator) {
                var mail = asTransported(Files.readAllBytes(file));
                files.put(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(mail)), mail);
            }
        }
        assertThat(files).hasSizeGreaterThan(150);
        var town = new ACaseTown(jdbc);
        try (var server = new AMailServer()) {
            var mailbox = server.mailbox(mailboxes, vault, town.branch);
            files.values().forEach(mail -> server.deliver(mailbox, mail));
            var me = Ids.next();
            mailboxes.lease(me, clock.instant(), Duration.ofMinutes(10));
            try (var store = servers.open(mailbox, 60_000)) {
                assertThat(reader.readNew(mailbox.id(), me, MailReader.inbox(store))).isEqualTo(files.size());
            }
            desk.understandAll(mailbox.id());

            var kept = jdbc.sql("select sha256 from mail.raw where mailbox_id = :id").param("id", mailbox.id()).query(String.class).list();
            assertThat(kept.stream().filter(hash -> !files.containsKey(hash)).count()).as("changed on the way").isZero();
            assertThat(kept).as("kept byte for byte").hasSize(files.size());
            var states = new TreeMap<String, Integer>();
            jdbc.sql("select state, count(*) from mail.incoming where mailbox_id = :id group by state").param("id", mailbox.id())
                    .query((row, _) -> states.put(row.getString(1), row.getInt(2))).list();
            assertThat(states).as("none is left, none crashed").doesNotContainKey("NEW");
            var failures = jdbc.sql("select failure from mail.incoming where mailbox_id = :id and failure is not null").param("id", mailbox.id()).query(String.class).list();
            assertThat(failures).as("what was not understood broke a limit").allSatisfy(code -> assertThat(code).isNotEqualTo("mail.unexpected"));
            System.out.printf("mail proof: %d mails, %s, not understood %s%n", files.size(), states, failures);

            // Where a charset is named, the words are readable: no character stands for one that could not be read.
            var unreadable = jdbc.sql("""
                    select i.subject || ' | ' || left(i.body, 80) from mail.incoming i join mail.raw r on r.id = i.id
                     where i.mailbox_id = :id and (i.subject like '%' || chr(65533) || '%' or i.body like '%' || chr(65533) || '%')
                       and convert_from(substring(r.content from 1 for 4000), 'LATIN1') ~* 'charset="?(gb|big5|utf-8|iso-8859|windows|shift|iso-2022|euc|koi|ks_c)'
                    """).param("id", mailbox.id()).query(String.class).list();
            System.out.println("mail proof: with a character that could not be read " + unreadable);
            assertThat(unreadable.size()).isLessThanOrEqualTo(3);
        }
    }

    /** SMTP carries lines that end with CR LF; some of the files were saved with LF alone. */
    private static byte[] asTransported(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).replaceAll("\\r?\\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
