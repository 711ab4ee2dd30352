package aftercare.imports;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.platform.Sheets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is the same for everything that can be imported, tried with products, customers and sites. */
@AftercareTest
class ImportTests {

    @Autowired Client.Clients clients;
    @Autowired Importables importables;
    @Autowired ImportWorker worker;
    @Autowired ImportsForgotten forgotten;
    @Autowired TransactionTemplate transactions;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    Client manager;
    String maker;

    @BeforeEach
    void aBranchOfItsOwn() {
        branch = new SomebodyElse(jdbc).branch("杭州分公司");
        manager = clients.with(Role.MANAGER, branch);
        maker = "厂家 " + Ids.next();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN", "zh-TW", "en"})
    void everyTemplateIsUnderstoodInEveryLanguage(String language) {
        var admin = clients.with(Role.ADMIN, null);
        for (var kind : body(admin.get("/api/imports/kinds?language={language}", language))) {
            var code = kind.get("code").asString();
            var answer = admin.get("/api/imports/template?kind={kind}&language={language}", code, language);
            assertThat(answer).hasStatusOk();
            var headings = Sheets.read(answer.getResponse().getContentAsByteArray(), 10).getFirst().cells();
            var fields = kind.get("fields").valueStream().map(field -> field.get("code").asString()).toList();
            assertThat(headings.stream().map(heading -> ImportField.recognised(importables.get(code, new aftercare.identity.Scope(admin.user, "", "",
                    List.of(new aftercare.identity.Scope.Grant(Role.ADMIN, null)), null, null, false)).fields(), heading).map(ImportField::code).orElse("")))
                    .as("%s in %s", code, language).containsExactlyElementsOf(fields);
            assertThat(kind.get("title").asString()).isNotBlank();
            assertThat(kind.get("fields")).allSatisfy(field -> assertThat(field.get("heading").asString()).isNotBlank());
        }
    }

    @Test
    void whatTheCompanyNamesInOneLanguageOnlyIsCalledByThatName() {
        var choice = ImportField.Choice.of("move", "移机", null, null);
        assertThat(choice.isMeantBy("移机")).isTrue();
        assertThat(choice.isMeantBy("MOVE")).isTrue();
        assertThat(choice.name().en()).isEqualTo("移机");
        assertThat(ImportField.Choice.of("move", null, null, null).name().zhCn()).isEqualTo("move");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void aTextTableIsReadWhateverItIsSeparatedBy(String separator) {
        var list = products("厂家%1$s型号%1$s产品名称\n%2$s%1$sA-1%1$s主机\n".formatted(separator, maker)).check();
        assertThat(list.errors()).isEmpty();
        list.write(false);
        assertThat(models()).containsExactly("A-1");
    }

    @Test
    void aColumnThatWasNotRecognisedIsPointedOutAndKnownTheNextTime() {
        var rows = "甲列,乙列\nA-1,主机\n";
        var list = products(rows);
        assertThat(list.held()).containsEntry("甲列", "").containsEntry("乙列", "");
        assertThat(list.post("check", "{\"columns\":[],\"options\":{},\"meanings\":{}}")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("imports.field-unmapped");
        assertThat(list.post("check", "{\"columns\":[{\"index\":9,\"field\":\"model\"}],\"options\":{},\"meanings\":{}}")).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("imports.mapping");
        list.check(json.readTree("{\"columns\":[{\"index\":0,\"field\":\"model\"},{\"index\":1,\"field\":\"name\"}],\"options\":{},\"meanings\":{}}"));
        assertThat(list.errors()).isEmpty();
        list.write(false);

        assertThat(products(rows).held()).as("the same headings").containsEntry("甲列", "model").containsEntry("乙列", "name");
        assertThat(AnImport.of(clients.with(Role.MANAGER, branch), json, "products", "b.csv", rows.getBytes(StandardCharsets.UTF_8)).held())
                .as("a colleague who has not said anything else").containsEntry("甲列", "model");
        jdbc.sql("delete from assets.product where model = 'A-1' and maker = ''").update();
    }

    @Test
    void theFirstRowsAreShownAsTheyWillBeUnderstood() {
        var list = products("厂家,型号,产品名称,质保,预期寿命\n%s,A-1,主机,两年,10年\n,,没有型号,很久,\n".formatted(maker));

        var preview = body(list.post("preview?language=en", json.writeValueAsString(list.settings())));

        assertThat(preview.get(0).get("cells").toString()).isEqualTo("{\"maker\":\"%s\",\"model\":\"A-1\",\"name\":\"主机\",\"months\":\"24\",\"life\":\"120\"}".formatted(maker));
        assertThat(preview.get(1).get("problems").valueStream().map(line -> line.get("field").asString() + ": " + line.get("sentence").asString()))
                .containsExactly("model: must be filled in", "months: is not a number of months");
        assertThat(list.state()).isEqualTo("READY");
    }

    @Test
    void problemsAreReadPageByPage() {
        var csv = new StringBuilder("厂家,型号,产品名称\n");
        for (int i = 0; i < 120; i++) {
            csv.append(maker).append(",,产品 ").append(i).append('\n');
        }
        var list = products(csv.toString()).check();
        var first = body(manager.get("/api/imports/{id}/problems", list.id));
        assertThat(first.get("rows").size()).isEqualTo(50);
        assertThat(first.get("more").asBoolean()).isTrue();
        var last = first.get("rows").get(49);
        var second = body(manager.get("/api/imports/{id}/problems?row={row}&line={line}", list.id, last.get("row").asInt(), last.get("line").asInt()));
        assertThat(second.get("rows").get(0).get("row").asInt()).isEqualTo(last.get("row").asInt() + 1);
        assertThat(list.view().get("bad").asInt()).isEqualTo(120);
    }

    @Test
    void whatIsNoTableIsRefusedWithAReason() {
        assertThat(send(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0})).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("platform.sheet-old-excel");
        assertThat(send("型号,产品名称\n".getBytes(StandardCharsets.UTF_8))).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("imports.empty");
        assertThat(send(new byte[0])).hasStatus(422);
        assertThat(send("型号,产品名称\nA\0B,主机\n".getBytes(StandardCharsets.UTF_8))).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("platform.sheet-unreadable");
        assertThat(send(("型号" + ",x".repeat(300) + "\nA\n").getBytes(StandardCharsets.UTF_8))).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("imports.too-wide");
        assertThat(manager.upload("a.csv", new byte[] {65}, "/api/imports?kind=nonsense")).hasStatus(404);
        assertThat(jdbc.sql("select count(*) from imports.import where created_by = :user").param("user", manager.user).query(Long.class).single()).isZero();
    }

    @Nested
    class OnesOwn {

        @Test
        void isGoneOnWithByNobodyElse() {
            var list = products("厂家,型号,产品名称\n%s,A-1,主机\n".formatted(maker)).check();
            var colleague = clients.with(Role.MANAGER, branch);

            assertThat(colleague.get("/api/imports/{id}", list.id)).hasStatus(404);
            assertThat(colleague.post("{\"goodRowsOnly\":true}", "/api/imports/{id}/write", list.id)).hasStatus(404);
            assertThat(colleague.delete("/api/imports/{id}", list.id)).hasStatus(404);
            assertThat(body(colleague.get("/api/imports")).get("rows").valueStream().map(row -> row.get("id").asString())).doesNotContain(list.id.toString());
        }

        @Test
        void isSeenByThoseWhoMayImportTheSameForAllWhomItTouched() {
            var list = customers("客户名称\n客户 %s\n".formatted(maker)).check().write(false);

            var colleague = clients.with(Role.BRANCH_MANAGER, branch);
            assertThat(body(colleague.get("/api/imports")).get("rows").valueStream().map(row -> row.get("id").asString())).contains(list.id.toString());
            assertThat(clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("别处")).get("/api/imports/{id}", list.id)).hasStatus(404);
            assertThat(clients.with(Role.ADMIN, null).get("/api/imports/{id}", list.id)).hasStatusOk();
            assertThat(colleague.post("{}", "/api/imports/{id}/undo", list.id)).hasStatusOk();
            list.through("UNDOING");
            assertThat(list.view().get("undoneByName").asString()).isEqualTo("BRANCH_MANAGER");
        }

        @Test
        void givenUpIsKeptNoLonger() {
            var list = products("厂家,型号,产品名称\n%s,A-1,主机\n".formatted(maker)).check();
            assertThat(manager.delete("/api/imports/{id}", list.id)).hasStatus(HttpStatus.NO_CONTENT);
            assertThat(rows(list)).isZero();
            assertThat(list.post("check", json.writeValueAsString(list.settings()))).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("imports.act-not-allowed");
        }

        @Test
        void forgottenIsGivenUpAfterAWeekAndCannotBeTakenBackAfterThreeMonths() {
            var waiting = products("厂家,型号,产品名称\n%s,A-1,主机\n".formatted(maker));
            var done = products("厂家,型号,产品名称\n%s,A-2,主机\n".formatted(maker)).check().write(false);
            jdbc.sql("update imports.import set created_at = created_at - interval '100 days', finished_at = finished_at - interval '100 days' where created_by = :user")
                    .param("user", manager.user).update();

            forgotten.forget();

            assertThat(waiting.state()).isEqualTo("GIVEN_UP");
            assertThat(rows(waiting)).isZero();
            assertThat(done.post("undo", "{}")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("imports.too-old");
        }
    }

    @Nested
    class WhatIsUnderWay {

        @Test
        void isStoppedByAPersonAndLeavesNothing() {
            var list = products(many(30_000));
            body(list.post("check", json.writeValueAsString(list.settings())));
            body(list.post("stop", "{}"));
            list.through("CHECKING");
            var view = list.view();
            assertThat(view.get("state").asString()).isEqualTo("READY");
            assertThat(view.get("stopped").get("code").asString()).isEqualTo("imports.cancelled");

            list.check();
            body(list.post("write", "{\"goodRowsOnly\":false}"));
            body(list.post("stop", "{}"));
            list.through("WRITING");
            assertThat(list.view().get("stopped").get("code").asString()).isEqualTo("imports.cancelled");
            assertThat(models()).isEmpty();

            assertThat(list.check().write(false).state()).as("it can be begun again").isEqualTo("DONE");
            assertThat(models()).hasSize(30_000);
            assertThat(list.undo().state()).isEqualTo("UNDONE");
            assertThat(models()).isEmpty();
        }

        /** As a killed process leaves it: the state says so, and nobody holds its lock. */
        @Test
        void isCalledStoppedWhenItsProcessIsGone() {
            var list = products("厂家,型号,产品名称\n%s,A-1,主机\n".formatted(maker)).check();
            jdbc.sql("update imports.import set state = 'WRITING' where id = :id").param("id", list.id).update();
            transactions.executeWithoutResult(_ -> {
                jdbc.sql("select pg_advisory_xact_lock(hashtextextended(cast(:id as text), 25))").param("id", list.id).query(row -> { });
                var other = new Thread(worker::sweep);
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                assertThat(jdbc.sql("select state from imports.import where id = :id").param("id", list.id).query(String.class).single()).as("its process lives").isEqualTo("WRITING");
            });

            worker.sweep();

            assertThat(list.view().get("state").asString()).isEqualTo("READY");
            assertThat(list.view().get("stopped").get("code").asString()).isEqualTo("imports.server-stopped");
            assertThat(models()).isEmpty();
            assertThat(list.check().write(false).state()).isEqualTo("DONE");
        }

        @Test
        void isRefusedAsAWholeWhenTheWorldHasMoved() {
            var list = products("厂家,型号,产品名称\n%1$s,A-1,主机\n%1$s,A-2,主机\n".formatted(maker)).check();
            jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, :maker, 'A-2', '先来的', '')").param("id", Ids.next()).param("maker", maker).update();

            var view = list.write(false).view();
            assertThat(view.get("state").asString()).isEqualTo("READY");
            assertThat(view.get("stopped").toString()).contains("imports.row-gone-bad").contains("3");
            assertThat(models()).containsExactly("A-2");

            list.check();
            assertThat(list.errors()).containsExactly("3 model PRODUCT_EXISTS");
            assertThat(list.write(true).view().get("made").get("product").asInt()).isEqualTo(1);
        }
    }

    @Nested
    class Customers {

        @Test
        void comeWithTheirContactsOneARow() {
            var name = "客户 " + maker;
            var list = customers("""
                    客户名称,等级,联系人,联系人电话
                    %1$s,金牌,沈国强,13805710088
                    %1$s,,李倩,
                    %1$s,,李倩,
                    %1$s 二,,,
                    %1$s 二,,,
                    """.formatted(name));
            list.check();
            assertThat(list.errors()).containsExactly("4 contact TWICE_IN_FILE", "6 name TWICE_IN_FILE");
            assertThat(list.write(true).view().get("made").toString()).isEqualTo("{\"contact\":2,\"customer\":2}");
            assertThat(jdbc.sql("""
                    select c.tier || '|' || k.name || '|' || k.is_primary from customers.contact k join customers.customer c on c.id = k.customer_id where c.name = :name order by k.is_primary desc
                    """).param("name", name).query(String.class).list()).containsExactly("GOLD|沈国强|true", "GOLD|李倩|false");

            var more = customers("客户名称,联系人\n%1$s,新来的\n%1$s,沈国强\n%1$s 二,\n".formatted(name)).check();
            assertThat(more.errors()).containsExactly("3 contact CONTACT_EXISTS", "4 name CUSTOMER_EXISTS");
            assertThat(more.remarks()).containsExactly("2 name CONTACT_ADDED");
            more.write(true);
            assertThat(list.undo().view().get("stopped").get("code").asString()).as("a contact of a later file hangs on it").isEqualTo("imports.used");
            assertThat(more.undo().state()).isEqualTo("UNDONE");
            assertThat(list.undo().state()).isEqualTo("UNDONE");
            assertThat(jdbc.sql("select count(*) from customers.customer where branch_id = :branch").param("branch", branch).query(Long.class).single()).isZero();
        }

        @Test
        void goToTheBranchThatTheyNameIfItIsOnesOwn() {
            var other = new SomebodyElse(jdbc).branch("别处 " + maker);
            var list = customers("客户名称,所属分公司\n客户 %s,别处 %s\n".formatted(maker, maker)).check();
            assertThat(list.errors()).containsExactly("2 branch UNKNOWN_BRANCH");
            assertThat(list.post("check", json.writeValueAsString(list.settings(Map.of("branch", other.toString()), Map.of())))).hasStatus(404);
        }

        @Test
        void getTheirSites() {
            new SomebodyElse(jdbc).customer(branch, "客户 " + maker);
            var list = AnImport.of(manager, json, "sites", "现场.csv", """
                    客户,现场名称,所在地区,经度,纬度
                    客户 %1$s,一号站,浙江杭州西湖,120.06,30.26
                    客户 %1$s,二号站,,120.06,
                    客户 %1$s,三号站,,220,30
                    客户 %1$s,一号站,,,
                    """.formatted(maker).getBytes(StandardCharsets.UTF_8)).check();
            assertThat(list.errors()).containsExactly("3 lat PLACE_HALF", "4 lng OUT_OF_RANGE", "5 name TWICE_IN_FILE");
            assertThat(list.write(true).view().get("made").get("site").asInt()).isEqualTo(1);
            assertThat(list.undo().state()).isEqualTo("UNDONE");
        }
    }

    private String many(int rows) {
        var csv = new StringBuilder("厂家,型号,产品名称\n");
        for (int i = 0; i < rows; i++) {
            csv.append(maker).append(",A-").append(i).append(",主机\n");
        }
        return csv.toString();
    }

    private AnImport products(String csv) {
        return AnImport.of(manager, json, "products", "产品.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private AnImport customers(String csv) {
        return AnImport.of(manager, json, "customers", "客户.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> models() {
        return jdbc.sql("select model from assets.product where maker = :maker order by model").param("maker", maker).query(String.class).list();
    }

    private long rows(AnImport list) {
        return jdbc.sql("select count(*) from imports.line where import_id = :id").param("id", list.id).query(Long.class).single();
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult send(byte[] content) {
        return manager.upload("a.csv", content, "/api/imports?kind=products");
    }

    private JsonNode body(org.springframework.test.web.servlet.assertj.MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
