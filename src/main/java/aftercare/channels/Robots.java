package aftercare.channels;

import aftercare.kernel.Refusal;
import aftercare.platform.Label;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the robots of the three services have in common. */
final class Robots {

    static final JsonMapper JSON = JsonMapper.shared();
    static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json; charset=utf-8");

    /** What a link to what is told of is called. */
    static final Label LOOK = new Label("查看", "檢視", "Open");

    private Robots() {}

    static byte[] hmac(byte[] key, byte[] words) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(words);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static URI address(String address) {
        try {
            var uri = new URI(address.strip());
            if (uri.getHost() == null || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) || uri.getUserInfo() != null) {
                throw unusual(address);
            }
            return uri;
        } catch (URISyntaxException wrong) {
            throw unusual(address);
        }
    }

    static Refusal.Broken unusual(String address) {
        return new Refusal.Broken("channels.address-unusual", "%s is not the address of a service; copy it whole, beginning with https://".formatted(address),
                Map.of("address", address));
    }

    /** Reads {@code code} of the answer: 0 is yes. */
    static ChannelAdapter.Verdict verdict(int status, String answer, String code, String words, Set<Integer> slowed, Set<Integer> final_) {
        if (status == 429) {
            return new ChannelAdapter.Verdict(ChannelAdapter.Outcome.SLOWED, "HTTP 429");
        }
        JsonNode said;
        try {
            said = JSON.readTree(answer);
        } catch (JacksonException unreadable) {
            return new ChannelAdapter.Verdict(ChannelAdapter.Outcome.FAILED, "HTTP " + status);
        }
        var number = said.path(code);
        if (status >= 500 || !number.isIntegralNumber()) {
            return new ChannelAdapter.Verdict(ChannelAdapter.Outcome.FAILED, "HTTP " + status);
        }
        if (number.intValue() == 0) {
            return ChannelAdapter.Verdict.ACCEPTED;
        }
        var reason = "%d %s".formatted(number.intValue(), said.path(words).asString("")).strip();
        return new ChannelAdapter.Verdict(slowed.contains(number.intValue()) ? ChannelAdapter.Outcome.SLOWED
                : final_.contains(number.intValue()) ? ChannelAdapter.Outcome.REFUSED : ChannelAdapter.Outcome.FAILED, reason);
    }

    /** Markdown in which what people wrote stays what they wrote. */
    static String plain(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
