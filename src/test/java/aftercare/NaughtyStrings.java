package aftercare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Texts that break input handling: minimaxir/big-list-of-naughty-strings (MIT licence, shipped beside the list). */
public final class NaughtyStrings {

    private static final List<String> ALL = read();

    private NaughtyStrings() {}

    public static List<String> all() {
        return ALL;
    }

    /** Those that are a name at all and short enough for the field. */
    public static Stream<String> filled(int most) {
        return ALL.stream().filter(text -> !text.isBlank() && text.length() <= most);
    }

    private static List<String> read() {
        try (var in = NaughtyStrings.class.getResourceAsStream("/strings-naughty/blns.json")) {
            return List.of(new JsonMapper().readValue(in, String[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
