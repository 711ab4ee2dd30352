package aftercare.fieldwork;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.dispatch.ADispatchTown;
import aftercare.dispatch.EngineerDesk;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.timeline.Actor;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseState;
import aftercare.promises.PromiseView;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@AftercareTest
class FieldTests {

    static final String NINE = "2026-03-02T01:00:00Z";
    static final String ELEVEN = "2026-03-02T03:00:00Z";

    @Autowired Client.Clients clients;
    @Autowired EngineerDesk engineers;
    @Autowired CaseDesk cases;
    @Autowired DocumentDesk documents;
    @Autowired PromiseDesk promises;
    @Autowired JdbcClient jdbc;

    ADispatchTown town;
    Client zhou;
    UUID caseId;
    UUID visit;

    @BeforeEach
    void aPlannedVisit() throws Exception {
        town = new ADispatchTown(jdbc, clients, engineers, cases);
        zhou = town.engineer("ups");
        caseId = town.newCase("UPS 电池报警，无法自检");
        assertThat(town.dispatcher.post(ADispatchTown.plan(caseId, zhou.user, NINE, ELEVEN), "/api/dispatch/bookings")).hasStatus(HttpStatus.CREATED);
        visit = jdbc.sql("select id from fieldwork.visit where case_id = :case").param("case", caseId).query(UUID.class).single();
    }

