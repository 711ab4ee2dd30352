package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenDateTests {

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-05", "2024-3-5", "2024/3/5", "2024.03.05", "2024年3月5日", "2024 年 3 月 5 日", "2024年03月05", "20240305", "２０２４－０３－０５",
            "2024-03-05 08:30", "2024-03-05T08:30:00", "2024-03-05 00:00:00.0", "2024-03-05T00:00:00Z", "5 Mar 2024", "5 March 2024", "Mar 5, 2024",
            "March 5 2024", "5-Mar-2024", " 2024-03-05 ", "45356"})
    void theFifthOfMarchIsUnderstoodHoweverItIsWritten(String text) {
        assertThat(WrittenDate.read(text)).isEqualTo(new WrittenDate.Day(LocalDate.of(2024, 3, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25/03/2024", "03/25/2024", "25.3.2024"})
    void aDayThatCanOnlyBeADayIsUnderstood(String text) {
        assertThat(WrittenDate.read(text)).isEqualTo(new WrittenDate.Day(LocalDate.of(2024, 3, 25)));
    }

    @Test
    void whatCouldBeTwoDaysIsNotGuessed() {
        assertThat(WrittenDate.read("03/05/2024")).isEqualTo(new WrittenDate.Ambiguous(LocalDate.of(2024, 3, 5), LocalDate.of(2024, 5, 3)));
        assertThat(WrittenDate.read("05/05/2024")).isEqualTo(new WrittenDate.Day(LocalDate.of(2024, 5, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2024-02-30", "2024-13-01", "24-3-5", "2024年3月", "2024", "昨天", "1", "2024-3-5-7", "31/31/2024", "2024-03-05 25", "12345"})
    void whatIsNoDayIsNone(String text) {
        assertThat(WrittenDate.read(text)).isEqualTo(new WrittenDate.None());
    }
}
