package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.cases.ACaseTown;
import aftercare.kernel.Ids;
import aftercare.platform.Vault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * A reader that dies between fetching a mail and committing it, again and again. What dies is its connection to the database, cut
 * (not rolled back in good order) at a random statement: before it runs, after it ran, before the commit reaches the database, or
 * after the commit has been done and before the reader hears of it. To the database and to the mail server that is what a killed
 * process looks like; every life has a new reader with nothing in its memory.
 */
@AftercareTest
class MailCrashTests {

    private static final int KILLS = 50;
    private static final int MAILS = 120;
    private static final AMailServer SERVER = new AMailServer();

    @Autowired MailboxStore mailboxes;
    @Autowired MailServers servers;
    @Autowired MailDesk desk;
    @Autowired Vault vault;
    @Autowired JdbcClient jdbc;
    @Autowired DataSource database;
    @Autowired JsonMapper json;
    @Autowired Clock clock;

    @AfterAll
    static void closeMailServer() {
        SERVER.close();
    }

    @Test
    void fiftyDeathsLoseNothingAndDoubleNothing() throws Exception {
        var town = new ACaseTown(jdbc);
        var mailbox = SERVER.mailbox(mailboxes, vault, town.branch);
        for (int i = 0; i < MAILS; i++) {
            SERVER.deliver(mailbox, "From: k%d-%s@example.com\nSubject: mail %d\nMessage-ID: <%d-%s@example.com>\n\nnumber %d\n".formatted(i, mailbox.id(), i, i, mailbox.id(), i));
        }
        var random = new Random(20_261_129);
        int killed = 0;
        while (killed < KILLS) {
            var life = new Life(random.nextInt(1, 14));
            if (life.live(mailbox)) {
                throw new AssertionError("%d mails were not enough for %d deaths, the last %d".formatted(MAILS, KILLS, killed));
            }
            killed++;
        }
        assertThat(new Life(Integer.MAX_VALUE).live(mailbox)).isTrue();
        desk.understandAll(mailbox.id());

        assertThat(killed).isEqualTo(KILLS);
        assertThat(jdbc.sql("select count(*) from mail.raw where mailbox_id = :id").param("id", mailbox.id()).query(Integer.class).single()).isEqualTo(MAILS);
        assertThat(jdbc.sql("select count(distinct uid) from mail.raw where mailbox_id = :id").param("id", mailbox.id()).query(Integer.class).single()).isEqualTo(MAILS);
        assertThat(jdbc.sql("select count(distinct subject) from mail.incoming where mailbox_id = :id and state = 'TAKEN'").param("id", mailbox.id()).query(Integer.class).single()).isEqualTo(MAILS);
        assertThat(jdbc.sql("select count(distinct case_id) from mail.incoming where mailbox_id = :id").param("id", mailbox.id()).query(Integer.class).single()).isEqualTo(MAILS);
    }

    /** One reading process with a database connection that is cut at its n-th call. */
    private final class Life {

        private int left;
        private boolean after;

        Life(int calls) {
            this.left = calls;
            this.after = calls % 2 == 0;
        }

        /** @return false when it died */
        boolean live(Mailbox mailbox) throws Exception {
            var source = new DelegatingDataSource(database) {
                @Override
                public Connection getConnection() throws SQLException {
                    return mortal(super.getConnection());
                }
            };
            var me = Ids.next();
            var mine = JdbcClient.create(source);
            var store = new MailboxStore(mine);
            var reader = new MailReader(store, new MailStore(mine, json), new TransactionTemplate(new JdbcTransactionManager(source)), clock);
            jdbc.sql("update mail.mailbox set reader = :me, leased_until = :until where id = :id").param("me", me)
                    .param("until", clock.instant().plus(Duration.ofMinutes(1)).atOffset(java.time.ZoneOffset.UTC)).param("id", mailbox.id()).update();
            try (var server = servers.open(mailbox, 10_000)) {
                reader.readNew(mailbox.id(), me, MailReader.inbox(server));
                return true;
            } catch (RuntimeException dead) {
                assertThat(left).as("died of the cut, not of something else: %s", dead).isNotPositive();
                return false;
            }
        }

        private Connection mortal(Connection real) {
            return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                var counts = method.getName().equals("commit");
                if (counts) {
                    dieBefore(real);
                }
                var result = call(real, method, arguments);
                if (counts) {
                    dieAfter(real);
                }
                return result instanceof Statement statement ? mortal(statement, real) : result;
            });
        }

        private Object mortal(Statement real, Connection connection) {
            return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {java.sql.PreparedStatement.class}, (_, method, arguments) -> {
                var counts = method.getName().startsWith("execute");
                if (counts) {
                    dieBefore(connection);
                }
                var result = call(real, method, arguments);
                if (counts) {
                    dieAfter(connection);
                }
                return result;
            });
        }

        private void dieBefore(Connection real) throws SQLException {
            left--;
            if (left <= 0 && !after) {
                cut(real);
            }
        }

        private void dieAfter(Connection real) throws SQLException {
            if (left <= 0 && after) {
                cut(real);
            }
        }

        private void cut(Connection real) throws SQLException {
            real.unwrap(org.postgresql.jdbc.PgConnection.class).abort(Runnable::run);
            throw new SQLException("the process is gone", "08006");
        }
    }

    private static Object call(Object real, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException inner) {
            throw inner.getCause();
        }
    }
}
