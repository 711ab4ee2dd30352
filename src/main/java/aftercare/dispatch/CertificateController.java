package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Engineers' certificates. Their scans are documents of the subject {@code certificate}. */
@RestController
@RequestMapping("/api/dispatch")
class CertificateController {

    record CertificateBody(@NotBlank String kind, @NotBlank @Size(max = 60) String number, @NotNull @Size(max = 100) String issuer,
                           @Nullable LocalDate validFrom, @Nullable LocalDate validUntil, int version) {

        Certificates.Certificate certificate() {
            return new Certificates.Certificate(kind, number, issuer, validFrom, validUntil);
        }
    }

    /** So that its scan can be attached. */
    record CertificateAdded(UUID id) {}

    private final Certificates certificates;

    CertificateController(Certificates certificates) {
        this.certificates = certificates;
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/certificate-kinds")
    List<Certificates.KindView> kinds() {
        return certificates.kinds();
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/certificates")
    List<Certificates.CertificateView> of(Scope scope, @RequestParam(required = false) @Nullable UUID engineer) {
        return certificates.of(scope.reach(Permission.DISPATCH_READ), engineer);
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PostMapping("/engineers/{id}/certificates")
    @ResponseStatus(HttpStatus.CREATED)
    CertificateAdded add(Scope scope, @PathVariable UUID id, @Valid @RequestBody CertificateBody body) {
        return new CertificateAdded(certificates.add(scope, id, body.certificate()));
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PutMapping("/certificates/{id}")
    void correct(Scope scope, @PathVariable UUID id, @Valid @RequestBody CertificateBody body) {
        certificates.correct(scope, id, body.certificate(), body.version());
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @DeleteMapping("/certificates/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Scope scope, @PathVariable UUID id) {
        certificates.remove(scope, id);
    }
}
