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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Several people of one company, each with his own rights. */
@AftercareTest
class PeopleTests {

    @Autowired Client.Clients clients;
    @Autowired CaseDesk cases;
    @Autowired DocumentDesk documents;
    @Autowired JdbcClient jdbc;

    ACaseTown town;
    Client boss;
    String tag;

    @BeforeEach
    void aCompanyWithSomebodyWhoManagesItsPeople() {
        town = new ACaseTown(jdbc);
        boss = clients.with(Role.CUSTOMER, null, null, town.customer);
        tag = town.customer.toString().substring(24);
    }

    @Nested
    class AColleague {

        UUID id;
        Client client;
        OpenedCase own;
        OpenedCase others;

        @BeforeEach
        void hasReported() {
            id = invite("wang");
            client = signedIn(id);
            own = report("王敏", "", "wang-" + tag + "@example.com", null);
            others = report("李强", "13900000002", "", null);
        }

        @Test
        void seesOnlyWhatHeReportedAndWhatIsAtHisSites() {
            assertThat(numbers(client)).containsExactly(own.number());
            assertThat(client.get("/api/portal/company")).bodyJson().extractingPath("$.open").isEqualTo(1);
            assertThat(numbers(boss)).contains(own.number(), others.number());

            var atSite = report("李强", "", "", town.device(null));
            assertThat(numbers(client)).doesNotContain(atSite.number());
            rights(id, "REPORT", town.site);
            assertThat(numbers(client)).containsExactlyInAnyOrder(own.number(), atSite.number());

            rights(id, "SEE_ALL");
            assertThat(numbers(client)).contains(own.number(), others.number(), atSite.number());
        }

        @Test
        void seesDevicesOfHisSitesAndOfTheirCasesOnlyHisOwn() {
            var here = town.device(null);
            jdbc.sql("update assets.device set site_id = null where id = :id").param("id", town.device(null)).update();
            report("李强", "13900000002", "", here);
            rights(id, "REPORT", site());
            assertThat(client.get("/api/portal/devices")).bodyJson().extractingPath("$.rows").asArray().isEmpty();

            rights(id, "REPORT");
            assertThat(client.get("/api/portal/devices")).bodyJson().extractingPath("$.rows").asArray().hasSize(2);
            assertThat(client.get("/api/portal/devices")).bodyText().as("a case he does not see stands behind no device").doesNotContain("SO-");
            assertThat(boss.get("/api/portal/devices")).bodyText().contains("SO-");
        }

        @Test
        void opensTheFilesOfHisOwnCasesOnly() {
            var mine = documents.store(own.id().subject(), "photo", "我的.png", Samples.picture("png", 9, 9), Document.Visibility.PUBLIC, Actor.SYSTEM);
            var theirs = documents.store(others.id().subject(), "photo", "他的.png", Samples.picture("png", 8, 8), Document.Visibility.PUBLIC, Actor.SYSTEM);

            assertThat(client.get("/api/documents/{id}", mine.id())).hasStatusOk();
            assertThat(client.get("/api/documents/{id}", theirs.id())).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(boss.get("/api/documents/{id}", theirs.id())).hasStatusOk();
        }

        @Test
        void doesThroughALinkWhatHeMayDoAndNothingElse() {
            rights(id, "DECIDE");
            assertThat(client.get("/api/public/track/{token}", own.trackingToken())).bodyJson().extractingPath("$.acts").asArray().isEmpty();
            refused(act(client, own, "message", ", \"text\": \"还在响\""), "portal.right-missing");
            assertThat(act(clients.nobody(), own, "message", ", \"text\": \"还在响\"")).as("a link needs no account").hasStatusOk();

            rights(id, "REPORT");
            assertThat(act(client, own, "message", ", \"text\": \"还在响\"")).hasStatusOk();
            cases.resolve(own.id(), "更换继电器", Actor.SYSTEM);
            assertThat(client.get("/api/public/track/{token}", own.trackingToken())).bodyJson().extractingPath("$.acts").asArray().containsExactly("MESSAGE");
            refused(act(client, own, "accept", ""), "portal.right-missing");
            refused(act(client, own, "reject", ", \"reason\": \"没修好\""), "portal.right-missing");

            rights(id, "DECIDE");
            assertThat(act(client, own, "accept", "")).hasStatusOk();
            rights(id, "REPORT");
            refused(act(client, own, "rating", ", \"answers\": {\"overall\": \"GOOD\"}"), "portal.right-missing");
        }

