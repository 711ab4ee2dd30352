package aftercare.promises;

import aftercare.kernel.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the rule book in memory. A change anywhere raises the revision in the database; every node looks at it each second
 * and reads again when it rose. An empty database gets the product's own rules first.
 */
@Component
class RuleBooks {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final RuleStore rules;
    private final JsonMapper json;
    private final Clock clock;
    private volatile RuleBook book;

    RuleBooks(JdbcClient jdbc, JdbcTemplate template, RuleStore rules, JsonMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.template = template;
        this.rules = rules;
        this.json = json;
        this.clock = clock;
        new TransactionTemplate(transactions).executeWithoutResult(_ -> addDefaults());
        this.book = read();
    }

    RuleBook book() {
        return book;
    }

    /** The book as it stands for somebody who is about to change it: nobody else does until the transaction ends, then all read it again. */
    RuleBook edited() {
        rules.lock();
        refresh();
        rules.turnPage();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                refresh();
            }
        });
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

    /** As the database says now, the changes of this very transaction included. */
    RuleBook read() {
        // The revision first: what changes meanwhile is read again.
        var revision = revision();
        var all = new ArrayList<Rule>();
        var current = new ArrayList<Rule>();
        jdbc.sql("""
                select id, key, version, current, name, code, calendar_id, time_limit, ladder, pauses, reopen_percent, with_subject,
                       customer_visible, plan, applies_to_open, by_hand, %s
                  from promises.rule
                """.formatted(RuleStore.MATCH)).query((ResultSet row) -> {
            var rule = rule(row);
            all.add(rule);
            if (row.getBoolean("current")) {
                current.add(rule);
            }
        });
        var rows = calendarRows();
        var ofBranches = rows.stream().filter(row -> row.branchId() != null).collect(Collectors.groupingBy(
                row -> Objects.requireNonNull(row.follows()), Collectors.toMap(row -> Objects.requireNonNull(row.branchId()), CalendarRow::id)));
        return new RuleBook(revision, all, current, calendars(rows), ofBranches);
    }

    private Rule rule(ResultSet row) throws SQLException {
        var match = new EnumMap<Fact, String>(Fact.class);
        for (var fact : Fact.values()) {
            var wanted = row.getString(RuleStore.column(fact));
            if (wanted != null) {
                match.put(fact, wanted);
            }
        }
        var pauses = row.getArray("pauses");
        return new Rule(row.getObject("id", UUID.class), row.getString("key"), row.getInt("version"), row.getString("name"), row.getString("code"),
                match, row.getObject("calendar_id", UUID.class), json.readValue(row.getString("time_limit"), Limit.class),
                List.of(json.readValue(row.getString("ladder"), Rung[].class)), pauses == null ? null : Set.of((String[]) pauses.getArray()),
                row.getInt("reopen_percent"), row.getBoolean("with_subject"), row.getBoolean("customer_visible"),
                List.of((String[]) row.getArray("plan").getArray()), row.getBoolean("applies_to_open"), row.getBoolean("by_hand"));
    }

    private record CalendarRow(UUID id, String code, String name, int version, String zone, String[] week, @Nullable UUID follows,
                               @Nullable UUID branchId) {}

    private List<CalendarRow> calendarRows() {
        return jdbc.sql("select id, code, name, version, zone, week, follows, branch_id from promises.calendar")
                .query((row, _) -> new CalendarRow(row.getObject("id", UUID.class), row.getString("code"), row.getString("name"),
                        row.getInt("version"), row.getString("zone"), (String[]) row.getArray("week").getArray(),
                        row.getObject("follows", UUID.class), row.getObject("branch_id", UUID.class)))
                .list();
    }

    private Map<UUID, WorkCalendar> calendars(List<CalendarRow> rows) {
        var days = new HashMap<UUID, Map<LocalDate, CalendarDay>>();
        jdbc.sql("select calendar_id, day, kind, name, hours from promises.calendar_day").query((ResultSet row) -> {
            var hours = row.getString("hours");
            var day = new CalendarDay(row.getObject("day", LocalDate.class), CalendarDay.Kind.valueOf(row.getString("kind")),
                    row.getString("name"), hours == null ? null : OpeningHours.parse(hours));
            days.computeIfAbsent(row.getObject("calendar_id", UUID.class), _ -> new HashMap<>()).put(day.day(), day);
        });
        return rows.stream().collect(Collectors.toMap(CalendarRow::id, row -> new WorkCalendar(row.code(), row.name(), row.version(),
                ZoneId.of(row.zone()), new WeekPattern(Arrays.stream(row.week()).map(OpeningHours::parse).toList()),
                List.copyOf(followed(row, days).values()))));
    }

    /** The days of the calendar it follows, replaced by its own. */
    private static Map<LocalDate, CalendarDay> followed(CalendarRow row, Map<UUID, Map<LocalDate, CalendarDay>> days) {
        var own = days.getOrDefault(row.id(), Map.of());
        if (row.follows() == null) {
            return own;
        }
        var all = new HashMap<>(days.getOrDefault(row.follows(), Map.of()));
        all.putAll(own);
        return all;
    }

    /** What the product ships: calendars into an empty house, and every rule that was never there. A retired one stays retired. */
    private void addDefaults() {
        // Two nodes may start on the same empty database.
        jdbc.sql("select revision from promises.book for update").query(Long.class).single();
        if (!jdbc.sql("select exists (select from promises.calendar)").query(Boolean.class).single()) {
            DefaultRules.CALENDARS.forEach(this::add);
        }
        var known = Set.copyOf(jdbc.sql("select distinct key from promises.rule").query(String.class).list());
        var calendars = jdbc.sql("select code, id from promises.calendar").query((row, _) ->
                Map.entry(row.getString("code"), row.getObject("id", UUID.class))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var missing = DefaultRules.RULES.stream().filter(rule -> !known.contains(rule.key()) && calendars.containsKey(rule.calendar())).toList();
        missing.forEach(draft -> rules.add(draft.rule(calendars.get(draft.calendar())), null, clock.instant()));
        addPauses(calendars);
        if (!missing.isEmpty()) {
            jdbc.sql("update promises.book set revision = revision + 1").update();
        }
    }

    /** Once there are any, they are the house's own. */
    private void addPauses(Map<String, UUID> calendars) {
        if (jdbc.sql("select exists (select from promises.pause_reason)").query(Boolean.class).single()) {
            return;
        }
        DefaultRules.PAUSES.stream().filter(pause -> calendars.containsKey(pause.calendar())).forEach(pause -> jdbc.sql("""
                insert into promises.pause_reason (code, name, party, calendar_id, chase_minutes, chases, resolution)
                values (:code, :name, :party, :calendar, :minutes, :chases, :resolution)
                """).param("code", pause.code()).param("name", pause.name()).param("party", pause.party().name())
                .param("calendar", calendars.get(pause.calendar())).param("minutes", pause.chaseMinutes()).param("chases", pause.chases())
                .param("resolution", pause.resolution()).update());
    }

    private void add(WorkCalendar calendar) {
        var id = Ids.next();
        jdbc.sql("insert into promises.calendar (id, code, name, zone, week) values (:id, :code, :name, :zone, :week)")
                .param("id", id).param("code", calendar.code()).param("name", calendar.name()).param("zone", calendar.zone().getId())
                .param("week", calendar.week().days().stream().map(OpeningHours::toString).toArray(String[]::new))
                .update();
        template.batchUpdate("insert into promises.calendar_day (calendar_id, day, kind, name) values (?, ?, ?, ?)",
                calendar.days().stream().map(day -> new Object[] {id, day.day(), day.kind().name(), day.name()}).toList());
    }
}
