package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.imports.AnImport;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class EngineerImportTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    String branchName;
    String partner;
    String tail;
    Client admin;

    @BeforeEach
    void aTownOfItsOwn() {
        var somebody = new SomebodyElse(jdbc);
        branch = somebody.branch("温州分公司");
        tail = branch.toString().substring(24);
        branchName = "温州 " + tail;
        jdbc.sql("update identity.branch set name = :name where id = :id").param("name", branchName).param("id", branch).update();
        partner = "瓯江机电 " + tail;
        somebody.partner(branch, partner);
        admin = clients.with(Role.ADMIN, null);
    }

    @Test
    void engineersCanBeBookedAtOnceButNobodyKnowsTheirPasswords() {
        var list = check("""
                姓名,工号,手机,分公司,服务商,技能
                周建国,Zhou-%1$s,138 0571 0066,,,UPS 与电池、power
                林海,lin-%1$s,,,%2$s,
                """.formatted(tail, partner));
        assertThat(list.errors()).isEmpty();
        assertThat(list.write(false).view().get("made").toString()).isEqualTo("{\"engineer\":2}");

        assertThat(jdbc.sql("""
                select u.login || '|' || u.name || '|' || u.phone || '|' || u.must_change_password || '|' || coalesce(p.name, '') || '|' || (e.partner_id is not distinct from u.partner_id)
                       || '|' || (select string_agg(m.role, ',') from identity.membership m where m.user_id = u.id and m.branch_id = e.branch_id)
                       || '|' || coalesce((select string_agg(s.skill || s.level, ',' order by s.skill) from dispatch.engineer_skill s where s.user_id = u.id), '')
                  from dispatch.engineer e join identity.app_user u on u.id = e.user_id left join identity.partner p on p.id = u.partner_id
                 where e.branch_id = :branch order by u.login
                """).param("branch", branch).query(String.class).list())
                .containsExactlyInAnyOrder("Zhou-%s|周建国|138 0571 0066|true||true|ENGINEER|power2,ups2".formatted(tail), "lin-%s|林海||true|%s|true|ENGINEER|".formatted(tail, partner));

        assertThat(list.undo().state()).isEqualTo("UNDONE");
        assertThat(engineers()).isZero();
        assertThat(jdbc.sql("select count(*) from identity.app_user where login like :login").param("login", "%-" + tail).query(Long.class).single()).isZero();
    }

    @Test
    void everyDirtyCellIsNamedWithItsRowAndAReason() {
        assertThat(check("姓名,登录名\n已有的人,there-%s\n".formatted(tail)).write(false).state()).isEqualTo("DONE");
        var list = check("""
                姓名,登录名,电话,分公司,服务商,技能
                好的,good-%1$s,,%2$s,,
                重复,GOOD-%1$s,,,,
                已有,There-%1$s,,,,
                ,nameless-%1$s,,,,
                没有登录名,,,,,
                没有分公司,a-%1$s,,火星分公司,,
                没有服务商,b-%1$s,,,没有的服务商,
                没有技能,c-%1$s,,,,UPS 与电池、炼金
                电话太长,d-%1$s,%3$s,,,
                """.formatted(tail, branchName, "1".repeat(41)));

        assertThat(list.errors()).containsExactly("3 login TWICE_IN_FILE", "4 login LOGIN_TAKEN", "5 name REQUIRED", "6 login REQUIRED", "7 branch UNKNOWN_BRANCH",
                "8 partner UNKNOWN_PARTNER", "9 skills UNKNOWN_SKILL", "10 phone TOO_LONG");
        assertThat(list.write(true).view().get("made").toString()).isEqualTo("{\"engineer\":1}");
        assertThat(engineers()).isEqualTo(2);
    }

    @Test
    void whoWasGivenAPasswordIsNotTakenBack() {
        var list = check("姓名,登录名\n周建国,x-%1$s\n林海,y-%1$s\n".formatted(tail)).write(false);
        var user = jdbc.sql("select id from identity.app_user where login = :login").param("login", "x-" + tail).query(UUID.class).single();
        assertThat(admin.post("{}", "/api/users/{id}/reset-password", user)).hasStatusOk().bodyJson().extractingPath("$.password").isNotNull();

        var refused = list.undo().view();

        assertThat(refused.get("stopped").get("code").asString()).isEqualTo("imports.changed-since");
        assertThat(refused.get("stopped").get("facts").get("name").asString()).isEqualTo("周建国");
        assertThat(engineers()).as("nobody was taken back").isEqualTo(2);
    }

    @Test
    void onlyWhoEditsUsersEverywhereCanBringAny() {
        for (var client : new Client[] {clients.with(Role.MANAGER, null), clients.with(Role.ADMIN, branch)}) {
            assertThat(client.upload("a.csv", "姓名\n".getBytes(StandardCharsets.UTF_8), "/api/imports?kind=engineers")).hasStatus(403);
            assertThat(client.get("/api/imports/template?kind=engineers")).hasStatus(403);
            assertThat(client.get("/api/imports/kinds")).hasStatusOk().bodyJson().extractingPath("$[*].code").asArray().isNotEmpty().doesNotContain("engineers");
        }
        assertThat(admin.get("/api/imports/template?kind=engineers")).hasStatusOk();
    }

    private AnImport check(String csv) {
        var list = AnImport.of(admin, json, "engineers", "工程师.csv", csv.getBytes(StandardCharsets.UTF_8));
        return list.check(list.settings(Map.of("branch", branch.toString()), Map.of()));
    }

    private long engineers() {
        return jdbc.sql("select count(*) from dispatch.engineer where branch_id = :branch").param("branch", branch).query(Long.class).single();
    }
}
