package aftercare.fieldwork;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.dispatch.ADispatchTown;
import aftercare.dispatch.EngineerDesk;
import aftercare.kernel.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A net that flaps: two phones of one engineer send what happened at one visit, in bundles, in turn or at the same moment; every third
 * request gets lost on its way or its answer does; the office moves, drops or gives away the visit at the same time. Whatever happens, every
 * command is known to the server once, nothing happens twice, and what does not fit waits for a person.
 */
@AftercareTest
class FieldStormTests {

    /** Far enough back for ten thousand visits to lie in the past: a phone's time never counts as later than ours. */
    private static final Instant FIRST = Instant.parse("2022-01-03T01:00:00Z");
    private static final double LOST = 0.15;
    private static final List<String> WAY = List.of("SET_OUT", "ARRIVE", "START", "FINISH");
    private static final List<String> STATUSES = List.of("PLANNED", "ACCEPTED", "ON_THE_WAY", "ARRIVED", "WORKING", "FINISHED");

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    private record Sent(UUID id, UUID visit, String act, String at, Map<String, Object> body) {}

    private record Row(UUID id, String act, String outcome, boolean kept, Instant at) {}

    private record Visited(String status, UUID engineerId, Instant plannedStart, Instant setOutAt, Instant arrivedAt, Instant startedAt, Instant finishedAt) {}

    @Test
    void losesAndDoublesNothing() {
        storm(1, 150);
    }

    @Test
    @Tag("proof")
    void losesAndDoublesNothingInTenThousandRuns() {
        storm(2, Integer.getInteger("aftercare.storm", 10_000));
    }

