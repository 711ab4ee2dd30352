package aftercare.notices;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How people of the house want to be told besides the bell. */
@AftercareTest
class PreferenceTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Autowired NoticeDesk desk;
    @Autowired NoticeForwarder forwarder;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;
    @Autowired Clock clock;

    private final UUID branch = Ids.next();
    Client agent;

    @BeforeEach
    void anAgentWithAnAddress() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", branch).param("code", branch.toString()).update();
        agent = clients.with(Role.AGENT, branch);
        jdbc.sql("update identity.app_user set email = :mail where id = :id").param("mail", agent.user + "@example.com").param("id", agent.user).update();
    }

    @Test
    void withoutOneNothingGoesOut() {
        desk.tell(assigned("SO-1", true), List.of(agent.user));
        forwarder.send(later());
        assertThat(sent()).isEmpty();
        assertThat(agent.get("/api/notices/preference")).hasStatusOk().bodyJson().extractingPath("$.preference.email").isEqualTo("NEVER");
    }

    @Test
    void whatComesTogetherGoesOutTogetherInTheReadersWords() {
        prefer("ALL", "[]", "null", "null", true);
        desk.tell(assigned("SO-1", false), List.of(agent.user));
        desk.tell(new Notice("promises.broken", new Subject("case", Ids.next()), Map.of("code", "arrive", "label", "SO-2", "dueAt", "2026-03-02T04:00:00Z"), false,
                clock.instant()), List.of(agent.user));
        forwarder.send(clock.instant());
        assertThat(sent()).as("it waits a little").isEmpty();

        forwarder.send(later());
        assertThat(sent()).containsExactly("2 条新通知：服务单「SO-1」已交给您");
        assertThat(jdbc.sql("select body from notices.message where to_address = :to").param("to", agent.user + "@example.com").query(String.class).single())
                .contains("· 服务单「SO-1」已交给您").contains("「SO-2」的到场承诺已超时，应于 03-02 12:00 完成");
        forwarder.send(later());
        assertThat(sent()).as("once").hasSize(1);
    }

    @Test
    void whatWasReadMeanwhileIsNotSent() {
        prefer("ALL", "[]", "null", "null", true);
        desk.tell(assigned("SO-1", false), List.of(agent.user));
        assertThat(agent.post(null, "/api/notices/read-all")).hasStatus(HttpStatus.NO_CONTENT);
        forwarder.send(later());
        assertThat(sent()).isEmpty();
    }

    @Test
    void onlyWhatIsUrgentAndNotMutedWhereThatIsWanted() {
        prefer("URGENT", "[\"cases\"]", "null", "null", true);
        desk.tell(assigned("SO-1", true), List.of(agent.user));
        desk.tell(near(false), List.of(agent.user));
        forwarder.send(later());
        assertThat(sent()).isEmpty();
        desk.tell(near(true), List.of(agent.user));
        forwarder.send(clock.instant().plusSeconds(1));
        assertThat(sent()).as("at once").containsExactly("王强上报未遂事件：梯子滑落");
    }

    @Test
    void quietHoursPutItOffAndLoseNothing() {
        var here = clock.instant().atZone(SHANGHAI).toLocalTime();
        prefer("ALL", "[]", quoted(here.minusHours(1)), quoted(here.plusHours(2)), true);
        desk.tell(assigned("SO-1", false), List.of(agent.user));
        desk.tell(near(true), List.of(agent.user));
        forwarder.send(later());
        assertThat(sent()).as("what is urgent comes anyway").containsExactly("王强上报未遂事件：梯子滑落");
        forwarder.send(clock.instant().plus(Duration.ofMinutes(125)));
        assertThat(sent()).containsExactly("王强上报未遂事件：梯子滑落", "服务单「SO-1」已交给您");
    }

    @Test
    void colleaguesDoNotReadIt() {
        prefer("ALL", "[]", "null", "null", true);
        desk.tell(assigned("SO-1", false), List.of(agent.user));
        forwarder.send(later());
        assertThat(clients.with(Role.BRANCH_MANAGER, branch).get("/api/messages")).hasStatusOk().bodyText().doesNotContain(agent.user.toString());
    }

    @Test
    void nonsenseIsRefused() {
        assertThat(agent.put("{\"email\": \"SOMETIMES\", \"sms\": \"NEVER\", \"muted\": [], \"urgentAnyway\": true}", "/api/notices/preference")).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(agent.put("{\"email\": \"ALL\", \"sms\": \"NEVER\", \"muted\": [\"drop table\"], \"urgentAnyway\": true}", "/api/notices/preference")).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(clients.nobody().get("/api/notices/preference")).hasStatus(HttpStatus.UNAUTHORIZED);
    }

    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-03-02T15:00:00Z, 2026-03-02T23:00:00Z", // 23:00 → 7:00 of the next day
        "22:00, 07:00, 2026-03-02T21:00:00Z, 2026-03-02T23:00:00Z", // 5:00 → 7:00 of the same day
        "22:00, 07:00, 2026-03-02T23:00:00Z, 2026-03-02T23:00:00Z", // 7:00 is over
        "12:00, 13:30, 2026-03-02T04:00:00Z, 2026-03-02T05:30:00Z",
        "12:00, 13:30, 2026-03-02T03:59:00Z, 2026-03-02T03:59:00Z",
        "12:00, 12:00, 2026-03-02T04:00:00Z, 2026-03-02T04:00:00Z"})
    void quietHoursEnd(LocalTime from, LocalTime until, Instant now, Instant end) {
        var preference = new Preference(Preference.Wanted.ALL, Preference.Wanted.NEVER, List.of(), from, until, true);
        assertThat(preference.afterQuiet(now, SHANGHAI)).isEqualTo(end);
    }

    @Test
    void sentencesAreThoseOfTheScreenAndFactsAreNotWords() {
        var sentences = new Sentences();
        assertThat(sentences.write("care.low-rating", Map.of("number", "SO-9", "overall", "BAD"), "zh-CN", SHANGHAI)).isPresent().get().asString().startsWith("客户对服务单 SO-9 的评价为");
        assertThat(sentences.write("mail.replied", Map.of("name", "$t(care:grades.BAD)", "number", "{{text}}", "text", "好"), "zh-CN", SHANGHAI))
                .hasValue("$t(care:grades.BAD) 回复了 {{text}}：好");
        assertThat(sentences.write("cases.no-such", Map.of(), "en", SHANGHAI)).isEmpty();
        assertThat(sentences.write("nobody.speaks", Map.of(), "en", SHANGHAI)).isEmpty();
    }

    private Notice assigned(String number, boolean urgent) {
        return new Notice("cases.assigned", new Subject("case", Ids.next()), Map.of("label", number), urgent, clock.instant());
    }

    private Notice near(boolean urgent) {
        return new Notice("safety.near-miss", new Subject("near-miss", Ids.next()), Map.of("reporter", "王强", "what", "梯子滑落"), urgent, clock.instant());
    }

    private Instant later() {
        return clock.instant().plus(NoticeForwarder.PATIENCE).plusSeconds(1);
    }

    private void prefer(String email, String muted, String from, String until, boolean anyway) {
        assertThat(agent.put("{\"email\": \"%s\", \"sms\": \"NEVER\", \"muted\": %s, \"quietFrom\": %s, \"quietUntil\": %s, \"urgentAnyway\": %s}".formatted(email, muted, from, until, anyway),
                "/api/notices/preference")).hasStatusOk().bodyJson().extractingPath("$.preference.email").isEqualTo(email);
    }

    private static String quoted(LocalTime time) {
        return "\"%02d:%02d\"".formatted(time.getHour(), time.getMinute());
    }

    private List<String> sent() {
        return jdbc.sql("select title from notices.message where to_address = :to order by queued_at, id").param("to", agent.user + "@example.com").query(String.class).list();
    }
}
