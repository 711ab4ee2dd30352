package aftercare.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aftercare.kernel.Refusal;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What every way out must do, and the formats of those that are there. */
class AdapterContractTests {

    private static final Instant NOW = Instant.parse("2026-03-02T01:30:00Z");
    private static final String SECRET = "SEC-3f9a";
    private static final String HOSTILE = "他说：\"停了\" \\ {secret} {to} &to=1\r\nX-Evil: 1\n<script>[x](javascript:1)</script>";

    static List<ChannelAdapter> adapters() {
        return Adapters.ALL;
    }

    private static ChannelAdapter.Settings settings(ChannelAdapter adapter) {
        return switch (adapter.kind()) {
            case WECOM -> new ChannelAdapter.Settings("https://wecom.example/send?key={key}", "", "", "", SECRET, "zh-CN");
            case SMS -> new ChannelAdapter.Settings("https://sms.example/send", "X-Key: {secret}", "{\"to\": \"{to}\", \"text\": \"{text}\"}", "200 /code=OK", SECRET, "zh-CN");
            default -> new ChannelAdapter.Settings("https://robot.example/send?access_token=t", "", "", "", SECRET, "zh-CN");
        };
    }

    @Test
    void everyKindThatSendsHasExactlyOne() {
        assertThat(adapters().stream().map(ChannelAdapter::kind)).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ChannelKind.values()).filter(kind -> kind != ChannelKind.INCOMING).toList());
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void whatPeopleWroteStaysInsideTheMessage(ChannelAdapter adapter) {
        var settings = settings(adapter);
        adapter.check(settings);
        var request = adapter.write(settings, new ChannelAdapter.Outgoing("13800000001", HOSTILE, HOSTILE, ""), NOW);
        assertThat(request.address().getHost()).endsWith(".example");
        assertThat(request.headers().values()).allSatisfy(value -> assertThat(value).doesNotContain("\n").doesNotContain("\r"));
        var body = JsonMapper.shared().readTree(request.body());
        assertThat(body.isObject()).isTrue();
        assertThat(request.body()).contains("停了").doesNotContain(SECRET);
        assertThat(Courier.shown(request, SECRET)).startsWith("POST https://").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void writesTheSameForTheSameMoment(ChannelAdapter adapter) {
        var message = new ChannelAdapter.Outgoing("13800000001", "标题", "内容", "https://a.example/cases/1");
        assertThat(adapter.write(settings(adapter), message, NOW)).isEqualTo(adapter.write(settings(adapter), message, NOW));
        assertThat(adapter.write(settings(adapter), message, NOW).body()).contains("https://a.example/cases/1");
    }

    @Test
    void theLinkIsCalledInTheLanguageOfTheChannel() {
        var message = new ChannelAdapter.Outgoing("", "t", "t", "https://a.example/cases/1");
        assertThat(new WeCom().write(new ChannelAdapter.Settings("https://wecom.example/send?key={key}", "", "", "", SECRET, "en"), message, NOW).body()).contains("[Open](https://");
        assertThat(new DingTalk().write(new ChannelAdapter.Settings("https://robot.example/send", "", "", "", "", "zh-TW"), message, NOW).body()).contains("[檢視](https://");
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void understandsYesTooManyAndNonsense(ChannelAdapter adapter) {
        var settings = settings(adapter);
        var yes = adapter.kind() == ChannelKind.SMS ? "{\"code\":\"OK\"}" : adapter.acceptance();
        assertThat(adapter.understand(settings, 200, yes).outcome()).isEqualTo(ChannelAdapter.Outcome.ACCEPTED);
        assertThat(adapter.understand(settings, 429, "").outcome()).isEqualTo(ChannelAdapter.Outcome.SLOWED);
        for (var answer : List.of("", "<html>502</html>", "{}", "[]", "null")) {
            assertThat(adapter.understand(settings, 502, answer)).as(answer).satisfies(verdict -> {
                assertThat(verdict.outcome()).isEqualTo(ChannelAdapter.Outcome.FAILED);
                assertThat(verdict.reason()).isNotBlank();
            });
            assertThat(adapter.understand(settings, 200, answer).outcome()).as(answer).isEqualTo(ChannelAdapter.Outcome.FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void refusesAnAddressThatIsNone(ChannelAdapter adapter) {
        for (var address : List.of("", "ftp://a.example/{to}{text}", "file:///etc/passwd{to}{text}", "https://user:pass@a.example/{to}{text}", "ja va:{to}{text}")) {
            assertThatThrownBy(() -> adapter.check(new ChannelAdapter.Settings(address, "", "{to}{text}", "", "", "zh-CN"))).as(address).isInstanceOf(Refusal.Broken.class);
        }
    }

    /** Worked out once with openssl: printf '1772415000000\nSEC-3f9a' | openssl dgst -sha256 -hmac SEC-3f9a -binary | base64 */
    @Test
    void signsAsDingTalkAndFeishuAsk() {
        var message = new ChannelAdapter.Outgoing("", "标题", "内容", "");
        assertThat(new DingTalk().write(settings(new DingTalk()), message, NOW).address().getRawQuery())
                .isEqualTo("access_token=t&timestamp=1772415000000&sign=PZCatp0ksQ40Flstwp0v1CAzIipNSAfICn4HyiDlcLs%3D");
        var feishu = JsonMapper.shared().readTree(new Feishu().write(settings(new Feishu()), message, NOW).body());
        assertThat(feishu.get("timestamp").asString()).isEqualTo("1772415000");
        assertThat(feishu.get("sign").asString()).isEqualTo("eDocdSyZLZUL9ffWQQ5r5/ka13FEo5IcTSK6i3BGnUQ=");
        assertThat(new WeCom().write(settings(new WeCom()), message, NOW).address().getQuery()).isEqualTo("key=" + SECRET);
    }

    @Test
    void readsTheirErrorCodes() {
        assertThat(new WeCom().understand(settings(new WeCom()), 200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}").outcome()).isEqualTo(ChannelAdapter.Outcome.SLOWED);
        assertThat(new WeCom().understand(settings(new WeCom()), 200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"))
                .isEqualTo(new ChannelAdapter.Verdict(ChannelAdapter.Outcome.REFUSED, "93000 invalid webhook url"));
        assertThat(new DingTalk().understand(settings(new DingTalk()), 200, "{\"errcode\":130101,\"errmsg\":\"send too fast\"}").outcome()).isEqualTo(ChannelAdapter.Outcome.SLOWED);
        assertThat(new DingTalk().understand(settings(new DingTalk()), 200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}").outcome()).isEqualTo(ChannelAdapter.Outcome.REFUSED);
        assertThat(new Feishu().understand(settings(new Feishu()), 200, "{\"StatusCode\":0,\"StatusMessage\":\"success\"}").outcome()).isEqualTo(ChannelAdapter.Outcome.ACCEPTED);
        assertThat(new Feishu().understand(settings(new Feishu()), 200, "{\"code\":19021,\"msg\":\"sign match fail\"}").outcome()).isEqualTo(ChannelAdapter.Outcome.REFUSED);
        assertThat(new Feishu().understand(settings(new Feishu()), 400, "{\"code\":9499,\"msg\":\"too many request\"}").outcome()).isEqualTo(ChannelAdapter.Outcome.SLOWED);
        assertThat(new SmsGateway().understand(settings(new SmsGateway()), 200, "{\"code\":\"NO_MONEY\"}").outcome()).isEqualTo(ChannelAdapter.Outcome.FAILED);
    }

    @Test
    void aTextInAnAddressStaysOneParameter() {
        var settings = new ChannelAdapter.Settings("https://sms.example/send?to={to}&text={text}&key={secret}", "", "", "", SECRET, "zh-CN");
        var query = new SmsGateway().write(settings, new ChannelAdapter.Outgoing("+86 138&x=1", "t", "a&b=c d", ""), NOW).address().getRawQuery();
        assertThat(query).isEqualTo("to=%2B86+138%26x%3D1&text=a%26b%3Dc+d&key=SEC-3f9a");
    }
}
