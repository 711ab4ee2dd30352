package aftercare.promises;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clocks stop for. It belongs to the house like the rules: whoever lets something wait chooses from it. */
@RestController
@RequestMapping("/api/promises/pause-reasons")
class PauseController {

    record Added(String code) {}

    private final PauseReasons reasons;

    PauseController(PauseReasons reasons) {
        this.reasons = reasons;
    }

    @Requires({Permission.PROMISES_READ, Permission.CASES_WAIT})
    @GetMapping
    List<PauseReason> pauseReasons(Scope scope) {
        return reasons.all();
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PostMapping
    Added addPauseReason(Scope scope, @Valid @RequestBody PauseReason reason) {
        return new Added(reasons.create(reason));
    }

    @Requires(value = Permission.PROMISES_EDIT_RULES, everywhere = true)
    @PutMapping("/{code}")
    void changePauseReason(Scope scope, @PathVariable String code, @Valid @RequestBody PauseReason reason) {
        reasons.change(code.replace("\0", ""), reason);
    }
}
