package aftercare.platform;

import java.util.List;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this installation is; needed before anybody signs in. */
@RestController
class About {

    record AboutView(String product, String version, boolean demo, List<DemoAccount> demoAccounts) {}

    private final AboutView view;

    About(AftercareSettings settings, List<DemoAccount> demoAccounts) {
        var version = Objects.requireNonNullElse(About.class.getPackage().getImplementationVersion(), "dev");
        this.view = new AboutView("Aftercare 安心售后", version, settings.demo(), settings.demo() ? demoAccounts : List.of());
    }

    @OpenToAll
    @GetMapping("/api/public/about")
    AboutView about() {
        return view;
    }
}
