package aftercare.dispatch;

import aftercare.dispatch.travel.TravelMode;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
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

/** Engineers and what they can do. */
@RestController
@RequestMapping("/api/dispatch")
class EngineerController {

    record EngineerSkillBody(@NotNull String skill, int level) {}

    record EngineerRegisterBody(@NotNull UUID userId, @NotNull UUID branchId, @NotNull LocalTime dayStarts, @NotNull LocalTime dayEnds,
                        @NotNull TravelMode travelsBy, @Min(0) @Max(480) int overtimeMinutes, @NotNull @Size(max = 100) List<@Valid EngineerSkillBody> skills) {}

    record EngineerChangeBody(@NotNull UUID branchId, @NotNull LocalTime dayStarts, @NotNull LocalTime dayEnds, boolean active,
                      @NotNull TravelMode travelsBy, @Min(0) @Max(480) int overtimeMinutes, @NotNull @Size(max = 100) List<@Valid EngineerSkillBody> skills, int version) {}

    record EngineerHomeBody(@DecimalMin("-180") @DecimalMax("180") double lng, @DecimalMin("-90") @DecimalMax("90") double lat) {}

    record PiecesBody(@NotNull String equipment, @Min(1) @Max(999) int pieces) {}

    record EngineerKitBody(@NotNull @Size(max = 20) List<@NotNull @Pattern(regexp = EngineerKits.LANGUAGE) String> languages,
                           @NotNull @Size(max = 50) List<@NotNull String> areas, @Valid @Nullable EngineerHomeBody home,
                           @NotNull @Size(max = 100) List<@Valid PiecesBody> carries) {}

    record CustomerRuleBody(@NotNull CustomerRule rule, @NotNull @Size(max = 300) String reason) {}

    private final EngineerDesk desk;
    private final CustomerRules rules;
    private final EngineerKits kits;
    private final Equipment equipment;
    private final DispatchQueries queries;

    EngineerController(EngineerDesk desk, CustomerRules rules, EngineerKits kits, Equipment equipment, DispatchQueries queries) {
        this.desk = desk;
        this.rules = rules;
        this.kits = kits;
        this.equipment = equipment;
        this.queries = queries;
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/skills")
    List<DispatchQueries.SkillView> skills() {
        return queries.skills();
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/engineers")
    List<DispatchQueries.EngineerView> engineers(Scope scope, @RequestParam(required = false) @Nullable UUID branch) {
        return queries.engineers(scope.reach(Permission.DISPATCH_READ), branch, null);
    }

    /** Who could be made bookable: the role of an engineer, but no profile yet. */
    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @GetMapping("/engineers/candidates")
    List<DispatchQueries.EngineerCandidate> candidates(Scope scope) {
        return queries.candidates(scope.reach(Permission.DISPATCH_EDIT_ENGINEERS));
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PostMapping("/engineers")
    @ResponseStatus(HttpStatus.CREATED)
    void register(Scope scope, @Valid @RequestBody EngineerRegisterBody body) {
        desk.register(scope, body.userId(), new EngineerDesk.Profile(body.branchId(), body.dayStarts(), body.dayEnds(), true, body.travelsBy(), body.overtimeMinutes(), levels(body.skills())));
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PutMapping("/engineers/{id}")
    void change(Scope scope, @PathVariable UUID id, @Valid @RequestBody EngineerChangeBody body) {
        desk.change(scope, id, new EngineerDesk.Profile(body.branchId(), body.dayStarts(), body.dayEnds(), body.active(), body.travelsBy(), body.overtimeMinutes(), levels(body.skills())),
                body.version());
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/equipment")
    List<Equipment.EquipmentView> equipment() {
        return equipment.all();
    }

    /** What he speaks, where he works and lives, and what is on his van. */
    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @GetMapping("/engineers/{id}/kit")
    EngineerKits.KitView kit(Scope scope, @PathVariable UUID id) {
        return kits.of(scope.reach(Permission.DISPATCH_EDIT_ENGINEERS), id);
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PutMapping("/engineers/{id}/kit")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeKit(Scope scope, @PathVariable UUID id, @Valid @RequestBody EngineerKitBody body) {
        kits.set(scope, id, body.languages(), body.areas(), body.home() == null ? null : new EngineerKits.Home(body.home().lng(), body.home().lat()), pieces(body.carries()));
    }

    /** Customers that he is never sent to, or rather than others. */
    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/engineers/{id}/customers")
    List<CustomerRules.CustomerRuleView> customers(Scope scope, @PathVariable UUID id) {
        return rules.of(scope.reach(Permission.DISPATCH_READ), id);
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @PutMapping("/engineers/{id}/customers/{customer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rule(Scope scope, @PathVariable UUID id, @PathVariable UUID customer, @Valid @RequestBody CustomerRuleBody body) {
        rules.set(scope, id, customer, body.rule(), body.reason());
    }

    @Requires(Permission.DISPATCH_EDIT_ENGINEERS)
    @DeleteMapping("/engineers/{id}/customers/{customer}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unrule(Scope scope, @PathVariable UUID id, @PathVariable UUID customer) {
        rules.remove(scope, id, customer);
    }

    static List<EngineerKits.Pieces> pieces(List<PiecesBody> given) {
        return given.stream().map(one -> new EngineerKits.Pieces(one.equipment(), one.pieces())).toList();
    }

    private static List<EngineerDesk.SkillLevel> levels(List<EngineerSkillBody> skills) {
        return skills.stream().map(held -> new EngineerDesk.SkillLevel(held.skill(), held.level())).toList();
    }
}
