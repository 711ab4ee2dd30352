package aftercare.promises;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** On which days a branch works: the week of the house's ordinary calendar with statutory holidays and make-up workdays. */
@Component
public class HouseDays {

    private static final String ORDINARY = "5x8";

    private final RuleBooks books;
    private final JdbcClient jdbc;

    HouseDays(RuleBooks books, JdbcClient jdbc) {
        this.books = books;
        this.jdbc = jdbc;
    }

    public Predicate<LocalDate> of(UUID branch) {
        var book = books.book();
        var id = jdbc.sql("select id from promises.calendar where code = :code").param("code", ORDINARY).query(UUID.class).single();
        var calendar = book.calendar(book.inBranch(id, branch));
        return day -> !calendar.hours(day).isClosed();
    }

    /** For all branches at once. */
    public Map<UUID, Predicate<LocalDate>> all() {
        return jdbc.sql("select id from identity.branch").query(UUID.class).list().stream().collect(Collectors.toMap(Function.identity(), this::of));
    }
}
