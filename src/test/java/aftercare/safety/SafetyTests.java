package aftercare.safety;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.dispatch.ADispatchTown;
import aftercare.dispatch.EngineerDesk;
import aftercare.kernel.Ids;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** The gate before the work, what stops it, and what nearly went wrong. */
@AftercareTest
class SafetyTests {

    static final String NINE = "2026-03-02T01:00:00Z";
    static final String PNG = signature();

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    ADispatchTown town;
    Client zhou;
    UUID caseId;
    UUID visit;

    @BeforeEach
    void anEngineerOnSite() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        caseId = town.newCase("UPS 电池报警，无法自检");
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, NINE, "2026-03-02T03:00:00Z"), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        visit = jdbc.sql("select id from fieldwork.visit where case_id = :case").param("case", caseId).query(UUID.class).single();
        done(kept("ACCEPT", "2026-03-02T00:00:00Z", Map.of("plannedStart", NINE)));
        done(kept("ARRIVE", "2026-03-02T01:10:00Z", Map.of("lng", 120.0667, "lat", 30.2675, "note", "")));
    }

    @Test
    void nobodyBeginsBeforeAllHaveConfirmedWhatIsDangerousAsItIsNow() {
        assertThat(zhou.get("/api/field/visits/{id}/briefing", visit)).bodyJson().extractingPath("$.hazards").asArray().isEmpty();
        var live = hazard("SITE", site(), "带电裸露母排", true, null);
        refused(now("START", Map.of()), "safety.not-briefed");
        done(now("BRIEF", Map.of("hazards", List.of(seen(live, 1)))));
        refused(now("START", Map.of()), "safety.contact-not-briefed");
        refused(now("BRIEF_CONTACT", Map.of("name", "沈国梁", "signature", "AAAA", "hazards", List.of(seen(live, 1)))), "fieldwork.signature-unreadable");
        done(now("BRIEF_CONTACT", Map.of("name", "沈国梁", "signature", PNG, "hazards", List.of(seen(live, 1)))));

        assertThat(town.dispatcher.put(words(live, "带电裸露母排", "停电、验电、挂牌", 1), "/api/hazards/{id}", live)).hasStatusOk();
        refused(now("START", Map.of()), "safety.briefing-stale");
        done(now("BRIEF", Map.of("hazards", List.of(seen(live, 2), seen(UUID.randomUUID(), 7)))));
        refused(now("START", Map.of()), "safety.briefing-stale");
        done(now("BRIEF_CONTACT", Map.of("name", "沈国梁", "signature", PNG, "hazards", List.of(seen(live, 2)))));
        assertThat(town.dispatcher.get("/api/visits/safety?caseId={id}", caseId)).bodyJson().extractingPath("$[0].briefing.contactDone").isEqualTo(true);
        done(now("START", Map.of()));
        assertThat(jdbc.sql("select title from safety.hazard_words where hazard_id = :id and version = 1").param("id", live).query(String.class).single()).isEqualTo("带电裸露母排");
    }

    @Test
    void whatBeganWithoutANetStandsOrWaitsForTheBriefing() {
        var live = hazard("DEVICE", town.device, "电容带电", false, null);
        done(kept("BRIEF", "2026-03-02T01:15:00Z", Map.of("hazards", List.of(seen(live, 1)))));
        town.dispatcher.put(words(live, "电容带电", "放电五分钟", 1), "/api/hazards/{id}", live);
        done(kept("START", "2026-03-02T01:20:00Z", Map.of()));
        assertThat(status()).as("he had confirmed what he could know").isEqualTo("WORKING");
        assertThat(notices(town.dispatcher, "fieldwork.started-unaware")).isEqualTo(1);

        done(kept("STOP", "2026-03-02T01:25:00Z", Map.of("reason", "柜内有焦味")));
        done(kept("PUT_RIGHT", "2026-03-02T01:40:00Z", Map.of("note", "断开上级开关")));
        hazard("CUSTOMER", town.customer, "叉车通行", false, null);
        jdbc.sql("delete from safety.confirmed where confirmation_id in (select id from safety.confirmation where visit_id = :v)").param("v", visit).update();
        jdbc.sql("delete from safety.confirmation where visit_id = :v").param("v", visit).update();
        assertThat(outcome(kept("START", "2026-03-02T01:45:00Z", Map.of()))).isEqualTo("HELD");
        var all = jdbc.sql("select id, version from safety.hazard where customer_id = :c").param("c", town.customer)
                .query((row, _) -> seen(row.getObject("id", UUID.class), row.getInt("version"))).list();
        assertThat(outcome(kept("BRIEF", "2026-03-02T01:50:00Z", Map.of("hazards", all)))).isEqualTo("DONE");
        assertThat(status()).as("the start that waited went on by itself").isEqualTo("WORKING");
        assertThat(jdbc.sql("select state from fieldwork.contradiction where visit_id = :v").param("v", visit).query(String.class).single()).isEqualTo("MENDED");
    }

    @Test
    void workThatAsksForACertificateOrWasStoppedDoesNotGoOnWithout() {
        var height = hazard("CUSTOMER", town.customer, "屋面无护栏", false, "heights");
        done(now("BRIEF", Map.of("hazards", List.of(seen(height, 1)))));
        refused(now("START", Map.of()), "safety.certificate-missing");
        assertThat(town.dispatcher.get("/api/visits/safety?caseId={id}", caseId)).bodyJson().extractingPath("$[0].briefing.certificates[0].code").isEqualTo("heights");
        jdbc.sql("insert into dispatch.certificate (id, user_id, kind, number, valid_until, entered_at) values (:id, :user, 'heights', :n, '2099-01-01', now())")
                .param("id", Ids.next()).param("user", zhou.user).param("n", "T-" + visit).update();
        done(now("START", Map.of()));

        refused(now("STOP", Map.of("reason", " ")), "fieldwork.unreadable");
        done(now("STOP", Map.of("reason", "起风了")));
        assertThat(notices(town.dispatcher, "fieldwork.stopped")).isEqualTo(1);
        refused(now("FINISH", Map.of()), "fieldwork.stopped");
        refused(now("START", Map.of()), "fieldwork.stopped");
        assertThat(new ADispatchTown(jdbc, clients, engineers, cases).dispatcher.post("{\"note\":\"x\"}", "/api/visits/{id}/put-right", visit)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(town.dispatcher.post("{\"note\":\"风停了，可以继续\"}", "/api/visits/{id}/put-right", visit)).hasStatus2xxSuccessful();
        assertThat(notices(zhou, "fieldwork.put-right")).isEqualTo(1);
        assertThat(outcome(kept("PUT_RIGHT", "2026-03-02T01:30:00Z", Map.of("note", "风停了")))).as("the office was faster").isEqualTo("SUPERSEDED");
        done(now("START", Map.of()));
        assertThat(status()).isEqualTo("WORKING");
    }

    @Test
    void whatNearlyWentWrongIsReportedOnceClosedWithMeasuresAndBecomesAHazard() {
        var command = command("NEAR_MISS", "2026-03-02T01:30:00Z", Map.of("outcome", "NEARLY", "risk", "HIGH", "what", "梯子滑了一下", "place", "一楼"));
        assertThat(outcome(send(false, command))).isEqualTo("DONE");
        assertThat(outcome(send(false, command))).isEqualTo("DONE");
        assertThat(town.dispatcher.get("/api/near-misses")).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
        var id = command.id();
        assertThat(town.dispatcher.post("{\"measures\":\"\",\"version\":0}", "/api/near-misses/{id}/close", id)).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(town.dispatcher.post("{\"measures\":\"梯子有人扶\",\"version\":0}", "/api/near-misses/{id}/close", id)).bodyJson().extractingPath("$.report.state").isEqualTo("CLOSED");
        assertThat(town.dispatcher.post("{\"measures\":\"又一次\",\"version\":1}", "/api/near-misses/{id}/close", id)).bodyJson().extractingPath("$.code").isEqualTo("safety.act-not-allowed");
        var made = "{\"title\":\"地面湿滑\",\"measures\":\"梯子有人扶\",\"risk\":\"HIGH\",\"contactConfirms\":false,\"certificate\":null}";
        assertThat(town.dispatcher.post(made, "/api/near-misses/{id}/hazard", id)).hasStatusOk();
        assertThat(town.dispatcher.post(made, "/api/near-misses/{id}/hazard", id)).bodyJson().extractingPath("$.code").isEqualTo("safety.hazard-known");
        assertThat(zhou.get("/api/field/visits/{id}/briefing", visit)).bodyJson().extractingPath("$.hazards[0].title").isEqualTo("地面湿滑");

        var elsewhere = new ADispatchTown(jdbc, clients, engineers, cases).dispatcher;
        assertThat(elsewhere.get("/api/hazards?customer={id}", town.customer)).bodyJson().extractingPath("$.rows").asArray().isEmpty();
        assertThat(elsewhere.get("/api/near-misses/{id}", id)).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(elsewhere.post("{\"scope\":\"CUSTOMER\",\"aboutId\":\"%s\",\"words\":%s}".formatted(town.customer, made), "/api/hazards"))
                .bodyJson().extractingPath("$.code").isEqualTo("safety.about-nothing");
        assertThat(town.dispatcher.post("{\"scope\":\"KIND\",\"kind\":\"repair\",\"words\":%s}".formatted(made), "/api/hazards"))
                .as("a rule of the whole house").bodyJson().extractingPath("$.code").isEqualTo("safety.branch-needed");
        assertThat(town.dispatcher.post("{\"scope\":\"KIND\",\"kind\":\"repair\",\"branchId\":\"%s\",\"words\":%s}".formatted(town.branch, made), "/api/hazards")).hasStatus(HttpStatus.CREATED);
        assertThat(town.dispatcher.get("/api/hazards?words=湿滑&of=KIND&branch={b}", town.branch)).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
        assertThat(zhou.post("{\"branchId\":\"%s\",\"outcome\":\"INJURY\",\"risk\":\"LOW\",\"what\":\"割破手\",\"place\":\"\",\"happenedAt\":\"2026-03-01T01:00:00Z\"}".formatted(town.branch),
                "/api/near-misses")).hasStatus(HttpStatus.CREATED);
    }

    @Test
    void whereAWholeSystemIsDownThePapersFollow() {
        var live = hazard("SITE", site(), "带电裸露母排", false, null);
        refused(now("START", Map.of("emergency", true)), "safety.not-briefed");
        jdbc.sql("update cases.service_case set severity = 1 where id = :id").param("id", caseId).update();
        done(now("START", Map.of("emergency", true)));
        assertThat(status()).isEqualTo("WORKING");
        var kept = jdbc.sql("select ended_at is not null from promises.promise where subject_kind = 'visit' and subject_id = :v and code = 'papers-follow'").param("v", visit);
        assertThat(kept.query(Boolean.class).single()).isFalse();
        done(now("BRIEF", Map.of("hazards", List.of(seen(live, 1)))));
        assertThat(kept.query(Boolean.class).single()).isTrue();
    }

    record Sent(UUID id, UUID visit, String act, String at, Map<String, Object> body) {}

    private UUID hazard(String scope, UUID about, String title, boolean contact, String certificate) {
        var answered = town.dispatcher.post(json.writeValueAsString(Map.of("scope", scope, "aboutId", about, "words",
                Map.of("title", title, "measures", "两人作业", "risk", "GRAVE", "contactConfirms", contact, "certificate", certificate == null ? "" : certificate))), "/api/hazards");
        assertThat(answered).hasStatus(HttpStatus.CREATED);
        return UUID.fromString(json.readTree(answered.getResponse().getContentAsByteArray()).get("id").asString());
    }

    private String words(UUID id, String title, String measures, int version) {
        var contact = jdbc.sql("select contact_confirms from safety.hazard where id = :id").param("id", id).query(Boolean.class).single();
        return json.writeValueAsString(Map.of("words", Map.of("title", title, "measures", measures, "risk", "GRAVE", "contactConfirms", contact), "version", version));
    }

    private static String signature() {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(400, 160, BufferedImage.TYPE_INT_RGB), "png", out);
            return Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> seen(UUID id, int version) {
        return Map.of("id", id, "version", version);
    }

    private UUID site() {
        return jdbc.sql("select id from customers.site where customer_id = :c").param("c", town.customer).query(UUID.class).single();
    }

    private Sent command(String act, String at, Map<String, Object> body) {
        return new Sent(Ids.next(), visit, act, at, body);
    }

    /** Watched by the engineer. */
    private MvcTestResult now(String act, Map<String, Object> body) {
        return send(true, command(act, Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), body));
    }

    /** Written down without a net, sent long afterwards. */
    private MvcTestResult kept(String act, String at, Map<String, Object> body) {
        return send(false, command(act, at, body));
    }

    private MvcTestResult send(boolean live, Sent command) {
        return zhou.post(json.writeValueAsString(Map.of("live", live, "commands", List.of(command))), "/api/field/commands");
    }

    private void done(MvcTestResult answered) {
        assertThat(outcome(answered)).isEqualTo("DONE");
    }

    private String outcome(MvcTestResult answered) {
        assertThat(answered).hasStatusOk();
        return json.readTree(answered.getResponse().getContentAsByteArray()).get("answers").get(0).get("outcome").asString();
    }

    private static void refused(MvcTestResult answered, String code) {
        assertThat(answered).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    private String status() {
        return jdbc.sql("select status from fieldwork.visit where id = :id").param("id", visit).query(String.class).single();
    }

    private int notices(Client who, String kind) {
        return jdbc.sql("select count(*) from notices.notice where user_id = :u and kind = :k").param("u", who.user).param("k", kind).query(Integer.class).single();
    }
}
