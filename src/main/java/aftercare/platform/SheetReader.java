package aftercare.platform;

import aftercare.kernel.Refusal;
import aftercare.platform.Sheets.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.commons.csv.CSVFormat;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** Reads a table row by row, whatever kind of file it is. */
final class SheetReader {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?");
    private static final int BEGINNING = 64 * 1024;
    private static final long MOST_BYTES_UNPACKED = 400_000_000;
    /** The texts of a workbook stand in one list, which has to be in memory. */
    private static final long MOST_BYTES_OF_TEXTS = 120_000_000;

    /** Whoever takes the rows has failed, not the file. */
    private static final class NotOurs extends RuntimeException {

        final RuntimeException reason;

        NotOurs(RuntimeException reason) {
            super(null, reason, false, false);
            this.reason = reason;
        }
    }

    /** Where the file is. */
    sealed interface Source {

        record Bytes(byte[] content) implements Source {

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public ZipFile zip() throws IOException {
                return ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(content)).get();
            }

            @Override
            public ReadableWorkbook workbook(ReadingOptions options) throws IOException {
                return new ReadableWorkbook(open(), options);
            }
        }

        record OnDisk(Path file) implements Source {

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public ZipFile zip() throws IOException {
                return ZipFile.builder().setPath(file).get();
            }

            @Override
            public ReadableWorkbook workbook(ReadingOptions options) throws IOException {
                return new ReadableWorkbook(file.toFile(), options);
            }
        }

        InputStream open() throws IOException;

        ZipFile zip() throws IOException;

        ReadableWorkbook workbook(ReadingOptions options) throws IOException;
    }

    private final Source source;
    private final Map<String, Boolean> namesDays = new HashMap<>();

    SheetReader(Source source) {
        this.source = source;
    }

    void read(Consumer<Row> each) {
        var first = beginning(4);
        if (first.length == 0) {
            throw new Refusal.Broken("platform.sheet-empty", "the file is empty", Map.of());
        }
        if (startsWith(first, 'P', 'K', 3, 4)) {
            readExcel(each);
        } else if (startsWith(first, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new Refusal.Broken("platform.sheet-old-excel", "this is an Excel 97 file; save it as .xlsx and bring it again", Map.of());
        } else {
            readCsv(each, first);
        }
    }

    // ---- Excel ------------------------------------------------------------------------------------------------------

    private void readExcel(Consumer<Row> each) {
        refuseBombs();
        try (var book = source.workbook(new ReadingOptions(true, true))) {
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
        } catch (NotOurs of) {
            throw of.reason;
        } catch (Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException broken) {
            throw unreadable("the file cannot be read as an Excel workbook");
        }
    }

    private String text(Cell cell) {
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
        return NUMBER.matcher(raw).matches();
    }

    private String number(Cell cell, String raw) {
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
    private boolean isDate(Cell cell) {
        var id = cell.getDataFormatId();
        if (id != null && (id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58)) {
            return true;
        }
        var format = cell.getDataFormatString();
        return format != null && namesDays.computeIfAbsent(format, SheetReader::namesYearsOrDays);
    }

    private static boolean namesYearsOrDays(String format) {
        return format.replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "").toLowerCase().matches(".*[yd].*");
    }

    /** A workbook is a zip archive; a small one can unpack to more than the memory holds. */
    private void refuseBombs() {
        var buffer = new byte[64 * 1024];
        long unpacked = 0;
        try (var zip = source.zip()) {
            for (var entry : Collections.list(zip.getEntries())) {
                var most = entry.getName().equals("xl/sharedStrings.xml") ? unpacked + MOST_BYTES_OF_TEXTS : MOST_BYTES_UNPACKED;
                try (var in = zip.getInputStream(entry)) {
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        unpacked += n;
                        if (unpacked > Math.min(most, MOST_BYTES_UNPACKED)) {
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

    private void readCsv(Consumer<Row> each, byte[] first) {
        try {
            var charset = charset(first);
            var format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter(charset)).setIgnoreEmptyLines(false)
                    .setTrailingData(true).setLenientEof(true).get();
            try (var text = text(charset); var records = format.parse(text)) {
                for (var record : records) {
                    var cells = new ArrayList<String>(record.size());
                    var formulas = new HashSet<Integer>();
                    for (int i = 0; i < record.size(); i++) {
                        var cell = record.get(i);
                        if (cell.startsWith("=")) {
                            formulas.add(i);
                        }
                        cells.add(Sheets.disarmed(cell) ? cell.substring(1) : cell);
                    }
                    pass(new Row(Math.toIntExact(record.getRecordNumber()), cells, formulas), each);
                }
            }
        } catch (NotOurs of) {
            throw of.reason;
        } catch (IOException | UncheckedIOException broken) {
            throw unreadable("the file cannot be read as a text table");
        }
    }

    /** Told by the mark at the beginning; without one it is UTF-8 if all of it can be, and otherwise what Chinese Excel writes. */
    private Charset charset(byte[] first) throws IOException {
        var marked = startsWith(first, 0xEF, 0xBB, 0xBF) ? StandardCharsets.UTF_8
                : startsWith(first, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : startsWith(first, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : null;
        if (marked != null) {
            refuseNul(text(marked));
            return marked;
        }
        try {
            refuseNul(new InputStreamReader(source.open(), StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException notUtf8) {
            refuseNul(text(GB18030));
            return GB18030;
        }
    }

    private static void refuseNul(Reader opened) throws IOException {
        var part = new char[BEGINNING];
        try (var text = opened) {
            for (int n = text.read(part); n >= 0; n = text.read(part)) {
                for (int i = 0; i < n; i++) {
                    if (part[i] == 0) {
                        throw unreadable("the file is neither an Excel workbook nor a text table");
                    }
                }
            }
        }
    }

    /** Without the mark. */
    private Reader text(Charset charset) throws IOException {
        var in = source.open();
        in.skipNBytes(switch (charset.name()) {
            case "UTF-16LE", "UTF-16BE" -> 2;
            case "UTF-8" -> startsWith(beginning(3), 0xEF, 0xBB, 0xBF) ? 3 : 0;
            default -> 0;
        });
        return new InputStreamReader(in, charset);
    }

    private char delimiter(Charset charset) throws IOException {
        var beginning = new char[BEGINNING];
        var length = 0;
        try (var text = text(charset)) {
            for (int n = text.read(beginning); n > 0; n = text.read(beginning, length, beginning.length - length)) {
                length += n;
            }
        }
        return delimiter(new String(beginning, 0, length));
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
            try {
                each.accept(row);
            } catch (RuntimeException reason) {
                throw new NotOurs(reason);
            }
        }
    }

    private byte[] beginning(int bytes) {
        try (var in = source.open()) {
            return in.readNBytes(bytes);
        } catch (IOException broken) {
            throw unreadable("the file cannot be read");
        }
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
