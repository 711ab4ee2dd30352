package aftercare.channels;

import static aftercare.channels.Robots.plain;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** 钉钉: signs timestamp and secret, and both go into the address. */
final class DingTalk implements ChannelAdapter {

    private static final int LONGEST = 4000;

    @Override
    public ChannelKind kind() {
        return ChannelKind.DINGTALK;
    }

    @Override
    public int mostInAMinute() {
        return 20;
    }

    @Override
    public void check(Settings settings) {
        Robots.address(settings.address());
    }

    @Override
    public Request write(Settings settings, Outgoing message, Instant now) {
        var text = "#### %s\n%s".formatted(plain(message.title()), plain(Robots.cut(message.text(), LONGEST)).replace("\n", "\n\n"));
        var content = message.link().isEmpty() ? text : text + "\n\n[%s](%s)".formatted(Robots.LOOK.in(settings.language()), message.link());
        return new Request(Robots.address(signed(settings, now)), Robots.HEADERS,
                Robots.JSON.writeValueAsString(Map.of("msgtype", "markdown", "markdown", Map.of("title", message.title(), "text", content))));
    }

    private static String signed(Settings settings, Instant now) {
        if (settings.secret().isEmpty()) {
            return settings.address();
        }
        var timestamp = now.toEpochMilli();
        var sign = Robots.base64(Robots.hmac(Robots.utf8(settings.secret()), Robots.utf8(timestamp + "\n" + settings.secret())));
        return settings.address() + (settings.address().contains("?") ? "&" : "?") + "timestamp=" + timestamp + "&sign=" + URLEncoder.encode(sign, StandardCharsets.UTF_8);
    }

    @Override
    public Verdict understand(Settings settings, int status, String answer) {
        return Robots.verdict(status, answer, "errcode", "errmsg", Set.of(130101, 410100), Set.of(300001, 300005, 310000, 400101, 400102, 400105, 400106, 430101, 430102, 430103, 430104));
    }

    @Override
    public String acceptance() {
        return "{\"errcode\":0,\"errmsg\":\"ok\"}";
    }
}
