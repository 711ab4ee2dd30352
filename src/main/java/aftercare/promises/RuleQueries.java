package aftercare.promises;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of the rules page. There are some dozens of rules, so lists are whole. */
@Component
@Transactional(readOnly = true)
class RuleQueries {

    private static final int COUNTED = 1000;

    /**
     * One version of a rule.
     *
     * @param open   promises under any version of this rule that are still open; counting stops at {@value #COUNTED}
     * @param rivals rules of the same promise that the same thing can fit although neither is an exception of the other
     */
    record RuleView(RuleForm rule, int version, boolean current, @Nullable Instant retiredAt, @Nullable String retiredBy, Instant createdAt,
                    @Nullable String createdBy, boolean appliesToOpen, int open, List<RuleDesk.Rival> rivals) {}

    private record Row(UUID id, String key, boolean current, OffsetDateTime createdAt, @Nullable String createdBy,
                       @Nullable OffsetDateTime retiredAt, @Nullable String retiredBy, boolean appliesToOpen, int version) {}

    private static final String SELECT = """
            select r.id, r.key, r.version, r.current, r.created_at, u.name as created_by, r.retired_at, g.name as retired_by, r.applies_to_open
              from promises.rule r
              left join identity.app_user u on u.id = r.created_by
              left join identity.app_user g on g.id = r.retired_by
            """;

    private final JdbcClient jdbc;
    private final RuleBooks books;

    RuleQueries(JdbcClient jdbc, RuleBooks books) {
        this.jdbc = jdbc;
        this.books = books;
    }

    /** By promise, the most specific first, as they are looked at: those in force, with {@code retired} also the last version of those that are not any more. */
    List<RuleView> rules(boolean retired) {
        books.refresh();
        var book = books.book();
        var rows = jdbc.sql(SELECT + " where r.current or (:retired and r.retired_at is not null and not exists (select from promises.rule n "
                + "where n.key = r.key and n.version > r.version))").param("retired", retired).query(Row.class).list();
        return views(rows.stream().sorted(Comparator.comparing((Row row) -> book.rule(row.id()).code()).thenComparing(row -> !row.current())
                .thenComparing(row -> book.rule(row.id()), Rule.MOST_SPECIFIC_FIRST)).toList());
    }

    List<RuleView> versions(String key) {
        return views(jdbc.sql(SELECT + " where r.key = :key order by r.version desc").param("key", key).query(Row.class).list());
    }

    private List<RuleView> views(List<Row> rows) {
        books.refresh();
        var book = books.book();
        var open = open();
        return rows.stream().map(row -> {
            var rule = book.rule(row.id());
            return new RuleView(RuleForm.of(rule, book), row.version(), row.current(), row.retiredAt() == null ? null : row.retiredAt().toInstant(),
                    row.retiredBy(), row.createdAt().toInstant(), row.createdBy(), row.appliesToOpen(), open.getOrDefault(row.key(), 0),
                    row.current() ? RuleDesk.rivals(rule, book) : List.of());
        }).toList();
    }

    private Map<String, Integer> open() {
        var counts = new HashMap<String, Integer>();
        jdbc.sql("""
                select r.key, n.open
                  from promises.rule r
                 cross join lateral (select count(*) as open from (select from promises.promise p
                                      where p.rule_id = r.id and p.state in ('RUNNING', 'PAUSED') limit :most) as capped) as n
                 where n.open > 0
                """).param("most", COUNTED).query(row -> {
            counts.merge(row.getString("key"), row.getInt("open"), (a, b) -> Math.min(COUNTED, a + b));
        });
        return counts;
    }
}
