package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is covered at a moment, as one reads it: terms on the left, the day, and what is said of it. */
class DeviceCoverTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /**
     * Accepted on 2024-03-15 for 24 months unless it says otherwise. Terms: cover/part group/first day/last day, "life" without
     * end; the answer: state of the whole, then what else is said.
     */
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            none                                                                  | 2024-03-14 | NOT_BEGUN
            none                                                                  | 2024-03-15 | COVERED
            none                                                                  | 2026-03-15 | COVERED
            none                                                                  | 2026-03-16 | OVER
            FREE/压缩机/2024-03-15/2029-03-15                                      | 2025-01-01 | COVERED cover-part 压缩机 2029-03-15
            FREE/压缩机/2024-03-15/2029-03-15                                      | 2027-01-01 | OVER cover-part 压缩机 2029-03-15
            FREE/压缩机/2024-03-15/2029-03-15                                      | 2029-03-15 | OVER cover-part 压缩机 2029-03-15
            FREE/压缩机/2024-03-15/2029-03-15                                      | 2029-03-16 | OVER
            FREE/控制软件/2024-03-15/life                                          | 2049-01-01 | OVER cover-part-for-life 控制软件
            FREE//2026-05-01/2027-04-30                                           | 2026-04-30 | OVER
            FREE//2026-05-01/2027-04-30                                           | 2026-05-01 | COVERED
            FREE//2026-05-01/2027-04-30                                           | 2027-05-01 | OVER
            FREE//2026-05-01/life                                                 | 2040-05-01 | COVERED cover-for-life
            AT_COST//2026-03-16/2029-03-15                                        | 2025-03-16 | COVERED
            AT_COST//2026-03-16/2029-03-15                                        | 2026-03-16 | OVER cover-at-cost 2029-03-15
            AT_COST//2026-03-16/2029-03-15                                        | 2029-03-16 | OVER
            PAID_SERVICE//2026-03-16/life                                         | 2035-01-01 | OVER cover-paid-for-life
            AT_COST//2026-03-16/2029-03-15 PAID_SERVICE//2026-03-16/life          | 2028-01-01 | OVER cover-at-cost 2029-03-15
            AT_COST//2026-03-16/2029-03-15 PAID_SERVICE//2026-03-16/life          | 2030-01-01 | OVER cover-paid-for-life
            AT_COST//2026-03-16/2029-03-15 FREE/压缩机/2024-03-15/2029-03-15       | 2028-01-01 | OVER cover-part 压缩机 2029-03-15 cover-at-cost 2029-03-15
            FREE/电池/2025-09-01/2026-08-31                                       | 2026-06-01 | OVER cover-part 电池 2026-08-31
            """)
    void saysWhatIsCovered(String terms, LocalDate day, String answer) {
        var cover = new DeviceCover(Warranty.of(LocalDate.parse("2024-03-15"), 24),
                terms.equals("none") ? java.util.List.of() : Arrays.stream(terms.split(" ")).map(DeviceCoverTests::term).toList());

        assertThat(said(cover.at(noon(day), SHANGHAI))).isEqualTo(answer);
    }

    @Test
    void aTermThatHasNotBegunCoversNothing() {
        var open = new DeviceCover.Term(DeviceCover.Cover.FREE, "", "", null, null);
        assertThat(new DeviceCover(Warranty.open(), java.util.List.of(open)).at(noon(LocalDate.parse("2026-01-01")), SHANGHAI).state()).isEqualTo(Warranty.State.NOT_ACCEPTED);
    }

    @Test
    void atEveryDayThereIsExactlyOneAnswerThatBeginsWithTheWhole() {
        var cover = new DeviceCover(Warranty.of(LocalDate.parse("2024-03-15"), 24), Arrays.stream(
                "FREE/压缩机/2024-03-15/2029-03-15 FREE//2026-05-01/2027-04-30 AT_COST//2026-03-16/2029-03-15 PAID_SERVICE//2026-03-16/life".split(" "))
                .map(DeviceCoverTests::term).toList());
        for (var day = LocalDate.parse("2024-01-01"); day.isBefore(LocalDate.parse("2031-01-01")); day = day.plusDays(1)) {
            var standing = cover.at(noon(day), SHANGHAI);
            assertThat(standing.sentence()).isNotEmpty();
            assertThat(standing.sentence().getFirst().code()).startsWith("assets.warranty-");
            if (standing.state() == Warranty.State.COVERED) {
                assertThat(standing.lastDay()).as("%s", day).isNotNull().isAfterOrEqualTo(day);
            }
        }
    }

    private static String said(DeviceCover.Standing standing) {
        return (standing.state() + " " + standing.sentence().stream().filter(clause -> clause.code().startsWith("assets.cover-"))
                .map(clause -> "%s %s %s".formatted(clause.code().substring(7), clause.facts().getOrDefault("what", ""), clause.facts().getOrDefault("lastDay", "")))
                .collect(Collectors.joining(" "))).replaceAll("\\s+", " ").strip();
    }

    private static DeviceCover.Term term(String text) {
        var parts = text.split("/", -1);
        return new DeviceCover.Term(DeviceCover.Cover.valueOf(parts[0]), parts[1], "", LocalDate.parse(parts[2]), until(parts[3]));
    }

    private static @Nullable LocalDate until(String lastDay) {
        return lastDay.equals("life") ? null : LocalDate.parse(lastDay).plusDays(1);
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).atZone(SHANGHAI).toInstant();
    }
}
