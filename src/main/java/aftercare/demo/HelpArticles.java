package aftercare.demo;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the house has written down: half of it for customers too; one has a second version, some were judged. */
final class HelpArticles {

    /** @param days ago it was published; {@code useful} and {@code useless}: so many said so */
    private record Article(String title, @Nullable String model, boolean forCustomers, int days, int useful, int useless, String body) {}

    private static final List<Article> ARTICLES = List.of(
            new Article("录像机 AL-NVR64 忘记密码怎么办", "AL-NVR64", true, 210, 6, 1, """
                    <p>密码只能由设备所有人重置，全程约 10 分钟，录像不会丢失。</p><h2>先试这两步</h2><ol><li><p>确认大小写和输入法，密码区分大小写。</p></li>\
                    <li><p>问一问上一任管理员，多数密码写在交接单上。</p></li></ol><h2>用密保邮箱重置</h2><ol><li><p>在录像机本地登录界面点“忘记密码”，屏幕上出现二维码。</p></li>\
                    <li><p>用手机扫码，验证码会发到开通时登记的邮箱。</p></li><li><p>24 小时内输入验证码，设置新密码：至少 8 位，含字母和数字。</p></li></ol>\
                    <blockquote><p>没有登记邮箱？请报修并附上设备铭牌照片，我们核对资料后远程处理。</p></blockquote>"""),
            new Article("摄像机画面黑屏或显示“无视频信号”", "AL-IPC4M", true, 160, 9, 2, """
                    <p>十次里有七次是供电或网线的问题，可以先自查。</p><ol><li><p>看录像机上是 <strong>一路</strong> 黑还是 <strong>一组</strong> 一起黑。一组一起黑，多半是同一台交换机断电。</p></li>\
                    <li><p>到交换机处看对应端口的灯：不亮，把网线拔下等 10 秒再插紧。</p></li><li><p>摄像机红外灯不亮，说明没有供电，请换一个 PoE 端口试。</p></li>\
                    <li><p>夜里才黑屏：擦一擦镜头罩，蛛网和灰尘会把红外光反射回来。</p></li></ol><p>以上都正常仍无画面，请扫设备上的二维码报修。</p>"""),
            new Article("人脸门禁认不出人的几个原因", "AL-FACE8", true, 95, 4, 0, """
                    <ul><li><p><strong>逆光：</strong>屏幕正对大门时，上午和傍晚最容易认不出，请加遮光帘或调整角度。</p></li><li><p><strong>照片旧：</strong>换了发型、戴了眼镜，重新录一张正面照。</p></li>\
                    <li><p><strong>站位：</strong>距屏幕 0.5 至 1.2 米，脸在框内停 1 秒。</p></li><li><p><strong>镜头脏：</strong>用干的软布擦，不要用酒精。</p></li></ul>\
                    <p>门打不开而人必须出去时，按下门边绿色的出门按钮；火警时门会自动释放。</p>"""),
            new Article("道闸不抬杆或抬到一半停住", "AL-BAR6", true, 40, 3, 1, """
                    <h2>安全第一</h2><p>杆下有人有车时不要手动推杆。需要放行时，用钥匙打开机箱，松开离合手柄后再抬。</p><h2>可以自己查的</h2><ol><li><p>机箱内空气开关是否跳闸。</p></li>\
                    <li><p>防砸雷达前有没有树枝、广告牌。</p></li><li><p>连续大风天气，杆会自动停在半空，风停后按一次“降”即可恢复。</p></li></ol>"""),
            new Article("充电桩报“绝缘故障”的排查顺序", "AL-DC120", false, 130, 5, 0, """
                    <p>报码 <code>E-017</code>。直流侧有高压，<strong>两人作业，先断电、验电、放电 10 分钟</strong>。</p><ol><li><p>换一辆车试：换车就好，是车的问题，请车主联系车厂。</p></li>\
                    <li><p>拔枪空载自检：仍报，查枪线护套破损和枪头进水。</p></li><li><p>雨后集中出现：查底部进线孔封堵，烘干后复测，应大于 1 MΩ。</p></li>\
                    <li><p>以上都正常，换绝缘检测板 <code>AL-DC-ISO2</code>，换下的板返厂。</p></li></ol>"""),
            new Article("UPS 切换到旁路：到场前先问的六个问题", "AL-UPS60K", false, 75, 7, 0, """
                    <p>机房客户最怕断电。派人之前，电话里先问清楚：</p><ol><li><p>面板上是“旁路”还是“电池”？电池供电要立即报剩余时间。</p></li><li><p>有没有报码？<code>F12</code> 是过载，<code>F21</code> 是逆变器。</p></li>\
                    <li><p>负载百分之多少，最近加了设备没有？</p></li><li><p>机房温度多少度？</p></li><li><p>上次换电池是哪一年？</p></li><li><p>市电有没有闪过？</p></li></ol>\
                    <p>过载的先请客户减负载再切回，别在电话里指导客户按“维修旁路”。</p>"""),
            new Article("PoE 交换机一组摄像机同时掉线", "AL-SW48", false, 55, 2, 1, """
                    <h2>现象</h2><p>傍晚红外灯一起点亮时，同一台交换机下的摄像机轮流掉线。</p><h2>原因</h2><p>总功率超了。AL-SW48 总功率 370 W，满配 48 路红外摄像机约需 420 W。</p>\
                    <h2>处理</h2><ol><li><p>登录交换机看 <code>show power inline</code>，超过 90% 就是它。</p></li><li><p>临时：把 6 路改接到邻近交换机，按楼层而不是按房间分。</p></li>\
                    <li><p>根治：报价增加一台，注明“扩容，不在质保内”。</p></li></ol>"""),
            new Article("电梯困人：客服接到电话后的前三分钟", null, false, 20, 8, 0, """
                    <ol><li><p><strong>第一句话：</strong>“您很安全，轿厢不会掉下去，我们已经派人了。”问人数、有没有老人、孕妇、病人。</p></li><li><p><strong>30 秒内</strong>建单，严重度选一级，派值班维保，同时打物业电话。</p></li>\
                    <li><p>请对方不要扒门、不要拍打按钮，靠里站。</p></li><li><p>每 5 分钟回拨一次，直到人出来。</p></li></ol><p>市区 30 分钟内到场是承诺时间，做不到要马上告诉主管。</p>"""));

