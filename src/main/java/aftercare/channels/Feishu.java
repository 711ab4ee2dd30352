package aftercare.channels;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** 飞书: timestamp and secret are the key of a signature over nothing, and both go into the body. */
final class Feishu implements ChannelAdapter {

    private static final int LONGEST = 4000;

    @Override
    public ChannelKind kind() {
        return ChannelKind.FEISHU;
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
        var body = new LinkedHashMap<String, Object>();
        if (!settings.secret().isEmpty()) {
            var timestamp = Long.toString(now.getEpochSecond());
            body.put("timestamp", timestamp);
            body.put("sign", Robots.base64(Robots.hmac(Robots.utf8(timestamp + "\n" + settings.secret()), new byte[0])));
        }
        // Plain text: nothing in it is taken for a mark.
        var text = "%s\n%s%s".formatted(message.title(), Robots.cut(message.text(), LONGEST), message.link().isEmpty() ? "" : "\n" + message.link());
        body.put("msg_type", "text");
        body.put("content", Map.of("text", text));
        return new Request(Robots.address(settings.address()), Robots.HEADERS, Robots.JSON.writeValueAsString(body));
    }

    /** Old robots answer with StatusCode, newer ones with code. */
    @Override
    public Verdict understand(Settings settings, int status, String answer) {
        var old = answer.contains("\"StatusCode\"") && !answer.contains("\"code\"");
        return Robots.verdict(status, answer, old ? "StatusCode" : "code", old ? "StatusMessage" : "msg", Set.of(9499, 11232), Set.of(19001, 19021, 19022, 19024, 10002));
    }

    @Override
    public String acceptance() {
        return "{\"code\":0,\"msg\":\"success\",\"data\":{}}";
    }
}
