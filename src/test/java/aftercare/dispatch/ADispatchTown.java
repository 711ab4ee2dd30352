package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.timeline.Actor;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A branch of its own with a dispatcher, engineers and cases, so that tests do not meet each other's rows. */
public final class ADispatchTown {

    private static final Instant OPENED = Instant.parse("2026-03-01T02:00:00Z");

    private final JdbcClient jdbc;
    private final Client.Clients clients;
    private final EngineerDesk engineers;
    private final CaseDesk cases;
    public final UUID branch = Ids.next();
    public final UUID customer = Ids.next();
    public final UUID device = Ids.next();
    public final Client dispatcher;

    public ADispatchTown(JdbcClient jdbc, Client.Clients clients, EngineerDesk engineers, CaseDesk cases) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.engineers = engineers;
        this.cases = cases;
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '杭州分公司')")
                .param("id", branch).param("code", "B" + branch).update();
        var product = Ids.next();
        var site = Ids.next();
        jdbc.sql("insert into customers.customer (id, number, name, kind, branch_id, created_at) values (:id, :n, '西溪湿地公园管理处', 'COMPANY', :branch, :at)")
                .param("id", customer).param("n", "C-" + customer).param("branch", branch).param("at", OPENED.atOffset(UTC)).update();
        jdbc.sql("""
                insert into customers.site (id, customer_id, name, address, lng, lat)
                values (:id, :customer, '游客中心', '天目山路 518 号', 120.0666, 30.2674)
                """).param("id", site).param("customer", customer).update();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '华联', :model, '主动式 UPS', 'ups')")
                .param("id", product).param("model", "HL-" + product).update();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, site_id, product_id, serial, name, qr_token, created_at)
                values (:id, :n, :customer, :branch, :site, :product, :serial, '机房 UPS', :token, :at)
                """)
                .param("id", device).param("n", "D-" + device).param("customer", customer).param("branch", branch).param("site", site)
                .param("product", product).param("serial", "S-" + device).param("token", "q-" + device).param("at", OPENED.atOffset(UTC)).update();
        dispatcher = clients.with(Role.DISPATCHER, branch);
    }

    public Client engineer(String... skills) {
        return engineer(null, skills);
    }

    public Client engineer(@Nullable UUID partner, String... skills) {
        var engineer = clients.with(Role.ENGINEER, branch, partner, null);
        engineers.register(engineer.user, new EngineerDesk.Profile(branch, LocalTime.of(8, 30), LocalTime.of(17, 30), true,
                List.of(skills).stream().map(skill -> new EngineerDesk.SkillLevel(skill, 2)).toList()));
        return engineer;
    }

    public UUID partner() {
        var id = Ids.next();
        jdbc.sql("insert into identity.partner (id, branch_id, name) values (:id, :branch, '鹿鸣机电')").param("id", id).param("branch", branch).update();
        return id;
    }

    public UUID newCase(String subject) {
        var id = cases.open(new OpenCase(Channel.PHONE, "repair", 2, subject, "", null, new OpenCase.Who(customer, "沈国梁", "13800001001", ""),
                OpenCase.What.ofDevice(device), null), Actor.SYSTEM).id();
        cases.take(id, Actor.SYSTEM);
        return id.value();
    }

    public String number(UUID caseId) {
        return jdbc.sql("select number from cases.service_case where id = :id").param("id", caseId).query(String.class).single();
    }

    public static String plan(UUID caseId, UUID engineer, String from, String to) {
        return "{\"caseId\":\"%s\",\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"note\":\"\"}".formatted(caseId, engineer, from, to);
    }
}
