package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.cases.ACaseTown;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A colleague of another department passes on what a customer said. */
@AftercareTest
class PassOnTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    ACaseTown town;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
    }

    @Test
    void landsWhereEveryReportLandsAndTheGiverSeesWhatBecomesOfIt() {
        var finance = clients.with(Role.FINANCE, town.branch);
        var said = "{\"id\":\"%s\",\"company\":\"苏州恒达\",\"contactName\":\"老陈\",\"contactPhone\":\"13900000009\",\"said\":\"收款时听说大门道闸抬不起来。\",\"about\":\"东门\",\"urgent\":true}"
                .formatted(Ids.next());
        assertThat(finance.post(said, "/api/intake/passed-on")).hasStatus(201).bodyJson().extractingPath("$.number").asString().startsWith("SO-");
        assertThat(finance.post(said, "/api/intake/passed-on")).as("sent twice, passed on once").hasStatus(201);

        var row = jdbc.sql("select channel || ' ' || severity || ' ' || company from cases.service_case where branch_id = :branch").param("branch", town.branch).query(String.class).list();
        assertThat(row).containsExactly("COLLEAGUE 2 苏州恒达");
        assertThat(finance.get("/api/intake/passed-on")).hasStatusOk().bodyJson().extractingPath("$.rows[0].state").isEqualTo("NEW");
        assertThat(finance.get("/api/intake/passed-on")).bodyText().doesNotContain("老陈").doesNotContain("13900000009");
        assertThat(finance.get("/api/intake/passed-on/export")).hasStatusOk().bodyText().contains("SO-");
        assertThat(clients.with(Role.FINANCE, town.branch).get("/api/intake/passed-on")).as("only one's own").bodyJson().extractingPath("$.rows").asArray().isEmpty();
    }

    @Test
    void aKnownCustomerIsTakenFromWhereTheGiverMayLook() {
        var finance = clients.with(Role.FINANCE, town.branch);
        assertThat(finance.post("{\"customer\":\"%s\",\"said\":\"门禁坏了\"}".formatted(town.customer), "/api/intake/passed-on")).hasStatus(201);
        assertThat(finance.post("{\"customer\":\"%s\",\"said\":\"门禁坏了\"}".formatted(new ACaseTown(jdbc).customer), "/api/intake/passed-on")).hasStatus(404);
        assertThat(jdbc.sql("select customer_id from cases.service_case where branch_id = :branch").param("branch", town.branch).query(java.util.UUID.class).list()).containsExactly(town.customer);
    }

    @Test
    void whatNoCaseCanBeMadeOfIsKeptAllTheSame() {
        var finance = clients.with(Role.FINANCE, town.branch);
        assertThat(finance.post("{\"said\":\"有人说设备坏了\"}", "/api/intake/passed-on")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("intake.whose-unknown");
        assertThat(finance.get("/api/intake/passed-on")).bodyJson().extractingPath("$.rows[0].state").isEqualTo("WAITS");
        assertThat(finance.post("{\"company\":\"x\",\"said\":\" \"}", "/api/intake/passed-on")).hasStatus(400);
    }

    @Test
    void partnersAndCustomersHaveTheirOwnWays() {
        var others = new SomebodyElse(jdbc);
        var partner = others.partner(town.branch, "服务商");
        assertThat(clients.with(Role.PARTNER_MANAGER, town.branch, partner, null).get("/api/intake/passed-on")).hasStatus(403);
        assertThat(clients.with(Role.ENGINEER, town.branch, partner, null).post("{\"company\":\"x\",\"said\":\"y\"}", "/api/intake/passed-on")).hasStatus(403)
                .bodyJson().extractingPath("$.code").isEqualTo("intake.house-only");
    }
}
