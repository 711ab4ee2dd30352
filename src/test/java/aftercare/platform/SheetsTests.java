package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.kernel.Refusal;
import aftercare.platform.Sheets.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetsTests {

    @Nested
    class ACsv {

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "GB18030", "GBK"})
        void isReadInWhateverCharsetItCame(String charset) {
            assertThat(rows("序列号,位置\nSN-1,二号泵房\n".getBytes(Charset.forName(charset))))
                    .containsExactly(List.of("序列号", "位置"), List.of("SN-1", "二号泵房"));
        }

        @Test
        void mayCarryAMark() {
            assertThat(rows("\uFEFF序列号\n".getBytes(StandardCharsets.UTF_8))).containsExactly(List.of("序列号"));
            assertThat(rows("\uFEFF序列号\t型号\n".getBytes(StandardCharsets.UTF_16LE))).containsExactly(List.of("序列号", "型号"));
            assertThat(rows("\uFEFF序列号\n".getBytes(StandardCharsets.UTF_16BE))).containsExactly(List.of("序列号"));
        }

        @ParameterizedTest
        @ValueSource(strings = {",", ";", "\t"})
        void isCutAtTheDelimiterItsFirstLineUses(String delimiter) {
            assertThat(rows(("a%sb%sc\n\"1,5;\t\"%s2%s3".replace("%s", delimiter)).getBytes(StandardCharsets.UTF_8)))
                    .containsExactly(List.of("a", "b", "c"), List.of("1,5;\t", "2", "3"));
        }

        @Test
        void keepsLineBreaksInsideQuotesAndCountsRowsAsExcelDoes() {
            var rows = Sheets.read("a,b\n\n\"two\nlines\",2\n3,4".getBytes(StandardCharsets.UTF_8), 10);

            assertThat(rows).extracting(Sheets.Row::number).containsExactly(1, 3, 4);
            assertThat(rows.get(1).text(0)).isEqualTo("two\nlines");
        }

        @Test
        void withABrokenQuoteIsStillReadToItsEnd() {
            assertThat(rows("a,b\n\"5\" pipe,1\n6,2\n\"open,3\n".getBytes(StandardCharsets.UTF_8)))
                    .contains(List.of("6", "2"));
        }

        @Test
        void showsWhereAFormulaIs() {
            assertThat(Sheets.read("=1+1,2\n".getBytes(StandardCharsets.UTF_8), 10).getFirst().formulas()).containsExactly(0);
        }
    }

    @Nested
    class AWorkbook {

        @Test
        void givesDatesNumbersAndFormulasAsPeopleSeeThem() throws IOException {
            var out = new ByteArrayOutputStream();
            try (var book = new Workbook(out, "test", "1.0")) {
                var sheet = book.newWorksheet("一");
                sheet.value(0, 0, 13812345678L);
                sheet.value(0, 1, LocalDate.of(2024, 2, 29));
                sheet.style(0, 1).format("yyyy\"年\"m\"月\"d\"日\"").set();
                sheet.value(0, 2, 0.1 + 0.2);
                sheet.value(0, 4, "00123");
                sheet.formula(0, 5, "1+1");
                sheet.value(0, 6, true);
                sheet.value(3, 0, "after two empty rows");
            }

            var rows = Sheets.read(out.toByteArray(), 10);

            assertThat(rows.getFirst().cells()).containsExactly("13812345678", "2024-02-29", "0.3", "", "00123", "", "true");
            assertThat(rows.getFirst().formulas()).isEqualTo(Set.of(5));
            assertThat(rows.get(1).number()).isEqualTo(4);
        }

        @Test
        void ofTheOldKindIsRefusedWithTheWayOut() {
            refused("platform.sheet-old-excel", bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1));
        }

        @Test
        void thatIsNoneIsRefused() throws IOException {
            var zip = new ByteArrayOutputStream();
            try (var out = new ZipOutputStream(zip)) {
                out.putNextEntry(new ZipEntry("readme.txt"));
                out.write("hello".getBytes(StandardCharsets.UTF_8));
            }
            refused("platform.sheet-unreadable", zip.toByteArray());
            refused("platform.sheet-unreadable", bytes('P', 'K', 3, 4, 1, 2, 3));
            refused("platform.sheet-unreadable", bytes(0x89, 'P', 'N', 'G', 0, 0, 0, 13));
            refused("platform.sheet-empty", new byte[0]);
        }

        @Test
        void thatUnpacksWithoutEndIsRefusedBeforeItIsRead() throws IOException {
            var zip = new ByteArrayOutputStream();
            try (var out = new ZipOutputStream(zip)) {
                out.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
                var nothing = new byte[1024 * 1024];
                for (int i = 0; i < 401; i++) {
                    out.write(nothing);
                }
            }
            refused("platform.sheet-too-large", zip.toByteArray());
        }

        private void refused(String code, byte[] content) {
            assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> Sheets.read(content, 10))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
        }
    }

    @Test
    void moreRowsThanAllowedAreRefusedWithTheLimit() {
        assertThatExceptionOfType(Refusal.Broken.class).isThrownBy(() -> Sheets.read("1\n2\n3\n".getBytes(StandardCharsets.UTF_8), 2))
                .satisfies(refusal -> assertThat(refusal.facts().get("most")).isEqualTo(2));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBackUnchanged(Format format) {
        var texts = List.of("=cmd|' /C calc'!A0", "+86 138", "-1", "@sum", "'quoted", "逗号,引号\"和\n换行", "Ω≈ç√ 社會科學院 田中さん 😀", "</xml>&amp;");
        var out = new ByteArrayOutputStream();
        try (var sheet = Sheets.write(out, format, "设备/清单", List.of("文字", "日期", "数量"))) {
            texts.forEach(text -> sheet.row(java.util.Arrays.asList(text, LocalDate.of(2026, 3, 2), 7)));
            sheet.row(java.util.Arrays.asList("nothing else", null, null));
        }

        var rows = Sheets.read(out.toByteArray(), 100);

        assertThat(rows.getFirst().cells()).containsExactly("文字", "日期", "数量");
        assertThat(rows.stream().skip(1).limit(texts.size()).map(row -> row.cells().getFirst())).containsExactlyElementsOf(texts);
        assertThat(rows.get(1).text(1)).isEqualTo("2026-03-02");
        assertThat(rows.get(1).text(2)).isEqualTo("7");
        assertThat(rows).allSatisfy(row -> assertThat(row.formulas()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\t=1", "＝1"})
    void aTextThatExcelWouldComputeIsDisarmedInCsv(String text) {
        var out = new ByteArrayOutputStream();
        try (var sheet = Sheets.write(out, Format.CSV, "x", List.of("h"))) {
            sheet.row(List.of(text));
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().get(1)).matches("\"?'.*");
    }

    private static List<List<String>> rows(byte[] content) {
        return Sheets.read(content, 100).stream().map(Sheets.Row::cells).toList();
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
