package aftercare.care;

import aftercare.forms.NeededForm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a rating is made of: whoever changes the survey may add to it, but not take these away. */
@Configuration(proxyBeanMethods = false)
class NeededForms {

    @Bean
    NeededForm satisfaction() {
        return new NeededForm(CareDesk.FORM, Map.of("overall", Arrays.stream(Grade.values()).map(Enum::name).toList(), "recommend", List.of(), "words", List.of()));
    }
}
