package aftercare.customers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalDataTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "13812341234            | 138****1234",
            "+86 138-1234-1234      | +861******1234",
            "138 1234 1234          | 138****1234",
            "0571-88881234          | 057*****1234",
            "0571-88881234 转 801   | 057*****1234 转 801",
            "13812341234/13900005678 | 138****1234/139****5678",
            "12345                  | 1**45",
            "110                    | 110",
            "''                     | ''",
            "张经理                 | 张经理"})
    void aPhoneNumberKeepsItsHeadAndTail(String phone, String masked) {
        assertThat(PersonalData.maskedPhone(phone)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(value = {"wang.qiang@example.com, w***@example.com", "a@b, a***@b", "no address, ***"})
    void anAddressKeepsItsFirstLetterAndItsHost(String email, String masked) {
        assertThat(PersonalData.maskedEmail(email)).isEqualTo(masked);
    }

    @Test
    void anEmptyAddressStaysEmpty() {
        assertThat(PersonalData.maskedEmail("")).isEmpty();
    }
}
