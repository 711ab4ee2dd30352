package aftercare.customers;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import java.sql.Array;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@AftercareTest
class PhoneKeysTests {

    @Autowired JdbcClient jdbc;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "13812341234                   | 13812341234",
            "+86 138-1234-1234             | 13812341234",
            "0086 138 1234 1234            | 13812341234",
            "(86)13812341234               | 13812341234",
            "１３８１２３４１２３４          | 13812341234",
            "手机：138 1234 1234            | 13812341234",
            "0571-88881234                 | 57188881234",
            "+86 571 8888 1234             | 57188881234",
            "（0571）8888 1234 转 801        | 57188881234",
            "0571-88881234-801             | 57188881234",
            "010-62345678 ext.12           | 1062345678",
            "400-820-8820                  | 4008208820",
            "+852 2345 6789                | 85223456789",
            "13812341234 / 13900005678     | 13812341234,13900005678",
            "13812341234、0571-88881234      | 13812341234,57188881234",
            "110                           | ''",
            "张经理                        | ''"})
    void theSameNumberIsTheSameHoweverItIsWritten(String written, String keys) throws java.sql.SQLException {
        var found = jdbc.sql("select customers.phone_keys(:phone)").param("phone", written).query((row, _) -> row.getArray(1)).single();

        assertThat(String.join(",", texts(found))).isEqualTo(keys);
    }

    private static String[] texts(Array array) throws java.sql.SQLException {
        var texts = (String[]) array.getArray();
        java.util.Arrays.sort(texts);
        return texts;
    }
}
