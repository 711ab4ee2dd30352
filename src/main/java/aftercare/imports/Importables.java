package aftercare.imports;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything that can be imported. */
@Component
class Importables {

    private static final List<String> ORDER = List.of("devices", "customers", "sites", "products", "projects", "contracts", "readings", "cases", "engineers");

    /** What somebody may import, and for whom: everywhere, or for some branches. */
    record Grants(List<String> kinds, List<String> everywhere, List<String> grantKinds, List<UUID> grantBranches) {

        Map<String, @Nullable Object> params() {
            var params = new HashMap<String, @Nullable Object>();
            params.put("kinds", kinds.toArray(String[]::new));
            params.put("everywhere", everywhere.toArray(String[]::new));
            params.put("grantKinds", grantKinds.toArray(String[]::new));
            params.put("grantBranches", grantBranches.toArray(UUID[]::new));
            return params;
        }
    }

    private final List<Importable<?>> all;

    Importables(List<Importable<?>> all) {
        this.all = all.stream().sorted(Comparator.comparingInt((Importable<?> each) -> ORDER.indexOf(each.code())).thenComparing(Importable::code)).toList();
    }

    List<Importable<?>> open(Scope scope) {
        return all.stream().filter(each -> may(each, scope)).toList();
    }

    /** Refuses what somebody may not import. */
    Importable<?> get(String code, Scope scope) {
        var found = all.stream().filter(each -> each.code().equals(code)).findFirst()
                .orElseThrow(() -> new Refusal.Missing("imports.no-such-kind", "nothing called %s can be imported".formatted(code), Map.of()));
        if (!may(found, scope)) {
            throw new Refusal.Forbidden("identity.forbidden", "you are not allowed to do this; it needs the permission " + found.permission().code(),
                    Map.of("permission", found.permission().code()));
        }
        return found;
    }

    private static boolean may(Importable<?> one, Scope scope) {
        return one.everywhere() ? scope.reach(one.permission()).everywhere() : scope.may(one.permission());
    }

    Grants grants(Scope scope) {
        var kinds = new ArrayList<String>();
        var everywhere = new ArrayList<String>();
        var grantKinds = new ArrayList<String>();
        var grantBranches = new ArrayList<UUID>();
        for (var each : open(scope)) {
            Permission permission = each.permission();
            var reach = scope.reach(permission);
            kinds.add(each.code());
            if (reach.everywhere()) {
                everywhere.add(each.code());
            }
            for (var branch : reach.branches()) {
                grantKinds.add(each.code());
                grantBranches.add(branch);
            }
        }
        return new Grants(kinds, everywhere, grantKinds, grantBranches);
    }
}
