package aftercare.channels;

import aftercare.kernel.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;

/**
 * Any gateway that takes a message by HTTP. Address, headers and body are templates with {@code {to}}, {@code {text}} and
 * {@code {secret}}; what is filled in is written as its place asks for, so that no text can leave it. {@code success} says which
 * answers are a yes: a status ({@code 200}), or a status and a place in the JSON with its value ({@code 200 /code=OK}).
 */
final class SmsGateway implements ChannelAdapter {

    private static final int LONGEST = 500;

    @Override
    public ChannelKind kind() {
        return ChannelKind.SMS;
    }

    @Override
    public int mostInAMinute() {
        return 600;
    }

    @Override
    public void check(Settings settings) {
        Robots.address(filled(settings.address(), settings, new Outgoing("1", "", "t", ""), SmsGateway::inAddress));
        if (!(settings.address() + settings.body()).contains("{to}") || !(settings.address() + settings.body()).contains("{text}")) {
            throw new Refusal.Broken("channels.template-empty", "the address or the body of the gateway needs {to} and {text}", Map.of());
        }
        Rule.of(settings.success());
    }

    @Override
    public Request write(Settings settings, Outgoing message, Instant now) {
        var headers = new LinkedHashMap<String, String>();
        settings.headers().lines().filter(line -> line.contains(":")).forEach(line -> {
            var colon = line.indexOf(':');
            headers.put(line.substring(0, colon).strip(), filled(line.substring(colon + 1).strip(), settings, message, SmsGateway::inHeader));
        });
        headers.putIfAbsent("Content-Type", settings.body().stripLeading().startsWith("{") ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded");
        var form = headers.get("Content-Type").contains("form");
        return new Request(Robots.address(filled(settings.address(), settings, message, SmsGateway::inAddress)), headers,
                filled(settings.body(), settings, message, form ? SmsGateway::inAddress : SmsGateway::inJson));
    }

    private static String filled(String template, Settings settings, Outgoing message, UnaryOperator<String> written) {
        var text = Robots.cut(message.link().isEmpty() ? message.text() : message.text() + " " + message.link(), LONGEST);
        var words = Map.of("to", message.to(), "text", text, "secret", settings.secret());
        return java.util.regex.Pattern.compile("\\{(to|text|secret)}").matcher(template)
                .replaceAll(place -> java.util.regex.Matcher.quoteReplacement(written.apply(words.get(place.group(1)))));
    }

    private static String inAddress(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Without the quotes around it: they stand in the template. */
    private static String inJson(String text) {
        var quoted = Robots.JSON.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String inHeader(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    }

    @Override
    public Verdict understand(Settings settings, int status, String answer) {
        if (status == 429) {
            return new Verdict(Outcome.SLOWED, "HTTP 429");
        }
        return Rule.of(settings.success()).holds(status, answer) ? Verdict.ACCEPTED
                : new Verdict(status >= 400 && status < 500 ? Outcome.REFUSED : Outcome.FAILED, "HTTP %d %s".formatted(status, Robots.cut(answer.strip(), 200)).strip());
    }

    @Override
    public String acceptance() {
        return "";
    }

    /** @param pointer empty: the status alone decides */
    private record Rule(int status, String pointer, String value) {

        private static final java.util.regex.Pattern WRITTEN = java.util.regex.Pattern.compile("(\\d{3})(?:\\s+(/[^=\\s]+)=(.*))?");

        static Rule of(String text) {
            var rule = WRITTEN.matcher(text.isBlank() ? "200" : text.strip());
            if (!rule.matches()) {
                throw new Refusal.Broken("channels.rule-unusual", "%s is no rule; write it like 200 or 200 /code=OK".formatted(text), Map.of("rule", text));
            }
            return new Rule(Integer.parseInt(rule.group(1)), rule.group(2) == null ? "" : rule.group(2), rule.group(3) == null ? "" : rule.group(3).strip());
        }

        boolean holds(int answered, String answer) {
            if (answered != status || pointer.isEmpty()) {
                return answered == status;
            }
            try {
                return Robots.JSON.readTree(answer).at(pointer).asString("").equals(value);
            } catch (JacksonException unreadable) {
                return false;
            }
        }
    }
}
