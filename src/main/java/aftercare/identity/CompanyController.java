package aftercare.identity;

import aftercare.kernel.Refusal;
import aftercare.platform.OpenToAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The look of the house: name, colour and logo. Everybody may see it, as on every paper that goes out. */
@RestController
class CompanyController {

    record CompanyBody(@NotBlank @Size(max = 100) String name, @NotNull @Size(max = 100) String nameInEnglish,
                       @NotNull @Pattern(regexp = "#[0-9a-fA-F]{6}") String colour) {}

    /** @param logo a part of the logo's address that changes with it; empty: there is none */
    record CompanyView(String name, String nameInEnglish, String colour, String logo) {}

    private final CompanyDesk desk;

    CompanyController(CompanyDesk desk) {
        this.desk = desk;
    }

    @OpenToAll
    @GetMapping("/api/public/company")
    CompanyView company() {
        var company = desk.now();
        return new CompanyView(company.name(), company.nameInEnglish(), company.colour(), company.logo() == null ? "" : Integer.toHexString(company.logo().hashCode()));
    }

    @OpenToAll
    @GetMapping(path = "/api/public/company/logo", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> logo() {
        var logo = desk.now().logo();
        if (logo == null) {
            throw new Refusal.Missing("identity.no-logo", "there is no logo", Map.of());
        }
        return ResponseEntity.ok().cacheControl(CacheControl.maxAge(Duration.ofHours(1))).body(Base64.getDecoder().decode(logo.substring(logo.indexOf(',') + 1)));
    }

    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @PutMapping("/api/company")
    CompanyView change(@Valid @RequestBody CompanyBody body) {
        desk.change(body.name(), body.nameInEnglish(), body.colour());
        return company();
    }

    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @PostMapping("/api/company/logo")
    CompanyView logo(@RequestParam MultipartFile file) throws IOException {
        desk.logo(file.getBytes());
        return company();
    }

    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @DeleteMapping("/api/company/logo")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withoutLogo() {
        desk.withoutLogo();
    }
}
