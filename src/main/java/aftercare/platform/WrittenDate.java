package aftercare.platform;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A day as people write it: 2024-03-05, 2024/3/5, 2024.3.5, 2024年3月5日, 20240305, 5 Mar 2024, an Excel day number, with or
 * without a time behind it. What could be two days (03/05/2024) is not guessed.
 */
public sealed interface WrittenDate {

    record Day(LocalDate date) implements WrittenDate {}

    /** Two days are possible. */
    record Ambiguous(LocalDate one, LocalDate other) implements WrittenDate {}

    record None() implements WrittenDate {}

    static WrittenDate read(String text) {
        return Reading.of(text);
    }

    /** How it is done. */
    final class Reading {

        private static final Pattern TIME = Pattern.compile("[T ]+\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?( ?[APap][Mm])?(Z|[+-]\\d{2}:?\\d{2})?$");
        private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
        private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4})");
        private static final Pattern DIGITS = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
        private static final Pattern EXCEL = Pattern.compile("[23456]\\d{4}");
        private static final LocalDate EXCEL_EPOCH = LocalDate.of(1899, 12, 30);
        private static final List<DateTimeFormatter> ENGLISH = List.of(english("d[ ][-]MMM[ ][-][,][ ]uuuu"), english("MMM d[,] uuuu"), english("d MMMM uuuu"),
                english("MMMM d[,] uuuu"));

        private Reading() {}

        private static WrittenDate of(String text) {
            var clean = TIME.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).strip()).replaceFirst("").replaceAll("(?<=\\d) *([-/.年月日]) *(?=\\d|$)", "$1");
            var yearFirst = YEAR_FIRST.matcher(clean);
            if (yearFirst.matches()) {
                return day(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
            }
            var digits = DIGITS.matcher(clean);
            if (digits.matches()) {
                return day(digits.group(1), digits.group(2), digits.group(3));
            }
            var yearLast = YEAR_LAST.matcher(clean);
            if (yearLast.matches()) {
                var monthFirst = day(yearLast.group(3), yearLast.group(1), yearLast.group(2));
                var dayFirst = day(yearLast.group(3), yearLast.group(2), yearLast.group(1));
                return monthFirst instanceof Day(var one) && dayFirst instanceof Day(var other) && !one.equals(other) ? new Ambiguous(one, other)
                        : monthFirst instanceof Day ? monthFirst : dayFirst;
            }
            if (EXCEL.matcher(clean).matches()) {
                return new Day(EXCEL_EPOCH.plusDays(Integer.parseInt(clean)));
            }
            for (var format : ENGLISH) {
                try {
                    return new Day(LocalDate.parse(clean, format));
                } catch (DateTimeParseException next) {
                    // another way of writing it, perhaps
                }
            }
            return new None();
        }

        private static WrittenDate day(String year, String month, String day) {
            try {
                return new Day(LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
            } catch (DateTimeException noSuchDay) {
                return new None();
            }
        }

        private static DateTimeFormatter english(String pattern) {
            return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        }
    }
}
