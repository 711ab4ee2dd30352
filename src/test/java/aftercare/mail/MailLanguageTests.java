package aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which language somebody is answered. */
class MailLanguageTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            zh-CN | 三号门禁打不开，请尽快派人
            zh-TW | 三號門禁打不開，請盡快派人
            zh-CN | 你好
            zh-CN | Re: UPS alarm，机房温度过高，请看附件
            en    | The door of hall 3 does not open. Regards, 王敏
            en    | Die Tür öffnet nicht mehr
            en    | 三号館のドアが開きません。よろしくお願いいたします。
            en    | 문이 열리지 않습니다""")
    void isTheOneTheyWriteIn(String language, String words) {
        assertThat(MailLanguage.of(words)).contains(language);
    }

    @Test
    void isUnknownWithoutWords() {
        assertThat(MailLanguage.of(" 12345 \n--- ???")).isEmpty();
    }
}
