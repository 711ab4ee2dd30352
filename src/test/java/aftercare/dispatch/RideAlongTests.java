package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits near a visit rides along, where its engineer can do it and has room. */
@AftercareTest
class RideAlongTests {

    private static final String NINE = "2031-03-03T01:00:00Z";
    private static final String ELEVEN = "2031-03-03T03:00:00Z";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;

    private ADispatchTown town;
    private Client zhou;
    private UUID booking;

    @BeforeEach
    void aVisit() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        jdbc.sql("update dispatch.engineer set home_lng = 120.21, home_lat = 30.21 where user_id = :id").param("id", zhou.user).update();
        booking = booked(town.newCase("UPS 报警"), zhou);
    }

    private UUID booked(UUID caseId, Client engineer) {
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, engineer.user, NINE, ELEVEN), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        return jdbc.sql("select id from dispatch.booking where case_id = :case").param("case", caseId).query(UUID.class).single();
    }

    private <T> T nearby(UUID id, String path) {
        var answer = town.dispatcher.get("/api/dispatch/bookings/{id}/nearby", id);
        assertThat(answer).hasStatusOk();
        return JsonPath.read(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8), path);
    }

    @Test
    void theSamePlaceCostsNoWayAndSavesAWholeTrip() {
        var waiting = town.newCase("UPS 电池更换");
        assertThat(this.<List<String>>nearby(booking, "$[*].caseId")).containsExactly(waiting.toString());
        assertThat(this.<Boolean>nearby(booking, "$[0].samePlace")).isTrue();
        assertThat(this.<Integer>nearby(booking, "$[0].travelMinutes")).isZero();
        assertThat(this.<Integer>nearby(booking, "$[0].savedMinutes")).isGreaterThan(20);

        var starts = this.<String>nearby(booking, "$[0].startsAt");
        assertThat(town.dispatcher.post("{\"caseId\":\"%s\",\"startsAt\":\"%s\"}".formatted(waiting, starts), "/api/dispatch/bookings/{id}/nearby", booking)).hasStatus(HttpStatus.CREATED);
        assertThat(jdbc.sql("select engineer_id from dispatch.booking where case_id = :case").param("case", waiting).query(UUID.class).single()).isEqualTo(zhou.user);
        assertThat(this.<List<String>>nearby(booking, "$[*].caseId")).isEmpty();
    }

    @Test
    void whatIsFarAwayIsNotProposed() {
        var waiting = town.newCase("UPS 电池更换");
        var far = Ids.next();
        jdbc.sql("insert into customers.site (id, customer_id, name, address, lng, lat) values (:id, :customer, '千岛湖', '', 119.03, 29.6)").param("id", far).param("customer", town.customer).update();
        jdbc.sql("update cases.service_case set site_id = :site where id = :id").param("site", far).param("id", waiting).update();
        assertThat(this.<List<String>>nearby(booking, "$[*].caseId")).isEmpty();
    }

    @Test
    void whoCannotDoItOrHasNoRoomIsNotAskedToo() {
        var unskilled = town.engineer();
        var theirs = booked(town.newCase("巡检"), unskilled);
        town.newCase("UPS 电池更换");
        assertThat(this.<List<String>>nearby(theirs, "$[*].caseId")).as("no skill").isEmpty();

        assertThat(town.dispatcher.post(ADispatchTown.plan(town.newCase("大修"), zhou.user, ELEVEN, "2031-03-03T09:30:00Z"), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        assertThat(this.<List<String>>nearby(booking, "$[*].caseId")).as("the day is full").isEmpty();
    }

    @Test
    void anotherBranchSeesNothing() {
        var elsewhere = clients.with(Role.DISPATCHER, new ADispatchTown(jdbc, clients, engineers, cases).branch);
        assertThat(elsewhere.get("/api/dispatch/bookings/{id}/nearby", booking)).hasStatus(HttpStatus.NOT_FOUND);
    }
}
