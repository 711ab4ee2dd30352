package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever is sent somewhere hears of it, and of every change. */
@AftercareTest
class BookingNoticeTests {

    private static final String NINE = "2036-03-03T01:00:00Z";
    private static final String ELEVEN = "2036-03-03T03:00:00Z";
    private static final String NOON = "2036-03-03T04:00:00Z";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private ADispatchTown town;
    private Client zhou;
    private UUID caseId;

    @BeforeEach
    void aTown() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer();
        caseId = town.newCase("UPS 报警");
    }

    private UUID book(Client engineer, String from, String to) {
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, engineer.user, from, to), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        return jdbc.sql("select id from dispatch.booking where case_id = :case order by booked_at desc limit 1").param("case", caseId).query(UUID.class).single();
    }

    private void move(UUID booking, Client engineer, String from, String to) {
        assertThat(town.dispatcher.put("{\"engineerId\": \"%s\", \"startsAt\": \"%s\", \"endsAt\": \"%s\", \"note\": \"\", \"version\": 0}"
                .formatted(engineer.user, from, to), "/api/dispatch/bookings/{id}", booking)).hasStatusOk();
    }

    private List<String> told(Client somebody) {
        return jdbc.sql("select kind from notices.notice where user_id = :user order by at, id").param("user", somebody.user).query(String.class).list();
    }

    @Test
    void aNewVisitStandsOnTheBellWithItsTime() {
        book(zhou, NINE, ELEVEN);
        var bell = assertThat(zhou.get("/api/notices/bell")).hasStatusOk().bodyJson();
        bell.extractingPath("$.unread").isEqualTo(1);
        bell.extractingPath("$.newest.rows[0].kind").isEqualTo("dispatch.booked");
        bell.extractingPath("$.newest.rows[0].facts.startsAt").isEqualTo(NINE);
        bell.extractingPath("$.newest.rows[0].facts.customer").isEqualTo("西溪湿地公园管理处");
        bell.extractingPath("$.newest.rows[0].about.id").isEqualTo(caseId.toString());
        bell.extractingPath("$.newest.rows[0].urgent").isEqualTo(false);
    }

    @Test
    void anotherTimeIsTold() {
        move(book(zhou, NINE, ELEVEN), zhou, ELEVEN, NOON);
        assertThat(told(zhou)).containsExactly("dispatch.booked", "dispatch.moved");
        assertThat(jdbc.sql("select facts ->> 'beforeAt' from notices.notice where user_id = :user and kind = 'dispatch.moved'").param("user", zhou.user)
                .query(String.class).single()).isEqualTo(NINE);
    }

    @Test
    void aVisitGivenToSomebodyElseIsTakenFromTheOneAndNewToTheOther() {
        var wu = town.engineer();
        move(book(zhou, NINE, ELEVEN), wu, NINE, ELEVEN);
        assertThat(told(zhou)).containsExactly("dispatch.booked", "dispatch.withdrawn");
        assertThat(told(wu)).containsExactly("dispatch.booked");
    }

    @Test
    void aVisitCalledOffIsToldWithTheReason() {
        var booking = book(zhou, NINE, ELEVEN);
        assertThat(town.dispatcher.delete("/api/dispatch/bookings/{id}?version=0&reason={reason}", booking, "客户改期")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(told(zhou)).containsExactly("dispatch.booked", "dispatch.withdrawn");
        assertThat(jdbc.sql("select facts ->> 'reason' from notices.notice where user_id = :user and kind = 'dispatch.withdrawn'").param("user", zhou.user)
                .query(String.class).single()).isEqualTo("客户改期");
    }

    @Test
    void onlyALongerVisitIsNoNews() {
        move(book(zhou, NINE, ELEVEN), zhou, NINE, NOON);
        assertThat(told(zhou)).containsExactly("dispatch.booked");
    }

    @Test
    void whatIsSoonIsUrgent() {
        var soon = clock.instant().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
        book(zhou, soon.toString(), soon.plusSeconds(3600).toString());
        assertThat(zhou.get("/api/notices/bell")).bodyJson().extractingPath("$.newest.rows[0].urgent").isEqualTo(true);
    }

    @Test
    void whoeverManagesThePartnersFirmHearsItToo() {
        var firm = town.partner();
        var theirs = town.engineer(firm);
        var boss = clients.with(Role.PARTNER_MANAGER, town.branch, firm, null);
        var stranger = clients.with(Role.PARTNER_MANAGER, town.branch, town.partner(), null);

        move(book(theirs, NINE, ELEVEN), theirs, ELEVEN, NOON);

        assertThat(told(theirs)).containsExactly("dispatch.booked", "dispatch.moved");
        assertThat(told(boss)).containsExactly("dispatch.firm-booked", "dispatch.firm-moved");
        assertThat(told(stranger)).isEmpty();
    }
}
