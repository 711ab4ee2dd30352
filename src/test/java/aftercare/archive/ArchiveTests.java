package aftercare.archive;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.documents.Samples;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.platform.Sheets;
import java.io.IOException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class ArchiveTests {

    private static final String CONTRACT = "1-01-04";
    private static final String CALL_BACK = "2-05-01";

    @Autowired Client.Clients clients;
    @Autowired ArchiveDesk desk;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    UUID branch;
    UUID project;
    Client manager;

    @BeforeEach
    void aProject() {
        branch = new SomebodyElse(jdbc).branch("厦门分公司");
        manager = clients.with(Role.MANAGER, branch);
        project = aProject("软件园三期门禁");
    }

    @Test
    void isThereFromTheDayOfTheProjectAndSaysWhatIsMissing() {
        var view = view();
        assertThat(view.get("number").asString()).startsWith("P-");
        assertThat(view.get("papers").asInt()).isZero();
        assertThat(view.get("present").asInt()).isZero();
        assertThat(view.get("sections")).hasSize(12);
        assertThat(StreamSupport.stream(view.get("sections").spliterator(), false).mapToInt(section -> section.get("kinds").size()).sum()).isEqualTo(68);
        assertThat(list("?incomplete=true")).contains(project.toString());

        for (var section : view.get("sections")) {
            for (var kind : section.get("kinds")) {
                if (kind.get("required").asBoolean()) {
                    file(kind.get("code").asString(), kind.get("name").asString(), "2026-03-02");
                }
            }
        }
        assertThat(view().get("present").asInt()).isEqualTo(view.get("required").asInt());
        assertThat(list("?incomplete=true")).doesNotContain(project.toString());
        assertThat(list("")).contains(project.toString());
    }

    @Test
    void isFoundByTheNamesOfItsPapers() {
        var word = "回访" + project.toString().substring(24);
        file(CALL_BACK, "第三季度 " + word, "2026-03-02");
        assertThat(list("?words=" + word)).containsExactly(project.toString());
        assertThat(ok(manager.get("/api/archives?words={w}", word)).at("/rows/0/hits/0").asString()).endsWith(word);
    }

    @Test
    void papersStandInTheOrderOfTheirDatesAndAreFoundByTheirPlace() {
        var later = file(CONTRACT, "补签合同", "2026-05-01");
        var first = file(CONTRACT, "项目合同", "2026-02-01");
        var callBack = file(CALL_BACK, "回访", "2026-04-01");
        assertThat(papers("")).containsExactly(later, callBack, first);
        assertThat(papers("1")).containsExactly(later, first);
        assertThat(papers("2-05")).containsExactly(callBack);
        assertThat(papers("1-01-04&words=补签")).containsExactly(later);
        assertThat(papers("&important=true")).containsExactly(later, first);
    }

    @Test
    void sentTwiceAPaperIsKeptOnce() {
        var id = Ids.next();
        for (int i = 0; i < 2; i++) {
            assertThat(manager.upload("合同.pdf", Samples.text("%PDF-1.7 a"), "/api/archives/{p}/papers?id={id}&kind=1-01-04&name=合同&dated=2026-03-02", project, id)).hasStatus(204);
        }
        assertThat(papers("")).containsExactly(id.toString());
    }

    @Test
    void anEarlierVersionStaysAndCanBeOpened() {
        var id = file(CONTRACT, "项目合同", "2026-03-02");
        assertThat(manager.upload("合同 修订.pdf", Samples.text("%PDF-1.7 two"), "/api/archives/papers/{id}/versions", id)).hasStatus(204);

        var versions = ok(manager.get("/api/archives/papers/{id}/versions", id));
        assertThat(versions).hasSize(2);
        assertThat(versions.at("/0/fileName").asString()).isEqualTo("合同 修订.pdf");
        assertThat(manager.get("/api/archives/papers/{id}/content", id)).bodyText().endsWith("two");
        assertThat(manager.get("/api/archives/papers/{id}/content?document={d}", id, versions.at("/1/document").asString())).bodyText().endsWith("one");
        assertThat(paper(id).get("versions").asInt()).isEqualTo(2);
    }

    @Test
    void anOriginalOnAShelfNeedsNoFile() {
        var id = Ids.next();
        var file = "/api/archives/{p}/papers?id={id}&kind=1-06-03&name=账号密码&dated=2026-03-02&shelf=";
        assertThat(manager.post("{}", file, project, id)).as("neither file nor shelf").hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("archive.paper-nowhere");
        assertThat(manager.post("{}", file + "B 柜 2 层", project, id)).hasStatus(204);
        assertThat(manager.put(json(body("1-06-03", "账号密码", "2026-03-02", "", 0)), "/api/archives/papers/{id}", id)).as("taken off its shelf").hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("archive.paper-nowhere");
        assertThat(manager.upload("密封件.pdf", Samples.text("%PDF-1.7 a"), "/api/archives/papers/{id}/versions", id)).hasStatus(204);
        assertThat(paper(id.toString()).get("versions").asInt()).isEqualTo(1);
    }

    @Test
    void movedToAnotherKindAPaperIsKeptLongerButNeverShorter() {
        var id = file("1-01-01", "招标文件", "2026-03-02");
        assertThat(paper(id).get("retentionUntil").asString()).isEqualTo("2036-03-02");
        move(id, "2-05-01");
        assertThat(paper(id).get("retentionUntil").asString()).as("five years would be shorter").isEqualTo("2036-03-02");
        move(id, CONTRACT);
        assertThat(paper(id).get("retentionUntil").isNull()).as("for good").isTrue();
        move(id, "2-05-01");
        assertThat(paper(id).get("retentionUntil").isNull()).isTrue();
    }

    @Test
    void isNotRemovedBeforeItsTime() {
        var kept = file(CALL_BACK, "回访", LocalDate.now().minusYears(4).toString());
        assertThat(remove(manager, kept)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("archive.kept-longer");
        var forGood = file(CONTRACT, "合同", "1999-03-02");
        assertThat(remove(manager, forGood)).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("archive.kept-for-good");

        var old = file(CALL_BACK, "旧回访", "2001-03-02");
        assertThat(paper(old).get("retentionOver").asBoolean()).isTrue();
        assertThat(remove(clients.with(Role.AGENT, branch), old)).hasStatus(403);
        assertThat(remove(manager, old)).hasStatus(204);
        assertThat(papers("2-05")).doesNotContain(old).contains(kept);
        assertThat(jdbc.sql("select removed_because from archive.paper where id = cast(:id as uuid)").param("id", old).query(String.class).single()).isEqualTo("保管期已满");
    }

    @Test
    void whatTheProductMadeIsFiledOnceAndStaysAsItIs() {
        var filing = new ArchiveDesk.Filing(project, "1-06-01", "项目移交单", LocalDate.of(2026, 3, 2), Subject.of("handover", Ids.next()));
        for (int i = 0; i < 2; i++) {
            transaction.executeWithoutResult(_ -> desk.file(filing, "移交单.pdf", Samples.text("%PDF-1.7 a")));
        }
        assertThat(papers("1-06")).hasSize(1);
        assertThat(desk.kindsPresent(project)).containsExactly("1-06-01");
        assertThat(manager.upload("x.pdf", Samples.text("%PDF-1.7 b"), "/api/archives/papers/{id}/versions", papers("1-06").getFirst())).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("archive.made-by-product");
    }

    @Test
    void aNewProjectsArchiveIsSeenInItsBranchOnly() {
        var id = file(CONTRACT, "项目合同", "2026-03-02");
        var stranger = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("福州分公司"));
        assertThat(stranger.get("/api/archives/{id}", project)).hasStatus(404);
        assertThat(stranger.get("/api/archives/papers/{id}/content", id)).hasStatus(404);
        assertThat(stranger.upload("x.pdf", Samples.text("%PDF-1.7 b"), "/api/archives/papers/{id}/versions", id)).hasStatus(404);
        var engineer = clients.with(Role.ENGINEER, branch);
        assertThat(engineer.get("/api/archives/papers/{id}/content", id)).hasStatusOk();
        assertThat(engineer.upload("x.pdf", Samples.text("%PDF-1.7 b"), "/api/archives/papers/{id}/versions", id)).hasStatus(403);
        var document = ok(manager.get("/api/archives/papers/{id}/versions", id)).at("/0/document").asString();
        assertThat(manager.delete("/api/documents/{id}", document)).as("no way around the archive").hasStatus(403);
    }

    @Test
    void theIndexNamesWhatIsThereAndWhatIsMissing() throws IOException {
        file(CONTRACT, "软件园三期项目合同", "2026-03-02");
        var pdf = manager.get("/api/archives/{id}/index?format=PDF", project);
        assertThat(pdf).hasStatusOk();
        try (var document = Loader.loadPDF(pdf.getResponse().getContentAsByteArray())) {
            var text = Normalizer.normalize(new PDFTextStripper().getText(document), Normalizer.Form.NFKC).replaceAll("\\s", "");
            assertThat(text).contains("项目档案目录", "软件园三期项目合同", "永久", "竣工图缺", "必备资料15种,已有1种");
        }
        var rows = Sheets.read(manager.get("/api/archives/{id}/index?format=XLSX&language=en", project).getResponse().getContentAsByteArray(), 1000);
        assertThat(rows.getFirst().text(3)).isEqualTo("Kind of paper");
        assertThat(rows).anyMatch(row -> row.text(3).equals("As-built drawings") && row.text(4).equals("missing"));
        assertThat(rows).anyMatch(row -> row.text(2).equals(CONTRACT) && row.text(4).equals("软件园三期项目合同"));
    }

    // ---- Helpers ------------------------------------------------------------------------------------------------------------

    private UUID aProject(String name) {
        var customer = new SomebodyElse(jdbc).customer(branch, "信息集团 " + branch);
        return UUID.fromString(ok(manager.post(json(Map.of("name", name, "customerId", customer, "branchId", branch, "warrantyMonths", 24, "version", 0)), "/api/projects"))
                .get("id").asString());
    }

    private String file(String kind, String name, String dated) {
        var id = Ids.next();
        assertThat(manager.upload(name + ".pdf", Samples.text("%PDF-1.7 one"), "/api/archives/{p}/papers?id={id}&kind={k}&name={n}&dated={d}&important={i}", project, id, kind,
                name, dated, kind.equals(CONTRACT))).hasStatus(204);
        return id.toString();
    }

    private static Map<String, Object> body(String kind, String name, String dated, String shelf, int version) {
        return Map.of("kind", kind, "name", name, "dated", dated, "important", false, "note", "", "shelf", shelf, "version", version);
    }

    private void move(String id, String kind) {
        var paper = paper(id);
        assertThat(manager.put(json(body(kind, paper.get("name").asString(), paper.get("dated").asString(), "", paper.get("version").asInt())), "/api/archives/papers/{id}", id))
                .hasStatus(204);
    }

    private MvcTestResult remove(Client client, String id) {
        return client.post(json(Map.of("reason", "保管期已满", "version", paper(id).get("version").asInt())), "/api/archives/papers/{id}/remove", id);
    }

    private JsonNode paper(String id) {
        return StreamSupport.stream(ok(manager.get("/api/archives/{id}/papers", project)).get("rows").spliterator(), false)
                .filter(row -> row.get("id").asString().equals(id)).findFirst().orElseThrow();
    }

    private List<String> papers(String at) {
        return ids(ok(manager.get("/api/archives/" + project + "/papers?at=" + at)));
    }

    private List<String> list(String query) {
        return ids(ok(manager.get("/api/archives" + query)));
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.get("rows").spliterator(), false).map(row -> row.get("id").asString()).toList();
    }

    private JsonNode view() {
        return ok(manager.get("/api/archives/{id}", project));
    }

    private String json(Object value) {
        return json.writeValueAsString(value);
    }

    private JsonNode ok(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