    private void storm(int salt, int runs) {
        var town = new ADispatchTown(jdbc, clients, engineers, cases);
        var zhou = town.engineer("ups");
        var chen = town.engineer("ups");
        var template = town.newCase("UPS 电池报警");
        var visits = copies(template, zhou.user, runs);
        var cause = jdbc.sql("select code from cases.fault_code where dimension = 'CAUSE' order by code limit 1").query(String.class).single();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var all = IntStream.range(0, runs).mapToObj(run -> threads.submit(() -> {
                new Run(salt * 1_000_000L + run, visits.get(run), town.dispatcher, zhou, chen.user, cause).all();
                return true;
            })).toList();
            for (var one : all) {
                assertThat(one.get()).isTrue();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The same case, booking and visit many times, each at its own hours. */
    private List<UUID> copies(UUID template, UUID engineer, int runs) {
        var columns = String.join(", ", jdbc.sql("""
                select column_name from information_schema.columns where table_schema = 'cases' and table_name = 'service_case'
                   and is_generated = 'NEVER' and column_name not in ('id', 'number', 'tracking_token')
                """).query(String.class).list());
        jdbc.sql("""
                insert into cases.service_case (id, number, tracking_token, %1$s)
                select gen_random_uuid(), c.number || '-' || n, gen_random_uuid() || '', %1$s from (select * from cases.service_case where id = :id) c, generate_series(1, :runs) n
                """.formatted(columns)).param("id", template).param("runs", runs).update();
        jdbc.sql("""
                insert into dispatch.booking (id, case_id, engineer_id, branch_id, starts_at, ends_at, state, booked_at)
                select gen_random_uuid(), c.id, :engineer, c.branch_id, s, s + interval '1 hour', 'PLANNED', :first
                  from (select id, branch_id, row_number() over () as n from cases.service_case where number like (select number || '-%' from cases.service_case where id = :id)) c,
                       lateral (select cast(:first as timestamptz) + c.n * interval '3 hours' as s) t
                """).param("engineer", engineer).param("id", template).param("first", FIRST.atOffset(ZoneOffset.UTC)).update();
        return jdbc.sql("""
                insert into fieldwork.visit (id, booking_id, case_id, engineer_id, branch_id, status, planned_start, planned_end)
                select gen_random_uuid(), b.id, b.case_id, b.engineer_id, b.branch_id, 'PLANNED', b.starts_at, b.ends_at
                  from dispatch.booking b where b.engineer_id = :engineer and b.case_id <> :id returning id
                """).param("engineer", engineer).param("id", template).query(UUID.class).list();
    }

    /** One visit in the storm. */
    private final class Run {

        private final long seed;
        private final Random random;
        private final UUID visit;
        private final Client office;
        private final Client zhou;
        private final UUID chen;
        private final String cause;
        private final Map<UUID, String> answered = new ConcurrentHashMap<>();
        private final List<Sent> written = new ArrayList<>();
        private volatile boolean planTouched;

        Run(long seed, UUID visit, Client office, Client zhou, UUID chen, String cause) {
            this.seed = seed;
            this.random = new Random(seed);
            this.visit = visit;
            this.office = office;
            this.zhou = zhou;
            this.chen = chen;
            this.cause = cause;
        }

        void all() {
            var one = phone(1.0);
            var other = random.nextInt(3) == 0 ? phone(0.6) : new ArrayDeque<Sent>();
            var officeAt = random.nextInt(2) == 0 ? random.nextInt(8) : -1;
            for (var step = 0; !one.isEmpty() || !other.isEmpty(); step++) {
                var sending = new ArrayList<Runnable>();
                if (step == officeAt) {
                    sending.add(this::officeActs);
                }
                var both = !one.isEmpty() && !other.isEmpty();
                var which = random.nextInt(both ? 3 : 1);
                if (both ? which != 1 : !one.isEmpty()) {
                    sending.add(sending(one));
                }
                if (both ? which != 0 : !other.isEmpty()) {
                    sending.add(sending(other));
                }
                atOnce(sending);
                assertThat(step).as("seed %d ends", seed).isLessThan(200);
            }
            check();
        }

        /** What a phone has written down: the way as far as it went, perhaps with a report that was written twice. */
        private Deque<Sent> phone(double share) {
            var start = jdbc.sql("select planned_start from fieldwork.visit where id = :id").param("id", visit).query(Instant.class).single();
            var minute = random.nextInt(30);
            var commands = new ArrayDeque<Sent>();
            commands.add(new Sent(Ids.next(), visit, "ACCEPT", start.minusSeconds(7200).toString(), Map.of("plannedStart", start.toString())));
            for (var act : WAY.subList(0, random.nextInt(WAY.size() + 1))) {
                minute += 1 + random.nextInt(20);
                var at = start.plusSeconds(60L * minute);
                if (act.equals("FINISH")) {
                    for (var n = random.nextInt(2); n >= 0; n--) {
                        commands.add(new Sent(Ids.next(), visit, "REPORT", at.minusSeconds(10L + n).toString(), Map.of("finding", "电池内阻超标", "cause", cause,
                                "action", "第 %d 稿".formatted(n), "advice", "", "parts", List.of(), "workMinutes", 30, "outcome", "NOT_FIXED")));
                    }
                }
                commands.add(new Sent(Ids.next(), visit, act, at.toString(), act.equals("ARRIVE") ? Map.of("lng", 120.0667, "lat", 30.2675, "note", "") : Map.of()));
            }
            commands.removeIf(_ -> random.nextDouble() > share);
            written.addAll(commands);
            return commands;
        }

        /** The last of them in this thread, the others beside it. */
        private void atOnce(List<Runnable> acts) {
            var beside = acts.subList(0, acts.size() - 1).stream().map(CompletableFuture::runAsync).toList();
            acts.getLast().run();
            beside.forEach(CompletableFuture::join);
        }

        /** The first few of the queue; what is answered leaves it. What chance decides is decided before, so that a seed is always the same storm. */
        private Runnable sending(Deque<Sent> phone) {
            var bundle = phone.stream().limit(1 + random.nextInt(5)).toList();
            var lost = random.nextDouble() < LOST;
            var answerLost = random.nextDouble() < LOST;
            return () -> {
                if (lost) {
                    return;
                }
                var answer = zhou.post(json.writeValueAsString(Map.of("commands", bundle)), "/api/field/commands");
                assertThat(answer).as("seed %d", seed).hasStatusOk();
                if (answerLost) {
                    return;
                }
                json.readTree(answer.getResponse().getContentAsByteArray()).get("answers").forEach(one ->
                        answered.put(UUID.fromString(one.get("id").asString()), one.get("outcome").asString()));
                bundle.forEach(phone::remove);
            };
        }

        private void officeActs() {
            var booking = jdbc.sql("select b.id, b.version, b.starts_at from dispatch.booking b join fieldwork.visit v on v.booking_id = b.id where v.id = :v").param("v", visit)
                    .query((row, _) -> List.of(row.getString("id"), row.getString("version"), row.getTimestamp("starts_at").toInstant())).single();
            var start = (Instant) booking.get(2);
            var answer = switch (random.nextInt(3)) {
                case 0 -> office.put(plan(zhou.user, start.plusSeconds(3600), booking.get(1)), "/api/dispatch/bookings/{id}", booking.get(0));
                case 1 -> office.put(plan(chen, start, booking.get(1)), "/api/dispatch/bookings/{id}", booking.get(0));
                default -> office.delete("/api/dispatch/bookings/{id}?version={v}&reason=x", booking.get(0), booking.get(1));
            };
            planTouched = true;
            assertThat(answer.getResponse().getStatus()).as("seed %d: the office acts or is told that work has begun", seed)
                    .isIn(HttpStatus.OK.value(), HttpStatus.NO_CONTENT.value(), HttpStatus.CONFLICT.value());
        }

        private static String plan(UUID engineer, Instant start, Object version) {
            return "{\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"note\":\"\",\"version\":%s}".formatted(engineer, start, start.plusSeconds(3600), version);
        }

        private void check() {
            var rows = jdbc.sql("select id, act, outcome, body is not null as kept, at from fieldwork.command where visit_id = :v").param("v", visit).query(Row.class).list();
            assertThat(rows).as("seed %d: every command is here once, and no other", seed).extracting(Row::id)
                    .containsExactlyInAnyOrderElementsOf(written.stream().map(Sent::id).toList());
            for (var row : rows) {
                assertThat(row.outcome().equals(answered.get(row.id())) || "HELD".equals(answered.get(row.id())))
                        .as("seed %d: the phone was told the truth about %s", seed, row).isTrue();
                assertThat(row.outcome().equals("DONE") || row.kept()).as("seed %d: what was not done can be read: %s", seed, row).isTrue();
            }
            var held = rows.stream().filter(row -> row.outcome().equals("HELD")).count();
            assertThat(jdbc.sql("select count(*) from fieldwork.contradiction where visit_id = :v and state = 'OPEN'").param("v", visit).query(Integer.class).single())
                    .as("seed %d: %d commands wait for a person", seed, held).isEqualTo(held > 0 ? 1 : 0);

            var told = jdbc.sql("""
                    select e.kind from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id
                     where s.subject_kind = 'visit' and s.subject_id = :v and e.kind in ('fieldwork.set-out', 'fieldwork.arrived', 'fieldwork.started', 'fieldwork.finished')
                    """).param("v", visit).query(String.class).list();
            assertThat(new HashSet<>(told)).as("seed %d: nothing happened twice", seed).hasSameSizeAs(told);

            var done = rows.stream().filter(row -> row.outcome().equals("DONE")).toList();
            var after = jdbc.sql("select status, engineer_id, planned_start, set_out_at, arrived_at, started_at, finished_at from fieldwork.visit where id = :v").param("v", visit)
                    .query(Visited.class).single();
            if (!planTouched) {
                var furthest = done.stream().map(Row::act).filter(act -> !act.equals("REPORT")).mapToInt(act -> WAY.indexOf(act) + 2).max().orElse(0);
                assertThat(after.status()).as("seed %d: the visit is as far as what was done", seed).isEqualTo(STATUSES.get(furthest));
            }
            happenedAt(done, "ARRIVE", after.arrivedAt(), after.setOutAt());
            happenedAt(done, "START", after.startedAt(), after.arrivedAt());
            happenedAt(done, "FINISH", after.finishedAt(), after.startedAt());
        }

        /** A step is dated as the phone dated it, never before the step before it. */
        private void happenedAt(List<Row> done, String act, Instant recorded, Instant before) {
            done.stream().filter(row -> row.act().equals(act)).findFirst().ifPresent(row ->
                    assertThat(recorded).as("seed %d: %s", seed, act).isEqualTo(before != null && before.isAfter(row.at()) ? before : row.at()));
        }
    }
}
