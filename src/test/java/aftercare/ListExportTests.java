package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.platform.Sheets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A list taken away as a file has the rows of the list on the screen, in its order, all pages of it, and nobody else's. */
@AftercareTest
class ListExportTests {

    /** Named apart from {@link SomebodyElse#MARK}: these are ours. */
    private static final String OURS = "OUR-OWN";
    private static final int MANY = 120;

    /**
     * One list.
     *
     * @param path   of the list; its file is at {@code path/export}
     * @param filter narrows both
     * @param column of the file in which a row is recognised
     * @param field  of the answer that says the same
     * @param pages  the parameters that lead to the page after this answer
     */
    record Exported(Role role, String path, String filter, int column, Function<JsonNode, String> field, Function<JsonNode, String> pages) {

        @Override
        public String toString() {
            return path + " " + filter;
        }
    }

    static Stream<Exported> lists() {
        return Stream.of(
                new Exported(Role.MANAGER, "/api/cases", "group=ALL", 0, text("number"), after()),
                new Exported(Role.MANAGER, "/api/cases", "group=ALL&words=" + OURS + "&severity=2", 0, text("number"), after()),
                new Exported(Role.MANAGER, "/api/customers", "words=" + OURS, 1, text("name"), after()),
                new Exported(Role.MANAGER, "/api/devices", "state=IN_USE", 5, text("serial"), after()),
                new Exported(Role.MANAGER, "/api/products", "words=" + OURS.toLowerCase(), 1, text("model"), after()),
                new Exported(Role.MANAGER, "/api/projects", "", 0, text("number"), after()),
                new Exported(Role.MANAGER, "/api/contracts", "", 0, text("number"), after()),
                new Exported(Role.MANAGER, "/api/archives", "", 0, text("number"), after()),
                new Exported(Role.MANAGER, "/api/calls", "", 1, text("number"), after()),
                new Exported(Role.MANAGER, "/api/dispatch/engineers", "", 0, text("name"), _ -> null),
                new Exported(Role.DISPATCHER, "/api/dispatch/tenders", "", 0, text("number"), after()),
                new Exported(Role.MANAGER, "/api/messages", "words=" + OURS, 1, text("toName"), pair()),
                new Exported(Role.MANAGER, "/api/chats", "words=" + OURS, 1, text("visitorName"), pair()),
                new Exported(Role.MANAGER, "/api/articles", "state=DRAFT&words=" + OURS, 0, text("number"), after()),
                new Exported(Role.ADMIN, "/api/channels/deliveries", "simulated=true", 2, text("title"), pair()),
                new Exported(Role.MANAGER, "/api/imports", "kind=devices", 0, text("fileName"), after()),
                new Exported(Role.MANAGER, "/api/promises/board", "window=NOW", 0, text("label"), pair()),
                new Exported(Role.ADMIN, "/api/users", "words=" + OURS, 1, text("name"), after()),
                new Exported(Role.ADMIN, "/api/api-keys", "words=" + OURS, 0, text("name"), pair()),
                new Exported(Role.ADMIN, "/api/sign-ins", "login=" + OURS, 1, text("login"), pair()));
    }

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;

