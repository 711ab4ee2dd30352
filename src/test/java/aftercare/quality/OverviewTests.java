package aftercare.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import aftercare.quality.Overview.Count;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The expected values were worked out by hand from {@link AWeekInMarch}. */
@AftercareTest
class OverviewTests {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate SUNDAY = LocalDate.of(2026, 3, 8);
    private static final Instant NOON_OF_SATURDAY = Instant.parse("2026-03-07T04:00:00Z");

    @Autowired OverviewQueries queries;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    AWeekInMarch week;

    @BeforeEach
    void aWeekHereAndOneInAnotherBranch() {
        week = new AWeekInMarch(jdbc).worked();
        new AWeekInMarch(jdbc).worked();
    }

    private Overview overview() {
        return queries.overview(new Period(MONDAY, SUNDAY, null), week.reach(), NOON_OF_SATURDAY);
    }

    @Test
    void countsWhatWasOpenedAndResolvedOnEachDayOfTheBranchsOwnClock() {
        assertThat(overview().grain()).isEqualTo(Period.Grain.DAY);
        assertThat(overview().series()).extracting(step -> step.day().getDayOfMonth(), Overview.Step::opened, Overview.Step::resolved)
                .containsExactly(tuple(2, 2L, 1L), tuple(3, 1L, 0L), tuple(4, 1L, 1L), tuple(5, 0L, 1L), tuple(6, 0L, 0L), tuple(7, 0L, 0L),
                        tuple(8, 1L, 1L));
    }

    @Test
    void addsThePeriodUp() {
        assertThat(overview().totals()).isEqualTo(new Overview.Totals(5, 4, 1, 2, 1, 1, 2, 2, 4, 3));
    }

    @Test
    void tellsWhetherPromisesWereKeptByCodeAndMonth() {
        assertThat(overview().promises()).containsExactly(new Overview.PromiseCount("answer", 1, 1), new Overview.PromiseCount("arrive", 0, 1),
                new Overview.PromiseCount("restore", 1, 0));
        assertThat(overview().rules()).contains(new Overview.RuleCount("answer", "answer-2", 1, 1));
        assertThat(overview().months()).containsExactly(new Overview.MonthCount("2026-03", 2, 2));
    }

    @Test
    void ranksCausesWithTheirCumulativeShare() {
        assertThat(overview().causes()).extracting(Overview.Cause::code, Overview.Cause::count, Overview.Cause::share, Overview.Cause::cumulative)
                .containsExactly(tuple(AWeekInMarch.WEAR, 3L, new BigDecimal("75.0"), new BigDecimal("75.0")),
                        tuple(AWeekInMarch.LINE, 1L, new BigDecimal("25.0"), new BigDecimal("100.0")));
        assertThat(overview().causes().getFirst().name()).containsEntry("zh-CN", "电池老化");
        assertThat(overview().causesUnknown()).isZero();
    }

    @Test
    void tellsWhatWasOpenedApart() {
        assertThat(overview().categories()).extracting(Count::code, Count::count).containsExactly(tuple("none", 2L), tuple("pump", 2L), tuple("ups", 1L));
        assertThat(overview().severities()).extracting(Count::code, Count::count).containsExactly(tuple("1", 1L), tuple("2", 1L), tuple("3", 2L), tuple("4", 1L));
        assertThat(overview().entitlements()).extracting(Count::code, Count::count)
                .containsExactly(tuple("CHARGEABLE", 1L), tuple("FREE", 3L), tuple("UNDECIDED", 1L));
    }

    @Test
    void averagesRatingsAndHowManyCustomersGaveOne() {
        assertThat(overview().ratings()).isEqualTo(new Overview.Ratings(3, 2, 2, 1, new BigDecimal("60.0"), List.of(new Count("EXCELLENT", null, 1),
                new Count("GOOD", null, 0), new Count("FAIR", null, 0), new Count("POOR", null, 1))));
    }

    @Test
    void takesTheMedianOfHowLongThingsTook() {
        assertThat(overview().times()).isEqualTo(new Overview.Times(30L, 60L, 2520L));
    }

    @Test
    void comparesEngineers() {
        assertThat(overview().engineers()).extracting(Overview.Engineer::name, Overview.Engineer::visits, Overview.Engineer::punctual,
                        Overview.Engineer::rated, Overview.Engineer::score)
                .containsExactlyInAnyOrder(tuple("陈志远", 2L, 1L, 1L, new BigDecimal("100.0")), tuple("陆海峰", 2L, 2L, 1L, new BigDecimal("20.0")));
    }

