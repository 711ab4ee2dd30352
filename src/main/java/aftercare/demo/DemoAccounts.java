package aftercare.demo;

import aftercare.platform.DemoAccount;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may try the demo, for the sign-in page: the faces of the daily work first. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("aftercare.demo")
class DemoAccounts {

    private static final List<String> SHOWN = List.of("desk", "dispatch", "engineer1", "engineer3", "customer1", "service", "manager", "gm",
            "partner", "quality", "finance", "admin");

    @Bean
    List<DemoAccount> shownAccounts() {
        var company = Script.readCompany();
        return SHOWN.stream().map(login -> company.users().stream().filter(user -> user.login().equals(login))
                .map(user -> new DemoAccount(login, user.name(), user.roles().getFirst(), DemoCompany.PASSWORD)).findFirst()
                .orElseGet(() -> company.engineers().stream().filter(engineer -> engineer.login().equals(login))
                        .map(engineer -> new DemoAccount(login, engineer.name(), "ENGINEER", DemoCompany.PASSWORD)).findFirst().orElseThrow())).toList();
    }
}