        @Test
        void reportsInTheNameOfTheCompanyIfHeMay() {
            rights(id, "DECIDE");
            refused(send(client), "intake.may-not-report");

            rights(id, "REPORT");
            assertThat(send(client)).hasStatus(HttpStatus.CREATED);
            assertThat(jdbc.sql("select customer_id from cases.service_case where opened_by = :me").param("me", id).query(UUID.class).single()).isEqualTo(town.customer);
            assertThat(numbers(client)).hasSize(2);
        }

        @Test
        void isLetInNowhereWithoutTheRight() {
            rights(id, "REPORT");
            assertThat(client.get("/api/portal/people")).hasStatus(HttpStatus.FORBIDDEN);
            assertThat(client.post(invitation("li", "\"REPORT\""), "/api/portal/people")).hasStatus(HttpStatus.FORBIDDEN);
            assertThat(client.delete("/api/portal/people/{id}", boss.user)).hasStatus(HttpStatus.FORBIDDEN);
        }

        @Test
        void losesHisAccessAtOnce() {
            assertThat(client.get("/api/portal/cases")).hasStatusOk();
            assertThat(boss.delete("/api/portal/people/{id}", id)).hasStatusOk();
            assertThat(client.get("/api/portal/cases")).hasStatus(HttpStatus.UNAUTHORIZED);
            assertThat(timeline()).contains("customers.access-given", "customers.access-taken");

            assertThat(invite("wang")).as("the same account, given again").isEqualTo(id);
        }

        @Test
        void isShownToHisColleaguesWithoutHisNumber() {
            assertThat(boss.get("/api/portal/people")).bodyText().contains("w***@example.com").doesNotContain("wang-" + tag);
        }
    }

    @Test
    void anInvitationIsSentAndOpensTheDoorWithACode() {
        var id = invite("zhao");
        var address = "zhao-" + tag + "@example.com";
        assertThat(jdbc.sql("select body from notices.message where template = 'portal.invited' and to_address = :to").param("to", address).query(String.class).single())
                .contains("/portal/sign-in?way=code", "苏州恒达制造有限公司");

        var phone = clients.nobody();
        assertThat(phone.post("{\"to\": \"%s\"}".formatted(address), "/api/session/code")).hasStatus(HttpStatus.ACCEPTED);
        var code = jdbc.sql("select substring(title from '[0-9]{6}') from notices.message where template = 'portal.sign-in-code' and to_address = :to").param("to", address)
                .query(String.class).single();
        assertThat(phone.post("{\"to\": \"%s\", \"code\": \"%s\"}".formatted(address, code), "/api/session/code/verify")).hasStatusOk()
                .bodyJson().extractingPath("$.permissions").asArray().containsExactly("portal.report", "portal.use");
        assertThat(jdbc.sql("select count(*) from customers.contact k join identity.app_user u on u.contact_id = k.id where u.id = :id").param("id", id).query(Integer.class).single())
                .as("and is a contact now").isOne();
    }

    @Test
    void nobodyLocksOutTheLastWhoManagesPeople() {
        var id = invite("wang");
        refusedAs(boss.delete("/api/portal/people/{id}", boss.user), HttpStatus.CONFLICT, "identity.last-people-manager");
        refusedAs(change(boss, boss.user, "\"SEE_ALL\""), HttpStatus.CONFLICT, "identity.last-people-manager");
        var desk = clients.with(Role.AGENT, town.branch);
        refusedAs(desk.delete("/api/customers/{customer}/people/{id}", town.customer, boss.user), HttpStatus.CONFLICT, "identity.last-people-manager");

        assertThat(change(boss, id, "\"SEE_ALL\", \"PEOPLE\"")).hasStatusOk();
        assertThat(boss.delete("/api/portal/people/{id}", boss.user)).hasStatusOk();
        assertThat(desk.delete("/api/customers/{customer}/people/{id}", town.customer, id)).as("nobody is left to be locked out").hasStatusOk();
    }

