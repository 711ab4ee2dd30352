package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.identity.PortalAccounts.Rights;
import aftercare.identity.PortalRight;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** At the desk: which of a customer's people may use the portal. */
@RestController
@RequestMapping("/api/customers/{id}/people")
class CustomerPeopleController {

    record AccessBody(@NotNull UUID contactId, @NotNull Set<@NotNull PortalRight> rights, @NotNull @Size(max = 100) List<@NotNull UUID> sites) {}

    record AccessChange(@NotNull Set<@NotNull PortalRight> rights, @NotNull @Size(max = 100) List<@NotNull UUID> sites, @NotNull Integer version) {}

    private final PortalPeople desk;

    CustomerPeopleController(PortalPeople desk) {
        this.desk = desk;
    }

    @Requires(Permission.CUSTOMERS_READ)
    @GetMapping
    PortalPeople.Colleagues people(Scope scope, @PathVariable UUID id) {
        return desk.of(new CustomerId(id), scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PortalPeople.Colleagues give(Scope scope, @PathVariable UUID id, @Valid @RequestBody AccessBody body, HttpServletRequest request) {
        desk.give(new CustomerId(id), body.contactId(), new Rights(body.rights(), body.sites()), scope, ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return desk.of(new CustomerId(id), scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @PutMapping("/{user}")
    PortalPeople.Colleagues change(Scope scope, @PathVariable UUID id, @PathVariable UUID user, @Valid @RequestBody AccessChange body) {
        desk.change(new CustomerId(id), user, new Rights(body.rights(), body.sites()), body.version(), scope);
        return desk.of(new CustomerId(id), scope);
    }

    @Requires(Permission.CUSTOMERS_EDIT)
    @DeleteMapping("/{user}")
    PortalPeople.Colleagues take(Scope scope, @PathVariable UUID id, @PathVariable UUID user) {
        desk.take(new CustomerId(id), user, scope);
        return desk.of(new CustomerId(id), scope);
    }
}
