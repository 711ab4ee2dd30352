package aftercare.platform;

import java.util.ArrayList;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shapes the API description so that generated types match what the records promise. */
@Configuration(proxyBeanMethods = false)
class OpenApi {

    /** Records always send every component; the ones that may be null are nullable, not absent. */
    @Bean
    OpenApiCustomizer everyComponentIsSent() {
        return api -> {
            api.getInfo().title("Aftercare").version("1");
            api.servers(null);
            if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
                return;
            }
            api.getComponents().getSchemas().values().forEach(schema -> {
                if (schema.getProperties() != null) {
                    schema.setRequired(new ArrayList<String>(schema.getProperties().keySet()));
                }
            });
        };
    }
}
