package aftercare;

import aftercare.platform.AftercareSettings;
import aftercare.platform.AskedToStop;
import aftercare.platform.Backup;
import aftercare.platform.PortCheck;
import aftercare.platform.QuickStart;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.modulith.Modulithic;

/**
 * The whole product in one process. The Spring profile {@code demo} loads the demo company and listens on the loopback
 * interface only; without it the product starts empty, with one administrator whose password is printed once.
 * {@code backup FILE} and {@code restore FILE} save and bring back everything.
 */
@SpringBootApplication
@EnableConfigurationProperties(AftercareSettings.class)
@Modulithic(systemName = "Aftercare", sharedModules = {"kernel", "platform"})
public class Aftercare {

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && (args[0].equals("backup") || args[0].equals("restore"))) {
            System.exit(Backup.run(args, System.out));
        }
        QuickStart.unpacked(Aftercare.class, args);
        AskedToStop.endsWell();
        var product = new SpringApplication(Aftercare.class);
        product.addListeners(new PortCheck());
        product.run(args);
    }
}