    @BeforeEach
    void aWorldOfOursAndOneOfSomebodyElse() {
        new SomebodyElse(jdbc).world();
        branch = new SomebodyElse(jdbc).branch("我们的分公司");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void theFileHasTheRowsOfTheList(Exported list) {
        fill();
        var client = clients.with(list.role(), list.role() == Role.ADMIN ? null : branch);
        var onScreen = new ArrayList<String>();
        for (var page = ""; page != null; ) {
            var answer = body(client.get(list.path() + "?" + list.filter() + page));
            var rows = answer.isArray() ? answer : answer.get("rows");
            rows.forEach(row -> onScreen.add(list.field().apply(row)));
            page = list.pages().apply(answer);
        }

        for (var format : Sheets.Format.values()) {
            var rows = file(client, list.path() + "/export?" + list.filter() + "&format=" + format);
            assertThat(rows.stream().skip(1).map(row -> row.text(list.column()))).as(format.name()).containsExactlyElementsOf(onScreen);
            if (list.role() != Role.ADMIN) {
                assertThat(rows).allSatisfy(row -> assertThat(row.cells()).noneMatch(cell -> cell.contains(SomebodyElse.MARK)));
            }
        }
        assertThat(onScreen).as("there is something to see").isNotEmpty();
    }

    @Test
    void sitesAndContactsAreThoseOfTheCustomersOnTheListMaskedAsThere() {
        fill();
        var customer = new SomebodyElse(jdbc).customer(branch, OURS + " 有联系人");
        jdbc.sql("insert into customers.contact (id, customer_id, name, phone, is_primary) values (:id, :customer, '沈国强', '13805710088', true)")
                .param("id", Ids.next()).param("customer", customer).update();
        jdbc.sql("insert into customers.site (id, customer_id, name) values (:id, :customer, '一号站')").param("id", Ids.next()).param("customer", customer).update();

        var open = clients.with(Role.MANAGER, branch);
        assertThat(file(open, "/api/customers/sites/export?words=" + OURS).stream().skip(1).map(row -> row.text(2))).containsExactly("一号站");
        assertThat(file(open, "/api/customers/contacts/export?words=" + OURS).stream().skip(1).map(row -> row.text(2) + " " + row.text(4))).containsExactly("沈国强 13805710088");
        var masked = clients.with(Role.WAREHOUSE, branch);
        assertThat(file(masked, "/api/customers/contacts/export?words=" + OURS).stream().skip(1).map(row -> row.text(4))).containsExactly("138****0088");
        assertThat(file(masked, "/api/customers/export?format=CSV&words=" + OURS).stream().flatMap(row -> row.cells().stream())).noneMatch(cell -> cell.contains("13805710088"));
    }

    @Test
    void aCellThatASpreadsheetWouldComputeIsHarmless() {
        new SomebodyElse(jdbc).customer(branch, "=HYPERLINK(\"http://evil\")");
        var product = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, '', :model, '@SUM(1+1)', '')").param("id", product).param("model", "+" + product).update();
        var client = clients.with(Role.MANAGER, branch);

        var raw = new String(client.get("/api/products/export?words=" + product).getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(raw).contains("'+" + product).contains("'@SUM(1+1)");
        assertThat(new String(client.get("/api/customers/export?format=CSV").getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8)).contains("'=HYPERLINK");
        jdbc.sql("delete from assets.product where id = :id").param("id", product).update();
    }

    private void fill() {
        var tag = Ids.next().toString();
        var admin = clients.with(Role.ADMIN, null);
        jdbc.sql("""
                insert into customers.customer (id, number, name, kind, branch_id, created_at)
                select gen_random_uuid(), 'C-' || gen_random_uuid(), :ours || ' ' || n || ' ' || :tag, 'COMPANY', :branch, now() from generate_series(1, :many) as n
                """).param("ours", OURS).param("tag", tag).param("branch", branch).param("many", MANY).update();
        jdbc.sql("""
                insert into assets.product (id, maker, model, name, category) select gen_random_uuid(), :ours, n || :tag, 'n', 'c' from generate_series(1, 60) as n
                """).param("ours", OURS).param("tag", tag).update();
        jdbc.sql("""
                insert into assets.project (id, number, name, customer_id, branch_id, created_at)
                select gen_random_uuid(), 'P-' || gen_random_uuid(), 'p' || row_number() over (), id, branch_id, now() from customers.customer where branch_id = :branch limit 60
                """).param("branch", branch).update();
        jdbc.sql("""
                insert into assets.device (id, number, customer_id, branch_id, product_id, serial, qr_token, created_at)
                select gen_random_uuid(), 'D-' || gen_random_uuid(), c.id, c.branch_id, (select id from assets.product where maker = :ours limit 1), gen_random_uuid(), gen_random_uuid(), now()
                  from customers.customer c where c.branch_id = :branch
                """).param("branch", branch).param("ours", OURS).update();
        jdbc.sql("""
                insert into cases.service_case (id, number, branch_id, customer_id, contact_name, contact_phone, channel, kind_code, kind_version, status, stage, severity, subject,
                                                description, tracking_token, opened_at)
                select gen_random_uuid(), 'SO-' || gen_random_uuid(), branch_id, id, '', '', 'PHONE', 'repair', 1, 'NEW', 'received', 2, :ours || ' 漏水', '', gen_random_uuid(), now()
                  from customers.customer where branch_id = :branch
                """).param("branch", branch).param("ours", OURS).update();
        jdbc.sql("""
                insert into calls.call (id, branch_id, direction, number, began_at, answered_at, ended_at)
                select gen_random_uuid(), :branch, 'IN', '0571-8' || lpad(n::text, 7, '0'), now() - n * interval '1 minute', now(), now() from generate_series(1, :many) as n
                """).param("branch", branch).param("many", MANY).update();
        jdbc.sql("""
                insert into notices.message (id, branch_id, channel, template, language, to_name, to_address, title, body, subject_kind, subject_id, state, queued_at)
                select gen_random_uuid(), :branch, 'EMAIL', 'intake.received', 'en', :ours || n, '', 't', 'b', 'case', gen_random_uuid(), 'NO_ADDRESS', now() from generate_series(1, 60) as n
                """).param("branch", branch).param("ours", OURS).update();
        var entrance = Ids.next();
        jdbc.sql("insert into chat.site (id, branch_id, name, key, calendar, answer_within) values (:id, :branch, 'n', :id, '7x24', 10)")
                .param("id", entrance).param("branch", branch).update();
        jdbc.sql("""
                insert into chat.conversation (id, site_id, branch_id, token_hash, status, visitor_name, phone, about, language, started_at, waiting_since, last_at, ended_at)
                select gen_random_uuid(), :site, :branch, gen_random_uuid(), 'UNANSWERED', :ours || n, '13800000001', 'a', 'zh-CN', now(), now(), now(), now() from generate_series(1, 60) as n
                """).param("site", entrance).param("branch", branch).param("ours", OURS).update();
        jdbc.sql("""
                insert into knowledge.article (id, number, title, body, plain, audience, made_by, changed_at)
                select gen_random_uuid(), gen_random_uuid(), :ours || n, '<p>b</p>', 'b', 'DESK', :user, now() from generate_series(1, 60) as n
                """).param("user", admin.user).param("ours", OURS).update();
        jdbc.sql("insert into channels.channel (id, branch_id, kind, name, simulated) values (:id, :branch, 'WECOM', :ours, true)").param("id", entrance).param("branch", branch)
                .param("ours", OURS).update();
        jdbc.sql("""
                insert into channels.delivery (id, channel_id, news, title, text, state, queued_at)
                select gen_random_uuid(), :channel, 'TEST', :ours || n, 't', 'QUEUED', now() from generate_series(1, 60) as n
                """).param("channel", entrance).param("ours", OURS).update();
        jdbc.sql("""
                insert into imports.import (id, kind, file_name, state, rows, columns, branches, created_by, created_at, finished_at)
                select gen_random_uuid(), 'devices', n || '.csv', 'DONE', 1, '[]', array[:branch], :user, now(), now() from generate_series(1, 60) as n
                """).param("branch", branch).param("user", admin.user).update();
        jdbc.sql("""
                insert into identity.app_user (id, login, name, password_hash, created_at) select gen_random_uuid(), gen_random_uuid(), :ours || n, 'none', now() from generate_series(1, 60) as n
                """).param("ours", OURS).update();
        jdbc.sql("insert into identity.sign_in (id, login, address, at, outcome) select gen_random_uuid(), :ours, '', now(), 'WRONG' from generate_series(1, 60) as n")
                .param("ours", OURS).update();
        jdbc.sql("""
                with made as (insert into identity.app_user (id, login, name, password_hash, machine, created_at)
                              select gen_random_uuid(), gen_random_uuid(), 'p', 'none', true, now() from generate_series(1, 60) returning id)
                insert into integration.api_key (id, user_id, name, prefix, hash, scopes, per_minute, made_at)
                select gen_random_uuid(), id, :ours || id, id, decode(repeat('00', 32), 'hex'), '{cases:read}', 600, now() from made
                """).param("ours", OURS).update();
        somethingInHand();
    }

    private void somethingInHand() {
        var engineer = clients.with(Role.ENGINEER, branch).user;
        jdbc.sql("insert into dispatch.engineer (user_id, branch_id) values (:user, :branch)").param("user", engineer).param("branch", branch).update();
        var serviceCase = jdbc.sql("select id from cases.service_case where branch_id = :branch limit 1").param("branch", branch).query(UUID.class).single();
        var tender = Ids.next();
        jdbc.sql("insert into dispatch.tender (id, case_id, branch_id, mode, state, asked_at) values (:id, :case, :branch, 'BEST', 'OPEN', now())")
                .param("id", tender).param("case", serviceCase).param("branch", branch).update();
        var customer = jdbc.sql("select id from customers.customer where branch_id = :branch limit 1").param("branch", branch).query(UUID.class).single();
        var contract = Ids.next();
        jdbc.sql("""
                insert into contracts.contract (id, number, title, customer_id, branch_id, status, starts_on, ends_on, created_at)
                values (:id, 'MC-' || :id, 't', :customer, :branch, 'DRAFT', '2026-01-05', '2027-01-04', now())
                """).param("id", contract).param("customer", customer).param("branch", branch).update();
        jdbc.sql("""
                insert into contracts.revision (contract_id, revision, from_day, level, price, visits, parts_included, written_at) values (:id, 1, '2026-01-05', '7x24x4', 1, 4, true, now())
                """).param("id", contract).update();
        promise("case", serviceCase, "answer");
        var partner = new SomebodyElse(jdbc).partner(branch, "服务商");
        jdbc.sql("insert into dispatch.invitation (tender_id, partner_id, state, asked_at) values (:tender, :partner, 'ASKED', now())")
                .param("tender", tender).param("partner", partner).update();
        promise("tender", tender, "partner-answer");
    }

    private void promise(String kind, UUID subject, String code) {
        var promise = Ids.next();
        jdbc.sql("""
                insert into promises.promise (id, subject_kind, subject_id, code, label, branch_id, facts, rule_id, calendar_id, calendar_version, customer_visible, state, started_at,
                                              due_at, goal_minutes, breached_at)
                values (:id, :kind, :subject, :code, 'our promise', :branch, '{}', (select id from promises.rule where key = 'answer-2'),
                        (select id from promises.calendar where code = '7x24'), 1, true, 'RUNNING', '2026-01-05T01:00Z', '2026-01-05T01:30Z', 30, '2026-01-05T01:30Z')
                """).param("id", promise).param("kind", kind).param("subject", subject).param("code", code).param("branch", branch).update();
        jdbc.sql("""
                insert into promises.clock_event (promise_id, seq, kind, at, recorded_at, rule_id, counts_from)
                select id, 1, 'STARTED', started_at, started_at, rule_id, started_at from promises.promise where id = :id
                """).param("id", promise).update();
    }

    private List<Sheets.Row> file(Client client, String uri) {
        var answer = client.get(uri);
        assertThat(answer).hasStatusOk();
        assertThat(answer.getResponse().getHeader("Content-Disposition")).contains("attachment");
        return Sheets.read(answer.getResponse().getContentAsByteArray(), 10_000);
    }

    private JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }

    private static Function<JsonNode, String> text(String field) {
        return row -> row.get(field).asString();
    }

    private static Function<JsonNode, String> after() {
        return answer -> answer.get("next").isNull() ? null : "&after=" + answer.get("next").asString();
    }

    private static Function<JsonNode, String> pair() {
        return answer -> answer.get("next").isNull() ? null : "&afterAt=" + answer.get("next").get("at").asString() + "&afterId=" + answer.get("next").get("id").asString();
    }
}
