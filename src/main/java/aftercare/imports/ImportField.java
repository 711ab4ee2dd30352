package aftercare.imports;

import aftercare.platform.Label;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a column can hold, and the headings it is recognised by.
 *
 * @param most    longest text, in characters
 * @param between set when several columns may hold the field together: what stands between their texts
 * @param choices the words it can hold; none: any text
 * @param time    holds moments, which need a zone and a way of writing days
 */
public record ImportField(String code, Label heading, Label meaning, String example, boolean required, int most, @Nullable String between,
                          List<Choice> choices, boolean time, List<String> alsoCalled) {

    private static final Pattern NOISE = Pattern.compile("[\\s*:_\\-/.]");
    private static final Pattern MARKS = Pattern.compile("\\((必填|选填|選填|required|optional)\\)");
    private static final Pattern BRACKETS = Pattern.compile("\\(.*\\)");

    /** One of the words a field can hold. {@code alsoCalled}: what people write for it. */
    public record Choice(String code, Label name, List<String> alsoCalled) {

        /** A company does not name everything in every language: what has no name is called by the Chinese one, or by its code. */
        public static Choice of(String code, @Nullable String zhCn, @Nullable String zhTw, @Nullable String en, String... alsoCalled) {
            var name = zhCn == null ? code : zhCn;
            return new Choice(code, new Label(name, zhTw == null ? name : zhTw, en == null ? name : en), List.of(alsoCalled));
        }

        /** Everything that goes without saying for it, in small letters. */
        List<String> words() {
            return Stream.concat(Stream.of(code, name.zhCn(), name.zhTw(), name.en()), alsoCalled.stream()).map(word -> word.toLowerCase(Locale.ROOT)).distinct().toList();
        }

        boolean isMeantBy(String text) {
            return words().contains(text.strip().toLowerCase(Locale.ROOT));
        }
    }

    public ImportField {
        choices = List.copyOf(choices);
        alsoCalled = List.copyOf(alsoCalled);
    }

    /** A field of a plain text. */
    public static ImportField of(String code, int most, String zhCn, String zhTw, String en, String... alsoCalled) {
        return new ImportField(code, new Label(zhCn, zhTw, en), new Label("", "", ""), "", false, most, null, List.of(), false,
                Arrays.stream(alsoCalled).map(ImportField::plain).toList());
    }

    public ImportField must() {
        return new ImportField(code, heading, meaning, example, true, most, between, choices, time, alsoCalled);
    }

    public ImportField meaning(String zhCn, String zhTw, String en) {
        return new ImportField(code, heading, new Label(zhCn, zhTw, en), example, required, most, between, choices, time, alsoCalled);
    }

    public ImportField example(String text) {
        return new ImportField(code, heading, meaning, text, required, most, between, choices, time, alsoCalled);
    }

    public ImportField joined(String with) {
        return new ImportField(code, heading, meaning, example, required, most, with, choices, time, alsoCalled);
    }

    public ImportField choices(List<Choice> words) {
        return new ImportField(code, heading, meaning, example, required, most, between, words, time, alsoCalled);
    }

    public ImportField moments() {
        return new ImportField(code, heading, meaning, example, required, most, between, choices, true, alsoCalled);
    }

    Optional<Choice> meant(String text) {
        return choices.stream().filter(choice -> choice.isMeantBy(text)).findFirst();
    }

    /** The field that a heading means: its own name in any language, or one that people use. */
    static Optional<ImportField> recognised(List<ImportField> fields, String heading) {
        var written = plain(heading);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var bare = BRACKETS.matcher(written).replaceAll("");
        return fields.stream().filter(field -> {
            var names = new ArrayList<>(field.alsoCalled);
            names.addAll(List.of(plain(field.heading.zhCn()), plain(field.heading.zhTw()), plain(field.heading.en())));
            return names.contains(written) || names.contains(bare);
        }).findFirst();
    }

    static String plain(@Nullable String heading) {
        return heading == null ? "" : MARKS.matcher(NOISE.matcher(Normalizer.normalize(heading, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)).replaceAll("")).replaceAll("");
    }
}