    @Test
    void knowsTheDayAndWhatIsOpenNow() {
        var late = Instant.parse("2026-03-08T15:59:59.500Z");
        assertThat(queries.today(week.reach(), null, late)).isEqualTo(new Overview.Today(1, 1, 2, 0, 1, 0, 0, 1, OverviewQueries.CAP));
        assertThat(queries.today(week.reach(), null, late.plusSeconds(1))).isEqualTo(new Overview.Today(1, 0, 2, 0, 1, 0, 0, 0, OverviewQueries.CAP));
    }

    @Test
    void readsTheSameMomentAsAnotherDayInAnotherZone() {
        var tokyo = new AWeekInMarch(jdbc, "Asia/Tokyo");
        tokyo.new ACase("2026-03-03 00:30", 2, "FREE").add();
        var shanghai = new AWeekInMarch(jdbc);
        shanghai.new ACase("2026-03-02 23:30", 2, "FREE").add();
        var both = new aftercare.identity.Reach(false, List.of(tokyo.branch, shanghai.branch), null, null);

        assertThat(queries.overview(new Period(MONDAY, MONDAY.plusDays(1), null), both, NOON_OF_SATURDAY).series())
                .extracting(Overview.Step::opened).containsExactly(1L, 1L);
        assertThat(queries.overview(new Period(MONDAY, MONDAY, null), both, NOON_OF_SATURDAY).totals().opened()).isEqualTo(1);
    }

