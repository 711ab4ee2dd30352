package aftercare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/**
 * The whole product in one process. The Spring profile {@code demo} loads the demo company and listens on the loopback
 * interface only; without it the product starts empty, with one administrator whose password is printed once.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(systemName = "Aftercare", sharedModules = {"kernel", "platform"})
public class Aftercare {

    public static void main(String[] args) {
        SpringApplication.run(Aftercare.class, args);
    }
}
