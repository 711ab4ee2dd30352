package aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sounds alike, by the order of GB 2312. */
class SameSoundTests {

    @ParameterizedTest
    @CsvSource({"电,店", "机,鸡", "油,由", "闸,扎", "阀,罚", "泵,蹦", "绿,律", "女,女", "捕,布", "勒,乐", "谁,水", "椎,锥", "啊,阿", "座,作", "响,想", "声,生", "佛,佛"})
    void areOneSyllable(String one, String other) {
        assertThat(SameSound.of(one.codePointAt(0))).contains(one, other).isEqualTo(SameSound.of(other.codePointAt(0)));
    }

    @ParameterizedTest
    @CsvSource({"电,机", "路,绿", "奴,女", "佛,否", "佛,风", "爱,安", "西,下", "中,总", "水,双", "坐,最", "揣,船"})
    void areDifferentOnes(String one, String other) {
        assertThat(SameSound.of(one.codePointAt(0))).doesNotContain(other);
    }

    @Test
    void everythingElseSoundsLikeItself() {
        assertThat(SameSound.of('A')).isEqualTo("A");
        assertThat(SameSound.of('機')).isEqualTo("機");
        assertThat(SameSound.of("𠮷".codePointAt(0))).isEqualTo("𠮷");
    }

    @Test
    void wordsStandInATextAsTheySound() {
        assertThat(SameSound.isIn("主电机异响，E05 报警", "点击意想")).isTrue();
        assertThat(SameSound.isIn("主电机异响，E05 报警", "意想 e05 店机")).isTrue();
        assertThat(SameSound.isIn("主电机异响", "异响电机")).as("another order").isFalse();
        assertThat(SameSound.isIn("主电机异响", "点击 漏油")).isFalse();
    }

    @Test
    void thePairWithTheFewestOthersIsLookedUp() {
        assertThat(SameSound.rarestPairs("E05店机")).as("nothing else sounds so").containsExactly("e0");
        assertThat(SameSound.rarestPairs("店机")).contains("电机", "店机", "点击").doesNotContain("电梯").hasSizeLessThan(1000);
        assertThat(SameSound.rarestPairs("NVR-4016")).as("nothing sounds like it").isEmpty();
        assertThat(SameSound.rarestPairs("昨天晚上机器开始发出很大的响声")).as("a tale").isEmpty();
        assertThat(SameSound.rarestPairs("机")).isEmpty();
        assertThat(SameSound.rarestPairs("坏 机")).isEmpty();
    }
}
