package aftercare;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import aftercare.identity.UserDesk;

@TestConfiguration(proxyBeanMethods = false)
public class TestSetup {

    @Bean
    @Primary
    JdbcConnectionDetails testDatabase() {
        return TestDatabase.copy();
    }

    @Bean
    Client.Clients clients(MockMvcTester mvc, UserDesk users) {
        return new Client.Clients(mvc, users);
    }
}
