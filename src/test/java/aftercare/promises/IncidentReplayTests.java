package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The clocks on real life: 7,554 incidents of a manufacturer's help desk with 65,533 changes of status, a third of them
 * waiting for the user at some time (BPI Challenge 2013). What the engine says is compared with a computation that shares
 * nothing with it: range arithmetic inside PostgreSQL on calendar days that others have collected.
 *
 * <p>The figures are the page docs/proofs/promises-replay.md; run with -Dapprove=true to write it anew.
 */
@AftercareTest
@Tag("proof")
class IncidentReplayTests {

    private static final Path PAGE = Path.of("docs/proofs/promises-replay.md");
    private static final Path DRAWING = Path.of("docs/proofs/promises-replay.svg");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Set<String> WAITING = Set.of("Wait - User", "Wait - Customer");
    private static final int EVERY = 20;
    private static final List<String> IMPACTS = List.of("Major", "High", "Medium", "Low");

    /** Minutes promised, by impact: four hours, a working day, three and five. */
    private static final Map<String, Integer> GOALS = Map.of("Major", 240, "High", 480, "Medium", 1440, "Low", 2400);

    @Autowired JdbcClient jdbc;
    @Autowired JdbcTemplate template;
    @Autowired TransactionTemplate transactions;
    @Autowired PromiseDesk desk;
    @Autowired PromiseHistory history;

    private final Path data = Path.of(System.getProperty("aftercare.data", "."));

    record Event(String incident, Instant at, String status, String substatus, String impact) {
        boolean waits() {
            return WAITING.contains(substatus);
        }

        boolean isEnd() {
            return status.equals("Completed");
        }
    }

    /** @param ended when it was first completed */
    record Incident(String id, String impact, Instant started, Instant ended, List<Event> events) {

        List<PromiseClock.Pause> pauses() {
            var pauses = new ArrayList<PromiseClock.Pause>();
            for (int i = 0; i < events.size() && events.get(i).at().isBefore(ended); i++) {
                if (events.get(i).waits()) {
                    pauses.add(new PromiseClock.Pause(events.get(i).at(), events.get(i + 1).at(), events.get(i).substatus()));
                }
            }
            return pauses;
        }
    }

    enum Clock {
        ALWAYS("7×24", WorkCalendar.always("7x24", "7×24", SHANGHAI)),
        OFFICE("5×8", new WorkCalendar("5x8", "5×8", 1, SHANGHAI, WeekPattern.weekdays("08:30-12:00 13:00-17:30"), StatutoryDays.china()));

        final String title;
        final WorkCalendar calendar;

        Clock(String title, WorkCalendar calendar) {
            this.title = title;
            this.calendar = calendar;
        }
    }

    record Reading(Duration used, Instant due) {}

