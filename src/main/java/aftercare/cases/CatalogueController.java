package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The service catalogue and the fault codes: the same for everybody who works here, changed for the whole house. */
@RestController
@RequestMapping("/api/cases")
class CatalogueController {

    record KindView(String code, int version, Map<String, String> name, int severity, boolean visits, String start, List<Kind.Stage> stages,
                    List<Kind.Move> moves, Map<Kind.Step, String> follow, List<Kind.SeverityLevel> severities, List<Kind.Paper> papers,
                    List<List<Integer>> matrix) {

        static KindView of(Kind kind) {
            var definition = kind.definition();
            return new KindView(kind.code(), kind.version(), kind.name(), definition.severity(), definition.visits(), definition.start(),
                    definition.stages(), definition.moves(), definition.follow(), definition.severities(), definition.papers(), definition.matrix());
        }
    }

    /** {@code by} is null for what the product shipped. */
    record VersionView(KindView kind, boolean current, Instant at, @Nullable String by, String note) {}

    record VersionsView(List<VersionView> rows, boolean mayEdit) {}

    /**
     * The next version of a kind, or the first one of a new kind.
     *
     * @param basedOn the version it was written from: somebody else's in between is not overwritten; 0 for a new kind
     * @param papers  what has to lie with a case before it comes into a stage; none when it is not said
     * @param matrix  severity by impact and urgency; without one it is the usual one
     * @param note    what was changed and why
     */
    record WriteKind(@Min(0) int basedOn, @NotNull Map<@Size(max = 10) String, @NotNull @Size(max = 60) String> name, @Min(1) @Max(4) int severity, boolean visits,
                     @NotBlank @Size(max = 40) String start, @NotNull @Size(min = 1, max = 40) List<Kind.@Valid Stage> stages,
                     @NotNull @Size(max = 400) List<Kind.@Valid Move> moves, @NotNull Map<Kind.Step, @NotBlank @Size(max = 40) String> follow,
                     @NotNull @Size(max = 4) List<Kind.@Valid SeverityLevel> severities, @Nullable @Size(max = 40) List<Kind.@Valid Paper> papers, @Nullable @Size(max = 3) List<@NotNull List<@NotNull Integer>> matrix,
                     @NotBlank @Size(max = 500) String note) {

        Kind kind(String code) {
            return new Kind(code, basedOn + 1, name, new Kind.Definition(severity, visits, start, stages, moves, follow, severities, papers, matrix));
        }
    }

    record NewCode(@NotNull Catalogue.Dimension dimension, @Nullable @Size(max = 60) String parent,
                   @NotNull Map<@Size(max = 10) String, @NotNull @Size(max = 60) String> name) {}

    record NameCode(@NotNull Map<@Size(max = 10) String, @NotNull @Size(max = 60) String> name) {}

    private final Catalogue catalogue;

    CatalogueController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/kinds")
    List<KindView> kinds(Scope scope) {
        return catalogue.current().stream().map(KindView::of).toList();
    }

    /** Those that new cases cannot have any more. */
    @Requires(Permission.CASES_READ)
    @GetMapping("/kinds/retired")
    List<KindView> retired(Scope scope) {
        return catalogue.retiredKinds().stream().map(KindView::of).toList();
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/kinds/{code}/versions")
    VersionsView versions(Scope scope, @PathVariable String code) {
        var rows = catalogue.versions(code.replace("\0", "")).stream()
                .map(one -> new VersionView(KindView.of(one.kind()), one.current(), one.at(), one.by(), one.note())).toList();
        if (rows.isEmpty()) {
            throw new Refusal.Missing("cases.no-such-kind", "the service catalogue has no kind %s".formatted(code), Map.of("kind", code));
        }
        return new VersionsView(rows, scope.reach(Permission.CASES_EDIT_CATALOGUE).everywhere());
    }

    @Requires(value = Permission.CASES_EDIT_CATALOGUE, everywhere = true)
    @PostMapping("/kinds/{code}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    VersionsView write(Scope scope, @PathVariable String code, @Valid @RequestBody WriteKind body) {
        var next = body.kind(code.replace("\0", ""));
        if (body.basedOn() == 0) {
            catalogue.add(next, body.note().strip(), scope.user());
        } else {
            catalogue.write(next, body.note().strip(), scope.user());
        }
        return versions(scope, code);
    }

    @Requires(value = Permission.CASES_EDIT_CATALOGUE, everywhere = true)
    @PostMapping("/kinds/{code}/retire")
    VersionsView retireKind(Scope scope, @PathVariable String code) {
        catalogue.retireKind(code.replace("\0", ""));
        return versions(scope, code);
    }

    @Requires(value = Permission.CASES_EDIT_CATALOGUE, everywhere = true)
    @PostMapping("/kinds/{code}/restore")
    VersionsView restoreKind(Scope scope, @PathVariable String code) {
        catalogue.restoreKind(code.replace("\0", ""));
        return versions(scope, code);
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/fault-codes")
    List<Catalogue.FaultCode> codes(Scope scope) {
        return catalogue.codes();
    }

    @Requires(value = Permission.CASES_EDIT_CATALOGUE, everywhere = true)
    @PostMapping("/fault-codes")
    @ResponseStatus(HttpStatus.CREATED)
    List<Catalogue.FaultCode> add(Scope scope, @Valid @RequestBody NewCode body) {
        catalogue.add(body.dimension(), body.parent(), body.name());
        return catalogue.codes();
    }

    @Requires(value = Permission.CASES_EDIT_CATALOGUE, everywhere = true)
    @PutMapping("/fault-codes/{code}")
    List<Catalogue.FaultCode> rename(Scope scope, @PathVariable String code, @Valid @RequestBody NameCode body) {
        catalogue.rename(code.replace("\0", ""), body.name());
        return catalogue.codes();
    }

    @Requires(value = Permission.CASES_EDIT_CATALOGUE, everywhere = true)
    @PostMapping("/fault-codes/{code}/retire")
    List<Catalogue.FaultCode> retire(Scope scope, @PathVariable String code) {
        catalogue.retire(code.replace("\0", ""));
        return catalogue.codes();
    }

    @Requires(value = Permission.CASES_EDIT_CATALOGUE, everywhere = true)
    @PostMapping("/fault-codes/{code}/restore")
    List<Catalogue.FaultCode> restore(Scope scope, @PathVariable String code) {
        catalogue.restore(code.replace("\0", ""));
        return catalogue.codes();
    }
}
