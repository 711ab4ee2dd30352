package aftercare.promises;

import aftercare.kernel.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the rule book in memory. A change anywhere raises the revision in the database; every node looks at it each second
 * and reads again when it rose. An empty database gets the product's own rules first.
 */
@Component
class RuleBooks {

    private static final String COLUMNS = Arrays.stream(Fact.values()).map(RuleBooks::column).collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final JsonMapper json;
    private final Clock clock;
    private volatile RuleBook book;

    RuleBooks(JdbcClient jdbc, JdbcTemplate template, JsonMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.json = json;
        this.clock = clock;
        new TransactionTemplate(transactions).executeWithoutResult(_ -> addDefaults());
        this.book = read();
    }

    RuleBook book() {
        return book;
    }

    /** Reads again if somebody changed a rule or a calendar. */
    void refresh() {
        if (revision() != book.revision()) {
            book = read();
        }
    }

    private long revision() {
        return jdbc.sql("select revision from promises.book").query(Long.class).single();
    }

    private static String column(Fact fact) {
        return "match_" + fact.name().toLowerCase(Locale.ROOT);
    }

    private RuleBook read() {
        // The revision first: what changes meanwhile is read again.
        var revision = revision();
        var all = new ArrayList<Rule>();
        var current = new ArrayList<Rule>();
        jdbc.sql("""
                select id, key, version, current, code, calendar_id, time_limit, ladder, pauses, reopen_percent, with_subject,
                       customer_visible, %s
                  from promises.rule
                """.formatted(COLUMNS)).query((ResultSet row) -> {
            var rule = rule(row);
            all.add(rule);
            if (row.getBoolean("current")) {
                current.add(rule);
            }
        });
        return new RuleBook(revision, all, current, calendars());
    }

    private Rule rule(ResultSet row) throws SQLException {
        var match = new EnumMap<Fact, String>(Fact.class);
        for (var fact : Fact.values()) {
            var wanted = row.getString(column(fact));
            if (wanted != null) {
                match.put(fact, wanted);
            }
        }
        var pauses = row.getArray("pauses");
        return new Rule(row.getObject("id", UUID.class), row.getString("key"), row.getInt("version"), row.getString("code"), match,
                row.getObject("calendar_id", UUID.class), json.readValue(row.getString("time_limit"), Limit.class),
                List.of(json.readValue(row.getString("ladder"), Rung[].class)),
                pauses == null ? null : java.util.Set.of((String[]) pauses.getArray()),
                row.getInt("reopen_percent"), row.getBoolean("with_subject"), row.getBoolean("customer_visible"));
    }

    private record CalendarRow(UUID id, String code, String name, int version, String zone, String[] week, @Nullable UUID follows) {}

    private Map<UUID, WorkCalendar> calendars() {
        var days = new HashMap<UUID, Map<LocalDate, CalendarDay>>();
        jdbc.sql("select calendar_id, day, kind, name, hours from promises.calendar_day").query((ResultSet row) -> {
            var hours = row.getString("hours");
            var day = new CalendarDay(row.getObject("day", LocalDate.class), CalendarDay.Kind.valueOf(row.getString("kind")),
                    row.getString("name"), hours == null ? null : OpeningHours.parse(hours));
            days.computeIfAbsent(row.getObject("calendar_id", UUID.class), _ -> new HashMap<>()).put(day.day(), day);
        });
        var rows = jdbc.sql("select id, code, name, version, zone, week, follows from promises.calendar")
                .query((row, _) -> new CalendarRow(row.getObject("id", UUID.class), row.getString("code"), row.getString("name"),
                        row.getInt("version"), row.getString("zone"), (String[]) row.getArray("week").getArray(), row.getObject("follows", UUID.class)))
                .list().stream().collect(Collectors.toMap(CalendarRow::id, Function.identity()));
        return rows.values().stream().collect(Collectors.toMap(CalendarRow::id, row -> new WorkCalendar(row.code(), row.name(), row.version(),
                ZoneId.of(row.zone()), new WeekPattern(Arrays.stream(row.week()).map(OpeningHours::parse).toList()),
                List.copyOf(followed(row, rows, days).values()))));
    }

    /** The days of the calendar it follows, replaced by its own. */
    private static Map<LocalDate, CalendarDay> followed(CalendarRow row, Map<UUID, CalendarRow> rows, Map<UUID, Map<LocalDate, CalendarDay>> days) {
        var own = days.getOrDefault(row.id(), Map.of());
        if (row.follows() == null) {
            return own;
        }
        var all = new HashMap<>(days.getOrDefault(rows.get(row.follows()).id(), Map.of()));
        all.putAll(own);
        return all;
    }

    private void addDefaults() {
        // Two nodes may start on the same empty database.
        jdbc.sql("select revision from promises.book for update").query(Long.class).single();
        if (jdbc.sql("select exists (select from promises.rule)").query(Boolean.class).single()) {
            return;
        }
        var calendars = new HashMap<String, UUID>();
        for (var calendar : DefaultRules.CALENDARS) {
            var id = Ids.next();
            calendars.put(calendar.code(), id);
            jdbc.sql("insert into promises.calendar (id, code, name, zone, week) values (:id, :code, :name, :zone, :week)")
                    .param("id", id).param("code", calendar.code()).param("name", calendar.name()).param("zone", calendar.zone().getId())
                    .param("week", calendar.week().days().stream().map(OpeningHours::toString).toArray(String[]::new))
                    .update();
            template.batchUpdate("insert into promises.calendar_day (calendar_id, day, kind, name) values (?, ?, ?, ?)",
                    calendar.days().stream().map(day -> new Object[] {id, day.day(), day.kind().name(), day.name()}).toList());
        }
        for (var draft : DefaultRules.RULES) {
            add(draft, calendars.get(draft.calendar()));
        }
    }

    private void add(DefaultRules.Draft draft, @Nullable UUID calendar) {
        var insert = jdbc.sql("""
                insert into promises.rule (id, key, version, current, code, %s, calendar_id, time_limit, ladder, reopen_percent,
                                           with_subject, customer_visible, created_at)
                values (:id, :key, 1, true, :code, %s, :calendar, cast(:limit as jsonb), cast(:ladder as jsonb), :reopen,
                        :withSubject, true, :now)
                """.formatted(COLUMNS, Arrays.stream(Fact.values()).map(fact -> ":" + fact.name()).collect(Collectors.joining(", "))));
        for (var fact : Fact.values()) {
            insert = insert.param(fact.name(), draft.match().get(fact));
        }
        insert.param("id", Ids.next()).param("key", draft.key()).param("code", draft.code()).param("calendar", calendar)
                .param("limit", json.writerFor(Limit.class).writeValueAsString(draft.limit()))
                .param("ladder", json.writeValueAsString(DefaultRules.LADDER))
                .param("reopen", DefaultRules.REOPEN_PERCENT).param("withSubject", draft.withSubject())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
