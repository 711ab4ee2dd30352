package aftercare.integration;

import static aftercare.identity.Permission.*;

import aftercare.identity.Permission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a key may be allowed, in words a programmer reads. Each opens what the permissions behind it open for a person. */
enum ApiScope {

    CASES_READ("cases:read", Permission.CASES_READ),
    CASES_WRITE("cases:write", CASES_OPEN, CASES_TRIAGE, CASES_NOTE, CASES_WAIT, CASES_RESOLVE, CASES_CLOSE, CASES_REOPEN, CASES_CANCEL),
    CUSTOMERS_READ("customers:read", Permission.CUSTOMERS_READ),
    /** Without it phone numbers and e-mail addresses are masked. */
    CUSTOMERS_PERSONAL("customers:personal", CUSTOMERS_READ_PERSONAL),
    CUSTOMERS_WRITE("customers:write", CUSTOMERS_EDIT),
    DEVICES_READ("devices:read", ASSETS_READ),
    DEVICES_WRITE("devices:write", ASSETS_EDIT),
    CONTRACTS_READ("contracts:read", Permission.CONTRACTS_READ),
    PROMISES_READ("promises:read", Permission.PROMISES_READ),
    DISPATCH_READ("dispatch:read", Permission.DISPATCH_READ),
    VISITS_READ("visits:read", FIELDWORK_READ),
    UPKEEP_READ("upkeep:read", Permission.UPKEEP_READ),
    FIGURES_READ("figures:read", QUALITY_READ);

    private final String code;
    private final Set<Permission> permissions;

    ApiScope(String code, Permission... permissions) {
        this.code = code;
        this.permissions = EnumSet.copyOf(Arrays.asList(permissions));
    }

    String code() {
        return code;
    }

    Set<Permission> permissions() {
        return permissions;
    }

    static Optional<ApiScope> of(String code) {
        return Arrays.stream(values()).filter(scope -> scope.code.equals(code)).findFirst();
    }

    /** Any of these will do for an endpoint that asks for one of the permissions. */
    static List<String> opening(Permission[] any) {
        return Arrays.stream(values()).filter(scope -> Arrays.stream(any).anyMatch(scope.permissions::contains)).map(ApiScope::code).toList();
    }
}