    private final JdbcTemplate jdbc;
    private final Instant now;

    HelpArticles(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    int write() {
        for (int i = 0; i < ARTICLES.size(); i++) {
            write("KB-%04d".formatted(i + 1), ARTICLES.get(i));
        }
        // The one about recorders was made better.
        jdbc.update("""
                insert into knowledge.article_version (article_id, number, title, body, published_by, published_at)
                select id, 2, title, body, made_by, published_at + interval '30 days' from knowledge.article where number = 'KB-0001'
                """);
        jdbc.update("update knowledge.article_version set title = '录像机忘记密码', body = '<p>请报修，我们远程处理。</p>' where number = 1 and article_id = (select id from knowledge.article where number = 'KB-0001')");
        jdbc.update("""
                update knowledge.article set shown_version = 2, published_at = published_at + interval '30 days', changed_at = changed_at + interval '30 days' where number = 'KB-0001'
                """);
        return ARTICLES.size();
    }

    private void write(String number, Article article) {
        var at = Timestamp.from(now.minusSeconds(article.days() * 86_400L));
        jdbc.update("""
                insert into knowledge.article (id, number, title, body, plain, audience, state, product_id, made_by, changed_at, published_at, shown_version, useful, useless)
                select md5('article ' || x.number)::uuid, x.number, x.title, x.body, trim(regexp_replace(regexp_replace(x.body, '</(p|h2)>', E'\\n', 'g'), '<[^>]*>', '', 'g'), E'\\n '), x.audience, 'PUBLISHED',
                       (select id from assets.product where model = x.model), m.user_id, x.at, x.at, 1, x.useful, x.useless
                  from (select ? as number, ? as title, ? as body, ? as audience, cast(? as text) as model, cast(? as timestamptz) as at, cast(? as integer) as useful, cast(? as integer) as useless) as x
                  join lateral (select k.user_id from identity.membership k join identity.app_user u on u.id = k.user_id where k.role in ('AGENT', 'QUALITY', 'MANAGER')
                                 order by md5(u.login || x.number), u.login limit 1) m on true
                """, number, article.title(), article.body().strip(), article.forCustomers() ? "PORTAL" : "DESK", article.model(), at, article.useful(), article.useless());
        jdbc.update("""
                insert into knowledge.article_version (article_id, number, title, body, published_by, published_at)
                select id, 1, title, body, made_by, published_at from knowledge.article where number = ?
                """, number);
        jdbc.update("""
                insert into knowledge.opinion (article_id, user_id, useful, given_at)
                select a.id, u.id, row_number() over (order by u.login) <= a.useful, a.published_at + interval '2 days'
                  from knowledge.article a cross join lateral (select u.id, u.login from identity.app_user u where exists (select from identity.membership k where k.user_id = u.id and k.role in ('ENGINEER', 'AGENT', 'DISPATCHER'))
                                                                order by u.login limit a.useful + a.useless) u
                 where a.number = ?
                """, number);
        // Where customers read it too, some found their answer there: fewer the longer ago.
        jdbc.update("""
                insert into knowledge.solved (article_id, month, times)
                select a.id, date_trunc('month', ?::timestamptz at time zone 'Asia/Shanghai')::date - cast(m.ago || ' months' as interval), 1 + (a.useful + m.ago * 3) % 7
                  from knowledge.article a cross join generate_series(0, 3) as m(ago)
                 where a.number = ? and a.audience = 'PORTAL' and a.state = 'PUBLISHED' and a.useful > 0
                """, Timestamp.from(now), number);
    }
}
