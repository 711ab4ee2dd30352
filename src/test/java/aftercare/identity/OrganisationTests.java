package aftercare.identity;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Administrators keep branches and partners. */
@AftercareTest
class OrganisationTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    Client admin;
    String code;

    @BeforeEach
    void anAdministrator() {
        admin = clients.with(Role.ADMIN, null);
        code = "T" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
    }

    @Test
    void aBranchIsAddedAndItsPeopleAndPartnersFollow() {
        assertThat(branch(code, "宁波分公司", "Asia/Shanghai", "121.55", "29.87")).hasStatus(HttpStatus.CREATED);
        var id = branchOf(code);
        assertThat(admin.get("/api/branches")).bodyJson().extractingPath("$[*].code").asArray().contains(code);
        assertThat(partner(id, "宁波快修")).hasStatus(HttpStatus.CREATED);
        clients.with(Role.AGENT, id);
        for (var shown : List.of("users: 1", "partners: 1", "lng: 121.55", "regionCode: 330200")) {
            var field = shown.split(": ");
            assertThat(admin.get("/api/organisation/branches")).bodyJson().extractingPath("$[?(@.code == '%s')].%s".formatted(code, field[0])).asArray().as(shown)
                    .extracting(String::valueOf).containsExactly(field[1]);
        }
        assertThat(admin.get("/api/organisation/partners?words=快修&branch=" + id)).bodyJson().extractingPath("$.rows[*].name").asArray().containsExactly("宁波快修");
        assertThat(clients.with(Role.AGENT, id).get("/api/partners")).bodyJson().extractingPath("$[*].name").asArray().containsExactly("宁波快修");
    }

    @Test
    void whatCannotBeIsRefused() {
        refused(branch("宁波", "宁波", "Asia/Shanghai", null, null), HttpStatus.UNPROCESSABLE_CONTENT, "identity.branch-code");
        refused(branch(code, "宁波", "Asia/Ningbo", null, null), HttpStatus.UNPROCESSABLE_CONTENT, "identity.zone-unknown");
        refused(branch(code, "宁波", "Asia/Shanghai", "121.55", null), HttpStatus.UNPROCESSABLE_CONTENT, "identity.branch-place");
        branch(code, "宁波", "Asia/Shanghai", null, null);
        refused(branch(code, "宁波二", "Asia/Shanghai", null, null), HttpStatus.CONFLICT, "identity.branch-code-taken");
        refused(partner(UUID.randomUUID(), "无主"), HttpStatus.UNPROCESSABLE_CONTENT, "identity.partner-of-no-branch");
        refused(change(UUID.randomUUID(), code, true, 0), HttpStatus.NOT_FOUND, "identity.no-such-branch");
        assertThat(admin.put("{\"branchId\": \"%s\", \"name\": \"x\", \"phone\": \"\", \"active\": true, \"version\": 0}".formatted(UUID.randomUUID()),
                "/api/organisation/partners/{id}", UUID.randomUUID())).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void twoAtOnceDoNotOverwriteEachOther() {
        branch(code, "宁波", "Asia/Shanghai", null, null);
        var id = branchOf(code);
        assertThat(change(id, code, true, 0)).hasStatus(HttpStatus.NO_CONTENT);
        refused(change(id, code, true, 0), HttpStatus.CONFLICT, "identity.changed-meanwhile");
    }

    @Test
    void whatIsInUseStays() {
        branch(code, "宁波", "Asia/Shanghai", null, null);
        var id = branchOf(code);
        partner(id, "宁波快修");
        var firm = jdbc.sql("select id from identity.partner where branch_id = :id").param("id", id).query(UUID.class).single();
        var engineer = clients.with(Role.ENGINEER, id, firm, null);

        refused(change(id, code, false, 0), HttpStatus.CONFLICT, "identity.branch-in-use");
        refused(changePartner(firm, false, 0), HttpStatus.CONFLICT, "identity.partner-in-use");
        assertThat(admin.post("{}", "/api/users/{id}/deactivate", engineer.user)).hasStatusOk();
        assertThat(changePartner(firm, false, 0)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(change(id, code, false, 0)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(admin.get("/api/branches")).bodyJson().extractingPath("$[*].code").asArray().doesNotContain(code);
    }

    @Test
    void itIsForAdministrators() {
        assertThat(clients.with(Role.GENERAL_MANAGER, null).get("/api/organisation/branches")).hasStatus(HttpStatus.FORBIDDEN);
    }

    private MvcTestResult branch(String called, String name, String zone, String lng, String lat) {
        return admin.post("""
                {"code": "%s", "name": "%s", "zone": "%s", "phone": "", "regionCode": "330200", "address": "", "lng": %s, "lat": %s, "active": true, "version": 0}
                """.formatted(called, name, zone, lng, lat), "/api/organisation/branches");
    }

    private MvcTestResult change(UUID id, String called, boolean active, int version) {
        return admin.put("""
                {"code": "%s", "name": "宁波", "zone": "Asia/Shanghai", "phone": "", "regionCode": "330200", "address": "", "lng": null, "lat": null, "active": %s, "version": %d}
                """.formatted(called, active, version), "/api/organisation/branches/{id}", id);
    }

    private MvcTestResult partner(UUID of, String name) {
        return admin.post("{\"branchId\": \"%s\", \"name\": \"%s\", \"phone\": \"\", \"active\": true, \"version\": 0}".formatted(of, name), "/api/organisation/partners");
    }

    private MvcTestResult changePartner(UUID id, boolean active, int version) {
        return admin.put("{\"branchId\": \"%s\", \"name\": \"宁波快修\", \"phone\": \"\", \"active\": %s, \"version\": %d}".formatted(id, active, version), "/api/organisation/partners/{id}", id);
    }

    private UUID branchOf(String called) {
        return jdbc.sql("select id from identity.branch where code = :code").param("code", called).query(UUID.class).single();
    }

    private static void refused(MvcTestResult result, HttpStatus status, String reason) {
        assertThat(result).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(reason);
    }
}
