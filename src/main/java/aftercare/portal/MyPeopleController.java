package aftercare.portal;

import aftercare.customers.PortalPeople;
import aftercare.identity.Permission;
import aftercare.identity.PortalAccounts.Rights;
import aftercare.identity.PortalRight;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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

/** A company's own people, for those of them who manage the others. */
@RestController
@RequestMapping("/api/portal/people")
class MyPeopleController {

    record InvitationBody(@NotBlank @Size(max = 60) String name, @NotNull @Size(max = 40) String phone, @NotNull @Size(max = 200) String email,
                          @NotNull Set<@NotNull PortalRight> rights, @NotNull @Size(max = 100) List<@NotNull UUID> sites) {}

    record RightsBody(@NotNull Set<@NotNull PortalRight> rights, @NotNull @Size(max = 100) List<@NotNull UUID> sites, @NotNull Integer version) {}

    private final PortalPeople desk;

    MyPeopleController(PortalPeople desk) {
        this.desk = desk;
    }

    @Requires(Permission.PORTAL_PEOPLE)
    @GetMapping
    PortalPeople.Colleagues people(Scope scope) {
        return desk.own(scope);
    }

    /** Sends an invitation to the e-mail address, or to the phone where there is none. */
    @Requires(Permission.PORTAL_PEOPLE)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PortalPeople.Colleagues invite(Scope scope, @Valid @RequestBody InvitationBody body, HttpServletRequest request) {
        desk.invite(new PortalPeople.Invitation(body.name(), body.phone(), body.email(), new Rights(body.rights(), body.sites())), scope,
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return desk.own(scope);
    }

    @Requires(Permission.PORTAL_PEOPLE)
    @PutMapping("/{id}")
    PortalPeople.Colleagues change(Scope scope, @PathVariable UUID id, @Valid @RequestBody RightsBody body) {
        desk.change(id, new Rights(body.rights(), body.sites()), body.version(), scope);
        return desk.own(scope);
    }

    @Requires(Permission.PORTAL_PEOPLE)
    @DeleteMapping("/{id}")
    PortalPeople.Colleagues take(Scope scope, @PathVariable UUID id) {
        desk.take(id, scope);
        return desk.own(scope);
    }
}
