package aftercare.imports;

import aftercare.platform.Sheets;
import aftercare.platform.WrittenDate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file while it is read: answers what a cell says, and takes down what is wrong with it. What is asked twice is
 * complained about once.
 */
public final class ImportRow {

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,15}(\\.\\d{1,9})?");
    private static final int SHOWN = 60;

    /** @param place position of the cell, from 0; -1 when no column holds the field */
    record Problem(int place, String field, String said, Remark remark, Map<String, String> facts) {}

    private final Sheets.Row row;
    private final ImportReading reading;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> understood = new LinkedHashMap<>();

    ImportRow(Sheets.Row row, ImportReading reading) {
        this.row = row;
        this.reading = reading;
    }

    public int number() {
        return row.number();
    }

    List<Problem> problems() {
        return problems;
    }

    Map<String, String> understood() {
        return understood;
    }

    /** No error was found so far. */
    public boolean good() {
        return problems.stream().noneMatch(problem -> problem.remark().error());
    }

    public boolean failed(ImportField field) {
        return problems.stream().anyMatch(problem -> problem.field().equals(field.code()) && problem.remark().error());
    }

    /** Without blanks around it; "" when there is nothing, or nothing fit to be used. */
    public String text(ImportField field) {
        var known = texts.get(field.code());
        if (known != null) {
            return known;
        }
        var text = said(field);
        if (reading.columns(field).stream().anyMatch(row.formulas()::contains)) {
            wrong(field, CommonRemark.FORMULA, Map.of());
        } else if (text.isEmpty() && field.required()) {
            wrong(field, CommonRemark.REQUIRED, Map.of());
        } else if (text.indexOf('\0') >= 0 || !isWhole(text)) {
            wrong(field, CommonRemark.NO_TEXT, Map.of());
        } else if (text.codePointCount(0, text.length()) > field.most()) {
            wrong(field, CommonRemark.TOO_LONG, Map.of("most", Integer.toString(field.most())));
        }
        texts.put(field.code(), text);
        means(field, text);
        return text;
    }

    /** For looking up, before anything is said about the cell. */
    public String said(ImportField field) {
        var columns = reading.columns(field);
        if (columns.size() <= 1) {
            return columns.isEmpty() ? "" : row.text(columns.getFirst());
        }
        return columns.stream().map(row::text).filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining(field.between() == null ? " " : field.between()));
    }

    /** Everything that rows say in a field, each text once, and only what a database can be asked for. */
    public static String[] said(Collection<ImportRow> rows, ImportField field) {
        return rows.stream().map(row -> row.said(field)).filter(text -> !text.isEmpty() && text.indexOf('\0') < 0).distinct().toArray(String[]::new);
    }

    public @Nullable LocalDate day(ImportField field) {
        var text = text(field);
        if (text.isEmpty() || failed(field)) {
            return null;
        }
        switch (WrittenDate.read(text)) {
            case WrittenDate.Day(var date) when date.isBefore(EARLIEST) || date.isAfter(LATEST) -> wrong(field, CommonRemark.STRANGE_DAY, Map.of());
            case WrittenDate.Day(var date) -> {
                means(field, date.toString());
                return date;
            }
            case WrittenDate.Ambiguous(var one, var other) -> wrong(field, CommonRemark.AMBIGUOUS_DAY, Map.of("one", one.toString(), "other", other.toString()));
            case WrittenDate.None _ -> wrong(field, CommonRemark.BAD_DAY, Map.of());
        }
        return null;
    }

    public @Nullable Instant time(ImportField field, ImportContext context) {
        var text = text(field);
        if (text.isEmpty() || failed(field)) {
            return null;
        }
        var read = context.form().read(text, context.zone());
        if (read.skipped()) {
            wrong(field, CommonRemark.TIME_SKIPPED, Map.of("zone", context.zone().getId()));
        } else if (read.at() == null) {
            wrong(field, CommonRemark.BAD_TIME, Map.of());
        } else {
            if (read.twice()) {
                wrong(field, CommonRemark.TIME_TWICE, Map.of("zone", context.zone().getId()));
            }
            means(field, read.at().atZone(context.zone()).toLocalDateTime().toString().replace('T', ' '));
        }
        return read.at();
    }

    /** Plain digits, with or without thousands. */
    public @Nullable BigDecimal number(ImportField field, BigDecimal least, BigDecimal most) {
        var text = text(field);
        if (text.isEmpty() || failed(field)) {
            return null;
        }
        var plain = text.matches("[-+]?\\d{1,3}([,，]\\d{3})+(\\.\\d+)?") ? text.replaceAll("[,，]", "") : text;
        if (!NUMBER.matcher(plain).matches()) {
            wrong(field, CommonRemark.BAD_NUMBER, Map.of());
            return null;
        }
        var number = new BigDecimal(plain);
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            wrong(field, CommonRemark.OUT_OF_RANGE, Map.of("least", least.toPlainString(), "most", most.toPlainString()));
            return null;
        }
        means(field, number.toPlainString());
        return number;
    }

    public @Nullable Integer whole(ImportField field, int least, int most) {
        var number = number(field, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
        if (number != null && number.stripTrailingZeros().scale() > 0) {
            wrong(field, CommonRemark.BAD_NUMBER, Map.of());
            return null;
        }
        return number == null ? null : number.intValue();
    }

    /** The code of the choice that the cell means, as somebody said or as it goes without saying; {@code otherwise} when it is empty. */
    public @Nullable String word(ImportField field, @Nullable String otherwise) {
        var text = text(field);
        if (failed(field)) {
            return null;
        }
        var said = reading.meaning(field, text);
        if (said == null && text.isEmpty()) {
            return otherwise;
        }
        var choice = said == null ? field.meant(text) : field.choices().stream().filter(each -> each.code().equals(said)).findFirst();
        if (choice.isEmpty()) {
            wrong(field, CommonRemark.UNKNOWN_WORD, Map.of());
            return null;
        }
        means(field, choice.get().name().in(reading.language()));
        return choice.get().code();
    }

    /** What is wrong with it, or what was made of it. */
    public void wrong(ImportField field, Remark remark, Map<String, String> facts) {
        var columns = reading.columns(field);
        problems.add(new Problem(columns.isEmpty() ? -1 : columns.getFirst(), field.code(), shortened(said(field)), remark, facts));
    }

    /** How the cell is understood, for the preview. */
    public void means(ImportField field, String text) {
        if (reading.previews() && !text.isEmpty()) {
            understood.put(field.code(), text);
        }
    }

    /** Everything the row says, under the headings of the file. */
    public Map<String, String> raw() {
        var raw = new LinkedHashMap<String, String>();
        for (int i = 0; i < row.cells().size(); i++) {
            var heading = reading.heading(i);
            raw.put(raw.containsKey(heading) ? heading + " #" + (i + 1) : heading, row.cells().get(i));
        }
        return raw;
    }

    private static String shortened(String text) {
        var clean = text.replace('\0', '\uFFFD');
        return clean.codePointCount(0, clean.length()) <= SHOWN ? clean : clean.substring(0, clean.offsetByCodePoints(0, SHOWN - 1)) + "…";
    }

    /** Half a character (a surrogate alone) cannot be stored. */
    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isHighSurrogate(c)) {
                if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