    @Test
    void everyStatusIsKnownToTheDatabaseAndNoOther() {
        var check = jdbc.sql("select pg_get_constraintdef(oid) from pg_constraint where conname = 'visit_status_known'").query(String.class).single();
        assertThat(Pattern.compile("'([A-Z_]+)'").matcher(check).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrder(Arrays.stream(VisitStatus.values()).map(Enum::name).toArray(String[]::new));
    }

    /** The case belongs to a project of its customer from now on. */
    private UUID ofAProject() {
        var project = UUID.randomUUID();
        jdbc.sql("""
                insert into assets.project (id, number, name, customer_id, branch_id, created_at)
                select :id, 'P-' || cast(:id as text), '湿地公园机房', c.customer_id, c.branch_id, '2026-01-05T01:00Z' from cases.service_case c where c.id = :case
                """).param("id", project).param("case", caseId).update();
        jdbc.sql("update cases.service_case set project_id = :id where id = :case").param("id", project).param("case", caseId).update();
        return project;
    }

    @Nested
    class TheWholeWay {

        @Test
        void fromAcceptingToTheSignedReportInTheCustomersHands() throws Exception {
            assertThat(mine("2026-03-01T16:00:00Z", "2026-03-02T16:00:00Z")).bodyJson().satisfies(json -> {
                json.assertThat().extractingPath("$.rows[0].status").isEqualTo("PLANNED");
                json.assertThat().extractingPath("$.rows[0].acts").asArray().containsExactly("ACCEPT", "REFUSE");
                json.assertThat().extractingPath("$.rows[0].customer").isEqualTo("西溪湿地公园管理处");
            });
            var project = ofAProject();
            toArrival();
            assertThat(caseColumn("stage")).isEqualTo("on-site");
            assertThat(bookingState()).isEqualTo("ON_SITE");

            assertThat(act("start", command("2026-03-02T01:30:00Z"))).hasStatusOk();
            assertThat(act("finish", command("2026-03-02T02:30:00Z"))).hasStatus(HttpStatus.CONFLICT)
                    .bodyJson().extractingPath("$.code").isEqualTo("fieldwork.no-report");
            photo("before");
            photo("after");
            assertThat(write(report("FIXED", cause()))).hasStatusOk();
            assertThat(act("finish", command("2026-03-02T02:30:00Z"))).hasStatusOk();

            assertThat(caseColumn("status")).isEqualTo("RESOLVED");
            assertThat(caseColumn("cause_code")).isEqualTo(cause());
            assertThat(bookingState()).isEqualTo("DONE");
            assertThat(jdbc.sql("select ends_at = '2026-03-02T02:30Z' from dispatch.booking where case_id = :case").param("case", caseId)
                    .query(Boolean.class).single()).as("the rest of the morning is free again").isTrue();
            assertThat(papersBack().dueAt()).as("the papers by the next working day").isEqualTo(Instant.parse("2026-03-03T09:30:00Z"));

            assertThat(act("sign", signing("沈国梁", "处理及时，恢复正常"))).hasStatusOk()
                    .bodyJson().extractingPath("$.report.hash").asString().hasSize(64);
            assertThat(papersBack().state()).as("signed on the phone they are back at once").isEqualTo(PromiseState.KEPT);

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> documents.publicOf(new Subject("case", caseId)).size() == 1);
            var stored = documents.publicOf(new Subject("case", caseId)).getFirst();
            assertThat(stored.mediaType()).isEqualTo("application/pdf");
            assertThat(textOf(documents.bytes(stored.id()))).contains("服务报告单", "西溪湿地公园管理处", "UPS电池报警，无法自检", "一组电池内阻超标",
                    "更换整组电池并做满载放电", "蓄电池", "HL-12V100AH", "已修复", "处理及时，恢复正常", "沈国梁");
            assertThat(jdbc.sql("select kind_code || ' ' || source_kind from archive.paper where project_id = :project and document_id = :document").param("project", project)
                    .param("document", stored.id()).query(String.class).single()).as("the archive of the project has it too").isEqualTo("2-01-02 report");
            assertThat(kinds()).containsSubsequence("dispatch.booked", "fieldwork.accepted", "fieldwork.set-out", "fieldwork.arrived",
                    "fieldwork.started", "fieldwork.finished", "fieldwork.signed");
        }

        @Test
        void whatIsNotFixedGoesBackToPlanning() throws Exception {
            toArrival();
            act("start", command("2026-03-02T01:30:00Z"));
            write(report("NOT_FIXED", null));
            assertThat(act("finish", command("2026-03-02T02:30:00Z"))).hasStatusOk();

            assertThat(caseColumn("status")).isEqualTo("ACTIVE");
            assertThat(caseColumn("stage")).isEqualTo("to-schedule");
            assertThat(town.dispatcher.get("/api/dispatch/board?from=%s&to=%s".formatted(NINE, ELEVEN))).bodyJson()
                    .extractingPath("$.waiting[*].serviceCase.id").asArray().containsExactly(caseId.toString());
        }

        @Test
        void aFixWithoutItsCauseIsNotFinished() throws Exception {
            toArrival();
            act("start", command("2026-03-02T01:30:00Z"));
            write(report("FIXED", null));
            assertThat(act("finish", command("2026-03-02T02:30:00Z"))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.code").isEqualTo("fieldwork.cause-missing");
        }
    }

    @Nested
    class Commands {

        @Test
        void sentTwiceAreDoneOnce() throws Exception {
            var accept = accepting("2026-03-01T08:00:00Z");
            assertThat(act("accept", accept)).hasStatusOk();
            assertThat(act("accept", accept)).hasStatusOk().bodyJson().extractingPath("$.card.status").isEqualTo("ACCEPTED");
            assertThat(act("accept", accepting("2026-03-01T08:00:00Z"))).as("another command").hasStatus(HttpStatus.CONFLICT);
            assertThat(kinds()).containsOnlyOnce("fieldwork.accepted");
        }

        @Test
        void anIdStandsForOneThingOnly() throws Exception {
            var accept = accepting("2026-03-01T08:00:00Z");
            act("accept", accept);
            assertThat(act("set-out", accept)).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.command-reused");
        }

        @Test
        void aRefusedCommandMayBeSentAgain() throws Exception {
            var start = command("2026-03-02T01:30:00Z");
            assertThat(act("start", start)).hasStatus(HttpStatus.CONFLICT);
            toArrival();
            assertThat(act("start", start)).hasStatusOk();
        }

        @Test
        void whoeverSetsOutHasAgreedToGo() {
            assertThat(act("set-out", command("2026-03-02T00:30:00Z"))).hasStatusOk();
            assertThat(kinds()).containsSubsequence("fieldwork.accepted", "fieldwork.set-out");
        }

        @Test
        void countFromWhenTheyHappenedNotFromWhenTheyArrive() throws Exception {
            toArrival();
            assertThat(jdbc.sql("select arrived_at = '2026-03-02T01:10Z' and late_minutes = 10 and distance_metres < 50 from fieldwork.visit where id = :id")
                    .param("id", visit).query(Boolean.class).single()).isTrue();
            assertThat(caseColumn("arrived_at")).startsWith("2026-03-02 ");
        }

        @Test
        void aClockThatRunsAheadCountsAsNow() throws Exception {
            assertThat(act("accept", accepting("2099-01-01T00:00:00Z"))).hasStatusOk();
            assertThat(jdbc.sql("select accepted_at < '2090-01-01' from fieldwork.visit where id = :id").param("id", visit).query(Boolean.class).single()).isTrue();
        }
    }

    @Nested
    class SomebodyElses {

        @Test
        void visitDoesNotExistForAnotherEngineerNorForAManager() throws Exception {
            var wu = town.engineer();
            assertThat(wu.get("/api/field/visits/{id}", visit)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(wu.post(accepting("2026-03-01T08:00:00Z"), "/api/field/visits/{id}/accept", visit)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(clients.with(Role.MANAGER, town.branch).post(command(NINE), "/api/field/visits/{id}/set-out", visit)).hasStatus(HttpStatus.FORBIDDEN);
        }

        @Test
        void branchSeesNeitherVisitNorReport() throws Exception {
            toArrival();
            write(report("FIXED", cause()));
            var report = jdbc.sql("select id from fieldwork.report where visit_id = :visit").param("visit", visit).query(UUID.class).single();
            var stranger = new ADispatchTown(jdbc, clients, engineers, cases).dispatcher;

            assertThat(stranger.get("/api/visits?caseId={case}", caseId)).bodyJson().extractingPath("$").asArray().isEmpty();
            assertThat(stranger.get("/api/visits/{id}", visit)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(stranger.get("/api/reports/{id}/pdf", report)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(stranger.get("/api/documents?ownerKind=visit&ownerId={id}", visit)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(town.dispatcher.get("/api/visits?caseId={case}", caseId)).bodyJson().extractingPath("$[0].reportNumber").asString().startsWith("SR-");
            assertThat(town.dispatcher.get("/api/visits/{id}", visit)).bodyJson().extractingPath("$.card.acts").asArray().isEmpty();
        }
    }

    @Nested
    class ThePlan {

        @Test
        void takesTheVisitAlongToAnotherEngineer() throws Exception {
            act("accept", accepting("2026-03-01T08:00:00Z"));
            var wu = town.engineer();
            var booking = jdbc.sql("select id, version from dispatch.booking where case_id = :case").param("case", caseId).query((row, _) ->
                    List.of(row.getString(1), row.getString(2))).single();
            assertThat(town.dispatcher.put("{\"engineerId\":\"%s\",\"startsAt\":\"%s\",\"endsAt\":\"%s\",\"note\":\"\",\"version\":%s}"
                    .formatted(wu.user, NINE, ELEVEN, booking.get(1)), "/api/dispatch/bookings/{id}", booking.get(0))).hasStatusOk();

            assertThat(zhou.get("/api/field/visits/{id}", visit)).hasStatus(HttpStatus.NOT_FOUND);
            assertThat(wu.get("/api/field/visits/{id}", visit)).hasStatusOk().bodyJson().extractingPath("$.card.status").isEqualTo("PLANNED");
        }

        @Test
        void isGivenBackWhenTheEngineerRefuses() throws Exception {
            assertThat(act("refuse", "{\"command\":\"%s\",\"at\":\"%s\",\"reason\":\"车辆故障\"}".formatted(Ids.next(), NINE))).hasStatusOk();

            assertThat(bookingState()).isEqualTo("CANCELLED");
            assertThat(caseColumn("stage")).isEqualTo("to-schedule");
            assertThat(town.dispatcher.get("/api/dispatch/board?from=%s&to=%s".formatted(NINE, ELEVEN))).bodyJson()
                    .extractingPath("$.waiting[0].dropReason").isEqualTo("车辆故障");
        }

        @Test
        void cancelsTheVisitWhenTheCaseIsCancelled() {
            cases.cancel(new CaseId(caseId), "客户自行恢复", Actor.SYSTEM);
            assertThat(jdbc.sql("select status from fieldwork.visit where id = :id").param("id", visit).query(String.class).single()).isEqualTo("CANCELLED");
        }
    }

    @Nested
    class ASignedReport {

        UUID report;

        @BeforeEach
        void signed() throws Exception {
            toArrival();
            act("start", command("2026-03-02T01:30:00Z"));
            photo("before");
            write(report("FIXED", cause()));
            act("finish", command("2026-03-02T02:30:00Z"));
            assertThat(act("sign", signing("沈国梁", ""))).hasStatusOk();
            report = jdbc.sql("select id from fieldwork.report where visit_id = :visit").param("visit", visit).query(UUID.class).single();
        }

        @Test
        void canNoLongerBeChangedInAnyWay() throws Exception {
            assertThat(write(report("FIXED", cause()))).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.report-closed");
            assertThat(act("sign", signing("别人", ""))).hasStatus(HttpStatus.CONFLICT);
            assertThat(zhou.get("/api/documents?ownerKind=visit&ownerId={id}", visit)).bodyJson().extractingPath("$.mayAttach").isEqualTo(false);
        }

        @Test
        void keepsTheHashOfItsTextOnTheTimeline() {
            record Frozen(String frozen, String hash) {}
            var row = jdbc.sql("select frozen, hash from fieldwork.report where id = :id").param("id", report).query(Frozen.class).single();
            assertThat(FieldDesk.sha256(row.frozen())).isEqualTo(row.hash());
            assertThat(jdbc.sql("select facts ->> 'hash' from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_id = :case and kind = 'fieldwork.signed'")
                    .param("case", caseId).query(String.class).single()).isEqualTo(row.hash());
        }

        @Test
        void isPrintedAsItWasSignedWhateverChangesLater() throws Exception {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> documents.publicOf(new Subject("case", caseId)).size() == 1);
            jdbc.sql("update customers.customer set name = '改名后的公司' where id = :id").param("id", town.customer).update();
            jdbc.sql("update fieldwork.report set pdf_id = null where id = :id").param("id", report).update();

            var answer = zhou.get("/api/reports/{id}/pdf", report);
            assertThat(answer).hasStatusOk().hasContentType("application/pdf");
            assertThat(textOf(answer.getResponse().getContentAsByteArray())).contains("西溪湿地公园管理处").doesNotContain("改名后的公司");
        }

        @Test
        void isPrintedInTheLayoutOfTheHouseInEnglishAndTogetherWithOthers() throws Exception {
            var house = clients.with(Role.MANAGER, town.branch);
            assertThat(house.get("/api/reports/{id}/pdf?language=EN", report)).hasStatusOk()
                    .satisfies(answer -> assertThat(textOf(answer.getResponse().getContentAsByteArray())).contains("Workdone", "Scantoverify", "西溪湿地公园管理处").doesNotContain("处理情况"));
            assertThat(house.get("/api/reports/print?ids={one}&ids={two}&language=BOTH", report, report)).hasStatusOk()
                    .satisfies(answer -> assertThat(textOf(answer.getResponse().getContentAsByteArray()).split("Workdone", -1)).hasSize(3));
            assertThat(house.get("/api/reports?words={number}&signed=true", jdbc.sql("select number from fieldwork.report where id = :id").param("id", report)
                    .query(String.class).single().toLowerCase())).bodyJson().extractingPath("$.rows[0].id").isEqualTo(report.toString());
            assertThat(house.get("/api/reports/export?format=CSV")).hasStatusOk().bodyText().contains("沈国梁");
            assertThat(house.get("/api/reports/print?" + "ids=%s&".formatted(report).repeat(51))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                    .bodyJson().extractingPath("$.code").isEqualTo("fieldwork.print-count");
        }

        @Test
        void isToldGenuineByNumberAndHashOnly() {
            record Row(String number, String hash) {}
            var row = jdbc.sql("select number, hash from fieldwork.report where id = :id").param("id", report).query(Row.class).single();
            var nobody = clients.nobody();
            assertThat(nobody.get("/api/public/report-checks/{number}/{hash}", row.number(), row.hash())).hasStatusOk()
                    .bodyJson().extractingPath("$.signer").isEqualTo("沈国梁");
            assertThat(nobody.get("/api/public/report-checks/{number}/{hash}", row.number(), "0".repeat(64))).hasStatus(HttpStatus.NOT_FOUND);
        }
    }

    @Test
    void aSignatureThatIsNoPictureIsRefusedAndNothingIsSigned() throws Exception {
        toArrival();
        act("start", command("2026-03-02T01:30:00Z"));
        write(report("FIXED", cause()));
        act("finish", command("2026-03-02T02:30:00Z"));
        assertThat(act("sign", "{\"command\":\"%s\",\"at\":\"%s\",\"name\":\"沈国梁\",\"opinion\":\"\",\"signature\":\"aGVsbG8gd29ybGQ=\"}".formatted(Ids.next(), ELEVEN)))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("fieldwork.signature-unreadable");
        assertThat(documents.of(new Subject("visit", visit))).isEmpty();
    }

    private PromiseView papersBack() {
        return promises.of(new Subject("visit", visit)).stream().filter(view -> view.code().equals("papers-back")).findFirst().orElseThrow();
    }

    private void toArrival() {
        assertThat(act("accept", accepting("2026-03-01T08:00:00Z"))).hasStatusOk();
        assertThat(act("set-out", command("2026-03-02T00:20:00Z"))).hasStatusOk();
        assertThat(act("arrive", "{\"command\":\"%s\",\"at\":\"2026-03-02T01:10:00Z\",\"lng\":120.0667,\"lat\":30.2675,\"note\":\"\"}".formatted(Ids.next())))
                .hasStatusOk();
    }

    private MvcTestResult mine(String from, String to) {
        return zhou.get("/api/field/visits?from={from}&to={to}", from, to);
    }

    private MvcTestResult act(String act, String body) {
        return zhou.post(body, "/api/field/visits/{id}/" + act, visit);
    }

    private MvcTestResult write(String body) {
        return zhou.put(body, "/api/field/visits/{id}/report", visit);
    }

    private void photo(String section) throws IOException {
        documents.store(new Subject("visit", visit), section, section + ".png", picture(640, 480, section.equals("before") ? Color.GRAY : Color.GREEN),
                Document.Visibility.PUBLIC, new Actor(zhou.user, "ENGINEER"));
    }

    private static String accepting(String at) {
        return "{\"command\":\"%s\",\"at\":\"%s\",\"plannedStart\":\"%s\"}".formatted(Ids.next(), at, NINE);
    }

    private static String command(String at) {
        return "{\"command\":\"%s\",\"at\":\"%s\"}".formatted(Ids.next(), at);
    }

    private static String report(String outcome, String cause) {
        return """
                {"command": "%s", "at": "2026-03-02T02:20:00Z", "finding": "一组电池内阻超标，其中两节鼓包", "cause": %s, "responsibility": null,
                 "action": "更换整组电池并做满载放电 30 分钟，自检通过", "advice": "每季度做一次放电试验",
                 "parts": [{"move": "USED", "name": "蓄电池", "model": "HL-12V100AH", "quantity": "8", "serial": "B2026030211"},
                           {"move": "REMOVED", "name": "蓄电池", "model": "HL-12V100AH", "quantity": "8", "serial": ""}],
                 "workMinutes": 60, "outcome": "%s"}
                """.formatted(Ids.next(), cause == null ? "null" : "\"" + cause + "\"", outcome);
    }

    private static String signing(String name, String opinion) throws IOException {
        return "{\"command\":\"%s\",\"at\":\"%s\",\"name\":\"%s\",\"opinion\":\"%s\",\"signature\":\"%s\"}".formatted(Ids.next(), ELEVEN, name, opinion,
                Base64.getEncoder().encodeToString(picture(400, 160, Color.BLACK)));
    }

    private String cause() {
        return jdbc.sql("select code from cases.fault_code where dimension = 'CAUSE' order by code limit 1").query(String.class).single();
    }

    private String caseColumn(String column) {
        return jdbc.sql("select cast(" + column + " as text) from cases.service_case where id = :id").param("id", caseId).query(String.class).single();
    }

    private String bookingState() {
        return jdbc.sql("select state from dispatch.booking where case_id = :case").param("case", caseId).query(String.class).single();
    }

    private List<String> kinds() {
        return jdbc.sql("select e.kind from timeline.entry e join timeline.entry_subject s on s.entry_id = e.id where s.subject_kind = 'case' and s.subject_id = :case order by e.id")
                .param("case", caseId).query(String.class).list();
    }

    static byte[] picture(int width, int height, Color colour) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.setColor(colour);
        pen.fillOval(width / 4, height / 4, width / 2, height / 2);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static String textOf(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC).replaceAll("[\\s\\u00a0]", "")
                    .replace(',', '，');
        }
    }
}
