package aftercare.platform;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this installation is; needed before anybody signs in. */
@RestController
class About {

    record AboutView(String product, boolean demo) {}

    private final AftercareSettings settings;

    About(AftercareSettings settings) {
        this.settings = settings;
    }

    @OpenToAll
    @GetMapping("/api/public/about")
    AboutView about() {
        return new AboutView("Aftercare 安心售后", settings.demo());
    }
}
