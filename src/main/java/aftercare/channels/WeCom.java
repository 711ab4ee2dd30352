package aftercare.channels;

import static aftercare.channels.Robots.plain;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** 企业微信: the key stands in the address, so the whole address is the secret. */
final class WeCom implements ChannelAdapter {

    private static final int LONGEST = 1300;

    @Override
    public ChannelKind kind() {
        return ChannelKind.WECOM;
    }

    @Override
    public int mostInAMinute() {
        return 20;
    }

    @Override
    public void check(Settings settings) {
        Robots.address(settings.address().replace("{key}", settings.secret()));
    }

    @Override
    public Request write(Settings settings, Outgoing message, Instant now) {
        var text = "**%s**\n%s".formatted(plain(message.title()), plain(Robots.cut(message.text(), LONGEST)));
        var content = message.link().isEmpty() ? text : text + "\n[%s](%s)".formatted(Robots.LOOK.in(settings.language()), message.link());
        return new Request(Robots.address(settings.address().replace("{key}", settings.secret())), Robots.HEADERS,
                Robots.JSON.writeValueAsString(Map.of("msgtype", "markdown", "markdown", Map.of("content", content))));
    }

    @Override
    public Verdict understand(Settings settings, int status, String answer) {
        return Robots.verdict(status, answer, "errcode", "errmsg", Set.of(45009, 45033), Set.of(93000, 40008, 40035, 44004));
    }

    @Override
    public String acceptance() {
        return "{\"errcode\":0,\"errmsg\":\"ok\"}";
    }
}
