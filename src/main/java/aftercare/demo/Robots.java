package aftercare.demo;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Groups that are told what happens, and a gateway for SMS: all simulated, so that one sees what would be sent and nobody is written to. */
final class Robots {

    private record Row(String number, String subject, String name, String phone, UUID id) {}

    private final JdbcTemplate jdbc;
    private final Chance chance;
    private final Instant now;

    Robots(JdbcTemplate jdbc, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.chance = chance;
        this.now = now;
    }

    void write() {
        var group = channel("WECOM", "售后值班群", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=demo", "{CASE_ASSIGNED,CHAT_WAITING}");
        var alarms = channel("DINGTALK", "超时预警群", "https://oapi.dingtalk.com/robot/send?access_token=demo", "{PROMISE_WARNED,PROMISE_BROKEN}");
        var news = channel("FEISHU", "新单通知群", "https://open.feishu.cn/open-apis/bot/v2/hook/demo", "{CASE_OPENED}");
        var gateway = chance.id(now.minus(Duration.ofDays(60)));
        jdbc.update("""
                insert into channels.channel (id, kind, name, address, body, success, simulated, active)
                values (?, 'SMS', '短信网关', 'https://sms.example.com/send', '{"phone": "{to}", "content": "{text}"}', '200 /code=OK', true, false)
                """, gateway);
        jdbc.update("""
                insert into notices.preference (user_id, email, sms, muted, quiet_from, quiet_until)
                select id, 'ALL', 'URGENT', '{trips}', '22:00', '07:00' from identity.app_user where login in ('manager', 'service')
                """);
        var abroad = channel("WECOM", "Export desk", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=export", "{CASE_OPENED}", "en");
        var rows = jdbc.query("""
                select c.number, c.subject, u.name, c.contact_phone, c.id from cases.service_case c join identity.app_user u on u.id = c.assignee_id
                 where c.status in ('ACTIVE', 'WAITING') order by c.opened_at desc, c.number limit 4
                """, (row, _) -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getObject(5, UUID.class)));
        for (var i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var at = now.minus(Duration.ofMinutes(20L + 55L * i));
            sent(news, "CASE_OPENED", "新服务单 " + row.number(), row.subject() + "\n级别 2", at.minus(Duration.ofMinutes(9)), "https://open.feishu.cn/open-apis/bot/v2/hook/demo",
                    "{\"msg_type\":\"text\",\"content\":{\"text\":\"新服务单 %s\\n%s\\n级别 2\"}}".formatted(row.number(), row.subject()), "{\"code\":0,\"msg\":\"success\",\"data\":{}}");
            sent(group, "CASE_ASSIGNED", row.number() + " 已分派", row.subject() + "\n负责人 " + row.name(), at, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=demo",
                    "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"**%s 已分派**\\n%s\\n负责人 %s\"}}".formatted(row.number(), row.subject(), row.name()),
                    "{\"errcode\":0,\"errmsg\":\"ok\"}");
            if (i == 1) {
                sent(abroad, "CASE_OPENED", "New case " + row.number(), row.subject() + "\nSeverity 2", at.minus(Duration.ofMinutes(9)),
                        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=export",
                        "{\"msgtype\":\"markdown\",\"markdown\":{\"content\":\"**New case %s**\\n%s\\nSeverity 2\"}}".formatted(row.number(), row.subject()),
                        "{\"errcode\":0,\"errmsg\":\"ok\"}");
            }
            if (i % 2 == 0) {
                sent(alarms, "PROMISE_WARNED", "承诺即将超时", row.number() + " " + row.subject(), at.plus(Duration.ofMinutes(12)), "https://oapi.dingtalk.com/robot/send?access_token=demo",
                        "{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"承诺即将超时\",\"text\":\"#### 承诺即将超时\\n%s %s\"}}".formatted(row.number(), row.subject()),
                        "{\"errcode\":0,\"errmsg\":\"ok\"}");
            }
        }
    }

    private UUID channel(String kind, String name, String address, String news) {
        return channel(kind, name, address, news, "zh-CN");
    }

    private UUID channel(String kind, String name, String address, String news, String language) {
        var id = chance.id(now.minus(Duration.ofDays(60)));
        jdbc.update("insert into channels.channel (id, kind, name, address, news, language, simulated) values (?, ?, ?, ?, cast(? as text[]), ?, true)", id, kind, name, address, news, language);
        return id;
    }

    private void sent(UUID channel, String news, String title, String text, Instant at, String address, String body, String answer) {
        jdbc.update("""
                insert into channels.delivery (id, channel_id, news, title, text, state, attempts, request, answer, queued_at, sent_at) values (?, ?, ?, ?, ?, 'SENT', 1, ?, ?, ?, ?)
                """, chance.id(at), channel, news, title, text, "POST %s\nContent-Type: application/json; charset=utf-8\n\n%s".formatted(address, body), "HTTP 200\n" + answer,
                Timestamp.from(at), Timestamp.from(at.plusSeconds(1)));
    }
}