    @Test
    void nobodyGivesMoreThanHeHas() {
        var id = invite("wang");
        assertThat(change(boss, id, "\"SEE_ALL\", \"PEOPLE\"")).hasStatusOk();
        var deputy = signedIn(id);

        refused(deputy.post(invitation("li", "\"PAPERS\""), "/api/portal/people"), "customers.right-not-held");
        refused(change(deputy, id, "\"SEE_ALL\", \"PEOPLE\", \"PAPERS\""), "customers.right-not-held");
        assertThat(deputy.post(invitation("li", "\"SEE_ALL\""), "/api/portal/people")).hasStatus(HttpStatus.CREATED);
        refusedAs(boss.post(invitation("chen", "\"PEOPLE\""), "/api/portal/people"), HttpStatus.UNPROCESSABLE_CONTENT, "identity.people-need-all");
    }

    @Test
    void peopleOfAnotherCompanyAreOutOfReach() {
        var other = new ACaseTown(jdbc);
        var stranger = clients.with(Role.CUSTOMER, null, null, other.customer);
        var id = invite("wang");

        assertThat(change(stranger, id, "\"SEE_ALL\"")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(stranger.delete("/api/portal/people/{id}", id)).hasStatus(HttpStatus.NOT_FOUND);
        refusedAs(stranger.post(invitation("wang", "\"REPORT\""), "/api/portal/people"), HttpStatus.CONFLICT, "identity.place-taken");
        assertThat(boss.post("{\"name\": \"周\", \"phone\": \"\", \"email\": \"zhou-%s@example.com\", \"rights\": [], \"sites\": [\"%s\"]}".formatted(tag, other.site), "/api/portal/people"))
                .as("a site of theirs").hasStatus(HttpStatus.NOT_FOUND);
        assertThat(clients.with(Role.AGENT, other.branch).get("/api/customers/{customer}/people", town.customer)).hasStatus(HttpStatus.NOT_FOUND);
        refusedAs(boss.post(invitation("wang", "\"REPORT\""), "/api/portal/people"), HttpStatus.CONFLICT, "identity.has-access");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "123, ''"})
    void withoutAPlaceForTheCodeNobodyIsInvited(String phone, String email) {
        refusedAs(boss.post("{\"name\": \"周\", \"phone\": \"%s\", \"email\": \"%s\", \"rights\": [], \"sites\": []}".formatted(phone, email), "/api/portal/people"),
                HttpStatus.UNPROCESSABLE_CONTENT, "identity.code-where");
    }

    @Test
    void theDeskGivesAContactAccessAndItFollowsTheContact() {
        var desk = clients.with(Role.AGENT, town.branch);
        var contact = town.contact("吴芳", "137" + tag.replaceAll("\\D", "0").substring(0, 8));
        assertThat(desk.post("{\"contactId\": \"%s\", \"rights\": [\"SEE_ALL\", \"PEOPLE\"], \"sites\": []}".formatted(contact), "/api/customers/{id}/people", town.customer))
                .hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.people[?(@.contactId == '%s')].rights".formatted(contact)).asArray().containsExactly(List.of("SEE_ALL", "PEOPLE"));
        assertThat(clients.with(Role.WAREHOUSE, town.branch).get("/api/customers/{id}/people", town.customer)).as("numbers in part").bodyText().contains("137****");
        assertThat(clients.with(Role.WAREHOUSE, town.branch).post("{\"contactId\": \"%s\", \"rights\": [], \"sites\": []}".formatted(contact), "/api/customers/{id}/people", town.customer))
                .hasStatus(HttpStatus.FORBIDDEN);

        assertThat(desk.put("{\"name\": \"吴芳\", \"title\": \"\", \"phone\": \"\", \"email\": \"wu-%s@example.com\", \"primary\": false, \"version\": 0}".formatted(tag),
                "/api/customers/{id}/contacts/{contact}", town.customer, contact)).hasStatusOk();
        assertThat(jdbc.sql("select email from identity.app_user where contact_id = :id").param("id", contact).query(String.class).single()).isEqualTo("wu-" + tag + "@example.com");

        assertThat(desk.post("{}", "/api/customers/{id}/contacts/{contact}/deactivate", town.customer, contact)).hasStatusOk();
        assertThat(jdbc.sql("select active from identity.app_user where contact_id = :id").param("id", contact).query(Boolean.class).single()).isFalse();
    }

