package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.NaughtyStrings;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.imports.AnImport;
import aftercare.platform.Sheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @CsvSource({"客户名称, customer", "用户单位（必填）, customer", "产 品 型 号*, model", "S/N, serial", "Serial No., serial", "SERIAL NUMBER, serial", "出厂编号, serial",
            "验收合格日期, accepted", "质保期（月）, months", "質保月數, months", "Warranty Months, months", "安裝位置, location", "品牌, maker"})
    void aColumnIsRecognisedByWhatPeopleCallIt(String heading, String field) {
        assertThat(upload(heading + ",x\n1,2\n").held()).containsEntry(heading, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void aGoodListBecomesDevices(String charset) {
        var project = town.project("西溪二期", 24);
        town.accept(project, "2026-03-02", 24);
        var list = AnImport.of(town.agent, json, "devices", "清单.csv", """
                设备清单,,,,,,,,,
                客户名称,产品型号,序列号,设备名称,项目,现场,所在地区,安装位置,验收日期,质保期
                %1$s,%2$s,SN-A,一号 UPS,西溪二期,游客中心,浙江杭州西湖,地下一层,,
                %1$s,%2$s,SN-B,,,游客中心,浙江杭州西湖,二层,2024年3月15日,2年
                """.formatted(town.customerName(), town.model).getBytes(Charset.forName(charset))).check();
        assertThat(list.errors()).isEmpty();
        assertThat(list.view().get("good").asInt()).isEqualTo(2);

        var done = list.write(false).view();

        assertThat(done.get("state").asString()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.get("made").toString()).isEqualTo("{\"site\":1,\"device\":2}");
        assertThat(jdbc.sql("""
                select d.serial, d.name, d.accepted_on, d.warranty_until - 1, s.name, s.region_code
                  from assets.device d join customers.site s on s.id = d.site_id where d.branch_id = :branch order by d.serial
                """).param("branch", town.branch).query((row, _) -> row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3) + "|" + row.getString(4)
                + "|" + row.getString(5) + "|" + row.getString(6)).list())
                .containsExactly("SN-A|一号 UPS|2026-03-02|2028-03-02|游客中心|330106", "SN-B||2024-03-15|2026-03-15|游客中心|330106");
        assertThat(jdbc.sql("select count(*) from imports.line where import_id = :id").param("id", list.id).query(Long.class).single()).as("rows kept").isZero();
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

        var list = AnImport.of(town.agent, json, "devices", "设备.xlsx", out.toByteArray()).check();
        assertThat(list.errors()).isEmpty();
        list.write(false);

        assertThat(jdbc.sql("select serial || '|' || accepted_on || '|' || (warranty_until - 1) from assets.device where branch_id = :branch").param("branch", town.branch)
                .query(String.class).single()).isEqualTo("20240117|2024-02-29|2025-02-28");
    }

    @Test
    void everyDirtyCellIsNamedWithItsRowAndAReason() {
        town.device("SN-EXISTS");
        new SomebodyElse(jdbc).customer(town.branch, "同名公司");
        new SomebodyElse(jdbc).customer(town.branch, "同名公司");
        new SomebodyElse(jdbc).customer(new SomebodyElse(jdbc).branch("别处"), "别处的客户" + town.branch);
        var list = upload("""
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
                """.formatted(town.customerName(), town.model, town.branch, "名".repeat(201))).check();

        assertThat(list.errors()).containsExactly(
                "3 customer REQUIRED", "4 customer UNKNOWN_CUSTOMER", "5 customer SEVERAL_CUSTOMERS", "6 customer UNKNOWN_CUSTOMER",
                "7 model UNKNOWN_PRODUCT", "8 serial REQUIRED", "9 serial TWICE_IN_FILE", "10 serial EXISTS", "11 name FORMULA", "12 name TOO_LONG",
                "13 project UNKNOWN_PROJECT", "14 region UNKNOWN_REGION", "15 region SEVERAL_REGIONS", "16 accepted BAD_DAY",
                "17 installed AMBIGUOUS_DAY", "18 accepted STRANGE_DAY", "19 months BAD_MONTHS", "20 state UNKNOWN_WORD");
        assertThat(list.view().get("good").asInt()).isEqualTo(1);
        assertThat(list.view().get("bad").asInt()).isEqualTo(18);

        assertThat(list.post("write", "{\"goodRowsOnly\":false}")).hasStatus(409).bodyJson().extractingPath("$.facts.bad").isEqualTo(18);
        assertThat(devices()).as("all or nothing: nothing").isEqualTo(1);

        var answer = town.agent.get("/api/imports/{id}/problems/file?format=XLSX", list.id);
        assertThat(answer).hasStatusOk();
        var rows = Sheets.read(answer.getResponse().getContentAsByteArray(), 100);
        assertThat(rows).hasSize(19);
        assertThat(rows.get(7).text(11)).isEqualTo("9");
        assertThat(rows.get(7).text(12)).isEqualTo("序列号：与第 2 行重复");
        assertThat(rows.get(18).text(12)).isEqualTo("状态：应为：在用、停用、已拆除、报废");

        assertThat(list.write(true).view().get("made").get("device").asInt()).isEqualTo(1);
        assertThat(devices()).isEqualTo(2);
        assertThat(Sheets.read(town.agent.get("/api/imports/{id}/problems/file?format=CSV", list.id).getResponse().getContentAsByteArray(), 100))
                .as("what was left out can still be taken away to be corrected").hasSize(19);
    }

    @ParameterizedTest
    @CsvSource({"24, 24", "24个月, 24", "2年, 24", "1.5年, 18", "两年, 24", "一年半, 18", "3 years, 36", "0, 0", "120月, 120"})
    void aTermIsUnderstoodHoweverItIsWritten(String written, int months) {
        upload("客户,型号,序列号,质保\n%s,%s,SN-1,%s\n".formatted(town.customerName(), town.model, written)).check().write(false);

        assertThat(jdbc.sql("select warranty_months from assets.device where branch_id = :branch").param("branch", town.branch).query(Integer.class).single()).isEqualTo(months);
    }

    @Test
    void aWordOfTheFileMeansWhatSomebodySaysItMeans() {
        var list = upload("客户,型号,序列号,状态\n%s,%s,SN-1,吃灰\n".formatted(town.customerName(), town.model));
        assertThat(list.check().errors()).containsExactly("2 state UNKNOWN_WORD");

        list.check(list.settings(Map.of(), Map.of("state", Map.of("吃灰", "STOPPED")))).write(false);

        assertThat(jdbc.sql("select state from assets.device where branch_id = :branch").param("branch", town.branch).query(String.class).single()).isEqualTo("STOPPED");
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
        var list = AnImport.of(town.agent, json, "devices", "naughty", out.toByteArray()).check();
        assertThat(list.errors()).isEmpty();
        list.write(false);

        var stored = jdbc.sql("select serial, name, note from assets.device where branch_id = :branch").param("branch", town.branch)
                .query((row, _) -> List.of(row.getString(1), row.getString(2), row.getString(3))).list();
        assertThat(stored.stream().map(List::getFirst).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(stored).allSatisfy(row -> assertThat(row).containsOnly(row.getFirst()));
    }

    @Test
    void tenThousandRowsGoInOneTransactionAndCanBeTakenBack() {
        var csv = new StringBuilder("客户,型号,序列号,现场,安装位置,验收日期\n");
        for (int i = 0; i < 10_000; i++) {
            csv.append(town.customerName()).append(',').append(town.model).append(",SN-").append(i).append(",现场 ").append(i % 50).append(",机柜 ").append(i).append(",2024-03-15\n");
        }
        var list = upload(csv.toString()).check();
        assertThat(list.view().get("good").asInt()).isEqualTo(10_000);

        var done = list.write(false).view();
        assertThat(done.get("made").toString()).isEqualTo("{\"site\":50,\"device\":10000}");
        assertThat(devices()).isEqualTo(10_000);

        assertThat(list.undo().state()).isEqualTo("UNDONE");
        assertThat(devices()).isZero();
        assertThat(jdbc.sql("select count(*) from customers.site where customer_id = :customer").param("customer", town.customer).query(Long.class).single()).isZero();
    }

    @Test
    void whatIsInUseIsNotTakenBack() {
        var list = upload("客户,型号,序列号\n%1$s,%2$s,SN-1\n%1$s,%2$s,SN-2\n".formatted(town.customerName(), town.model)).check().write(false);
        var device = jdbc.sql("select id from assets.device where branch_id = :branch and serial = 'SN-2'").param("branch", town.branch).query(UUID.class).single();
        jdbc.sql("insert into assets.meter (id, device_id, name, kind) values (:id, :device, '运行小时', 'COUNTER')").param("id", UUID.randomUUID()).param("device", device).update();

        var refused = list.undo().view();
        assertThat(refused.get("state").asString()).isEqualTo("DONE");
        assertThat(refused.get("stopped").get("code").asString()).isEqualTo("imports.used");
        assertThat(refused.get("stopped").get("facts").get("name").asString()).isEqualTo(town.read(device).get("number").asString());
        assertThat(refused.get("stopped").get("facts").get("by").asString()).isEqualTo("assets.meter");
        assertThat(devices()).as("nothing was taken back").isEqualTo(2);

        jdbc.sql("delete from assets.meter where device_id = :device").param("device", device).update();
        jdbc.sql("update assets.device set version = 1 where id = :device").param("device", device).update();
        assertThat(list.undo().view().get("stopped").get("code").asString()).isEqualTo("imports.changed-since");
    }

    @Test
    void somebodyWithoutThePermissionCannotBringAny() {
        var agent = clients.with(Role.AGENT, town.branch);
        assertThat(agent.upload("a.csv", "客户\n".getBytes(StandardCharsets.UTF_8), "/api/imports?kind=devices")).hasStatus(403);
        assertThat(agent.get("/api/imports/template?kind=devices")).hasStatus(403);
    }

    private AnImport upload(String csv) {
        return AnImport.of(town.agent, json, "devices", "设备.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private long devices() {
        return jdbc.sql("select count(*) from assets.device where branch_id = :branch").param("branch", town.branch).query(Long.class).single();
    }
}
