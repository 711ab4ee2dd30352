package aftercare.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.imports.AnImport;
import aftercare.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class ContractImportTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    /** Contracts run today, whenever that is: what is over may not begin. */
    final LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    final LocalDate from = today.minusDays(60);
    final LocalDate to = today.plusDays(300);
    UUID branch;
    String customer;
    Client manager;

    @BeforeEach
    void aTownOfItsOwn() {
        branch = new SomebodyElse(jdbc).branch("宁波分公司");
        customer = "甬江水务 " + branch;
        var id = new SomebodyElse(jdbc).customer(branch, customer);
        for (var name : new String[] {"一水厂", "二水厂"}) {
            jdbc.sql("insert into customers.site (id, customer_id, name) values (:id, :customer, :name)").param("id", Ids.next()).param("customer", id).param("name", name).update();
        }
        manager = clients.with(Role.MANAGER, branch);
    }

    @Test
    void aSignedContractBeginsAndADraftWaits() {
        var list = upload("""
                合同编号,合同名称,客户,服务级别,生效日,到期日,合同金额,巡检次数,是否含备件,现场,状态
                WB-%1$s,水厂监控维保,%2$s,5×8，次日到场,%3$s,%4$s,"36,000.50",4,含,一水厂、二水厂,执行中
                ,明年的合同,%2$s,5x8,%3$s,%4$s,0,,,,
                """.formatted(branch, customer, from, to)).check();
        assertThat(list.errors()).isEmpty();
        assertThat(list.write(false).view().get("made").toString()).isEqualTo("{\"contract\":2}");

        assertThat(jdbc.sql("""
                select case when c.number like 'MC-%' then 'MC' else c.number end || '|' || c.title || '|' || c.status || '|' || c.notice_days
                       || '|' || r.level || '|' || r.price || '|' || r.parts_included || '|'
                       || (select count(*) || ' ' || count(g.site_id) from contracts.coverage g where g.contract_id = c.id)
                       || '|' || (select coalesce(sum(visits), 0) from contracts.visit_entry v where v.contract_id = c.id)
                       || '|' || (select count(*) from promises.promise p where p.subject_kind = 'contract' and p.subject_id = c.id and p.state = 'RUNNING')
                  from contracts.contract c join contracts.revision r on r.contract_id = c.id where c.branch_id = :branch
                """).param("branch", branch).query(String.class).list())
                .containsExactlyInAnyOrder("WB-%s|水厂监控维保|ACTIVE|30|5x8xnbd|36000.50|true|2 2|4|2".formatted(branch), "MC|明年的合同|DRAFT|30|5x8|0.00|false|1 0|0|0");
        assertThat(jdbc.sql("""
                select count(*) from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id and s.subject_kind = 'contract'
                  join contracts.contract c on c.id = s.subject_id where c.branch_id = :branch and e.visibility <> 'INTERNAL'
                """).param("branch", branch).query(Long.class).single()).as("what a customer may read of it").isZero();

        assertThat(list.undo().state()).isEqualTo("UNDONE");
        assertThat(contracts()).isZero();
        assertThat(jdbc.sql("""
                select count(*) from contracts.visit_entry v where not exists (select from contracts.contract c where c.id = v.contract_id)
                """).query(Long.class).single()).isZero();
    }

    @Test
    void everyDirtyCellIsNamedWithItsRowAndAReason() {
        var there = upload("合同编号,合同名称,客户,级别,生效日,到期日,金额,现场,状态\nT-%s,已有,%s,5x8,%s,%s,1,一水厂,生效\n".formatted(branch, customer, from, to)).check().write(false);
        assertThat(there.state()).isEqualTo("DONE");
        var list = upload("""
                合同编号,合同名称,客户,分公司,级别,生效日,到期日,金额,巡检次数,现场,设备,负责人,提醒天数,状态
                A-%1$s,好的,%2$s,,5x8,%3$s,%4$s,100,,,,,,
                A-%1$s,编号重复,%2$s,,5x8,%3$s,%4$s,100,,,,,,
                T-%1$s,编号已有,%2$s,,5x8,%3$s,%4$s,100,,,,,,
                MC-2031-000001,系统的编号,%2$s,,5x8,%3$s,%4$s,100,,,,,,
                ,,%2$s,,5x8,%3$s,%4$s,100,,,,,,
                ,没有客户,没有的客户,,5x8,%3$s,%4$s,100,,,,,,
                ,没有分公司,%2$s,火星,5x8,%3$s,%4$s,100,,,,,,
                ,没有级别,%2$s,,最好的,%3$s,%4$s,100,,,,,,
                ,倒着,%2$s,,5x8,%4$s,%3$s,100,,,,,,
                ,太久,%2$s,,5x8,2026-01-01,2047-01-01,100,,,,,,
                ,到期,%2$s,,5x8,2020-01-01,2020-12-31,100,,,,,,生效
                ,不是钱,%2$s,,5x8,%3$s,%4$s,面议,,,,,,
                ,负的,%2$s,,5x8,%3$s,%4$s,-1,,,,,,
                ,半分钱,%2$s,,5x8,%3$s,%4$s,0.005,,,,,,
                ,巡检太多,%2$s,,5x8,%3$s,%4$s,100,2000,,,,,
                ,没有现场,%2$s,,5x8,%3$s,%4$s,100,,一水厂、三水厂,,,,
                ,没有设备,%2$s,,5x8,%3$s,%4$s,100,,,SN-没有,,,
                ,没有同事,%2$s,,5x8,%3$s,%4$s,100,,,,没有的人,,
                ,太早,%2$s,,5x8,%3$s,%4$s,100,,,,,400,
                ,已覆盖,%2$s,,5x8,%3$s,%4$s,100,,一水厂,,,,生效
                ,整个客户,%2$s,,5x8,%3$s,%4$s,100,,,,,,生效
                ,又一份,%2$s,,5x8,%4$s,2099-01-01,100,,,,,,生效
                ,又一份整个客户,%2$s,,5x8,%4$s,%4$s,100,,,,,,生效
                """.formatted(branch, customer, from, to)).check();

        assertThat(list.errors()).containsExactly("3 number TWICE_IN_FILE", "4 number EXISTS", "5 number OWN_NUMBER", "6 title REQUIRED", "7 customer UNKNOWN_CUSTOMER",
                "8 branch UNKNOWN_BRANCH", "9 level UNKNOWN_WORD", "10 ends TERM_STRANGE", "11 ends TERM_STRANGE", "12 ends RAN_OUT", "13 price BAD_NUMBER",
                "14 price OUT_OF_RANGE", "15 price PART_OF_A_CENT", "16 visits OUT_OF_RANGE", "17 sites UNKNOWN_COVERED", "18 devices UNKNOWN_COVERED",
                "19 owner UNKNOWN_COLLEAGUE", "20 notice OUT_OF_RANGE", "21 starts OVERLAPS", "23 ends TERM_STRANGE", "24 starts OVERLAPS_ROW");
        assertThat(list.write(true).view().get("made").toString()).isEqualTo("{\"contract\":2}");
        assertThat(contracts()).isEqualTo(3);
    }

    @Test
    void whatWasChangedSinceIsNotTakenBack() {
        var list = upload("合同编号,合同名称,客户,级别,生效日,到期日,金额,巡检次数,状态\nU-%1$s,水厂监控,%2$s,5x8,%3$s,%4$s,100,2,生效\n,别的,%2$s,5x8,%3$s,%4$s,100,,\n"
                .formatted(branch, customer, from, to)).check().write(false);
        var contract = jdbc.sql("select id from contracts.contract where number = :number").param("number", "U-" + branch).query(UUID.class).single();
        assertThat(manager.post("{\"on\":\"%s\",\"note\":\"\"}".formatted(today), "/api/contracts/{id}/visits/use", contract)).hasStatus2xxSuccessful();

        var refused = list.undo().view();

        assertThat(refused.get("stopped").get("code").asString()).isEqualTo("imports.changed-since");
        assertThat(refused.get("stopped").get("facts").get("name").asString()).isEqualTo("U-" + branch);
        assertThat(contracts()).as("nothing was taken back").isEqualTo(2);
    }

    @Test
    void somebodyWithoutThePermissionCannotBringAny() {
        var agent = clients.with(Role.AGENT, branch);
        assertThat(agent.upload("a.csv", "合同\n".getBytes(StandardCharsets.UTF_8), "/api/imports?kind=contracts")).hasStatus(403);
        assertThat(agent.get("/api/imports/template?kind=contracts")).hasStatus(403);
        assertThat(manager.get("/api/imports/template?kind=contracts")).hasStatusOk();
    }

    private AnImport upload(String csv) {
        return AnImport.of(manager, json, "contracts", "合同.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private long contracts() {
        return jdbc.sql("select count(*) from contracts.contract where branch_id = :branch").param("branch", branch).query(Long.class).single();
    }
}