    @Test
    void tooManyInvitationsADayAreRefused() {
        jdbc.sql("""
                insert into identity.app_user (id, login, name, password_hash, customer_id, active, created_at, invited_at)
                select gen_random_uuid(), gen_random_uuid()::text, '前同事', 'none', :customer, false, now(), now() from generate_series(1, 30)
                """).param("customer", town.customer).update();
        refusedAs(boss.post(invitation("wang", "\"REPORT\""), "/api/portal/people"), HttpStatus.TOO_MANY_REQUESTS, "identity.too-many-invitations");
    }

    private UUID invite(String who) {
        assertThat(boss.post(invitation(who, "\"REPORT\""), "/api/portal/people")).hasStatus(HttpStatus.CREATED);
        return jdbc.sql("select id from identity.app_user where email = :email").param("email", who + "-" + tag + "@example.com").query(UUID.class).single();
    }

    private String invitation(String who, String rights) {
        return "{\"name\": \"%s\", \"phone\": \"\", \"email\": \"%s-%s@example.com\", \"rights\": [%s], \"sites\": []}".formatted(who, who, tag, rights);
    }

    /** Signs in with a password set for the test; otherwise they use codes. */
    private Client signedIn(UUID id) {
        jdbc.sql("update identity.app_user set password_hash = (select password_hash from identity.app_user where id = :boss) where id = :id").param("boss", boss.user).param("id", id).update();
        return clients.signIn(id, jdbc.sql("select login from identity.app_user where id = :id").param("id", id).query(String.class).single());
    }

    private UUID site() {
        var id = Ids.next();
        jdbc.sql("insert into customers.site (id, customer_id, name) values (:id, :customer, '空厂区')").param("id", id).param("customer", town.customer).update();
        return id;
    }

    private void rights(UUID id, String right, UUID... sites) {
        var version = jdbc.sql("select version from identity.app_user where id = :id").param("id", id).query(Integer.class).single();
        assertThat(boss.put("{\"rights\": [\"%s\"], \"sites\": [%s], \"version\": %d}".formatted(right, sites.length == 0 ? "" : "\"" + sites[0] + "\"", version),
                "/api/portal/people/{id}", id)).hasStatusOk();
    }

    private MvcTestResult change(Client by, UUID id, String rights) {
        var version = jdbc.sql("select version from identity.app_user where id = :id").param("id", id).query(Integer.class).single();
        return by.put("{\"rights\": [%s], \"sites\": [], \"version\": %d}".formatted(rights, version), "/api/portal/people/{id}", id);
    }

    private OpenedCase report(String name, String phone, String email, UUID device) {
        return cases.open(new OpenCase(Channel.PHONE, "repair", null, "门禁不开", "", null, new OpenCase.Who(town.customer, name, phone, email),
                new OpenCase.What(device, null, null, town.branch), null), Actor.guest(name));
    }

    private static MvcTestResult send(Client by) {
        return by.post("{\"id\": \"%s\", \"description\": \"门禁不开\", \"contactPhone\": \"13700000001\"}".formatted(Ids.next()), "/api/public/reports");
    }

    private static MvcTestResult act(Client by, OpenedCase on, String act, String more) {
        return by.post("{\"id\": \"%s\"%s}".formatted(Ids.next(), more), "/api/public/track/{token}/" + act, on.trackingToken());
    }

    private static List<String> numbers(Client by) {
        var found = new ArrayList<String>();
        assertThat(by.get("/api/portal/cases")).hasStatusOk().bodyJson().extractingPath("$.rows[*].number").asArray().satisfies(rows -> List.of(rows).forEach(row -> found.add(String.valueOf(row))));
        return found;
    }

    private List<String> timeline() {
        return jdbc.sql("""
                select e.kind from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_kind = 'customer' and s.subject_id = :id
                """).param("id", town.customer).query(String.class).list();
    }

    private static void refused(MvcTestResult result, String code) {
        refusedAs(result, HttpStatus.FORBIDDEN, code);
    }

    private static void refusedAs(MvcTestResult result, HttpStatus status, String code) {
        assertThat(result).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
    }
}
