package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.kernel.Ids;
import aftercare.timeline.Actor;
import aftercare.timeline.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class CaseDeskTests {

    @Autowired CaseDesk desk;
    @Autowired Catalogue catalogue;
    @Autowired Timeline timeline;
    @Autowired JdbcClient jdbc;

    @Test
    void theDatabaseKnowsExactlyTheStatesTheCodeKnows() {
        var check = jdbc.sql("select pg_get_constraintdef(oid) from pg_constraint where conname = 'service_case_status_known'")
                .query(String.class).single();
        var known = Pattern.compile("'([A-Z]+)'").matcher(check).results().map(m -> m.group(1)).toList();
        assertThat(known).containsExactlyInAnyOrderElementsOf(Arrays.stream(CaseStatus.values()).map(Enum::name).toList());
    }

    @Test
    void aCaseGoesFromReportToAcceptance() {
        var branch = Ids.next();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '测试分公司')").param("id", branch)
                .param("code", branch.toString()).update();
        var guest = Actor.guest("王敏");
        var opened = desk.open(new OpenCase(Channel.QR, "repair", null, "配电箱异味", "靠近能闻到焦味", null,
                new OpenCase.Who(null, "王敏", "13800000001", ""), new OpenCase.What(null, null, null, branch), null), guest);
        desk.triage(opened.id(), new CaseDesk.Triaging("repair", 2, "sym-physical-heat", null, null), Actor.SYSTEM);
        desk.waitFor(opened.id(), "等客户安排停电", Actor.SYSTEM);
        desk.message(opened.id(), "今天下午可以停电", guest);
        desk.resolve(opened.id(), "更换空开", Actor.SYSTEM);
        desk.reject(opened.id(), "还有异味", guest);
        desk.resolve(opened.id(), "重新压接", Actor.SYSTEM);
        desk.accept(opened.id(), guest);

        assertThat(desk.tracked(opened.trackingToken()).orElseThrow().status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(timeline.of(opened.id().subject(), false, null, 50).rows()).extracting(Timeline.Entry::kind)
                .filteredOn(kind -> kind.startsWith("cases.")).containsExactly(
                "cases.accepted", "cases.resolved", "cases.rejected", "cases.resolved", "cases.resumed", "cases.message", "cases.waiting",
                "cases.triaged", "cases.opened");
    }

    @Test
    void whoeverGetsACaseIsToldByTheBellUnlessHeTookItHimself() {
        var branch = Ids.next();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '测试分公司')").param("id", branch)
                .param("code", branch.toString()).update();
        var me = aUser();
        var colleague = aUser();
        var opened = desk.open(new OpenCase(Channel.PHONE, "question", null, "怎样换卡", "", null, new OpenCase.Who(null, "王敏", "", ""),
                new OpenCase.What(null, null, null, branch), null), Actor.guest("王敏"));

        desk.assign(opened.id(), null, me, new Actor(me, "我"));
        assertThat(bell(me)).isEmpty();
        desk.assign(opened.id(), null, colleague, new Actor(me, "我"));
        assertThat(bell(colleague)).containsExactly("cases.assigned");
        desk.assign(opened.id(), null, colleague, new Actor(me, "我"));
        assertThat(bell(colleague)).as("nothing has changed").containsExactly("cases.assigned");
    }

    private UUID aUser() {
        var id = Ids.next();
        jdbc.sql("insert into identity.app_user (id, login, name, password_hash, created_at) values (:id, :login, '同事', '-', now())").param("id", id)
                .param("login", "u" + id.toString().substring(24)).update();
        return id;
    }

    private List<String> bell(UUID user) {
        return jdbc.sql("select kind from notices.notice where user_id = :user").param("user", user).query(String.class).list();
    }
}
