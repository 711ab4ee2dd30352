package aftercare.dispatch;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words about a case for those who need to know what, but not whose it is. */
final class Discreet {

    private static final String HIDDEN = "…";
    /** Phone and account numbers, however they are spaced; years and short figures stay. */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[ -]?\\d){6,}");
    private static final Pattern MAIL = Pattern.compile("\\S+@\\S+");

    private Discreet() {}

    static String without(String text, @Nullable String... names) {
        var left = MAIL.matcher(text).replaceAll(HIDDEN);
        for (var name : Arrays.stream(names).filter(Objects::nonNull).map(String::strip).filter(name -> name.length() > 1)
                .sorted((one, other) -> other.length() - one.length()).toList()) {
            left = left.replaceAll("(?iu)" + Pattern.quote(name), HIDDEN);
        }
        return NUMBER.matcher(left).replaceAll(HIDDEN);
    }
}
