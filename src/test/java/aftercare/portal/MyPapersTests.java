package aftercare.portal;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.cases.CaseDesk;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.cases.OpenedCase;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.timeline.Actor;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company's contracts and signed reports, for those who may see them. */
@AftercareTest
class MyPapersTests {

    @Autowired Client.Clients clients;
    @Autowired CaseDesk cases;
    @Autowired DocumentDesk documents;
    @Autowired JdbcClient jdbc;

    ACaseTown town;
    Client customer;
    Client stranger;

    @BeforeEach
    void twoCompanies() {
        town = new ACaseTown(jdbc);
        customer = clients.with(Role.CUSTOMER, null, null, town.customer);
        stranger = clients.with(Role.CUSTOMER, null, null, new ACaseTown(jdbc).customer);
    }

    @Test
    void aContractTellsWhatItCoversWhatIsLeftAndWhatIsPromised() {
        contract("DRAFT", "2026-01-01", "2099-12-31", null);
        contract("ENDED", "2024-01-01", "2024-12-31", null);
        contract("ACTIVE", "2098-01-01", "2099-12-31", null);
        var running = contract("ACTIVE", "2026-01-01", "2099-12-31", town.site);
        jdbc.sql("insert into contracts.visit_entry (id, contract_id, kind, visits, on_day, written_at) values (:one, :id, 'AGREED', 4, '2026-01-01', now()), (:two, :id, 'USED', -1, '2026-02-01', now())")
                .param("one", Ids.next()).param("two", Ids.next()).param("id", running).update();

        assertThat(customer.get("/api/portal/contracts")).hasStatusOk().bodyJson().extractingPath("$.rows[*].standing").asArray().containsExactly("COMING", "RUNNING", "OVER");
        var shown = assertThat(customer.get("/api/portal/contracts")).bodyJson();
        shown.extractingPath("$.rows[1].covers").asArray().containsExactly("东厂区");
        shown.extractingPath("$.rows[1].visits").isEqualTo(4);
        shown.extractingPath("$.rows[1].visitsUsed").isEqualTo(1);
        shown.extractingPath("$.rows[1].promised[?(@.code == 'arrive')].unit").asArray().isNotEmpty();
        shown.extractingPath("$.rows[0].covers").asArray().as("everything").isEmpty();
        shown.extractingPath("$.rows[2].promised").asArray().as("nothing any more").isEmpty();
        assertThat(customer.get("/api/portal/contracts?after={id}", running)).bodyJson().extractingPath("$.rows").asArray().hasSize(1);
        assertThat(customer.get("/api/portal/contracts")).bodyText().as("prices stay on paper").doesNotContain("88888");
        assertThat(stranger.get("/api/portal/contracts")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
    }

    @Test
    void aDeviceTellsWhatCoversIt() {
        contract("ACTIVE", "2026-01-01", "2099-12-31", town.site);
        town.device(LocalDate.of(2020, 5, 1));
        assertThat(customer.get("/api/portal/devices")).bodyJson().isLenientlyEqualTo("""
                {"rows": [{"warrantyLastDay": "2020-04-30", "underWarranty": false, "contractLastDay": "2099-12-31"}]}""");
    }

    @Test
    void anOpenCaseTellsWhatIsOwedNext() {
        report();
        assertThat(customer.get("/api/portal/cases")).bodyJson().isLenientlyEqualTo("{\"rows\": [{\"promiseCode\": \"answer\", \"promiseState\": \"RUNNING\"}]}");
    }

    @Test
    void signedReportsAreReadByThoseWhoSeeTheirCase() {
        var first = signed(report());
        var second = signed(report());
        assertThat(customer.get("/api/portal/reports")).bodyJson().extractingPath("$.rows[*].number").asArray().containsExactly(second, first);
        var cursor = jdbc.sql("select c.opened_at::text || ' ' || c.id from fieldwork.report r join cases.service_case c on c.id = r.case_id where r.number = :number").param("number", second)
                .query(String.class).single();
        var at = jdbc.sql("select to_char(c.opened_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from fieldwork.report r join cases.service_case c on c.id = r.case_id where r.number = :number")
                .param("number", second).query(String.class).single();
        assertThat(customer.get("/api/portal/reports?afterAt={at}&afterCase={case}&afterReport={report}", at, cursor.substring(cursor.lastIndexOf(' ') + 1), second))
                .bodyJson().extractingPath("$.rows[*].number").asArray().containsExactly(first);
        assertThat(customer.get("/api/portal/reports/{number}", first)).hasStatusOk().hasContentType("application/pdf").body().isEqualTo(Samples.text("%PDF-1.7"));

        assertThat(stranger.get("/api/portal/reports")).bodyJson().extractingPath("$.rows").asArray().isEmpty();
        assertThat(stranger.get("/api/portal/reports/{number}", first)).hasStatus(HttpStatus.NOT_FOUND);
        jdbc.sql("delete from identity.portal_right where user_id = :id and what = 'SEE_ALL'").param("id", customer.user).update();
        assertThat(customer.get("/api/portal/reports/{number}", first)).as("a case he does not see").hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void withoutTheRightNoPaperIsShown() {
        var number = signed(report());
        jdbc.sql("delete from identity.portal_right where user_id = :id and what = 'PAPERS'").param("id", customer.user).update();
        assertThat(customer.get("/api/portal/contracts")).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(customer.get("/api/portal/reports")).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(customer.get("/api/portal/reports/{number}", number)).hasStatus(HttpStatus.FORBIDDEN);
    }

    private UUID contract(String status, String from, String until, UUID site) {
        var id = Ids.next();
        jdbc.sql("""
                insert into contracts.contract (id, number, title, customer_id, branch_id, status, starts_on, ends_on, created_at)
                values (:id, :number, '年度维保', :customer, :branch, :status, cast(:from as date), cast(:until as date), now())
                """).param("id", id).param("number", "MC-" + id).param("customer", town.customer).param("branch", town.branch).param("status", status)
                .param("from", from).param("until", until).update();
        jdbc.sql("""
                insert into contracts.revision (contract_id, revision, from_day, level, price, visits, parts_included, written_at)
                values (:id, 1, cast(:from as date), '7x24x4', 88888, 4, true, now())
                """).param("id", id).param("from", from).update();
        jdbc.sql("insert into contracts.coverage (contract_id, revision, line, site_id) values (:id, 1, 0, cast(:site as uuid))").param("id", id).param("site", site).update();
        return id;
    }

    private OpenedCase report() {
        return cases.open(new OpenCase(Channel.PHONE, "repair", null, "门禁不开", "", null, new OpenCase.Who(town.customer, "王敏", "13800000001", ""),
                new OpenCase.What(null, null, null, town.branch), null), Actor.guest("王敏"));
    }

    private String signed(OpenedCase of) {
        var engineer = clients.with(Role.ENGINEER, town.branch).user;
        jdbc.sql("insert into dispatch.engineer (user_id, branch_id) values (:id, :branch)").param("id", engineer).param("branch", town.branch).update();
        var booking = Ids.next();
        jdbc.sql("""
                insert into dispatch.booking (id, case_id, engineer_id, branch_id, starts_at, ends_at, state, booked_at)
                values (:id, :case, :engineer, :branch, '2099-03-02T01:00Z', '2099-03-02T03:00Z', 'PLANNED', '2026-03-01T01:00Z')
                """).param("id", booking).param("case", of.id().value()).param("engineer", engineer).param("branch", town.branch).update();
        var visit = Ids.next();
        jdbc.sql("""
                insert into fieldwork.visit (id, booking_id, case_id, engineer_id, branch_id, status, planned_start, planned_end, finished_at)
                values (:id, :booking, :case, :engineer, :branch, 'FINISHED', '2099-03-02T01:00Z', '2099-03-02T03:00Z', '2099-03-02T03:00Z')
                """).param("id", visit).param("booking", booking).param("case", of.id().value()).param("engineer", engineer).param("branch", town.branch).update();
        var pdf = documents.store(of.id().subject(), "report", "服务单.pdf", Samples.text("%PDF-1.7"), Document.Visibility.PUBLIC, Actor.SYSTEM);
        jdbc.sql("""
                insert into fieldwork.report (id, number, visit_id, case_id, branch_id, finding, action, work_minutes, outcome, signer_name, pdf_id, frozen, hash, written_at, signed_at)
                values (:id, :number, :visit, :case, :branch, '触点烧蚀', '更换', 60, 'FIXED', '王敏', :pdf, '{}', repeat('0', 64), now(), now())
                """).param("id", Ids.next()).param("number", "SR-" + visit).param("visit", visit).param("case", of.id().value()).param("branch", town.branch)
                .param("pdf", pdf.id()).update();
        return "SR-" + visit;
    }
}