    @Test
    void showsTheSameTimeUsedAndTheSameDueTimeAsRangeArithmeticInTheDatabase() throws IOException {
        var incidents = incidents();
        assertThat(incidents).hasSizeGreaterThan(7500);
        store(incidents);

        var results = new LinkedHashMap<Clock, Map<String, Reading>>();
        for (var clock : Clock.values()) {
            var ours = new LinkedHashMap<String, Reading>();
            for (var incident : incidents) {
                var running = new PromiseClock(clock.calendar, new Limit.WorkingTime(GOALS.get(incident.impact())), incident.started(), incident.pauses());
                ours.put(incident.id(), new Reading(running.used(incident.ended()), running.due()));
            }
            var theirs = computedByTheDatabase(clock);
            assertThat(ours).as("%s", clock).isEqualTo(theirs);
            results.put(clock, ours);
        }
        var page = page(incidents, results);
        var drawing = drawing(incidents, results);
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
            Files.writeString(DRAWING, drawing);
        }
        assertThat(PAGE).hasContent(page);
        assertThat(DRAWING).hasContent(drawing);
    }

    /** A sample of the incidents that waited, told to the product's own rules in three ways. */
    @Test
    void endsTheSameHoweverItsEventsAreBatched() throws IOException {
        var branch = Ids.next();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '回放')").param("id", branch).param("code", branch.toString()).update();
        var waited = incidents().stream().filter(incident -> !incident.pauses().isEmpty()).toList();
        assertThat(waited).hasSizeGreaterThan(2000);
        for (int i = 0; i < waited.size(); i += EVERY) {
            var incident = waited.get(i);
            var oneByOne = wish(incident, branch);
            desk.start(oneByOne);
            tell(incident, oneByOne.subject());

            var atOnce = wish(incident, branch);
            transactions.executeWithoutResult(_ -> {
                desk.start(atOnce);
                tell(incident, atOnce.subject());
            });

            var afterwards = wish(incident, branch);
            var past = history.begin(afterwards, Ids::next);
            for (var event : incident.events().stream().filter(event -> !event.at().isAfter(incident.ended())).toList()) {
                if (event.isEnd()) {
                    past.keep("answer", event.at());
                    past.keep("restore", event.at());
                    break;
                }
                if (event.waits()) {
                    past.pause(event.substatus(), event.at());
                } else {
                    past.resume(event.at());
                }
            }
            transactions.executeWithoutResult(_ -> history.write(List.of(past), incident.ended()));

            assertThat(ended(atOnce.subject())).as(incident.id()).isEqualTo(ended(oneByOne.subject()));
            assertThat(ended(afterwards.subject())).as(incident.id()).isEqualTo(ended(oneByOne.subject()));
        }
    }

    private record Ended(String code, PromiseState state, Instant due, Integer overrun) {}

    private List<Ended> ended(Subject subject) {
        return desk.of(subject).stream().filter(view -> !view.code().equals("arrive"))
                .map(view -> new Ended(view.code(), view.state(), view.dueAt(), view.overrunMinutes())).toList();
    }

    private static StartPromises wish(Incident incident, UUID branch) {
        return StartPromises.all(new Subject("case", Ids.next()), Map.of("kind", "repair", "severity", Integer.toString(1 + IMPACTS.indexOf(incident.impact()))),
                branch, null, incident.id(), incident.started());
    }

    private void tell(Incident incident, Subject subject) {
        for (var event : incident.events()) {
            if (event.isEnd()) {
                desk.keep(subject, "answer", event.at());
                desk.keep(subject, "restore", event.at());
                return;
            }
            if (event.waits()) {
                desk.pause(subject, event.substatus(), event.at());
            } else {
                desk.resume(subject, event.at());
            }
        }
    }

    private List<Incident> incidents() throws IOException {
        var events = new LinkedHashMap<String, List<Event>>();
        try (var lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(data.resolve("incidents_volvo/incidents.csv.gz"))),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var cells = line.split(",", 6);
                events.computeIfAbsent(cells[0], _ -> new ArrayList<>())
                        .add(new Event(cells[0], OffsetDateTime.parse(cells[1]).toInstant(), cells[2], cells[3], cells[4]));
            }
        }
        return events.values().stream().filter(all -> all.stream().anyMatch(Event::isEnd))
                .map(all -> new Incident(all.getFirst().incident(), all.getFirst().impact(), all.getFirst().at(),
                        all.stream().filter(Event::isEnd).findFirst().orElseThrow().at(), List.copyOf(all))).toList();
    }

    private void store(List<Incident> incidents) throws IOException {
        jdbc.sql("drop schema if exists replay cascade").update();
        jdbc.sql("create schema replay").update();
        jdbc.sql("create table replay.event (incident text, seq integer, at timestamptz, status text, substatus text, impact text)").update();
        jdbc.sql("create table replay.special (date date, kind text)").update();
        var rows = new ArrayList<Object[]>();
        for (var incident : incidents) {
            for (int i = 0; i < incident.events().size(); i++) {
                var event = incident.events().get(i);
                rows.add(new Object[] {event.incident(), i, Timestamp.from(event.at()), event.status(), event.substatus(), incident.impact()});
            }
        }
        template.batchUpdate("insert into replay.event values (?, ?, ?, ?, ?, ?)", rows);
        template.batchUpdate("insert into replay.special values (?::date, ?)",
                Files.readAllLines(data.resolve("holidays/holiday_cn_all_years.csv")).stream().skip(1).map(line -> line.split(","))
                        .map(cells -> new Object[] {cells[0], cells[2]}).toList());
        jdbc.sql("""
                create table replay.worked as
                select tstzrange((day + hours.opens) at time zone 'Asia/Shanghai', (day + hours.closes) at time zone 'Asia/Shanghai') as span
                  from generate_series(timestamp '2009-01-01', timestamp '2014-12-31', interval '1 day') as day
                  left join replay.special on special.date = day::date
                 cross join (values (time '08:30', time '12:00'), (time '13:00', time '17:30')) as hours (opens, closes)
                 where coalesce(special.kind = 'makeup_workday', extract(isodow from day) < 6)
                """).update();
        jdbc.sql("create index on replay.worked using gist (span)").update();
        jdbc.sql("""
                create table replay.incident as
                select incident, min(impact) as impact, min(at) as started, min(ended) as ended,
                       tstzmultirange(tstzrange(min(at), null)) - coalesce(range_agg(tstzrange(at, least(until, ended)))
                           filter (where substatus in ('Wait - User', 'Wait - Customer') and at < ended), '{}') as free
                  from (select *, lead(at) over (partition by incident order by seq) as until,
                               min(at) filter (where status = 'Completed') over (partition by incident) as ended
                          from replay.event) as spell
                 group by incident
                """).update();
    }

    private Map<String, Reading> computedByTheDatabase(Clock clock) {
        var readings = new LinkedHashMap<String, Reading>();
        jdbc.sql("""
                select incident, used, due
                  from replay.incident
                 cross join lateral (select tstzrange(started, ended + interval '60 days') as time) as in_question
                 cross join lateral (select free * case when :always then tstzmultirange(time)
                                                        else (select range_agg(span * time) from replay.worked where span && time) end as counted) as clock
                 cross join lateral (select coalesce(sum(extract(epoch from upper(span) - lower(span))), 0) as used
                                       from unnest(counted * tstzmultirange(tstzrange(started, ended))) as span) as so_far
                 cross join lateral (select upper(span) - make_interval(secs => (total - goal)::double precision) as due
                                       from (select span, sum(extract(epoch from upper(span) - lower(span))) over (order by lower(span)) as total,
                                                    60 * case impact when 'Major' then 240 when 'High' then 480 when 'Medium' then 1440 else 2400 end as goal
                                               from unnest(counted) as span) as running
                                      where total >= goal order by total limit 1) as then_due
                """)
                .param("always", clock == Clock.ALWAYS)
                .query(row -> {
                    readings.put(row.getString("incident"), new Reading(Duration.ofSeconds(row.getBigDecimal("used").longValueExact()),
                            row.getTimestamp("due").toInstant()));
                });
        return readings;
    }

    private static String page(List<Incident> incidents, Map<Clock, Map<String, Reading>> results) {
        var page = new StringBuilder("""
                # Replay of real incidents

                %,d incidents of a manufacturer's help desk with %,d changes of status (BPI Challenge 2013; 8 more were never completed),
                %,d of which waited for the user or customer at some time. Each is promised a time to restore by its impact; the clock rests while it waits. For every incident the
                engine's time used and due time equal, to the second, what PostgreSQL works out by range arithmetic from holiday lists that
                others have collected, on a 7×24 and on a 5×8 calendar with China's holidays and make-up workdays. `IncidentReplayTests` compares
                them in the proof profile and wrote this page.

                | impact | incidents | promised | clock | kept | median used | kept if waiting counted |
                |---|---|---|---|---|---|---|
                """.formatted(incidents.size(), incidents.stream().mapToInt(incident -> incident.events().size()).sum(),
                incidents.stream().filter(incident -> !incident.pauses().isEmpty()).count()));
        for (var impact : IMPACTS) {
            var of = incidents.stream().filter(incident -> incident.impact().equals(impact)).toList();
            for (var clock : Clock.values()) {
                var readings = results.get(clock);
                var used = of.stream().map(incident -> readings.get(incident.id()).used()).sorted().toList();
                var kept = of.stream().filter(incident -> !incident.ended().isAfter(readings.get(incident.id()).due())).count();
                var keptWithout = of.stream().filter(incident -> clock.calendar.between(incident.started(), incident.ended())
                        .compareTo(Duration.ofMinutes(GOALS.get(impact))) <= 0).count();
                page.append("| %s | %,d | %d h | %s | %.1f %% | %.1f h | %.1f %% |%n".formatted(impact, of.size(), GOALS.get(impact) / 60, clock.title,
                        100.0 * kept / of.size(), used.get(used.size() / 2).toMinutes() / 60.0, 100.0 * keptWithout / of.size()));
            }
        }
        return page + """

                The last column is what a clock that forgets its pauses would report: promises called broken that were kept.

                ![How long the incidents took on each clock](promises-replay.svg)
                """;
    }

    private static final List<Integer> HOURS = List.of(1, 2, 4, 8, 16, 24, 40, 80, 160, 320, Integer.MAX_VALUE);

    private static String drawing(List<Incident> incidents, Map<Clock, Map<String, Reading>> results) {
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="760" height="300" viewBox="0 0 760 300" font-family="sans-serif" font-size="11">
                <rect width="760" height="300" fill="#ffffff"/>
                <text x="20" y="22" font-size="14">Time used until restored, waiting left out (incidents)</text>
                """);
        var colours = Map.of(Clock.ALWAYS, "#0f6a6c", Clock.OFFICE, "#c98a1b");
        var counts = new LinkedHashMap<Clock, int[]>();
        results.forEach((clock, readings) -> {
            var bars = new int[HOURS.size()];
            for (var reading : readings.values()) {
                var bar = 0;
                while (HOURS.get(bar) != Integer.MAX_VALUE && reading.used().compareTo(Duration.ofHours(HOURS.get(bar))) > 0) {
                    bar++;
                }
                bars[bar]++;
            }
            counts.put(clock, bars);
        });
        var most = counts.values().stream().flatMapToInt(java.util.Arrays::stream).max().orElseThrow();
        for (var clock : Clock.values()) {
            svg.append("<rect x=\"%d\" y=\"36\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"45\">%s</text>%n".formatted(
                    20 + 70 * clock.ordinal(), colours.get(clock), 35 + 70 * clock.ordinal(), clock.title));
            for (int bar = 0; bar < HOURS.size(); bar++) {
                var count = counts.get(clock)[bar];
                var height = 190.0 * count / most;
                svg.append("<rect x=\"%d\" y=\"%.1f\" width=\"28\" height=\"%.1f\" fill=\"%s\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\" fill=\"#555\">%d</text>%n"
                        .formatted(22 + 66 * bar + 30 * clock.ordinal(), 265 - height, height, colours.get(clock), 36 + 66 * bar + 30 * clock.ordinal(),
                                261 - height, count));
            }
        }
        for (int bar = 0; bar < HOURS.size(); bar++) {
            svg.append("<text x=\"%d\" y=\"282\" text-anchor=\"middle\">%s</text>%n".formatted(52 + 66 * bar,
                    HOURS.get(bar) == Integer.MAX_VALUE ? "longer" : "≤ " + HOURS.get(bar) + " h"));
        }
        return svg + "</svg>\n";
    }
}
