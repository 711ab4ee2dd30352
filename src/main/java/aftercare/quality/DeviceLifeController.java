package aftercare.quality;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A device's whole life. */
@RestController
class DeviceLifeController {

    private final DeviceLife life;

    DeviceLifeController(DeviceLife life) {
        this.life = life;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/devices/{id}/life")
    DeviceLife.Life life(Scope scope, @PathVariable UUID id) {
        return life.of(id, scope);
    }
}
