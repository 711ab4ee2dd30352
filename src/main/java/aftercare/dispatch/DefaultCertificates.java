package aftercare.dispatch;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The certificates that the law asks of whoever works on such devices, there from the first start. */
@Component
class DefaultCertificates {

    private record Kind(String code, String zhCn, String zhTw, String en, String... neededFor) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("electrician", "低压电工作业证", "低壓電工作業證", "Low-voltage electrician", "power", "配电", "低压配电", "发电机"),
            new Kind("lift", "电梯作业人员证（T 证）", "電梯作業人員證（T 證）", "Lift maintenance", "lift", "电梯", "扶梯"),
            new Kind("refrigeration", "制冷与空调作业证", "製冷與空調作業證", "Refrigeration and air conditioning", "hvac", "空调", "精密空调", "制冷"),
            new Kind("lightning", "防雷装置检测资格证", "防雷裝置檢測資格證", "Lightning protection testing", "lightning", "防雷", "防雷接地"),
            new Kind("fire", "消防设施操作员证", "消防設施操作員證", "Fire safety systems operator", "fire", "消防", "消防报警"),
            new Kind("heights", "高处作业证", "高處作業證", "Work at heights"),
            new Kind("driving", "机动车驾驶证", "機動車駕駛證", "Driving licence"));

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DefaultCertificates(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Before anybody can be let in. Several nodes may do this at once. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void loadIntoAnEmptyTable() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('dispatch.certificate_kind'))").query((row, _) -> row).list();
        if (jdbc.sql("select exists (select from dispatch.certificate_kind)").query(Boolean.class).single()) {
            return;
        }
        for (var i = 0; i < KINDS.size(); i++) {
            var kind = KINDS.get(i);
            jdbc.sql("insert into dispatch.certificate_kind (code, name, needed_for, position) values (:code, cast(:name as jsonb), :neededFor, :position)")
                    .param("code", kind.code()).param("neededFor", kind.neededFor())
                    .param("name", json.writeValueAsString(Map.of("zh-CN", kind.zhCn(), "zh-TW", kind.zhTw(), "en", kind.en())))
                    .param("position", i + 1).update();
        }
    }
}
