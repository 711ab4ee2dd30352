package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class GramsTests {

    @Autowired JdbcClient jdbc;

    @Test
    void areTheNeighbouringPairsOfEachTextWithoutBlanksAndCase() {
        assertThat(grams("电梯 门", "UPS")).containsExactly("电梯", "梯门", "up", "ps");
    }

    @Test
    void doNotJoinTheEndOfOneTextToTheStartOfTheNext() {
        assertThat(grams("甲乙", "丙丁")).containsExactly("甲乙", "丙丁");
    }

    @Test
    void aSingleCharacterHasNone() {
        assertThat(grams("门", "")).isEmpty();
    }

    private List<String> grams(String... texts) {
        return List.of((String[]) jdbc.sql("select platform.grams(variadic :texts)").param("texts", texts)
                .query((row, _) -> row.getArray(1).getArray()).single());
    }
}
