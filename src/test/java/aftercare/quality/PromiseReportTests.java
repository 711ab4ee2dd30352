package aftercare.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.platform.Sheets;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseView;
import aftercare.promises.StartPromises;
import aftercare.quality.PromiseOutcomes.Filter;
import aftercare.quality.PromiseOutcomes.Outcome;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kept, broken and waived in February and March 2026: every figure worked out by hand, and every figure the number of promises
 * behind it.
 */
@AftercareTest
class PromiseReportTests {

    private static final Filter ALL = new Filter(null, null, null, null, null, null);
    private static final String DAYS = "from=2026-02-01&to=2026-03-31";

    @Autowired PromiseOutcomes outcomes;
    @Autowired PromiseDesk desk;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    private AWeekInMarch town;
    private Client manager;
    private final UUID bank = Ids.next();
    private final List<UUID> broken = new ArrayList<>();

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
    }

    /** Three kept, three broken (one of them in February, one still open), two waived. */
    @BeforeEach
    void twoMonths() {
        town = new AWeekInMarch(jdbc);
        manager = clients.with(Role.MANAGER, town.branch);
        jdbc.sql("insert into customers.customer (id, number, name, kind, branch_id, created_at) values (:id, :n, '杭州银行', 'COMPANY', :branch, now())")
                .param("id", bank).param("n", "C-" + bank).param("branch", town.branch).update();
        decide("answer", "2", "2026-02-27T09:00", "2026-02-27T09:10", town.chen, town.customer);
        broken.add(decide("answer", "2", "2026-02-28T23:00", "2026-03-01T02:00", town.chen, town.customer)); // broken on 28 February at 23:30
        decide("answer", "1", "2026-03-02T09:00", "2026-03-02T09:05", town.lu, bank);
        broken.add(decide("restore", "2", "2026-03-02T09:00", "2026-03-04T09:00", town.lu, bank));
        decide("call-back", "2", "2026-03-05T09:00", "2026-03-06T09:00", null, bank);
        var open = promise("restore", "2", "2026-03-10T09:00", null, null);
        jdbc.sql("update promises.promise set breached_at = due_at where id = :id").param("id", open.id()).update();
        broken.add(open.id());
        var subject = new Subject("case", Ids.next());
        promise(subject, "answer", "2", "2026-03-11T09:00", town.chen, town.customer);
        desk.waive(subject, "客户撤回", at("2026-03-11T09:20"));
        var byHand = promise("quote", "2", "2026-03-11T09:00", town.chen, bank);
        assertThat(manager.post("{\"note\": \"客户自行采购\"}", "/api/promises/{id}/waive", byHand.id())).hasStatusOk();
        jdbc.sql("update promises.promise set ended_at = :at where id = :id").param("id", byHand.id()).param("at", at("2026-03-12T09:00").atOffset(ZoneOffset.UTC)).update();
    }

    private PromiseView promise(String code, String severity, String startedAt, @Nullable UUID owner, @Nullable UUID customer) {
        return promise(new Subject("case", Ids.next()), code, severity, startedAt, owner, customer);
    }

    private PromiseView promise(Subject subject, String code, String severity, String startedAt, @Nullable UUID owner, @Nullable UUID customer) {
        return desk.start(new StartPromises(subject, List.of(code), Map.of("severity", severity, "kind", "repair"), town.branch, owner,
                "SO-1 水泵不出水", at(startedAt)).to(customer)).getFirst();
    }

    private UUID decide(String code, String severity, String startedAt, String keptAt, @Nullable UUID owner, @Nullable UUID customer) {
        var subject = new Subject("case", Ids.next());
        var made = promise(subject, code, severity, startedAt, owner, customer);
        desk.keep(subject, code, at(keptAt));
        return made.id();
    }

    private PromiseReport report(Filter filter) {
        return outcomes.report(filter, new Period(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 31), null), town.reach());
    }

    private List<PromiseOutcomes.Row> list(Filter filter) {
        return outcomes.list(filter, new Period(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 31), null), town.reach(), null).rows();
    }

    @Test
    void addsUpByMonthPromiseRuleBranchPersonAndCustomer() {
        var report = report(ALL);
        assertThat(report.total()).isEqualTo(new PromiseReport.Tally(3, 3, 2));
        assertThat(report.months()).extracting(PromiseReport.Line::key, PromiseReport.Line::kept, PromiseReport.Line::broken, PromiseReport.Line::waived)
                .containsExactly(tuple("2026-02", 1L, 1L, 0L), tuple("2026-03", 2L, 2L, 2L));
        assertThat(report.codes()).extracting(PromiseReport.Line::key, PromiseReport.Line::kept, PromiseReport.Line::broken, PromiseReport.Line::waived)
                .containsExactly(tuple("restore", 0L, 2L, 0L), tuple("answer", 2L, 1L, 1L), tuple("call-back", 1L, 0L, 0L), tuple("quote", 0L, 0L, 1L));
        assertThat(report.rules()).extracting(PromiseReport.Rule::rule, PromiseReport.Rule::kept, PromiseReport.Rule::broken)
                .contains(tuple("restore-2", 0L, 2L), tuple("answer-2", 1L, 1L), tuple("answer-1", 1L, 0L));
        assertThat(report.rules().getFirst().name()).isEqualTo("二级故障 24 小时内恢复");
        assertThat(report.branches()).singleElement().extracting(PromiseReport.Line::name, PromiseReport.Line::broken).containsExactly("杭州分公司", 3L);
        assertThat(report.owners()).extracting(PromiseReport.Line::name, PromiseReport.Line::kept, PromiseReport.Line::broken, PromiseReport.Line::waived)
                .containsExactlyInAnyOrder(tuple("陈志远", 1L, 1L, 2L), tuple("陆海峰", 1L, 1L, 0L), tuple(null, 1L, 1L, 0L));
        assertThat(report.customers()).extracting(PromiseReport.Line::name, PromiseReport.Line::kept, PromiseReport.Line::broken, PromiseReport.Line::waived)
                .containsExactly(tuple("杭州银行", 2L, 1L, 1L), tuple("西溪湿地公园管理处", 1L, 1L, 1L));
    }

    @Test
    void everyFigureIsTheNumberOfPromisesBehindIt() {
        var report = report(ALL);
        for (var outcome : Outcome.values()) {
            var wanted = switch (outcome) {
                case KEPT -> report.total().kept();
                case BROKEN -> report.total().broken();
                case WAIVED -> report.total().waived();
            };
            assertThat(list(new Filter(null, null, null, null, outcome, null))).as(outcome.name()).hasSize((int) wanted);
        }
        report.rules().forEach(rule -> assertThat(list(new Filter(null, rule.rule(), null, null, Outcome.BROKEN, null))).as(rule.rule()).hasSize((int) rule.broken()));
        report.owners().forEach(owner -> assertThat(list(new Filter(null, null, owner.key(), null, null, null))).as(owner.key())
                .hasSize((int) (owner.kept() + owner.broken() + owner.waived())));
        report.customers().forEach(customer -> assertThat(list(new Filter(null, null, null, UUID.fromString(customer.key()), Outcome.KEPT, null)))
                .as(customer.name()).hasSize((int) customer.kept()));
        assertThat(report(new Filter("answer", null, town.chen.toString(), null, null, null)).total()).isEqualTo(new PromiseReport.Tally(1, 1, 1));
    }

    @Test
    void aMonthIsThatOfTheBranchsOwnClock() {
        assertThat(list(new Filter("answer", null, null, null, Outcome.BROKEN, null))).singleElement().satisfies(row -> {
            assertThat(row.decidedAt()).as("half past eleven at night, on the last of February").isEqualTo(at("2026-02-28T23:30"));
            assertThat(row.overrunMinutes()).isEqualTo(150);
        });
    }

    @Test
    void whyItWasBrokenIsSaidByAPersonAndCounted() {
        assertThat(report(ALL).causes()).containsExactly(new PromiseReport.Count("none", 3));
        var agent = clients.with(Role.AGENT, town.branch);
        assertThat(agent.put("{\"cause\": \"NO_PARTS\", \"words\": \"主板缺货\"}", "/api/promises/{id}/breach-cause", broken.get(0))).hasStatusOk();
        assertThat(agent.put("{\"cause\": \"NO_PARTS\", \"words\": \"\"}", "/api/promises/{id}/breach-cause", broken.get(1))).hasStatusOk();

        assertThat(report(ALL).causes()).containsExactly(new PromiseReport.Count("NO_PARTS", 2), new PromiseReport.Count("none", 1));
        assertThat(list(new Filter(null, null, null, null, null, "NO_PARTS"))).hasSize(2).anySatisfy(row -> {
            assertThat(row.causeWords()).isEqualTo("主板缺货");
            assertThat(row.causeBy()).isNotNull();
        });
        assertThat(list(new Filter(null, null, null, null, null, "none"))).singleElement().satisfies(row ->
                assertThat(row.state().name()).as("not done yet").isEqualTo("RUNNING"));

        var kept = list(new Filter(null, null, null, null, Outcome.KEPT, null)).getFirst().id();
        assertThat(agent.put("{\"cause\": \"OTHER\", \"words\": \"\"}", "/api/promises/{id}/breach-cause", kept)).hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.code").isEqualTo("promises.not-broken");
        assertThat(clients.with(Role.AGENT, new AWeekInMarch(jdbc).branch).put("{\"cause\": \"OTHER\", \"words\": \"\"}", "/api/promises/{id}/breach-cause", broken.get(2)))
                .hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void whatWasWaivedSaysWhyAndWho() {
        assertThat(report(ALL).waivers()).extracting(PromiseReport.Waiver::reason, waiver -> waiver.byName() != null, PromiseReport.Waiver::count)
                .containsExactlyInAnyOrder(tuple("客户撤回", false, 1L), tuple("客户自行采购", true, 1L));
        assertThat(list(new Filter("quote", null, null, null, Outcome.WAIVED, null))).singleElement().satisfies(row -> {
            assertThat(row.reason()).isEqualTo("客户自行采购");
            assertThat(row.waivedBy()).isNotNull();
        });
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        for (var i = 0; i < 120; i++) {
            decide("answer", "2", "2026-03-15T09:%02d".formatted(i / 3), "2026-03-15T10:00", town.lu, bank);
        }
        var period = new Period(LocalDate.of(2026, 3, 15), LocalDate.of(2026, 3, 15), null);
        var all = new ArrayList<PromiseOutcomes.Row>();
        for (var page = outcomes.list(ALL, period, town.reach(), null); ; page = outcomes.list(ALL, period, town.reach(), page.next())) {
            all.addAll(page.rows());
            if (page.next() == null) {
                break;
            }
        }
        assertThat(all).hasSize(120).extracting(PromiseOutcomes.Row::id).doesNotHaveDuplicates();
        assertThat(all.reversed()).extracting(PromiseOutcomes.Row::decidedAt).isSorted();
    }

    @Test
    void anotherBranchSeesNothingAndOthersMayNotAsk() {
        var stranger = clients.with(Role.BRANCH_MANAGER, new AWeekInMarch(jdbc).branch);
        assertThat(stranger.get("/api/quality/promises?" + DAYS)).hasStatusOk().bodyJson().extractingPath("$.total.broken").isEqualTo(0);
        assertThat(stranger.get("/api/quality/promises/list?branch=" + town.branch + "&" + DAYS)).hasStatusOk().bodyJson().extractingPath("$.rows").asArray().isEmpty();
        assertThat(clients.with(Role.AGENT, town.branch).get("/api/quality/promises?" + DAYS)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(manager.get("/api/quality/promises?owner=nobody-i-know&" + DAYS)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void figuresAndPromisesAreTakenAwayAsFiles() throws UnsupportedEncodingException {
        var csv = manager.get("/api/quality/promises/list/export?format=CSV&outcome=BROKEN&" + DAYS);
        assertThat(csv).hasStatusOk();
        assertThat(csv.getResponse().getContentAsString(StandardCharsets.UTF_8)).contains("违约原因").contains("2026-02-28 23:30", "杭州银行").doesNotContain("按时兑现,");
        assertThat(csv.getResponse().getContentAsString(StandardCharsets.UTF_8).lines()).hasSize(4);

        var excel = manager.get("/api/quality/promises/export?format=XLSX&language=en&" + DAYS);
        assertThat(excel).hasStatusOk();
        var rows = Sheets.read(excel.getResponse().getContentAsByteArray(), 100);
        assertThat(rows.get(0).cells()).containsExactly("Group", "Item", "Kept", "Broken", "Waived", "Kept %");
        assertThat(rows.get(1).cells()).containsExactly("Total", "", "3", "3", "2", "50");
    }
}
