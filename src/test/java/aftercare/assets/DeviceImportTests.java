package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.NaughtyStrings;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.platform.Sheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class DeviceImportTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    AnAssetTown town;

    @BeforeEach
    void aTownOfItsOwn() {
        town = new AnAssetTown(jdbc, clients, json);
    }

    @Test
    void theTemplateIsUnderstoodInEveryLanguage() {
        for (var language : List.of("zh-CN", "zh-TW", "en")) {
            var answer = town.agent.get("/api/device-imports/template?language={language}", language);
            assertThat(answer).hasStatusOk();
            var headings = Sheets.read(answer.getResponse().getContentAsByteArray(), 10).getFirst().cells();
            assertThat(headings.stream().map(ImportField::recognised)).as(language).allSatisfy(field -> assertThat(field).isPresent())
                    .doesNotHaveDuplicates().hasSize(ImportField.values().length);
        }
    }

    @ParameterizedTest
    @CsvSource({"客户名称, CUSTOMER", "用户单位（必填）, CUSTOMER", "产 品 型 号*, MODEL", "S/N, SERIAL", "Serial No., SERIAL", "SERIAL NUMBER, SERIAL", "出厂编号, SERIAL",
            "验收合格日期, ACCEPTED", "质保期（月）, MONTHS", "質保月數, MONTHS", "Warranty Months, MONTHS", "安裝位置, LOCATION", "品牌, MAKER"})
    void aColumnIsRecognisedByWhatPeopleCallIt(String heading, ImportField field) {
        assertThat(ImportField.recognised(heading.replace(".", ""))).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void aGoodListBecomesDevices(String charset) {
        var project = town.project("西溪二期", 24);
        town.accept(project, "2026-03-02", 24);
        var csv = """
                设备清单,,,,,,,,,
                客户名称,产品型号,序列号,设备名称,项目,现场,所在地区,安装位置,验收日期,质保期
                %1$s,%2$s,SN-A,一号 UPS,西溪二期,游客中心,浙江杭州西湖,地下一层,,
                %1$s,%2$s,SN-B,,,游客中心,浙江杭州西湖,二层,2024年3月15日,2年
                """.formatted(town.customerName(), town.model);

        var id = upload(csv.getBytes(Charset.forName(charset)), "清单.csv");
        var check = check(id);
        assertThat(check.get("problems")).isEmpty();
        assertThat(check.get("good").asInt()).isEqualTo(2);
        assertThat(check.get("newSites").asInt()).isEqualTo(1);
        var done = confirm(id, false);

        assertThat(done.get("state").asString()).isEqualTo("DONE");
        assertThat(done.get("imported").asInt()).isEqualTo(2);
        assertThat(jdbc.sql("""
                select d.serial, d.name, d.accepted_on, d.warranty_until - 1, s.name, s.region_code
                  from assets.device d join customers.site s on s.id = d.site_id where d.import_id = :id order by d.serial
                """).param("id", id).query((row, _) -> row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3) + "|" + row.getString(4)
                + "|" + row.getString(5) + "|" + row.getString(6)).list())
                .containsExactly("SN-A|一号 UPS|2026-03-02|2028-03-02|游客中心|330106", "SN-B||2024-03-15|2026-03-15|游客中心|330106");
        assertThat(jdbc.sql("select content is null from assets.device_import where id = :id").param("id", id).query(Boolean.class).single()).isTrue();
    }

    @Test
    void aWorkbookWithDatesAsDatesIsUnderstood() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("设备");
            var headings = List.of("客户", "型号", "序列号", "验收日期", "质保月数");
            for (int i = 0; i < headings.size(); i++) {
                sheet.value(0, i, headings.get(i));
            }
            sheet.value(1, 0, town.customerName());
            sheet.value(1, 1, town.model);
            sheet.value(1, 2, 20240117L);
            sheet.value(1, 3, java.time.LocalDate.of(2024, 2, 29));
            sheet.style(1, 3).format("yyyy/m/d").set();
            sheet.value(1, 4, 12);
        }

        var id = upload(out.toByteArray(), "设备.xlsx");
        assertThat(check(id).get("problems")).isEmpty();
        confirm(id, false);

        assertThat(jdbc.sql("select serial || '|' || accepted_on || '|' || (warranty_until - 1) from assets.device where import_id = :id").param("id", id)
                .query(String.class).single()).isEqualTo("20240117|2024-02-29|2025-02-28");
    }

    @Test
    void everyDirtyCellIsNamedWithItsRowAndAReason() {
        town.device("SN-EXISTS");
        new SomebodyElse(jdbc).customer(town.branch, "同名公司");
        new SomebodyElse(jdbc).customer(town.branch, "同名公司");
        new SomebodyElse(jdbc).customer(new SomebodyElse(jdbc).branch("别处"), "别处的客户" + town.branch);
        var csv = """
                客户,型号,序列号,设备名称,项目,现场,所在地区,验收日期,安装日期,质保月数,状态
                %1$s,%2$s,SN-OK,,,,,,,,
                ,%2$s,SN-1,,,,,,,,
                没有的客户,%2$s,SN-2,,,,,,,,
                同名公司,%2$s,SN-3,,,,,,,,
                别处的客户%3$s,%2$s,SN-4,,,,,,,,
                %1$s,没有的型号,SN-5,,,,,,,,
                %1$s,%2$s,,,,,,,,,
                %1$s,%2$s,SN-OK,,,,,,,,
                %1$s,%2$s,SN-EXISTS,,,,,,,,
                %1$s,%2$s,SN-6,=cmd|'/c calc'!A1,,,,,,,
                %1$s,%2$s,SN-7,%4$s,,,,,,,
                %1$s,%2$s,SN-8,,没有的项目,,,,,,
                %1$s,%2$s,SN-9,,,某处,火星市,,,,
                %1$s,%2$s,SN-10,,,某处,朝阳,,,,
                %1$s,%2$s,SN-11,,,,,2024-02-30,,,
                %1$s,%2$s,SN-12,,,,,,03/05/2024,,
                %1$s,%2$s,SN-13,,,,,1066-10-14,,,
                %1$s,%2$s,SN-14,,,,,,,很久,
                %1$s,%2$s,SN-15,,,,,,,,坏了
                """.formatted(town.customerName(), town.model, town.branch, "名".repeat(201));
        var id = upload(csv.getBytes(StandardCharsets.UTF_8), "脏数据.csv");

        var check = check(id);

        assertThat(check.get("problems").valueStream().map(problem -> problem.get("row").asInt() + " " + problem.get("field").asString() + " "
                + problem.get("code").asString())).containsExactly(
                "3 CUSTOMER REQUIRED", "4 CUSTOMER UNKNOWN_CUSTOMER", "5 CUSTOMER SEVERAL_CUSTOMERS", "6 CUSTOMER UNKNOWN_CUSTOMER",
                "7 MODEL UNKNOWN_PRODUCT", "8 SERIAL REQUIRED", "9 SERIAL TWICE_IN_FILE", "10 SERIAL EXISTS", "11 NAME FORMULA", "12 NAME TOO_LONG",
                "13 PROJECT UNKNOWN_PROJECT", "14 REGION UNKNOWN_REGION", "15 REGION SEVERAL_REGIONS", "16 ACCEPTED BAD_DATE",
                "17 INSTALLED AMBIGUOUS_DATE", "18 ACCEPTED STRANGE_DATE", "19 MONTHS BAD_MONTHS", "20 STATE BAD_STATE");
        assertThat(check.get("good").asInt()).isEqualTo(1);
        assertThat(check.get("bad").asInt()).isEqualTo(18);

        assertThat(town.agent.post("{\"goodRowsOnly\":false}", "/api/device-imports/{id}/confirm", id)).hasStatus(409)
                .bodyJson().extractingPath("$.facts.bad").isEqualTo(18);
        assertThat(imported(id)).as("all or nothing: nothing").isZero();

        var answer = town.agent.get("/api/device-imports/{id}/problems?format=XLSX", id);
        assertThat(answer).hasStatusOk();
        var rows = Sheets.read(answer.getResponse().getContentAsByteArray(), 100);
        assertThat(rows).hasSize(19);
        assertThat(rows.get(7).text(11)).isEqualTo("9");
        assertThat(rows.get(7).text(12)).isEqualTo("序列号：与第 2 行的序列号重复");

        assertThat(confirm(id, true).get("imported").asInt()).isEqualTo(1);
        assertThat(imported(id)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"24, 24", "24个月, 24", "2年, 24", "1.5年, 18", "两年, 24", "一年半, 18", "3 years, 36", "0, 0", "120月, 120"})
    void aTermIsUnderstoodHoweverItIsWritten(String written, int months) {
        var id = upload("客户,型号,序列号,质保\n%s,%s,SN-1,%s\n".formatted(town.customerName(), town.model, written).getBytes(StandardCharsets.UTF_8), "a.csv");
        confirm(id, false);

        assertThat(jdbc.sql("select warranty_months from assets.device where import_id = :id").param("id", id).query(Integer.class).single()).isEqualTo(months);
    }

    @Test
    void aColumnThatWasNotRecognisedIsPointedOutByHand() {
        var id = upload("甲,乙,丙\n%s,%s,SN-1\n".formatted(town.customerName(), town.model).getBytes(StandardCharsets.UTF_8), "a.csv");

        assertThat(texts(town.body(town.agent.get("/api/device-imports/{id}", id)).get("columns"), "heading")).containsExactly("甲", "乙", "丙");
        assertThat(check(id, "[]").get("missing").toString()).isEqualTo("[\"CUSTOMER\",\"MODEL\",\"SERIAL\"]");
        var checked = check(id, "[{\"index\":0,\"field\":\"CUSTOMER\"},{\"index\":1,\"field\":\"MODEL\"},{\"index\":2,\"field\":\"SERIAL\"}]");
        assertThat(checked.get("good").asInt()).isEqualTo(1);
        assertThat(town.agent.post("{\"columns\":[{\"index\":9,\"field\":\"SERIAL\"}]}", "/api/device-imports/{id}/check", id)).hasStatus(422);
        assertThat(confirm(id, false).get("imported").asInt()).isEqualTo(1);
    }

    @Test
    void anImportBelongsToWhoeverBroughtTheFileAndHappensOnce() {
        var id = upload("客户,型号,序列号\n%s,%s,SN-1\n".formatted(town.customerName(), town.model).getBytes(StandardCharsets.UTF_8), "a.csv");
        var colleague = clients.with(Role.MANAGER, town.branch);

        assertThat(colleague.get("/api/device-imports/{id}", id)).hasStatus(404);
        assertThat(colleague.post("{\"goodRowsOnly\":true}", "/api/device-imports/{id}/confirm", id)).hasStatus(404);
        confirm(id, false);
        assertThat(town.agent.post("{\"goodRowsOnly\":true}", "/api/device-imports/{id}/confirm", id)).hasStatus(409)
                .bodyJson().extractingPath("$.code").isEqualTo("assets.import-over");
    }

    @Test
    void aFileGivenUpIsKeptNoLonger() {
        var id = upload("客户,型号,序列号\n%s,%s,SN-1\n".formatted(town.customerName(), town.model).getBytes(StandardCharsets.UTF_8), "a.csv");

        assertThat(town.agent.delete("/api/device-imports/{id}", id)).hasStatus(204);

        assertThat(jdbc.sql("select state || coalesce(cast(length(content) as text), '') from assets.device_import where id = :id").param("id", id)
                .query(String.class).single()).isEqualTo("GIVEN_UP");
    }

    @Test
    void whatIsNoTableIsRefusedWithAReason() {
        assertThat(send(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, "a.xls")).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("platform.sheet-old-excel");
        assertThat(send("客户,型号,序列号\n".getBytes(StandardCharsets.UTF_8), "a.csv")).hasStatus(422)
                .bodyJson().extractingPath("$.code").isEqualTo("assets.import-empty");
        assertThat(send(new byte[0], "a.csv")).hasStatus(422);
    }

    @ParameterizedTest
    @EnumSource
    void whatPeopleTypeIsImportedUnchanged(Sheets.Format format) {
        var texts = NaughtyStrings.filled(100).map(String::strip).filter(text -> !text.isBlank() && text.chars().noneMatch(c -> c < 0x20 || c == 0xFFFE || c == 0xFFFF))
                .distinct().toList();
        var out = new ByteArrayOutputStream();
        try (var sheet = Sheets.write(out, format, "x", List.of("客户", "型号", "序列号", "设备名称", "备注"))) {
            texts.forEach(text -> sheet.row(Arrays.asList(town.customerName(), town.model, text, text, text)));
        }
        var id = upload(out.toByteArray(), "naughty");
        assertThat(check(id).get("problems")).isEmpty();
        confirm(id, false);

        var stored = jdbc.sql("select serial, name, note from assets.device where import_id = :id").param("id", id)
                .query((row, _) -> List.of(row.getString(1), row.getString(2), row.getString(3))).list();
        assertThat(stored.stream().map(List::getFirst).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(stored).allSatisfy(row -> assertThat(row).containsOnly(row.getFirst()));
    }

    @Test
    void tenThousandRowsGoInOneTransactionAndTheirProgressIsSeen() {
        var csv = new StringBuilder("客户,型号,序列号,安装位置,验收日期\n");
        for (int i = 0; i < 10_000; i++) {
            csv.append(town.customerName()).append(',').append(town.model).append(",SN-").append(i).append(",机柜 ").append(i).append(",2024-03-15\n");
        }
        var id = upload(csv.toString().getBytes(StandardCharsets.UTF_8), "大.csv");
        assertThat(check(id).get("good").asInt()).isEqualTo(10_000);

        assertThat(confirm(id, false).get("rowsDone").asInt()).isEqualTo(10_000);

        assertThat(imported(id)).isEqualTo(10_000);
        assertThat(jdbc.sql("select count(distinct qr_token) from assets.device where import_id = :id").param("id", id).query(Long.class).single()).isEqualTo(10_000);
    }

    private long imported(UUID id) {
        return jdbc.sql("select count(*) from assets.device where import_id = :id").param("id", id).query(Long.class).single();
    }

    private UUID upload(byte[] content, String name) {
        return town.id(send(content, name));
    }

    private MvcTestResult send(byte[] content, String name) {
        return town.agent.upload(name, content, "/api/device-imports");
    }

    private JsonNode check(UUID id) {
        var columns = new ArrayList<String>();
        town.body(town.agent.get("/api/device-imports/{id}", id)).get("columns").valueStream().filter(column -> !column.get("field").isNull())
                .forEach(column -> columns.add("{\"index\":%d,\"field\":\"%s\"}".formatted(column.get("index").asInt(), column.get("field").asString())));
        return check(id, columns.toString());
    }

    private JsonNode check(UUID id, String columns) {
        return town.body(town.agent.post("{\"columns\":%s}".formatted(columns), "/api/device-imports/{id}/check", id));
    }

    private JsonNode confirm(UUID id, boolean goodRowsOnly) {
        return town.body(town.agent.post("{\"goodRowsOnly\":%s}".formatted(goodRowsOnly), "/api/device-imports/{id}/confirm", id));
    }

    private static List<String> texts(JsonNode list, String field) {
        return list.valueStream().map(entry -> entry.get(field).asString()).toList();
    }
}
