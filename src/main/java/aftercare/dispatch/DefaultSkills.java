package aftercare.dispatch;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The skills an engineering and equipment company usually needs, there from the first start; the company changes them as it likes. */
@Component
class DefaultSkills {

    private record Skill(String code, String category, String zhCn, String zhTw, String en, String... neededFor) {}

    private static final List<Skill> SKILLS = List.of(
            new Skill("video", "SECURITY", "视频监控", "視訊監控", "Video surveillance", "视频监控", "摄像机", "录像机"),
            new Skill("access", "SECURITY", "门禁通道", "門禁通道", "Access control", "门禁", "门禁对讲", "道闸", "自动门"),
            new Skill("parking", "SECURITY", "停车管理", "停車管理", "Parking", "停车", "停车管理"),
            new Skill("fire", "SECURITY", "消防报警", "消防警報", "Fire alarm", "消防", "消防报警"),
            new Skill("network", "IT", "网络与布线", "網路與佈線", "Networks and cabling", "网络", "交换机", "无线"),
            new Skill("fibre", "IT", "光缆熔接", "光纜熔接", "Fibre splicing", "光缆", "光传输"),
            new Skill("server", "IT", "服务器与存储", "伺服器與儲存", "Servers and storage", "服务器", "存储"),
            new Skill("display", "IT", "显示与会议", "顯示與會議", "Displays and conference", "显示", "大屏", "会议", "广播"),
            new Skill("ups", "POWER", "UPS 与电池", "UPS 與電池", "UPS and batteries", "UPS", "不间断电源", "电池"),
            new Skill("power", "POWER", "低压配电", "低壓配電", "Low-voltage power", "配电", "低压配电", "发电机"),
            new Skill("lightning", "POWER", "防雷接地", "防雷接地", "Lightning protection", "防雷", "防雷接地"),
            new Skill("charger", "POWER", "充电设备", "充電設備", "EV charging", "充电桩", "充电设备"),
            new Skill("hvac", "MACHINERY", "暖通空调", "暖通空調", "HVAC", "空调", "精密空调", "制冷"),
            new Skill("lift", "MACHINERY", "电梯扶梯", "電梯扶梯", "Lifts and escalators", "电梯", "扶梯"),
            new Skill("pump", "MACHINERY", "泵与给排水", "泵與給排水", "Pumps and water supply", "水泵", "泵"));

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DefaultSkills(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Before anybody can be let in. Several nodes may do this at once. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void loadIntoAnEmptyTable() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('dispatch.skill'))").query((row, _) -> row).list();
        if (jdbc.sql("select exists (select from dispatch.skill)").query(Boolean.class).single()) {
            return;
        }
        for (int i = 0; i < SKILLS.size(); i++) {
            var skill = SKILLS.get(i);
            jdbc.sql("""
                    insert into dispatch.skill (code, name, category, needed_for, position)
                    values (:code, cast(:name as jsonb), :category, :neededFor, :position)
                    """)
                    .param("code", skill.code()).param("category", skill.category()).param("neededFor", skill.neededFor())
                    .param("name", json.writeValueAsString(Map.of("zh-CN", skill.zhCn(), "zh-TW", skill.zhTw(), "en", skill.en())))
                    .param("position", i + 1).update();
        }
    }
}
