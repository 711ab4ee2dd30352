package aftercare.demo;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** An entrance that is always open, ready answers, visitors who wait, one who is being answered, and conversations of the last days. */
final class Chats {

    private record Person(UUID id, String name) {}

    private record Case(UUID id, String number, String token, UUID customer, String contact, String phone, String subject, Instant openedAt) {}

    private record Said(String author, String text) {}

    private final JdbcTemplate jdbc;
    private final Chance chance;
    private final Instant now;

    Chats(JdbcTemplate jdbc, Chance chance, Instant now) {
        this.jdbc = jdbc;
        this.chance = chance;
        this.now = now;
    }

    void write() {
        var agent = jdbc.queryForObject("select id, name from identity.app_user where login = 'desk'", (row, _) -> new Person(row.getObject("id", UUID.class), row.getString("name")));
        var branch = jdbc.queryForObject("select branch_id from identity.membership where user_id = ? and branch_id is not null union all select id from identity.branch limit 1", UUID.class, agent.id());
        var site = chance.id(now.minus(Duration.ofDays(90)));
        jdbc.update("""
                insert into chat.site (id, branch_id, name, key, origins, calendar, greeting, answer_within, portal, active)
                values (?, ?, '公司官网', 'demo', array['https://www.anxin.example'], '7x24', '您好，这里是安心售后在线客服。设备报修、进度查询、使用咨询都可以问我们。', 60, true, true)
                """, site, branch);
        answer(branch, "问候", "{MAIL,CHAT}", "{name}您好，我是售后客服，很高兴为您服务。请问是哪台设备、在什么位置？");
        answer(branch, "请发照片", "{MAIL,CHAT}", "麻烦拍一张故障现象和设备铭牌的照片发过来，方便我们判断。");
        answer(branch, "重启试试", "{CHAT}", "请先断电 1 分钟后再通电，看看指示灯是否恢复正常。操作前请确认不影响现场使用。");
        answer(branch, "已安排", "{MAIL,CHAT}", "已为您登记，服务单号 {number}。工程师会在承诺时限内与您联系，您可以随时点开链接查看进度。");
        answer(branch, "结束语", "{CHAT}", "请问还有其他可以帮您的吗？如果没有，稍后请为本次服务评个分，谢谢。");
        answer(branch, "等备件", "{MAIL}", "{name}，您好：\n服务单 {number} 需要更换备件，我们已向仓库申请。备件到货当天我们会与您约定上门时间。");
        answer(branch, "感謝回覆", "{MAIL,CHAT}", "{name}您好，感謝您的回覆。我們已更新服務單 {number}，工程師會依約到場。");
        answer(branch, "On its way", "{MAIL,CHAT}", "Dear {name}, thank you for your message. Case {number} has been passed to an engineer, who will call you before the visit.");

        waiting(site, branch, "陈先生", "13912345601", "地下车库的道闸抬不起来，早高峰堵住了", Duration.ofMinutes(3));
        waiting(site, branch, "刘女士", "13912345602", "想问一下上周报修的摄像机什么时候来修？", Duration.ofMinutes(1));
        var cases = jdbc.query("""
                select id, number, tracking_token, customer_id, contact_name, contact_phone, subject, opened_at from cases.service_case
                 where branch_id = ? and status in ('CLOSED', 'ACTIVE') and customer_id is not null and contact_name <> '' and contact_phone <> '' and opened_at < ?
                 order by opened_at desc, number limit 9
                """, (row, _) -> new Case(row.getObject("id", UUID.class), row.getString("number"), row.getString("tracking_token"), row.getObject("customer_id", UUID.class),
                row.getString("contact_name"), row.getString("contact_phone"), row.getString("subject"), row.getTimestamp("opened_at").toInstant()),
                branch, Timestamp.from(now.minus(Duration.ofHours(6))));
        if (!cases.isEmpty()) {
            active(site, branch, agent, cases.getFirst());
        }
        cases.stream().skip(1).forEach(about -> past(site, branch, agent, about));
    }

    private void answer(UUID branch, String title, String ways, String text) {
        jdbc.update("insert into cases.ready_answer (id, branch_id, title, text, used_in) values (?, ?, ?, ?, cast(? as text[]))", chance.id(now), branch, title, text, ways);
    }

