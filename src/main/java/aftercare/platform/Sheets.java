package aftercare.platform;

import aftercare.kernel.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Tables as people exchange them: Excel workbooks (.xlsx) and CSV. What a file is is told from its content, never from its
 * name: a CSV may be UTF-8 or UTF-16 with a mark, UTF-8 without one, or GB18030 as Chinese Excel writes it, separated by
 * commas, semicolons or tabs.
 */
public final class Sheets {

    private Sheets() {}

    /**
     * One row that is not empty.
     *
     * @param number   as Excel counts, the first row being 1
     * @param cells    texts; dates as 2026-03-02 (with a time: 2026-03-02T08:30), numbers in plain digits, empty cells as ""
     * @param formulas positions of cells that hold a formula; their text is the value that was last computed
     */
    public record Row(int number, List<String> cells, Set<Integer> formulas) {

        public Row {
            cells = List.copyOf(cells);
            formulas = Set.copyOf(formulas);
        }

        /** Without the blanks around it; "" beyond the last cell. */
        public String text(int column) {
            return column >= 0 && column < cells.size() ? cells.get(column).strip() : "";
        }
    }

    public enum Format {

        XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        CSV("csv", "text/csv;charset=UTF-8");

        private final String ending;
        private final String mediaType;

        Format(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        public String ending() {
            return ending;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** All rows that are not empty of the first visible sheet. Refuses what is not a table and what has more rows. */
    public static List<Row> read(byte[] content, int most) {
        var rows = new ArrayList<Row>();
        read(content, row -> {
            if (rows.size() == most) {
                throw new Refusal.Broken("platform.sheet-too-long", "the file has more than %d rows; split it".formatted(most), Map.of("most", most));
            }
            rows.add(row);
        });
        return rows;
    }

    /** One row after the other. */
    public static void read(byte[] content, Consumer<Row> each) {
        new SheetReader(new SheetReader.Source.Bytes(content)).read(each);
    }

    /** One row after the other, for files of any length: they are never in memory as a whole. */
    public static void read(Path file, Consumer<Row> each) {
        new SheetReader(new SheetReader.Source.OnDisk(file)).read(each);
    }

    // ---- Writing ----------------------------------------------------------------------------------------------------

    /** Takes rows one by one and writes them at once; holds only a few of them in memory. */
    public sealed interface Writer extends AutoCloseable {

        /** Values may be texts, numbers, dates or null. */
        void row(List<? extends @Nullable Object> values);

        @Override
        void close();
    }

    /** @param headings the first row; it stays in view when an Excel sheet is scrolled */
    public static Writer write(OutputStream out, Format format, String title, List<String> headings) {
        return switch (format) {
            case XLSX -> new Excel(out, title, headings);
            case CSV -> new Csv(out, headings);
        };
    }

    private static final class Excel implements Writer {

        private static final int MOST_CHARACTERS = 32_767;

        private final Workbook book;
        private final Worksheet sheet;
        private int next;

        Excel(OutputStream out, String title, List<String> headings) {
            this.book = new Workbook(out, "Aftercare", "1.0");
            this.sheet = book.newWorksheet(title.replaceAll("[\\[\\]:*?/\\\\']", " ").strip());
            for (int i = 0; i < headings.size(); i++) {
                sheet.value(0, i, headings.get(i));
                sheet.style(0, i).bold().set();
                sheet.width(i, Math.clamp(width(headings.get(i)) + 6.0, 12, 40));
            }
            sheet.freezePane(0, 1);
            next = 1;
        }

        private static double width(String text) {
            return text.codePoints().mapToDouble(c -> c < 0x1100 ? 1 : 2).sum();
        }

        @Override
        public void row(List<? extends @Nullable Object> values) {
            for (int i = 0; i < values.size(); i++) {
                switch (values.get(i)) {
                    case null -> { }
                    case Number number -> sheet.value(next, i, number);
                    case LocalDate date -> {
                        sheet.value(next, i, date);
                        sheet.style(next, i).format("yyyy-mm-dd").set();
                    }
                    case Object text -> sheet.value(next, i, inlined(text.toString()));
                }
            }
            next++;
            if (next % 500 == 0) {
                flush();
            }
        }

        /** A text cell is never computed by Excel, whatever it begins with; only what XML cannot hold is left out. */
        private static String inlined(String text) {
            var clean = text.codePoints().filter(c -> c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD
                    || c >= 0x10000).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            return clean.length() > MOST_CHARACTERS ? clean.substring(0, MOST_CHARACTERS) : clean;
        }

        private void flush() {
            try {
                sheet.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                book.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Csv implements Writer {

        private final CSVPrinter printer;

        Csv(OutputStream out, List<String> headings) {
            try {
                var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                writer.write('\uFEFF');     // without the mark Chinese Excel takes it for GB18030
                printer = CSVFormat.EXCEL.print(writer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            row(headings);
        }

        @Override
        public void row(List<? extends @Nullable Object> values) {
            try {
                printer.printRecord(values.stream().map(value -> value instanceof CharSequence text ? harmless(text.toString()) : value).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                printer.close(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Excel computes a CSV cell that begins so, and a formula can send the sheet's content away: an apostrophe keeps it a text. */
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    static boolean disarmed(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && !harmless(cell.substring(1)).equals(cell.substring(1));
    }
}
