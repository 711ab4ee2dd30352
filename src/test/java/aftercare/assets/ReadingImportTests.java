package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
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
class ReadingImportTests {

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;

    AnAssetTown town;
    String serial;
    UUID meter;

    @BeforeEach
    void aDeviceWithAMeter() {
        town = new AnAssetTown(jdbc, clients, json);
        serial = "SN-" + town.branch;
        var device = town.device(serial);
        meter = UUID.randomUUID();
        jdbc.sql("insert into assets.meter (id, device_id, name, unit, kind, highest, most_per_day) values (:id, :device, '运行小时', 'h', 'COUNTER', 90000, 24)")
                .param("id", meter).param("device", device).update();
        jdbc.sql("""
                insert into assets.meter_reading (id, meter_id, at, value, source, written_at) values (:id, :meter, '2026-03-01T00:00Z', 1000, 'OFFICE', '2026-03-01T00:00Z')
                """).param("id", UUID.randomUUID()).param("meter", meter).update();
    }

    @Test
    void readingsAreBelievedOnlyAsFarAsThoseWrittenByHand() {
        var list = upload("""
                序列号,表计,抄表时间,读数,换新表
                %1$s,运行小时,2026-03-02 08:00,"1,020.5",
                %1$s,运行小时,2026-03-03 08:00,1010,
                %1$s,运行小时,2026-03-04 08:00,9000,
                %1$s,运行小时,2026-03-05 08:00,95000,
                %1$s,运行小时,2026-03-01 08:00,1000,
                %1$s,运行小时,2026-03-06 08:00,5,是
                %1$s,运行小时,2026-03-07 08:00,29,
                %1$s,没有的表,2026-03-07 08:00,29,
                没有的设备,运行小时,2026-03-07 08:00,29,
                %1$s,运行小时,2099-03-07 08:00,29,
                %1$s,运行小时,2026-03-07 08:00,29,
                %1$s,运行小时,2026-03-08 08:00,很多,
                """.formatted(serial)).check();

        assertThat(list.errors()).containsExactly("3 value BACKWARDS", "4 value JUMPS", "5 value OUTSIDE", "6 at READING_TWICE", "9 meter UNKNOWN_METER",
                "10 device UNKNOWN_DEVICE", "11 at IN_FUTURE", "12 at TWICE_IN_FILE", "13 value BAD_NUMBER");
        assertThat(list.write(true).view().get("made").get("reading").asInt()).isEqualTo(3);
        assertThat(jdbc.sql("select value || '|' || restarts || '|' || source from assets.meter_reading where meter_id = :meter order by at").param("meter", meter).query(String.class).list())
                .containsExactly("1000.000|false|OFFICE", "1020.500|false|IMPORT", "5.000|true|IMPORT", "29.000|false|IMPORT");

        assertThat(list.undo().state()).isEqualTo("UNDONE");
        assertThat(jdbc.sql("select count(*) from assets.meter_reading where meter_id = :meter").param("meter", meter).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void dayAndMonthAreReadInTheOrderThatSomebodyChose() {
        var list = upload("设备,表计,时间,读数\n%s,运行小时,4/3/2026,1001\n".formatted(serial));
        assertThat(list.file().get("forms").toString()).isEqualTo("[\"DMY\",\"MDY\"]");

        list.check(list.settings(Map.of("form", "DMY", "zone", "Asia/Shanghai"), Map.of())).write(false);

        assertThat(jdbc.sql("select to_char(max(at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') from assets.meter_reading where meter_id = :meter").param("meter", meter)
                .query(String.class).single()).isEqualTo("2026-03-04 00:00");
    }

    private AnImport upload(String csv) {
        return AnImport.of(town.agent, json, "readings", "读数.csv", csv.getBytes(StandardCharsets.UTF_8));
    }
}
