package aftercare.intake;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The house says when strangers are asked for a code. */
@RestController
class PhoneProofController {

    record Rule(@NotNull PhoneProof.When phoneCode) {}

    /** @param canBeSent a gateway for short messages is set up; without one nobody is asked */
    record RuleView(PhoneProof.When phoneCode, boolean canBeSent) {}

    private final PhoneProof phones;

    PhoneProofController(PhoneProof phones) {
        this.phones = phones;
    }

    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @GetMapping("/api/intake/self-service")
    RuleView rule() {
        return new RuleView(phones.when(), phones.canBeSent());
    }

    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @PutMapping("/api/intake/self-service")
    RuleView change(@jakarta.validation.Valid @RequestBody Rule rule) {
        phones.set(rule.phoneCode());
        return rule();
    }
}
