package aftercare.forms;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Subject;
import aftercare.platform.Download;
import aftercare.platform.SignedIn;
import aftercare.timeline.Actor;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import org.springframework.web.multipart.MultipartFile;

/**
 * Questionnaires: to fill in, to design, and what their numbers say over time. Definitions hold no secrets; answers are
 * shown by the modules that own their subjects.
 */
@RestController
@RequestMapping("/api/forms")
class FormController {

    record FormDraftBody(@NotNull Form form, int version) {}

    record FormPublishBody(int version, @NotNull @Size(max = 500) String note) {}

    record FormCode(String code) {}

    private final FormDesk forms;
    private final FormDesigns designs;
    private final FormQueries queries;

    FormController(FormDesk forms, FormDesigns designs, FormQueries queries) {
        this.forms = forms;
        this.designs = designs;
        this.queries = queries;
    }

    @Requires(Permission.FORMS_READ)
    @GetMapping
    FormQueries.FormPage all(@RequestParam(required = false) FormQueries.@Nullable FormState state, @RequestParam(required = false) @Nullable FormUse use,
                             @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable String after) {
        return queries.forms(state, use, words, after);
    }

    @SignedIn
    @GetMapping("/{code}")
    Form form(@PathVariable String code) {
        return forms.current(code);
    }

    @Requires(Permission.FORMS_READ)
    @GetMapping("/{code}/design")
    FormQueries.FormDesign design(@PathVariable String code) {
        return queries.design(code).orElseThrow(() -> FormDesk.missing(code));
    }

    @Requires(Permission.FORMS_READ)
    @GetMapping("/{code}/versions/{version}")
    Form version(@PathVariable String code, @PathVariable int version) {
        return forms.of(code, version);
    }

    @Requires(value = Permission.FORMS_EDIT, everywhere = true)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FormQueries.FormDesign begin(Scope scope, @Valid @RequestBody FormDraftBody body) {
        designs.begin(body.form(), Actor.of(scope));
        return design(body.form().code());
    }

    @Requires(value = Permission.FORMS_EDIT, everywhere = true)
    @PutMapping("/{code}/draft")
    FormQueries.FormDesign save(Scope scope, @PathVariable String code, @Valid @RequestBody FormDraftBody body) {
        designs.save(body.form().named(code), body.version(), Actor.of(scope));
        return design(code);
    }

    @Requires(value = Permission.FORMS_EDIT, everywhere = true)
    @DeleteMapping("/{code}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String code) {
        design(code);
        designs.discard(code);
    }

    @Requires(value = Permission.FORMS_EDIT, everywhere = true)
    @PostMapping("/{code}/publish")
    FormQueries.FormDesign publish(Scope scope, @PathVariable String code, @Valid @RequestBody FormPublishBody body) {
        designs.publish(code, body.version(), body.note(), Actor.of(scope));
        return design(code);
    }

    @Requires(value = Permission.FORMS_EDIT, everywhere = true)
    @PostMapping("/{code}/retire")
    FormQueries.FormDesign retire(@PathVariable String code) {
        designs.retire(code);
        return design(code);
    }

    @Requires(value = Permission.FORMS_EDIT, everywhere = true)
    @PostMapping("/{code}/reinstate")
    FormQueries.FormDesign reinstate(@PathVariable String code) {
        designs.reinstate(code);
        return design(code);
    }

    /** One version as a file, to be taken to another installation. */
    @Requires(Permission.FORMS_READ)
    @GetMapping("/{code}/versions/{version}/file")
    void file(@PathVariable String code, @PathVariable int version, HttpServletResponse response) throws IOException {
        var form = forms.of(code, version);
        try (var out = Download.saved(response, "%s-v%d.json".formatted(code, version), MediaType.APPLICATION_JSON_VALUE)) {
            out.write(designs.file(form));
        }
    }

    @Requires(value = Permission.FORMS_EDIT, everywhere = true)
    @PostMapping("/files")
    @ResponseStatus(HttpStatus.CREATED)
    FormCode receive(Scope scope, @RequestParam MultipartFile file) throws IOException {
        return new FormCode(designs.receive(file.getBytes(), Actor.of(scope)));
    }

    /** @param kind {@code device}, or {@code product} for all devices of a model */
    @Requires(Permission.FORMS_READ)
    @GetMapping("/measured")
    List<FormQueries.MeasuredQuestion> measured(Scope scope, @RequestParam @NotBlank @Pattern(regexp = "device|product") String kind, @RequestParam UUID id) {
        return queries.measured(scope.reach(Permission.FORMS_READ), new Subject(kind, id));
    }

    @Requires(Permission.FORMS_READ)
    @GetMapping("/trend")
    List<FormQueries.TrendPoint> trend(Scope scope, @RequestParam @NotBlank @Pattern(regexp = "device|product") String kind, @RequestParam UUID id,
                                       @RequestParam String form, @RequestParam String question, @RequestParam Instant from) {
        return queries.trend(scope.reach(Permission.FORMS_READ), new Subject(kind, id), form, question, from);
    }
}
