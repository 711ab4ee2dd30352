package aftercare.dispatch;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tools and usual spare parts by which engineers differ; those of an engineering company are there from the first start. */
@Component
@Transactional
class Equipment {

    record EquipmentView(String code, Map<String, String> name, EquipmentKind kind) {}

    private record Item(String code, EquipmentKind kind, String zhCn, String zhTw, String en) {}

    private static final List<Item> ITEMS = List.of(
            new Item("ladder", EquipmentKind.TOOL, "人字梯", "人字梯", "Ladder"),
            new Item("fusion-splicer", EquipmentKind.TOOL, "光纤熔接机", "光纖熔接機", "Fibre fusion splicer"),
            new Item("otdr", EquipmentKind.TOOL, "光时域反射仪", "光時域反射儀", "OTDR"),
            new Item("earth-tester", EquipmentKind.TOOL, "接地电阻测试仪", "接地電阻測試儀", "Earth resistance tester"),
            new Item("insulation-tester", EquipmentKind.TOOL, "绝缘电阻测试仪", "絕緣電阻測試儀", "Insulation tester"),
            new Item("battery-tester", EquipmentKind.TOOL, "蓄电池内阻仪", "蓄電池內阻儀", "Battery tester"),
            new Item("vacuum-pump", EquipmentKind.TOOL, "真空泵与压力表", "真空泵與壓力錶", "Vacuum pump and gauges"),
            new Item("camera", EquipmentKind.PART, "备用摄像机", "備用攝影機", "Spare camera"),
            new Item("disk", EquipmentKind.PART, "监控硬盘", "監控硬碟", "Surveillance disk"),
            new Item("poe-switch", EquipmentKind.PART, "备用交换机", "備用交換器", "Spare switch"),
            new Item("power-supply", EquipmentKind.PART, "电源模块", "電源模組", "Power supply"),
            new Item("battery", EquipmentKind.PART, "蓄电池", "蓄電池", "Battery"),
            new Item("surge-protector", EquipmentKind.PART, "浪涌保护器", "突波保護器", "Surge protector"));

    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Equipment(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional(readOnly = true)
    List<EquipmentView> all() {
        return jdbc.sql("select code, name, kind from dispatch.equipment order by kind desc, position, code")
                .query((row, _) -> new EquipmentView(row.getString("code"), json.readValue(row.getString("name"), NAMES), EquipmentKind.valueOf(row.getString("kind")))).list();
    }

    /** Before anybody can be let in. Several nodes may do this at once. */
    @EventListener(ApplicationStartedEvent.class)
    public void loadIntoAnEmptyTable() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('dispatch.equipment'))").query((row, _) -> row).list();
        if (jdbc.sql("select exists (select from dispatch.equipment)").query(Boolean.class).single()) {
            return;
        }
        for (int i = 0; i < ITEMS.size(); i++) {
            var item = ITEMS.get(i);
            jdbc.sql("insert into dispatch.equipment (code, name, kind, position) values (:code, cast(:name as jsonb), :kind, :position)")
                    .param("code", item.code()).param("kind", item.kind().name()).param("position", i + 1)
                    .param("name", json.writeValueAsString(Map.of("zh-CN", item.zhCn(), "zh-TW", item.zhTw(), "en", item.en()))).update();
        }
    }
}
