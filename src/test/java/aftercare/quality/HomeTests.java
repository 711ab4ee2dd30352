package aftercare.quality;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.identity.Scopes;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class HomeTests {

    /** 10:00 in Shanghai on 10 March. */
    private static final Instant NOW = Instant.parse("2026-03-10T02:00:00Z");

    @Autowired HomeQueries queries;
    @Autowired Scopes scopes;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    AWeekInMarch week;

    @BeforeEach
    void aBranchAndAnother() {
        week = new AWeekInMarch(jdbc);
        new AWeekInMarch(jdbc).worked();
    }

    private Home home(Role role) {
        return queries.home(scope(role), NOW);
    }

    private Scope scope(Role role) {
        return scopes.of(clients.with(role, week.branch).user).orElseThrow();
    }

    @Test
    void showsAnAgentWhatIsNewWhatIsHisAndWhatIsDue() {
        var agent = scope(Role.AGENT);
        var later = week.new ACase("2026-03-10 09:40", 2, "FREE").of("NEW", null).add();
        week.due(week.promise(later, "answer", "RUNNING", null, null), "2026-03-10 11:40");
        var first = week.new ACase("2026-03-10 09:50", 1, "FREE").of("NEW", null).add();
        week.due(week.promise(first, "answer", "RUNNING", null, null), "2026-03-10 10:20");
        var mine = week.new ACase("2026-03-09 09:00", 3, "FREE").of("WAITING", agent.user()).add();
        var late = week.new ACase("2026-03-09 08:00", 3, "FREE").of("ACTIVE", agent.user()).add();
        week.promise(late, "restore", "RUNNING", "2026-03-10 09:00", null);
        week.new ACase("2026-03-08 08:00", 3, "FREE").resolved("2026-03-08 09:00", AWeekInMarch.WEAR).add();

        var cases = queries.home(agent, NOW).cases();

        assertThat(cases.fresh()).isEqualTo(2);
        assertThat(cases.mine()).isEqualTo(2);
        assertThat(cases.waiting()).isEqualTo(1);
        assertThat(cases.overdue()).isEqualTo(1);
        assertThat(cases.soon()).isEqualTo(2);
        assertThat(cases.newest()).extracting(Home.CaseLine::id).containsExactly(first, later);
        assertThat(cases.newest().getFirst().promise().dueAt()).isEqualTo("2026-03-10T02:20:00Z");
        assertThat(cases.own()).extracting(Home.CaseLine::id).containsExactly(late, mine);
        assertThat(cases.pressing()).extracting(Home.CaseLine::id).containsExactly(late, first, later);
    }

    @Test
    void showsADispatcherWhatHasNoPlanAndWhoIsFree() {
        var unplanned = week.new ACase("2026-03-10 08:00", 2, "FREE").of("ACTIVE", null).add();
        var planned = week.new ACase("2026-03-10 08:00", 2, "FREE").of("ACTIVE", null).add();
        week.booking(planned, week.chen, "CONFIRMED", "2026-03-10 13:00", "2026-03-10 15:00");
        var done = week.new ACase("2026-03-09 08:00", 2, "FREE").resolved("2026-03-10 09:30", AWeekInMarch.WEAR).add();
        week.booking(done, week.lu, "DONE", "2026-03-10 08:30", "2026-03-10 09:30");
        week.booking(planned, week.lu, "PLANNED", "2026-03-11 00:00", "2026-03-11 02:00");

        var planning = home(Role.DISPATCHER).planning();

        assertThat(planning.unplanned()).isEqualTo(1);
        assertThat(planning.waiting()).extracting(Home.CaseLine::id).containsExactly(unplanned);
        assertThat(planning.visitsPlanned()).isEqualTo(1);
        assertThat(planning.visitsDone()).isEqualTo(1);
        assertThat(planning.engineers()).isEqualTo(2);
        assertThat(planning.free()).extracting(Home.Person::id).containsExactly(week.lu);
    }

    @Test
    void showsAManagerTheDayAndWhoIsUnhappy() {
        week.worked();
        var home = home(Role.MANAGER);
        assertThat(home.today().open()).isEqualTo(2);
        assertThat(home.today().overdue()).isEqualTo(1);
        assertThat(home.lowRatings()).singleElement().satisfies(low -> assertThat(low.overall()).isEqualTo("POOR"));
        assertThat(home.setup()).isNull();
    }

    @Test
    void showsAnEngineerHisOwnDay() {
        var me = scope(Role.ENGINEER);
        jdbc.sql("insert into dispatch.engineer (user_id, branch_id) values (:id, :branch)").param("id", me.user()).param("branch", week.branch).update();
        var id = week.new ACase("2026-03-10 08:00", 2, "FREE").of("ACTIVE", me.user()).add();
        week.booking(id, me.user(), "PLANNED", "2026-03-10 23:30", "2026-03-11 01:00");
        week.booking(id, me.user(), "PLANNED", "2026-03-11 08:30", "2026-03-11 10:00");
        week.booking(id, week.chen, "PLANNED", "2026-03-10 14:00", "2026-03-10 16:00");

        var home = queries.home(me, NOW);

        assertThat(home.stops()).singleElement().satisfies(stop -> assertThat(stop.startsAt()).isEqualTo("2026-03-10T15:30:00Z"));
        assertThat(home.cases().newest()).isNull();
        assertThat(home.planning()).isNull();
        assertThat(home.today()).isNull();
    }

    @Test
    void tellsAnAdministratorWhatIsNotSetUpYet() {
        assertThat(home(Role.ADMIN).setup()).contains(new Home.Step(Home.Task.USERS, true), new Home.Step(Home.Task.CUSTOMERS, true),
                new Home.Step(Home.Task.HOLIDAYS, true), new Home.Step(Home.Task.MAIL, false), new Home.Step(Home.Task.ADDRESS, false));
    }

    @Test
    void hasNothingForACustomer() {
        var customer = clients.with(Role.CUSTOMER, week.branch, null, week.customer);
        var home = queries.home(scopes.of(customer.user).orElseThrow(), NOW);
        assertThat(home).isEqualTo(new Home(null, null, null, null, null, null, OverviewQueries.CAP));
        assertThat(customer.get("/api/home")).hasStatusOk();
    }
}
