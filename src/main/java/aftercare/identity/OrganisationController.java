package aftercare.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The branches of the house and its partners, for whoever keeps its users. */
@RestController
@RequestMapping("/api/organisation")
class OrganisationController {

    record BranchBody(@NotBlank @Size(max = 20) String code, @NotBlank @Size(max = 100) String name, @NotBlank @Size(max = 60) String zone,
                      @NotNull @Size(max = 40) String phone, @Nullable @Pattern(regexp = "[0-9]{6,12}") String regionCode, @NotNull @Size(max = 300) String address,
                      @Nullable @Min(-180) @Max(180) Double lng, @Nullable @Min(-90) @Max(90) Double lat, boolean active, int version) {

        OrganisationDesk.BranchDraft draft() {
            return new OrganisationDesk.BranchDraft(code.strip(), name, zone, phone, regionCode, address, lng, lat, active);
        }
    }

    record PartnerBody(@NotNull UUID branchId, @NotBlank @Size(max = 100) String name, @NotNull @Size(max = 40) String phone, boolean active, int version) {

        OrganisationDesk.PartnerDraft draft() {
            return new OrganisationDesk.PartnerDraft(name, phone, active);
        }
    }

    record Added(UUID id) {}

    private final OrganisationDesk desk;

    OrganisationController(OrganisationDesk desk) {
        this.desk = desk;
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @GetMapping("/branches")
    List<OrganisationDesk.BranchRow> branches() {
        return desk.branches();
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PostMapping("/branches")
    @ResponseStatus(HttpStatus.CREATED)
    Added addBranch(@Valid @RequestBody BranchBody body) {
        return new Added(desk.addBranch(body.draft()));
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PutMapping("/branches/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeBranch(@PathVariable UUID id, @Valid @RequestBody BranchBody body) {
        desk.changeBranch(id, body.draft(), body.version());
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @GetMapping("/partners")
    OrganisationDesk.PartnerPage partners(@RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                                          @RequestParam(required = false) @Nullable Boolean active, @RequestParam(required = false) @Nullable UUID after) {
        return desk.partners(words, branch, active, after);
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PostMapping("/partners")
    @ResponseStatus(HttpStatus.CREATED)
    Added addPartner(@Valid @RequestBody PartnerBody body) {
        return new Added(desk.addPartner(body.branchId(), body.draft()));
    }

    @Requires(value = Permission.IDENTITY_EDIT_USERS, everywhere = true)
    @PutMapping("/partners/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePartner(@PathVariable UUID id, @Valid @RequestBody PartnerBody body) {
        desk.changePartner(id, body.draft(), body.version());
    }
}
