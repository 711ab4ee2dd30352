package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.identity.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class DispatchListTests {

    private static final String PATH = "/api/dispatch/lists/{list}";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;

    ADispatchTown town;
    Client manager;

    @BeforeEach
    void aTown() {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        manager = clients.with(Role.MANAGER, town.branch);
    }

    @Test
    void whatACaseAsksForIsNotTakenAway() {
        var name = "吊车 " + town.branch;
        assertThat(manager.post(entry(name, "", "\"TOOL\""), PATH, "EQUIPMENT"))
                .hasStatus(HttpStatus.CREATED);
        var code = jdbc.sql("select code from dispatch.equipment where name ->> 'zh-CN' = :name").param("name", name).query(String.class).single();
        jdbc.sql("insert into dispatch.visit_need (case_id, equipment, set_at) values (:case, jsonb_build_object(:code, 1), now())")
                .param("case", town.newCase("要吊车")).param("code", code).update();
        assertThat(manager.delete(PATH + "/{code}", "EQUIPMENT", code)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.entry-wanted");
        jdbc.sql("delete from dispatch.visit_need").update();
        assertThat(manager.delete(PATH + "/{code}", "EQUIPMENT", code)).hasStatus2xxSuccessful();
    }

    @Test
    void aSkillOfTheCompanysOwnIsNeededForTheDevicesItNames() {
        var category = "激光切割机 " + town.branch;
        jdbc.sql("update assets.product set category = :category where id = (select product_id from assets.device where id = :device)")
                .param("category", category).param("device", town.device).update();
        assertThat(manager.post(entry("激光 " + town.branch, category, "null"), PATH, "SKILLS")).hasStatus(HttpStatus.CREATED);
        var code = jdbc.sql("select code from dispatch.skill where name ->> 'zh-CN' = :name").param("name", "激光 " + town.branch).query(String.class).single();

        var able = town.engineer(code);
        town.engineer("ups");
        var advice = town.dispatcher.get("/api/dispatch/cases/{id}/advice?day=2031-03-03", town.newCase("切不断"));
        assertThat(advice).bodyJson().extractingPath("$.offers[*].engineerId").asArray().containsExactly(able.user.toString());

        assertThat(manager.delete(PATH + "/{code}", "SKILLS", code)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("dispatch.entry-in-use");
        assertThat(manager.put(entry("激光设备", "", "null"), PATH + "/{code}", "SKILLS", code)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(manager.get(PATH, "SKILLS")).bodyJson().extractingPath("$.entries[?(@.code == '%s')].name['en']".formatted(code)).asArray().containsExactly("激光设备");
    }

    @Test
    void equipmentIsAToolOrAPartAndAReasonGoesOutOfUse() {
        assertThat(manager.post(entry("示波器", "", "null"), PATH, "EQUIPMENT")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        var name = "示波器 " + town.branch;
        assertThat(manager.post(entry(name, "", "\"TOOL\""), PATH, "EQUIPMENT")).hasStatus(HttpStatus.CREATED);
        var code = jdbc.sql("select code from dispatch.equipment where name ->> 'zh-CN' = :name").param("name", name).query(String.class).single();
        assertThat(manager.delete(PATH + "/{code}", "EQUIPMENT", code)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(manager.delete(PATH + "/{code}", "EQUIPMENT", code)).hasStatus(HttpStatus.NOT_FOUND);

        assertThat(manager.post(entry("雨天 " + town.branch, "", "null"), PATH, "REFUSALS")).hasStatus(HttpStatus.CREATED);
        var reason = jdbc.sql("select code from dispatch.refusal_reason where name ->> 'zh-CN' = :name").param("name", "雨天 " + town.branch).query(String.class).single();
        assertThat(manager.delete(PATH + "/{code}", "REFUSALS", reason)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(manager.get(PATH, "REFUSALS")).bodyJson().extractingPath("$.entries[?(@.code == '%s')]".formatted(reason)).asArray().isEmpty();
        assertThat(town.dispatcher.get(PATH, "SKILLS")).hasStatus(HttpStatus.FORBIDDEN);
    }

    private static String entry(String name, String category, String kind) {
        return "{\"zh\":\"%s\",\"tw\":\"\",\"en\":\"\",\"neededFor\":[%s],\"kind\":%s}".formatted(name, category.isEmpty() ? "" : "\"" + category + "\"", kind);
    }
}
