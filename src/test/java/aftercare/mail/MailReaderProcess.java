package aftercare.mail;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a mailbox once, in a process of its own that somebody can kill: the product's own reader on the same database and the
 * same mail server, and nothing else, so that it starts in a moment. It tells every step on its output: {@code e} a statement
 * goes to the database, {@code d} it is done, {@code C} the commit goes, {@code c} it is done. Two statements come first, then three
 * and a commit for every mail.
 */
final class MailReaderProcess {

    private static final int MILLIS = 10_000;

    private final int last;
    private int steps;

    private MailReaderProcess(int last) {
        this.last = last;
    }

    /** @param holdsAt the step at which it stands still until it is killed; 0: none */
    static Process start(String database, UUID mailbox, UUID reader, int holdsAt) throws IOException {
        var path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m",
                "-cp", path, MailReaderProcess.class.getName(), database, mailbox.toString(), reader.toString(), Integer.toString(holdsAt)))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    public static void main(String[] arguments) throws Exception {
        var life = new MailReaderProcess(Integer.parseInt(arguments[3]));
        var source = new DelegatingDataSource(new SingleConnectionDataSource(arguments[0], "postgres", "postgres", true)) {
            @Override
            public Connection getConnection() throws SQLException {
                return life.watched(super.getConnection());
            }
        };
        var jdbc = JdbcClient.create(source);
        var mailboxes = new MailboxStore(jdbc);
        var mailbox = mailboxes.get(UUID.fromString(arguments[1]));
        var reader = new MailReader(mailboxes, new MailStore(jdbc, JsonMapper.shared()), new TransactionTemplate(new JdbcTransactionManager(source)), Clock.systemUTC());
        try (var server = new MailServers(mailboxes, null, true).open(mailbox, MILLIS)) {
            reader.readNew(mailbox.id(), UUID.fromString(arguments[2]), MailReader.inbox(server));
        }
    }

    private Connection watched(Connection real) {
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
            var commits = method.getName().equals("commit");
            if (commits) {
                step('C');
            }
            var result = call(real, method, arguments);
            if (commits) {
                step('c');
            }
            return result instanceof PreparedStatement statement ? watched(statement) : result;
        });
    }

    private Object watched(PreparedStatement real) {
        return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (_, method, arguments) -> {
            var runs = method.getName().startsWith("execute");
            if (runs) {
                step('e');
            }
            var result = call(real, method, arguments);
            if (runs) {
                step('d');
            }
            return result;
        });
    }

    private void step(char what) {
        System.out.write(what);
        System.out.flush();
        steps++;
        while (steps == last) {
            LockSupport.park();
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
