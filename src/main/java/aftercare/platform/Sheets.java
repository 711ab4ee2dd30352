package aftercare.platform;

import aftercare.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/**
 * Tables as people exchange them: Excel workbooks (.xlsx) and CSV. What a file is is told from its content, never from its
 * name: a CSV may be UTF-8 or UTF-16 with a mark, UTF-8 without one, or GB18030 as Chinese Excel writes it, separated by
 * commas, semicolons or tabs.
 */
public final class Sheets {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final long MOST_BYTES_UNPACKED = 400_000_000;

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

    /** One row after the other, for files of any length. */
    public static void read(byte[] content, Consumer<Row> each) {
        if (content.length == 0) {
            throw new Refusal.Broken("platform.sheet-empty", "the file is empty", Map.of());
        }
        if (startsWith(content, 'P', 'K', 3, 4)) {
            readExcel(content, each);
        } else if (startsWith(content, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new Refusal.Broken("platform.sheet-old-excel", "this is an Excel 97 file; save it as .xlsx and bring it again", Map.of());
        } else {
            readCsv(content, each);
        }
    }

    // ---- Excel ------------------------------------------------------------------------------------------------------

    private static void readExcel(byte[] content, Consumer<Row> each) {
        refuseBombs(content);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(content), new ReadingOptions(true, true))) {
            var sheet = book.getSheets().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).findFirst()
                    .orElseThrow(() -> unreadable("the workbook has no visible sheet"));
            try (var rows = sheet.openStream()) {
                rows.forEach(row -> {
                    var cells = new ArrayList<String>();
                    var formulas = new HashSet<Integer>();
                    for (int i = 0; i < row.getCellCount(); i++) {
                        var cell = row.getCell(i);
                        cells.add(cell == null ? "" : text(cell));
                        if (cell != null && cell.getType() == CellType.FORMULA) {
                            formulas.add(i);
                        }
                    }
                    pass(new Row(row.getRowNum(), cells, formulas), each);
                });
            }
        } catch (Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException broken) {
            throw unreadable("the file cannot be read as an Excel workbook");
        }
    }

    private static String text(Cell cell) {
        var raw = cell.getRawValue();
        if (raw == null) {
            return cell.getText() == null ? "" : cell.getText();
        }
        return switch (cell.getType()) {
            case NUMBER -> number(cell, raw);
            case FORMULA -> isNumber(raw) ? number(cell, raw) : raw;
            case BOOLEAN -> raw.equals("1") ? "true" : "false";
            default -> cell.getText() == null ? "" : cell.getText();
        };
    }

    private static boolean isNumber(String raw) {
        return raw.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?");
    }

    private static String number(Cell cell, String raw) {
        if (!isNumber(raw)) {
            return raw;
        }
        if (isDate(cell)) {
            var at = cell.asDate();
            return at.toLocalTime().equals(LocalTime.MIDNIGHT) ? at.toLocalDate().toString()
                    : at.withNano(0).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        }
        // A double carries 15 digits; what comes after them is noise of the conversion.
        return new BigDecimal(raw).round(raw.contains(".") ? new MathContext(15) : MathContext.UNLIMITED).stripTrailingZeros().toPlainString();
    }

    /** Excel knows a date by its format only: a built-in one (27-36 and 50-58 are the Chinese ones) or one that names years or days. */
    private static boolean isDate(Cell cell) {
        var id = cell.getDataFormatId();
        if (id != null && (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58)) {
            return true;
        }
        var format = cell.getDataFormatString();
        return format != null && format.replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "").toLowerCase().matches(".*[yd].*");
    }

    /** A workbook is a zip archive; a small one can unpack to more than the memory holds. */
    private static void refuseBombs(byte[] content) {
        var buffer = new byte[64 * 1024];
        long unpacked = 0;
        try (var zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                try (var in = zip.getInputStream(entry)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        unpacked += n;
                        if (unpacked > MOST_BYTES_UNPACKED) {
                            throw new Refusal.Broken("platform.sheet-too-large", "the file unpacks to more than can be read", Map.of());
                        }
                    }
                }
            }
        } catch (IOException broken) {
            throw unreadable("the file cannot be read as an Excel workbook");
        }
    }

    // ---- CSV --------------------------------------------------------------------------------------------------------

    private static void readCsv(byte[] content, Consumer<Row> each) {
        var text = decoded(content);
        if (text.indexOf('\0') >= 0) {
            throw unreadable("the file is neither an Excel workbook nor a text table");
        }
        var format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter(text)).setIgnoreEmptyLines(false)
                .setTrailingData(true).setLenientEof(true).get();
        try (var records = format.parse(Reader.of(text))) {
            for (var record : records) {
                var cells = new ArrayList<String>(record.size());
                var formulas = new HashSet<Integer>();
                for (int i = 0; i < record.size(); i++) {
                    var cell = record.get(i);
                    if (cell.startsWith("=")) {
                        formulas.add(i);
                    }
                    cells.add(disarmed(cell) ? cell.substring(1) : cell);
                }
                pass(new Row(Math.toIntExact(record.getRecordNumber()), cells, formulas), each);
            }
        } catch (IOException | UncheckedIOException broken) {
            throw unreadable("the file cannot be read as a text table");
        }
    }

    private static String decoded(byte[] content) {
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            return new String(content, 3, content.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(content, 0xFF, 0xFE)) {
            return new String(content, 2, content.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(content, 0xFE, 0xFF)) {
            return new String(content, 2, content.length - 2, StandardCharsets.UTF_16BE);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(content, GB18030);
        }
    }

    /** The one that the first line uses most, outside quotes. */
    private static char delimiter(String text) {
        int commas = 0, semicolons = 0, tabs = 0;
        var quoted = false;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                if ((c == '\n' || c == '\r') && commas + semicolons + tabs > 0) {
                    break;
                }
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
                tabs += c == '\t' ? 1 : 0;
            }
        }
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private static void pass(Row row, Consumer<Row> each) {
        if (row.cells().stream().anyMatch(cell -> !cell.isBlank())) {
            each.accept(row);
        }
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

    private static boolean disarmed(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && !harmless(cell.substring(1)).equals(cell.substring(1));
    }

    private static boolean startsWith(byte[] content, int... bytes) {
        return content.length >= bytes.length && Arrays.equals(Arrays.copyOf(content, bytes.length), toBytes(bytes));
    }

    private static byte[] toBytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static Refusal.Broken unreadable(String why) {
        return new Refusal.Broken("platform.sheet-unreadable", why, Map.of());
    }
}
