package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A known outage reaches everybody it concerns and nobody else. */
@AftercareTest
class MassNoticeTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    UUID branch;
    UUID customer;
    UUID other;
    UUID product;
    UUID device;
    Client desk;

    @BeforeEach
    void aBranchWithTwoCustomers() {
        var world = new SomebodyElse(jdbc);
        branch = world.branch("杭州");
        customer = world.customer(branch, "有门禁");
        other = world.customer(branch, "没有门禁");
        desk = clients.with(Role.AGENT, branch);
        product = Ids.next();
        device = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '', :id || '', '门禁', '门禁')").param("id", product).update();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, product_id, serial, qr_token, created_at)
                values (:id, :id || '', :customer, :branch, :product, 's', :id || '', now())
                """).param("id", device).param("customer", customer).param("branch", branch).param("product", product).update();
    }

    private MvcTestResult announce(Client by, String title, UUID ofCustomer, UUID ofProduct, Instant from, Instant until) {
        return by.post("{\"title\": \"%s\", \"words\": \"正在处理\", \"branch\": \"%s\", \"customer\": %s, \"product\": %s, \"startsAt\": \"%s\", \"endsAt\": %s}"
                .formatted(title, branch, quoted(ofCustomer), quoted(ofProduct), from, quoted(until)), "/api/mass-notices");
    }

    private static String quoted(Object value) {
        return value == null ? "null" : "\"" + value + "\"";
    }

    @Test
    void isToldWhomItConcernsUntilItEnds() {
        var tag = Ids.next().toString().substring(24);
        var now = Instant.now();
        assertThat(announce(desk, tag + " 全部", null, null, now.minusSeconds(60), null)).hasStatus(201);
        assertThat(announce(desk, tag + " 门禁", null, product, now.minusSeconds(60), null)).hasStatus(201);
        assertThat(announce(desk, tag + " 只给一家", customer, null, now.minusSeconds(60), null)).hasStatus(201);
        assertThat(announce(desk, tag + " 还没到", null, null, now.plusSeconds(3600), null)).hasStatus(201);

        var nobody = clients.nobody();
        assertThat(titles(nobody.get("/api/public/mass-notices"))).contains(tag + " 全部").doesNotContain(tag + " 只给一家", tag + " 门禁", tag + " 还没到");
        assertThat(titles(nobody.get("/api/public/mass-notices?label={label}", device))).contains(tag + " 全部", tag + " 门禁", tag + " 只给一家");
        assertThat(titles(clients.with(Role.CUSTOMER, branch, null, customer).get("/api/portal/mass-notices"))).contains(tag + " 门禁", tag + " 只给一家");
        assertThat(titles(clients.with(Role.CUSTOMER, branch, null, other).get("/api/portal/mass-notices"))).contains(tag + " 全部").doesNotContain(tag + " 门禁", tag + " 只给一家");
        assertThat(titles(desk.get("/api/mass-notices/call?customer={id}", other))).contains(tag + " 全部").doesNotContain(tag + " 门禁", tag + " 只给一家");
        assertThat(titles(desk.get("/api/mass-notices/call?device={id}", device))).contains(tag + " 门禁", tag + " 只给一家");
        var stranger = clients.with(Role.AGENT, new SomebodyElse(jdbc).branch("上海"));
        assertThat(titles(stranger.get("/api/mass-notices"))).doesNotContain(tag + " 全部");
        assertThat(titles(stranger.get("/api/mass-notices/call?customer={id}", customer))).isEqualTo("[]");

        var id = jdbc.sql("select id from intake.mass_notice where title = :title").param("title", tag + " 全部").query(UUID.class).single();
        assertThat(stranger.post("", "/api/mass-notices/{id}/end", id)).hasStatus(404);
        assertThat(desk.post("", "/api/mass-notices/{id}/end", id)).hasStatus(204);
        assertThat(titles(nobody.get("/api/public/mass-notices"))).doesNotContain(tag + " 全部");
    }

    @Test
    void isRefusedWithASentenceWhereItMakesNoSense() {
        var now = Instant.now();
        assertThat(announce(desk, "倒着来", null, null, now, now.minusSeconds(60))).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("intake.notice-ends-early");
        assertThat(announce(clients.with(Role.AGENT, new SomebodyElse(jdbc).branch("上海")), "别家的", null, null, now, null)).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("intake.notice-beyond");
        assertThat(announce(clients.with(Role.ENGINEER, branch), "工程师", null, null, now, null)).hasStatus(403);
    }

    private static String titles(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