    private void waiting(UUID site, UUID branch, String name, String phone, String about, Duration ago) {
        var at = now.minus(ago);
        var id = conversation(site, branch, "WAITING", name, phone, about, null, null, null, at, null, null);
        words(id, name, null, at, List.of(new Said("VISITOR", about)), Duration.ZERO);
    }

    private void active(UUID site, UUID branch, Person agent, Case about) {
        var at = now.minus(Duration.ofMinutes(6));
        var asked = "你们好，" + about.subject() + "，又出现了";
        var id = conversation(site, branch, "ACTIVE", about.contact(), about.phone(), asked, about.customer(), agent.id(), null, at, null, null);
        words(id, about.contact(), agent, at, List.of(new Said("VISITOR", asked), new Said("AGENT", "您好，我先看一下这台设备的记录。请问现在指示灯是什么状态？"),
                new Said("VISITOR", "红灯一直闪"), new Said("VISITOR", "现场的人说重启过一次，只好了十分钟")), Duration.ofSeconds(70));
        jdbc.update("update chat.conversation set unanswered_since = ?, agent_read_seq = 2 where id = ?", Timestamp.from(now.minusSeconds(60)), id);
    }

    private void past(UUID site, UUID branch, Person agent, Case about) {
        var at = about.openedAt().minus(Duration.ofMinutes(4));
        var stars = chance.one(List.of(5, 5, 4, 5, 3));
        var id = conversation(site, branch, "ENDED", about.contact(), about.phone(), about.subject(), about.customer(), agent.id(), about.id(), at, at.plus(Duration.ofMinutes(9)), stars);
        words(id, about.contact(), agent, at, List.of(new Said("VISITOR", about.subject()), new Said("AGENT", "您好，收到。请问影响现场使用吗？"), new Said("VISITOR", "有影响，麻烦尽快"),
                new Said("AGENT", "已为您登记，工程师会在承诺时限内与您联系。")), Duration.ofSeconds(80));
        jdbc.update("""
                insert into chat.message (conversation_id, seq, client_id, kind, author, author_name, facts, at)
                values (?, 5, ?, 'CASE', 'SYSTEM', ?, jsonb_build_object('number', cast(? as text), 'token', cast(? as text)), ?)
                """, id, chance.id(at), agent.name(), about.number(), about.token(), Timestamp.from(at.plus(Duration.ofMinutes(7))));
        jdbc.update("update chat.conversation set last_seq = 5, agent_read_seq = 5 where id = ?", id);
    }

    private UUID conversation(UUID site, UUID branch, String status, String name, String phone, String about, @Nullable UUID customer, @Nullable UUID agent, @Nullable UUID caseId,
                              Instant at, @Nullable Instant ended, @Nullable Integer rating) {
        var id = chance.id(at);
        jdbc.update("""
                insert into chat.conversation (id, site_id, branch_id, token_hash, status, visitor_name, phone, about, customer_id, agent_id, case_id, language, started_at,
                                               waiting_since, taken_at, unanswered_since, last_at, ended_at, rating)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'zh-CN', ?, ?, ?, ?, ?, ?, ?)
                """, id, site, branch, "none of " + id, status, name, phone, about, customer, agent, caseId, Timestamp.from(at), Timestamp.from(at),
                agent == null ? null : Timestamp.from(at.plusSeconds(30)), ended == null ? Timestamp.from(at) : null, Timestamp.from(at), ended == null ? null : Timestamp.from(ended), rating);
        return id;
    }

    private void words(UUID id, String visitor, @Nullable Person agent, Instant begin, List<Said> said, Duration step) {
        var at = begin;
        for (var i = 0; i < said.size(); i++) {
            var one = said.get(i);
            var ours = one.author().equals("AGENT") && agent != null;
            jdbc.update("""
                    insert into chat.message (conversation_id, seq, client_id, kind, author, user_id, author_name, text, at) values (?, ?, ?, 'TEXT', ?, ?, ?, ?, ?)
                    """, id, i + 1, chance.id(at), one.author(), ours ? agent.id() : null, ours ? agent.name() : visitor, one.text(), Timestamp.from(at));
            at = at.plus(step);
        }
        jdbc.update("update chat.conversation set last_seq = ?, last_at = ? where id = ?", said.size(), Timestamp.from(at.minus(step)), id);
    }
}
