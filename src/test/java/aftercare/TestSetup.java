package aftercare;

import aftercare.identity.UserDesk;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** What every test of the whole product gets: a database of its own and users to sign in with. */
@TestConfiguration(proxyBeanMethods = false)
@Import(TestSetup.Database.class)
public class TestSetup {

    @Bean
    Client.Clients clients(MockMvcTester mvc, UserDesk users) {
        return new Client.Clients(mvc, users);
    }

    @Bean
    Endpoints endpoints(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings, JsonMapper json) {
        return new Endpoints(mappings, json);
    }

    @TestConfiguration(proxyBeanMethods = false)
    public static class Database {

        @Bean
        @Primary
        JdbcConnectionDetails testDatabase() {
            return TestDatabase.copy();
        }
    }
}
