package aftercare.assets;

import aftercare.customers.CustomerId;
import aftercare.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing with a serial number that stands somewhere. Immutable: every act returns the device as it is afterwards. */
record Device(DeviceId id, String number, Draft draft, DeviceState state, String qrToken, Instant createdAt, int version) {

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

    /** @param warrantyMonths this device's own term; null: the project's, or without a project the product's */
    record Draft(CustomerId customer, UUID branch, @Nullable UUID site, @Nullable ProjectId project, UUID product, String serial, String name,
                 String location, @Nullable LocalDate installedOn, @Nullable LocalDate acceptedOn, @Nullable LocalDate deliveredOn, @Nullable LocalDate soldOn,
                 @Nullable Integer warrantyMonths, String note) {

        Draft {
            serial = serial.strip();
            if (serial.isEmpty()) {
                throw new Refusal.Broken("assets.serial-empty", "a device needs a serial number", Map.of());
            }
            sane(installedOn);
            sane(acceptedOn);
            sane(deliveredOn);
            sane(soldOn);
        }

        Draft acceptedWith(@Nullable LocalDate on) {
            return new Draft(customer, branch, site, project, product, serial, name, location, installedOn, on, deliveredOn, soldOn, warrantyMonths, note);
        }

        Draft installedOn(LocalDate on) {
            return new Draft(customer, branch, site, project, product, serial, name, location, on, acceptedOn, deliveredOn, soldOn, warrantyMonths, note);
        }

        List<String> changesTo(Draft next) {
            var changes = new ArrayList<String>();
            Changes.note(changes, "customer", customer, next.customer);
            Changes.note(changes, "branch", branch, next.branch);
            Changes.note(changes, "site", site, next.site);
            Changes.note(changes, "project", project, next.project);
            Changes.note(changes, "product", product, next.product);
            Changes.note(changes, "serial", serial, next.serial);
            Changes.note(changes, "name", name, next.name);
            Changes.note(changes, "location", location, next.location);
            Changes.note(changes, "installedOn", installedOn, next.installedOn);
            Changes.note(changes, "acceptedOn", acceptedOn, next.acceptedOn);
            Changes.note(changes, "deliveredOn", deliveredOn, next.deliveredOn);
            Changes.note(changes, "soldOn", soldOn, next.soldOn);
            Changes.note(changes, "warrantyMonths", warrantyMonths, next.warrantyMonths);
            Changes.note(changes, "note", note, next.note);
            return changes;
        }

        private static void sane(@Nullable LocalDate date) {
            if (date != null && (date.isBefore(EARLIEST) || date.isAfter(LATEST))) {
                throw new Refusal.Broken("assets.date-strange", "%s cannot be right".formatted(date), Map.of("date", date.toString()));
            }
        }
    }

    Device changed(Draft next) {
        return new Device(id, number, next, state, qrToken, createdAt, version);
    }

    Device after(DeviceAct act) {
        return new Device(id, number, draft, state.after(act), qrToken, createdAt, version);
    }

    Device labelled(String token) {
        return new Device(id, number, draft, state, token, createdAt, version);
    }
}
