package aftercare.intake;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.identity.Role;
import aftercare.imports.AnImport;
import aftercare.imports.TimeForm;
import aftercare.imports.TimeForm.Read;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class CaseImportTests {

    private static final String NEW_YORK = "America/New_York";

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    ACaseTown town;
    Client manager;
    /** Another system for each test, so that none has brought in the cases of another. */
    String source;

    @BeforeEach
    void aTown() {
        town = new ACaseTown(jdbc);
        manager = clients.with(Role.MANAGER, town.branch);
        source = "311 " + town.branch.toString().substring(24);
    }

    @Nested
    class AFile {

        @Test
        void isLookedAtBeforeAnythingIsChanged() throws IOException {
            var file = upload(sample());

            assertThat(file.view().get("rows").asInt()).isEqualTo(40);
            assertThat(file.held()).containsEntry("unique_key", "reference").containsEntry("created_date", "openedAt").containsEntry("closed_date", "closedAt")
                    .containsEntry("status", "status").containsEntry("complaint_type", "subject").containsEntry("descriptor", "subject");
            assertThat(file.file().get("forms").valueStream().map(JsonNode::asString)).containsExactly("YMD");

            file.check(settings(file, NEW_YORK, Map.of()));
            assertThat(file.errors()).isEmpty();
            assertThat(file.view().get("good").asInt()).isEqualTo(40);
            assertThat(file.remarks()).isNotEmpty().allSatisfy(remark -> assertThat(remark).endsWith("closedAt CLOSING_IGNORED"));
            assertThat(count()).isZero();
        }

        @Test
        void isTakenOverWholeWithTheTimesOfItsZoneAndCanBeTakenBack() throws IOException {
            var file = upload(sample());
            assertThat(file.check(settings(file, NEW_YORK, Map.of())).write(false).view().get("made").get("case").asInt()).isEqualTo(40);

            provenAgainst(sample(), NEW_YORK);
            assertThat(file.post("write", "{\"goodRowsOnly\":false}")).hasStatus(HttpStatus.CONFLICT);

            assertThat(file.undo().state()).isEqualTo("UNDONE");
            assertThat(count()).isZero();
            assertThat(jdbc.sql("select count(*) from intake.imported_case where source = :source").param("source", source).query(Long.class).single()).isZero();
        }

        @Test
        void broughtAgainBringsNothingTwice() throws IOException {
            var first = upload(sample());
            first.check(settings(first, NEW_YORK, Map.of())).write(false);
            var again = upload(sample());
            assertThat(again.settings().get("options").get("source").asString()).as("remembered with the headings").isEqualTo(source);

            again.check(settings(again, NEW_YORK, Map.of()));
            assertThat(again.view().get("good").asInt()).isZero();
            assertThat(again.errors()).hasSize(40).allSatisfy(error -> assertThat(error).endsWith("reference KNOWN_ALREADY"));
            assertThat(again.post("write", "{\"goodRowsOnly\":true}")).hasStatus(HttpStatus.CONFLICT);
            assertThat(count()).isEqualTo(40);
        }

        @Test
        void somethingHappenedToSinceIsNotTakenBack() throws IOException {
            var file = upload(sample());
            file.check(settings(file, NEW_YORK, Map.of())).write(false);
            jdbc.sql("update cases.service_case set version = 1 where id = (select case_id from intake.imported_case where source = :source limit 1)").param("source", source).update();

            assertThat(file.undo().view().get("stopped").get("code").asString()).isEqualTo("imports.changed-since");
            assertThat(count()).isEqualTo(40);
        }

        @Test
        void withMistakesChangesNothingAndSaysWhereTheyAre() {
            var file = upload("""
                    单号,报修时间,问题,状态,关闭时间,级别,客户
                    A-1,2026-03-02 08:30,读卡器不识别,已关闭,2026-03-02 10:00,二级,苏州恒达制造有限公司
                    A-1,2026-03-02 09:30,重复的单号,处理中,,三级,
                    A-3,2026-02-30 08:30,日期不存在,处理中,,三级,
                    A-4,2026-03-02 08:30,,处理中,,三级,
                    A-5,2026-03-02 08:30,没有关闭时间,已关闭,,三级,
                    A-6,2026-03-02 08:30,状态不认识,扯皮中,,三级,
                    A-7,2026-03-02 08:30,级别不认识,处理中,,九级,
                    A-8,2099-03-02 08:30,未来的报修,处理中,,三级,
                    A-9,2026-03-02 08:30,不认识的客户,处理中,,三级,没有这家公司
                    A-10,2026-03-02 08:30,关闭早于受理,已关闭,1900-01-01 00:00,三级,
                    """.getBytes(Charset.forName("GB18030")));

            file.check(settings(file, "Asia/Shanghai", Map.of()));
            assertThat(file.errors()).containsExactly("3 reference TWICE_IN_FILE", "4 openedAt BAD_TIME", "5 subject REQUIRED", "6 closedAt CLOSED_WITHOUT_TIME",
                    "7 status UNKNOWN_WORD", "8 severity SEVERITY_UNKNOWN", "9 openedAt IN_FUTURE");
            assertThat(file.remarks()).contains("10 customer CUSTOMER_NOT_FOUND", "11 closedAt CLOSED_BEFORE_OPENED");

            assertThat(file.post("write", "{\"goodRowsOnly\":false}")).hasStatus(HttpStatus.CONFLICT).bodyJson().extractingPath("$.facts.bad").isEqualTo(7);
            assertThat(count()).isZero();

            file.check(settings(file, "Asia/Shanghai", Map.of("扯皮中", "WAITING")));
            assertThat(file.view().get("good").asInt()).isEqualTo(4);
        }

        private long count() {
            return jdbc.sql("select count(*) from cases.service_case where branch_id = :branch").param("branch", town.branch).query(Long.class).single();
        }
    }

    /** The whole file of real requests: every one is kept, and every time is the moment it was in New York. */
    @Test
    @Tag("proof")
    void aThousandRealRequestsAreAllKeptAndTheirTimesAreRight() throws IOException {
        var file = Files.readAllBytes(Path.of(System.getProperty("aftercare.data"), "requests_nyc311", "nyc311_2012_1000.csv"));
        var brought = upload(file);

        assertThat(brought.check(settings(brought, NEW_YORK, Map.of())).write(false).view().get("made").get("case").asInt()).isEqualTo(1000);
        provenAgainst(file, NEW_YORK);
    }

    @ParameterizedTest
    @CsvSource({
            "YMD, 2026-03-02T08:30:15.250, 2026-03-02T00:30:15.250Z", "YMD, 2026/3/2 8:30, 2026-03-02T00:30:00Z", "YMD, 2026年3月2日, 2026-03-01T16:00:00Z",
            "YMD, 2026-03-02 08:30:00+02:00, 2026-03-02T06:30:00Z", "YMD, 2026-03-02T08:30:00Z, 2026-03-02T08:30:00Z",
            "DMY, 2/3/2026 08:30, 2026-03-02T00:30:00Z", "MDY, 3/2/2026 8:30 PM, 2026-03-02T12:30:00Z", "MDY, 3/2/2026 12:05 AM, 2026-03-01T16:05:00Z",
            "YMD, 2026-3-2 下午 1:05, 2026-03-02T05:05:00Z"})
    void timesAreReadAsTheFileWritesThem(TimeForm form, String text, Instant expected) {
        assertThat(form.read(text, ZoneId.of("Asia/Shanghai"))).isEqualTo(new Read(expected, false, false));
    }

    @ParameterizedTest
    @CsvSource({"YMD, 2026-02-30 08:00", "YMD, 2026-03-02 25:00", "DMY, 2026-03-02", "MDY, 13/2/2026", "YMD, yesterday", "YMD, 26-03-02", "MDY, 3/2/2026 13:00 AM"})
    void whatIsNoTimeIsNotTakenForOne(TimeForm form, String text) {
        assertThat(form.read(text, ZoneId.of("Asia/Shanghai")).at()).isNull();
    }

    @Test
    void anHourThatTheClocksSkippedOrShowedTwiceIsKnownAsSuch() {
        var newYork = ZoneId.of(NEW_YORK);
        assertThat(TimeForm.YMD.read("2012-03-11 02:30", newYork)).isEqualTo(new Read(null, true, false));
        assertThat(TimeForm.YMD.read("2012-11-04 01:30", newYork)).isEqualTo(new Read(Instant.parse("2012-11-04T05:30:00Z"), false, true));
    }

    /** Reads the file once more, on another way, and compares every row with what was kept of it. */
    private void provenAgainst(byte[] file, String zone) throws IOException {
        var kept = new LinkedHashMap<String, Map<String, Object>>();
        jdbc.sql("""
                select i.reference, c.*, convert_from(r.raw, 'UTF8') as raw from intake.imported_case i join cases.service_case c on c.id = i.case_id
                  join intake.report r on r.case_id = c.id where i.source = :source
                """).param("source", source).query().listOfRows().forEach(row -> kept.put((String) row.get("reference"), row));
        var records = records(file);
        assertThat(kept).hasSameSizeAs(records);
        for (var record : records) {
            var row = kept.get(record.get("unique_key"));
            assertThat(at(row.get("opened_at"))).as(record.toString()).isEqualTo(at(record.get("created_date"), zone));
            assertThat(row.get("subject")).isEqualTo(record.get("complaint_type") + (record.get("descriptor").isEmpty() || record.get("descriptor").equals(record.get("complaint_type"))
                    ? "" : " · " + record.get("descriptor")));
            var status = Map.of("Closed", "CLOSED", "Pending", "WAITING", "Assigned", "ACTIVE", "Open", "NEW").get(record.get("status"));
            assertThat(row.get("status")).isEqualTo(status);
            if (status.equals("CLOSED")) {
                var opened = at(record.get("created_date"), zone);
                var closed = at(record.get("closed_date"), zone);
                assertThat(at(row.get("closed_at"))).isEqualTo(closed.isBefore(opened) ? opened : closed);
                assertThat(row.get("resolution")).isEqualTo(record.get("resolution_description"));
            }
            var raw = json.readValue((String) row.get("raw"), Map.class);
            assertThat(record.toMap()).as("every cell is kept as it came").allSatisfy((heading, text) -> assertThat(raw.get(heading)).isEqualTo(text));
        }
    }

    private static List<CSVRecord> records(byte[] file) throws IOException {
        try (var parser = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(new StringReader(new String(file, StandardCharsets.UTF_8)))) {
            return StreamSupport.stream(parser.spliterator(), false).toList();
        }
    }

    private static Instant at(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    private static Instant at(Object column) {
        return column instanceof OffsetDateTime at ? at.toInstant() : ((java.sql.Timestamp) column).toInstant();
    }

    private byte[] sample() throws IOException {
        try (var in = CaseImportTests.class.getResourceAsStream("/aftercare/intake/nyc311-sample.csv")) {
            return in.readAllBytes();
        }
    }

    private AnImport upload(byte[] file) {
        return AnImport.of(manager, json, "cases", "requests.csv", file);
    }

    /** As the columns were recognised. */
    private JsonNode settings(AnImport file, String zone, Map<String, String> statuses) {
        return file.settings(Map.of("source", source, "zone", zone, "form", "YMD", "branch", town.branch.toString()), Map.of("status", statuses));
    }
}
