package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@AftercareTest
class AdviceTests {

    /** A Monday. */
    private static final String DAY = "2031-03-03";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;

    ADispatchTown town;
    Client near;
    Client far;
    Client unskilled;
    UUID caseId;

    @BeforeEach
    void aTown() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        near = livingAt(town.engineer("ups"), 120.08, 30.27);
        far = livingAt(town.engineer("ups"), 120.60, 30.10);
        unskilled = livingAt(town.engineer("lift"), 120.07, 30.27);
        caseId = town.newCase("UPS 电池报警");
    }

    @Test
    void whomACustomerIsNotToSeeIsNotOfferedAndWhomItLikesComesFirst() throws Exception {
        var liked = livingAt(town.engineer("ups"), 120.14, 30.27);
        var manager = clients.with(Role.MANAGER, town.branch);
        var path = "/api/dispatch/engineers/{id}/customers/{customer}";
        assertThat(manager.put("{\"rule\":\"NEVER\",\"reason\":\" \"}", path, near.user, town.customer)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(manager.put("{\"rule\":\"NEVER\",\"reason\":\"客户投诉过\"}", path, near.user, town.customer)).hasStatus(HttpStatus.NO_CONTENT);

        var advice = advise();
        assertThat(advice).bodyJson().extractingPath("$.offers[*].engineerId").asArray().doesNotContain(near.user.toString());
        assertThat(advice).bodyJson().extractingPath("$.others[?(@.engineerId == '%s')].rule".formatted(near.user)).asArray().containsExactly("BARRED");
        assertThat(manager.get("/api/dispatch/engineers/{id}/customers", near.user)).bodyJson().extractingPath("$[0].reason").isEqualTo("客户投诉过");

        assertThat(manager.put("{\"rule\":\"PREFERRED\",\"reason\":\"\"}", path, liked.user, town.customer)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(advise()).bodyJson().extractingPath("$.offers[0].engineerId")
                .isEqualTo(liked.user.toString());
        assertThat(manager.delete(path, liked.user, town.customer)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(manager.get("/api/dispatch/engineers/{id}/customers", liked.user)).bodyJson().extractingPath("$").asArray().isEmpty();
    }

    @Test
    void whoWorksElsewhereSpeaksAnotherLanguageOrLacksAPartIsNotOfferedAndTheBoardSaysWhy() throws Exception {
        var manager = clients.with(Role.MANAGER, town.branch);
        var speaks = livingAt(town.engineer("ups"), 120.14, 30.27);
        jdbc.sql("update customers.site set region_code = '330106' where customer_id = :customer").param("customer", town.customer).update();
        assertThat(kit(manager, near.user, "[\"zh\"]", "[\"320500\"]", "[]")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(kit(manager, speaks.user, "[\"zh\",\"en\"]", "[\"330100\"]", "[{\"equipment\":\"battery\",\"pieces\":2},{\"equipment\":\"ladder\",\"pieces\":5}]")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(kit(manager, far.user, "[\"en\"]", "[]", "[{\"equipment\":\"battery\",\"pieces\":1}]")).hasStatus(HttpStatus.NO_CONTENT);

        assertThat(ask("[\"en\"]", "[{\"equipment\":\"battery\",\"pieces\":2},{\"equipment\":\"ladder\",\"pieces\":1}]")).hasStatus(HttpStatus.NO_CONTENT);

        var advice = advise();
        assertThat(ids(advice, "$.offers[*].engineerId")).containsExactly(speaks.user);
        assertThat(rules(advice)).isEqualTo(Map.of(near.user, "AREA", far.user, "PARTS", unskilled.user, "LANGUAGE"));
        assertThat(advice).bodyJson().extractingPath("$.equipment.battery").isEqualTo(2);
        var booked = town.dispatcher.post(ADispatchTown.plan(caseId, near.user, DAY + "T01:00:00Z", DAY + "T03:00:00Z"), "/api/dispatch/bookings");
        assertThat(booked).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.warnings[*].code").asArray()
                .contains("dispatch.outside-area", "dispatch.language-missing", "dispatch.equipment-missing");

        assertThat(ask("[]", "[]")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(rules(advise())).isEqualTo(Map.of(near.user, "AREA", unskilled.user, "SKILL"));
    }

    @Test
    void aKitOfThingsThatNobodyKnowsIsRefusedAndWhereSomebodyLivesIsForHisManagers() throws Exception {
        var manager = clients.with(Role.MANAGER, town.branch);
        assertThat(kit(manager, near.user, "[]", "[\"999999\"]", "[]")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.no-such-region");
        assertThat(kit(manager, near.user, "[]", "[]", "[{\"equipment\":\"spaceship\",\"pieces\":1}]")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson().extractingPath("$.code").isEqualTo("dispatch.no-such-equipment");
        assertThat(ask("[]", "[{\"equipment\":\"spaceship\",\"pieces\":1}]")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(manager.get("/api/dispatch/engineers/{id}/kit", near.user)).hasStatusOk().bodyJson().extractingPath("$.home.lng").isEqualTo(120.08);
        assertThat(town.dispatcher.get("/api/dispatch/engineers/{id}/kit", near.user)).hasStatus(HttpStatus.FORBIDDEN);
    }

    private MvcTestResult kit(Client by, UUID engineer, String languages, String areas, String carries) {
        return by.put("{\"languages\":%s,\"areas\":%s,\"home\":{\"lng\":120.08,\"lat\":30.27},\"carries\":%s}".formatted(languages, areas, carries), "/api/dispatch/engineers/{id}/kit", engineer);
    }

    private MvcTestResult ask(String languages, String equipment) {
        return town.dispatcher.put("{\"languages\":%s,\"equipment\":%s}".formatted(languages, equipment), "/api/dispatch/cases/{id}/needs", caseId);
    }

    @Test
    void theNearestWhoCanIsOfferedFirstAndEveryoneElseWithTheReason() throws Exception {
        var ill = town.engineer("ups");
        jdbc.sql("insert into dispatch.leave (id, user_id, kind, starts_at, ends_at, entered_at) values (:id, :user, 'SICK', '2031-03-01', '2031-04-01', now())")
                .param("id", Ids.next()).param("user", ill.user).update();

        var advice = advise();
        assertThat(advice).hasStatusOk();
        assertThat(ids(advice, "$.offers[*].engineerId")).containsExactly(near.user, far.user);
        assertThat(this.<Integer>read(advice, "$.offers[0].travelMinutes")).isLessThan(this.<Integer>read(advice, "$.offers[1].travelMinutes"));
        assertThat(this.<Integer>read(advice, "$.offers[0].skillLevel")).isEqualTo(2);
        assertThat(rules(advice)).isEqualTo(Map.of(unskilled.user, "SKILL", ill.user, "AWAY"));
    }

    @Test
    void oneClickBooksAndKeepsWhy() throws Exception {
        var offer = this.<Map<String, Object>>read(advise(), "$.offers[0]");
        var taken = take(caseId, offer);
        assertThat(taken).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.booking.engineerId").isEqualTo(near.user.toString());

        var booking = this.<String>read(taken, "$.booking.id");
        assertThat(town.dispatcher.get("/api/dispatch/bookings/{id}/reason", booking)).hasStatusOk().bodyJson().satisfies(json -> {
            json.assertThat().extractingPath("$.chosen.engineerId").isEqualTo(near.user.toString());
            json.assertThat().extractingPath("$.others[?(@.rule == 'SKILL')].engineerId").asArray().containsExactly(unskilled.user.toString());
        });
        assertThat(take(town.newCase("另一单"), offer)).as("the time is taken now").hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.code").isEqualTo("dispatch.offer-gone");
    }

    @Test
    void everyOfferCanBeBookedHoweverTightlyPeoplePlanned() throws Exception {
        for (var hour : List.of("00:30", "02:30", "04:30", "06:30", "08:30")) {
            var start = "2031-03-03T" + hour + ":00Z";
            var end = "2031-03-03T" + "%02d".formatted(Integer.parseInt(hour.substring(0, 2)) + 2) + hour.substring(2) + ":00Z";
            assertThat(town.dispatcher.post(ADispatchTown.plan(town.newCase("满"), near.user, start, end), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        }
        for (int i = 0; i < 12; i++) {
            var next = town.newCase("第 %d 单".formatted(i));
            var offers = this.<List<Map<String, Object>>>read(town.dispatcher.get("/api/dispatch/cases/{id}/advice?day=" + DAY, next), "$.offers");
            assertThat(offers).isNotEmpty();
            assertThat(take(next, offers.get(i % offers.size()))).hasStatus(HttpStatus.CREATED);
        }
    }

    @Test
    void theCustomersTimesAreKept() throws Exception {
        assertThat(town.dispatcher.put("{\"windows\":[{\"from\":\"2031-03-04T06:00:00Z\",\"to\":\"2031-03-04T08:00:00Z\"}]}",
                "/api/dispatch/cases/{id}/windows", caseId)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(this.<List<String>>read(advise(), "$.offers[*].startsAt")).hasSize(2).allSatisfy(start -> assertThat(start).startsWith("2031-03-04T0"));
        assertThat(this.<String>read(advise(), "$.windows[0].from")).isEqualTo("2031-03-04T06:00:00Z");
        assertThat(town.dispatcher.put("{\"windows\":[{\"from\":\"2031-03-04T06:00:00Z\",\"to\":\"2031-03-04T08:00:00Z\"},{\"from\":\"2031-03-04T07:00:00Z\",\"to\":\"2031-03-04T09:00:00Z\"}]}",
                "/api/dispatch/cases/{id}/windows", caseId)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    @Test
    void everyOpeningIsOneInWhichSomebodyCanBegin() throws Exception {
        var openings = this.<List<String>>read(town.dispatcher.get("/api/dispatch/cases/{id}/openings?day=" + DAY + "&days=1", caseId), "$[*].from");
        assertThat(openings).containsExactly("2031-03-03T00:00:00Z", "2031-03-03T02:00:00Z", "2031-03-03T05:00:00Z", "2031-03-03T07:00:00Z");
        for (var engineer : List.of(near, far)) {
            town.dispatcher.post(ADispatchTown.plan(town.newCase("占用"), engineer.user, "2031-03-03T00:30:00Z", "2031-03-03T04:00:00Z"), "/api/dispatch/bookings");
        }
        assertThat(this.<List<String>>read(town.dispatcher.get("/api/dispatch/cases/{id}/openings?day=" + DAY + "&days=1", caseId), "$[*].from"))
                .containsExactly("2031-03-03T05:00:00Z", "2031-03-03T07:00:00Z");
    }

    @Test
    void whoseBranchItIsNotFindsNothing() {
        var other = clients.with(Role.DISPATCHER, new ADispatchTown(jdbc, clients, engineers, cases).branch);
        assertThat(other.get("/api/dispatch/cases/{id}/advice", caseId)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(other.put("{\"windows\":[]}", "/api/dispatch/cases/{id}/windows", caseId)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(near.get("/api/dispatch/cases/{id}/advice", caseId)).as("an engineer plans nobody").hasStatus(HttpStatus.FORBIDDEN);
    }

    private MvcTestResult advise() {
        return town.dispatcher.get("/api/dispatch/cases/{id}/advice?day=" + DAY, caseId);
    }

    private MvcTestResult take(UUID id, Map<String, Object> offer) {
        return town.dispatcher.post("{\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"minutes\":120,\"note\":\"\"}".formatted(offer.get("engineerId"), offer.get("startsAt")),
                "/api/dispatch/cases/{id}/advice", id);
    }

    private Client livingAt(Client engineer, double lng, double lat) {
        jdbc.sql("update dispatch.engineer set home_lng = :lng, home_lat = :lat where user_id = :id").param("lng", lng).param("lat", lat).param("id", engineer.user).update();
        return engineer;
    }

    private Map<UUID, String> rules(MvcTestResult answer) throws UnsupportedEncodingException {
        return this.<List<Map<String, String>>>read(answer, "$.others[*]").stream()
                .collect(Collectors.toMap(one -> UUID.fromString(one.get("engineerId")), one -> one.get("rule")));
    }

    private List<UUID> ids(MvcTestResult answer, String path) throws UnsupportedEncodingException {
        return this.<List<String>>read(answer, path).stream().map(UUID::fromString).toList();
    }

    private <T> T read(MvcTestResult answer, String path) throws UnsupportedEncodingException {
        return JsonPath.read(answer.getResponse().getContentAsString(), path);
    }
}
