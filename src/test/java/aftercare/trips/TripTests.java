package aftercare.trips;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.dispatch.ADispatchTown;
import aftercare.dispatch.EngineerDesk;
import aftercare.identity.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class TripTests {

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired JdbcClient jdbc;

    @Test
    void anOrderIsApprovedReportedEveryDayAndItsPapersComeBack() throws Exception {
        var town = new ADispatchTown(jdbc, clients, engineers, cases);
        var manager = clients.with(Role.BRANCH_MANAGER, town.branch);
        var zhou = town.engineer("ups");
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var caseId = town.newCase("UPS 现场改造");
        var order = """
                {"branchId":"%s","purpose":"湖州医院 UPS 改造","place":"湖州","tasks":"更换两组电池","contact":"沈主任","contactPhone":"13800001111","confidential":"不得拍摄病房",
                 "fromDay":"%s","toDay":"%s","advance":1500.50,"travellers":["%s"],"cases":["%s"]}""".formatted(town.branch, today, today.plusDays(4), zhou.user, caseId);
        assertThat(town.dispatcher.post(order.replace(zhou.user.toString(), town.dispatcher.user.toString()), "/api/trips")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(town.dispatcher.post(order, "/api/trips")).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.acts").asArray().containsExactly("CANCEL");
        var trip = jdbc.sql("select trip_id from trips.traveller where user_id = :user").param("user", zhou.user).query(UUID.class).single();
        assertThat(jdbc.sql("select count(*) from notices.notice where user_id = :user and kind = 'trips.asked'").param("user", manager.user).query(Integer.class).single()).isEqualTo(1);
        assertThat(zhou.post(now(), "/api/field/trips/{id}/start", trip)).hasStatus(HttpStatus.CONFLICT);
        assertThat(town.dispatcher.post("{\"approved\":true,\"note\":\"\",\"version\":0}", "/api/trips/{id}/decide", trip)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(manager.post("{\"approved\":false,\"note\":\" \",\"version\":0}", "/api/trips/{id}/decide", trip)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(manager.post("{\"approved\":true,\"note\":\"注意安全\",\"version\":0}", "/api/trips/{id}/decide", trip)).hasStatusOk();
        try (var pdf = Loader.loadPDF(manager.get("/api/trips/{id}/pdf", trip).getResponse().getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s", "")).contains("1500.50CNY", "不得拍摄病房", "UPS现场改造");
        }

        assertThat(town.engineer("ups").get("/api/field/trips/{id}", trip)).as("somebody else's").hasStatus(HttpStatus.NOT_FOUND);
        assertThat(zhou.put("{\"done\":\"到达\",\"next\":\"\",\"trouble\":\"\"}", "/api/field/trips/{id}/reports/{day}", trip, today)).hasStatus(HttpStatus.CONFLICT);
        assertThat(zhou.post(now(), "/api/field/trips/{id}/start", trip)).hasStatusOk();
        assertThat(zhou.post(now(), "/api/field/trips/{id}/start", trip)).as("said twice").hasStatusOk();
        assertThat(zhou.put("{\"done\":\"到达\",\"next\":\"\",\"trouble\":\"\"}", "/api/field/trips/{id}/reports/{day}", trip, today)).hasStatusOk();
        assertThat(zhou.put("{\"done\":\"到达并勘查\",\"next\":\"更换电池\",\"trouble\":\"缺一组电池\"}", "/api/field/trips/{id}/reports/{day}", trip, today)).hasStatusOk()
                .bodyJson().extractingPath("$.weeks[0].reports").asArray().hasSize(1);
        assertThat(zhou.put("{\"done\":\"明天的明天\",\"next\":\"\",\"trouble\":\"\"}", "/api/field/trips/{id}/reports/{day}", trip, today.plusDays(9))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(zhou.post(now(), "/api/field/trips/{id}/return", trip)).hasStatusOk();
        assertThat(jdbc.sql("select state from promises.promise where subject_kind = 'trip' and subject_id = :id and code = 'papers-back'").param("id", trip).query(String.class).single())
                .isEqualTo("RUNNING");
        var version = jdbc.sql("select version from trips.trip where id = :id").param("id", trip).query(Integer.class).single();
        assertThat(manager.post("{\"version\":%d}".formatted(version), "/api/trips/{id}/papers", trip)).hasStatusOk();
        assertThat(jdbc.sql("select state from promises.promise where subject_kind = 'trip' and subject_id = :id").param("id", trip).query(String.class).single()).isEqualTo("KEPT");
        assertThat(clients.with(Role.MANAGER, new ADispatchTown(jdbc, clients, engineers, cases).branch).get("/api/trips/{id}", trip)).hasStatus(HttpStatus.NOT_FOUND);
    }

    private static String now() {
        return "{\"at\":\"%s\"}".formatted(Instant.now());
    }
}
