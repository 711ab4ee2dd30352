package aftercare.dispatch;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Why partners say no, there from the first start. */
@Component
class DefaultRefusalReasons {

    private record Reason(String code, String zhCn, String zhTw, String en) {}

    private static final List<Reason> REASONS = List.of(
            new Reason("no-capacity", "人手排不开", "人手排不開", "No capacity"),
            new Reason("no-skill", "缺少技能或证书", "缺少技能或證書", "Skill or certificate missing"),
            new Reason("no-parts", "缺少备件或工具", "缺少備件或工具", "Parts or tools missing"),
            new Reason("too-far", "路途太远", "路途太遠", "Too far away"),
            new Reason("too-soon", "赶不上要求的时间", "趕不上要求的時間", "Cannot be there in time"),
            new Reason("not-covered", "不在合作范围内", "不在合作範圍內", "Not covered by our agreement"),
            new Reason("other", "其他", "其他", "Something else"));

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DefaultRefusalReasons(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Before anybody can be let in. Several nodes may do this at once. */
    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void loadIntoAnEmptyTable() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('dispatch.refusal_reason'))").query((row, _) -> row).list();
        if (jdbc.sql("select exists (select from dispatch.refusal_reason)").query(Boolean.class).single()) {
            return;
        }
        for (int i = 0; i < REASONS.size(); i++) {
            var reason = REASONS.get(i);
            jdbc.sql("insert into dispatch.refusal_reason (code, name, position) values (:code, cast(:name as jsonb), :position)")
                    .param("code", reason.code()).param("position", i + 1)
                    .param("name", json.writeValueAsString(Map.of("zh-CN", reason.zhCn(), "zh-TW", reason.zhTw(), "en", reason.en()))).update();
        }
    }
}
