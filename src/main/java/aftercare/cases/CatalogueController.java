package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The service catalogue and the fault codes, to choose from and to read. The same for everybody who works here. */
@RestController
class CatalogueController {

    record KindView(String code, int version, Map<String, String> name, int severity, boolean visits, List<Kind.Stage> stages,
                    List<Kind.Move> moves, List<Kind.SeverityLevel> severities) {}

    private final Catalogue catalogue;

    CatalogueController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/api/cases/kinds")
    List<KindView> kinds(Scope scope) {
        return catalogue.current().stream().map(kind -> new KindView(kind.code(), kind.version(), kind.name(), kind.definition().severity(),
                kind.definition().visits(), kind.definition().stages(), kind.definition().moves(), kind.definition().severities())).toList();
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/api/cases/fault-codes")
    List<Catalogue.FaultCode> codes(Scope scope) {
        return catalogue.codes();
    }
}