    @Test
    void drawsLongPeriodsByWeekFromMondayOn() {
        var quarter = queries.overview(new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), null), week.reach(), NOON_OF_SATURDAY);
        assertThat(quarter.grain()).isEqualTo(Period.Grain.WEEK);
        assertThat(quarter.series().getFirst().day()).isEqualTo(LocalDate.of(2025, 12, 29));
        assertThat(quarter.series()).filteredOn(step -> step.opened() > 0).extracting(Overview.Step::day, Overview.Step::opened)
                .containsExactly(tuple(LocalDate.of(2026, 2, 23), 1L), tuple(MONDAY, 5L), tuple(LocalDate.of(2026, 3, 9), 1L));
    }

    @Test
    void showsBehindEachFigureAsManyRowsAsItCounts() {
        var overview = overview();
        var totals = overview.totals();
        assertThat(behind(Population.OPENED)).hasSize((int) totals.opened());
        assertThat(behind(Population.RESOLVED)).hasSize((int) totals.resolved());
        assertThat(behind(Population.RESOLVED, "fixed:first")).hasSize((int) totals.fixedFirst());
        assertThat(behind(Population.RESOLVED, "fixed:first", "fixed:later")).hasSize((int) (totals.fixedFirst() + totals.fixedLater()));
        assertThat(behind(Population.OPENED, "repeated:yes")).hasSize((int) totals.repeated());
        assertThat(behind(Population.VISITED, "punctual:no")).hasSize((int) (totals.visits() - totals.punctual()));
        assertThat(behind(Population.CLOSED, "rated:yes")).hasSize((int) overview.ratings().closedAndRated());
        assertThat(behind(Population.RATED, "low:yes")).hasSize((int) overview.ratings().low());
        overview.causes().forEach(cause -> assertThat(behind(Population.RESOLVED, "cause:" + cause.code())).hasSize((int) cause.count()));
        overview.categories().forEach(count -> assertThat(behind(Population.OPENED, "category:" + count.code())).hasSize((int) count.count()));
        overview.severities().forEach(count -> assertThat(behind(Population.OPENED, "severity:" + count.code())).hasSize((int) count.count()));
        overview.entitlements().forEach(count -> assertThat(behind(Population.OPENED, "entitlement:" + count.code())).hasSize((int) count.count()));
        overview.promises().forEach(promise -> assertThat(behind(Population.PROMISED, "code:" + promise.code(), "outcome:BROKEN"))
                .hasSize((int) promise.broken()));
        overview.rules().forEach(rule -> assertThat(behind(Population.PROMISED, "code:" + rule.code(), "rule:" + rule.rule()))
                .hasSize((int) (rule.kept() + rule.broken())));
        overview.months().forEach(month -> assertThat(behind(Population.PROMISED, "month:" + month.month(), "outcome:KEPT")).hasSize((int) month.kept()));
        overview.engineers().forEach(engineer -> assertThat(behind(Population.VISITED, "engineer:" + engineer.id())).hasSize((int) engineer.visits()));
    }

    @Test
    void goesOnWhereAPageEnded() {
        for (int minute = 0; minute < 60; minute++) {
            week.new ACase("2026-03-06 10:%02d".formatted(minute), 2, "FREE").add();
        }
        var period = new Period(MONDAY, SUNDAY, null);
        var first = queries.behind(Population.OPENED, List.of(), period, week.reach(), null);
        var second = queries.behind(Population.OPENED, List.of(), period, week.reach(), first.next());
        assertThat(first.rows()).hasSize(50);
        assertThat(second.rows()).hasSize(15).doesNotContainAnyElementsOf(first.rows());
        assertThat(second.next()).isNull();
        assertThat(first.rows()).extracting(OverviewQueries.Row::at).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    private List<OverviewQueries.Row> behind(Population population, String... conditions) {
        return queries.behind(population, List.of(conditions), new Period(MONDAY, SUNDAY, null), week.reach(), null).rows();
    }

    @Test
    void refusesWhatIsNoPeriodOrNoTrait() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> new Period(SUNDAY, MONDAY, null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("quality.no-such-period"));
        new Period(MONDAY, MONDAY.plusDays(399), null);
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> new Period(MONDAY, MONDAY.plusDays(400), null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("quality.period-too-long"));
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> behind(Population.OPENED, "1=1; drop table x:yes"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("quality.no-such-trait"));
    }

    @Test
    void isForThoseWhoAnswerForQualityAndOnlyTheirBranches() {
        var manager = clients.with(Role.MANAGER, week.branch);
        assertThat(manager.get("/api/quality/overview?from=2026-03-02&to=2026-03-08")).hasStatusOk()
                .bodyJson().extractingPath("$.totals.opened").isEqualTo(5);
        assertThat(manager.get("/api/quality/overview?from=2026-03-02&to=2026-03-08&branch={id}", week.branch)).hasStatusOk()
                .bodyJson().extractingPath("$.totals.opened").isEqualTo(5);
        var elsewhere = clients.with(Role.MANAGER, new AWeekInMarch(jdbc).branch);
        assertThat(elsewhere.get("/api/quality/overview?from=2026-03-02&to=2026-03-08&branch={id}", week.branch)).hasStatusOk()
                .bodyJson().extractingPath("$.totals.opened").isEqualTo(0);
        assertThat(elsewhere.get("/api/quality/cases?of=OPENED&from=2026-03-02&to=2026-03-08&branch={id}", week.branch)).hasStatusOk()
                .bodyJson().extractingPath("$.rows").isEqualTo(List.of());
        assertThat(clients.with(Role.AGENT, week.branch).get("/api/quality/overview?from=2026-03-02&to=2026-03-08")).hasStatus(HttpStatus.FORBIDDEN);
    }

    @Test
    void takesAValueWithACommaAsItIs() {
        var manager = clients.with(Role.MANAGER, week.branch);
        assertThat(manager.get("/api/quality/cases?of=OPENED&is=category:{c}&from=2026-03-02&to=2026-03-08", "泵,阀")).hasStatusOk()
                .bodyJson().extractingPath("$.rows").isEqualTo(List.of());
    }

    @Test
    void canBeTakenAwayAsAFile() {
        var file = clients.with(Role.MANAGER, week.branch).get("/api/quality/overview.csv?from=2026-03-02&to=2026-03-08");
        assertThat(file).hasStatusOk().hasHeader("Content-Type", "text/csv;charset=UTF-8");
        assertThat(file.getResponse().getContentAsByteArray()).asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("期内合计,合计,新增服务单,5", "期内合计,合计,一次修复率 %,33.3", "承诺,响应,超时,1", "故障原因,电池老化,累计占比 %,75.0",
                        "工程师,陈志远,准时到场率 %,50.0");
    }

    @Test
    void reachesNoFurtherThanAPartnersOwnWork() {
        var partner = aftercare.kernel.Ids.next();
        var reach = new aftercare.identity.Reach(true, List.of(), partner, null);
        var overview = queries.overview(new Period(MONDAY, SUNDAY, null), reach, NOON_OF_SATURDAY);
        assertThat(overview.totals()).isEqualTo(new Overview.Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(overview.engineers()).isEmpty();
        assertThat(Map.of("rated", overview.ratings().rated(), "open", overview.today().open(), "overdue", overview.today().overdue()).values())
                .containsOnly(0L);
    }
}
