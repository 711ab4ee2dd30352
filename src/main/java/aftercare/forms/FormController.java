package aftercare.forms;

import aftercare.platform.SignedIn;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Questionnaires to fill in. Definitions hold no secrets; answers are shown by the modules that own their subjects. */
@RestController
class FormController {

    private final FormDesk forms;

    FormController(FormDesk forms) {
        this.forms = forms;
    }

    @SignedIn
    @GetMapping("/api/forms/{code}")
    Form form(@PathVariable String code) {
        return forms.current(code);
    }
}
