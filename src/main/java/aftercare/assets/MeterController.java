package aftercare.assets;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Meters of devices. Whoever is at the device may read them; what they are is for whoever keeps the device. */
@RestController
class MeterController {

    record MeterBody(@NotBlank @Size(max = 100) String name, @NotNull @Size(max = 20) String unit, Meter.@NotNull Kind kind,
                     @Nullable @Digits(integer = 15, fraction = 3) BigDecimal lowest, @Nullable @Digits(integer = 15, fraction = 3) BigDecimal highest,
                     @Nullable @Digits(integer = 15, fraction = 3) BigDecimal mostPerDay, boolean active, int version) {

        Meter.Draft draft() {
            return new Meter.Draft(name.strip(), unit.strip(), kind, lowest, highest, mostPerDay, active);
        }
    }

    record ReadingBody(@NotNull Instant at, @NotNull @Digits(integer = 15, fraction = 3) BigDecimal value, Meter.@NotNull Source source, boolean restarts,
                       @NotNull @Size(max = 500) String note) {}

    record WithdrawalBody(@NotNull @Size(max = 500) String reason) {}

    private final Meters meters;

    MeterController(Meters meters) {
        this.meters = meters;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/devices/{id}/meters")
    List<Meters.MeterView> meters(Scope scope, @PathVariable UUID id) {
        return meters.of(new DeviceId(id), scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/devices/{id}/meters")
    @ResponseStatus(HttpStatus.CREATED)
    List<Meters.MeterView> add(Scope scope, @PathVariable UUID id, @Valid @RequestBody MeterBody body) {
        meters.add(new DeviceId(id), body.draft(), scope);
        return meters(scope, id);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PutMapping("/api/meters/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Scope scope, @PathVariable UUID id, @Valid @RequestBody MeterBody body) {
        meters.change(id, body.draft(), body.version(), scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/meters/{id}/readings")
    Meters.ReadingPage readings(Scope scope, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID after) {
        return meters.readings(id, after, scope);
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/meters/{id}/points")
    List<Meters.Point> points(Scope scope, @PathVariable UUID id) {
        return meters.points(id, scope);
    }

    @Requires({Permission.ASSETS_EDIT, Permission.FIELDWORK_PERFORM})
    @PostMapping("/api/meters/{id}/readings")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReadingBody body) {
        meters.read(id, new Meter.Reading(body.at(), body.value(), body.restarts()), body.source(), body.note(), scope);
    }

    @Requires(Permission.ASSETS_EDIT)
    @PostMapping("/api/readings/{id}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Scope scope, @PathVariable UUID id, @Valid @RequestBody WithdrawalBody body) {
        meters.withdraw(id, body.reason(), scope);
    }
}
