package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.imports.AnImport;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class ProjectImportTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    AnAssetTown town;

    @BeforeEach
    void aTownOfItsOwn() {
        town = new AnAssetTown(jdbc, clients, json);
    }

    @Test
    void aGoodListBecomesProjectsThatDevicesCanName() {
        var list = upload("""
                项目编号,工程名称,客户,验收日期,质保期
                XX-%2$s,西溪一期,%1$s,2024-03-15,2年
                ,西溪二期,%1$s,,
                """.formatted(town.customerName(), town.branch)).check();
        assertThat(list.errors()).isEmpty();
        assertThat(list.write(false).view().get("made").toString()).isEqualTo("{\"project\":2}");

        assertThat(jdbc.sql("""
                select case when number like 'P-20__-______' then 'P' else number end || '|' || name || '|' || coalesce(accepted_on::text, '') || '|' || warranty_months
                  from assets.project where branch_id = :branch order by name
                """).param("branch", town.branch).query(String.class).list())
                .containsExactlyInAnyOrder("XX-%s|西溪一期|2024-03-15|24".formatted(town.branch), "P|西溪二期||24");

        var devices = AnImport.of(town.agent, json, "devices", "设备.csv", "客户,型号,序列号,项目\n%s,%s,SN-1,XX-%s\n"
                .formatted(town.customerName(), town.model, town.branch).getBytes(StandardCharsets.UTF_8)).check().write(false);
        assertThat(devices.state()).isEqualTo("DONE");
        assertThat(jdbc.sql("select warranty_until::text from assets.device where branch_id = :branch").param("branch", town.branch).query(String.class).single())
                .as("the device follows the project's acceptance and term").isEqualTo("2026-03-16");

        assertThat(list.undo().view().get("stopped").get("code").asString()).isEqualTo("imports.used");
        devices.undo();
        assertThat(list.undo().state()).isEqualTo("UNDONE");
        assertThat(projects()).isZero();
    }

    @Test
    void everyDirtyCellIsNamedWithItsRowAndAReason() {
        var there = town.project("已有的项目", 24);
        var number = jdbc.sql("select number from assets.project where id = :id").param("id", there).query(String.class).single();
        new SomebodyElse(jdbc).customer(new SomebodyElse(jdbc).branch("别处"), "别处的客户" + town.branch);
        var list = upload("""
                项目编号,项目名称,客户,所属分公司,验收日期,质保月数
                A-%2$s,好的项目,%1$s,,,
                A-%2$s,编号重复,%1$s,,,
                %3$s,编号已有,%1$s,,,
                P-2031-000001,系统的编号,%1$s,,,
                ,已有的项目,%1$s,,,
                ,同名,%1$s,,,
                ,同名,%1$s,,,
                ,,%1$s,,,
                ,没有客户,没有的客户,,,
                ,别处的,别处的客户%2$s,,,
                ,没有分公司,%1$s,火星分公司,,
                ,还没验收,%1$s,,2099-01-01,
                ,不是日子,%1$s,,去年,
                ,不是月数,%1$s,,,很久
                """.formatted(town.customerName(), town.branch, number)).check();

        assertThat(list.errors()).containsExactly("3 number TWICE_IN_FILE", "4 number PROJECT_EXISTS", "5 number OWN_NUMBER", "6 name PROJECT_NAMED_SO",
                "8 name TWICE_IN_FILE", "9 name REQUIRED", "10 customer UNKNOWN_CUSTOMER", "11 customer UNKNOWN_CUSTOMER", "12 branch UNKNOWN_BRANCH",
                "13 accepted IN_FUTURE", "14 accepted BAD_DAY", "15 months BAD_MONTHS");
        assertThat(list.write(true).view().get("made").toString()).isEqualTo("{\"project\":2}");
        assertThat(projects()).isEqualTo(3);
    }

    @Test
    void whatWasChangedSinceIsNotTakenBack() {
        var list = upload("项目编号,项目名称,客户\nB-%2$s,西溪一期,%1$s\n,西溪二期,%1$s\n".formatted(town.customerName(), town.branch)).check().write(false);
        var project = jdbc.sql("select id from assets.project where number = :number").param("number", "B-" + town.branch).query(UUID.class).single();
        town.accept(project, "2026-03-02", 24);

        var refused = list.undo().view();

        assertThat(refused.get("stopped").get("code").asString()).isEqualTo("imports.changed-since");
        assertThat(refused.get("stopped").get("facts").get("name").asString()).isEqualTo("B-" + town.branch);
        assertThat(projects()).as("nothing was taken back").isEqualTo(2);
    }

    @Test
    void somebodyWithoutThePermissionCannotBringAny() {
        var agent = clients.with(Role.AGENT, town.branch);
        assertThat(agent.upload("a.csv", "项目\n".getBytes(StandardCharsets.UTF_8), "/api/imports?kind=projects")).hasStatus(403);
        assertThat(agent.get("/api/imports/template?kind=projects")).hasStatus(403);
        assertThat(town.agent.get("/api/imports/template?kind=projects")).hasStatusOk();
    }

    private AnImport upload(String csv) {
        return AnImport.of(town.agent, json, "projects", "项目.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private long projects() {
        return jdbc.sql("select count(*) from assets.project where branch_id = :branch").param("branch", town.branch).query(Long.class).single();
    }
}
