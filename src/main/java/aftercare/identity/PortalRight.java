package aftercare.identity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one of a customer's people may do in the portal. Whoever has access at all sees what he reported himself. */
public enum PortalRight {

    /** Every case, device and visit of the company; without it only the own cases and those at the sites named for him. */
    SEE_ALL(Permission.PORTAL_SEE_ALL),
    /** To report, to answer, to choose and move appointments. */
    REPORT(Permission.PORTAL_REPORT),
    /** To accept and reject work, and to rate it. */
    DECIDE(Permission.PORTAL_DECIDE),
    /** Contracts, and the list of signed service reports. */
    PAPERS(Permission.PORTAL_PAPERS),
    /** To give colleagues access and to take it away. */
    PEOPLE(Permission.PORTAL_PEOPLE);

    private final Permission permission;

    PortalRight(Permission permission) {
        this.permission = permission;
    }

    public Permission permission() {
        return permission;
    }

    /** @param rights names with commas between; null for none */
    static Set<Permission> permissions(@Nullable String rights) {
        var permissions = EnumSet.of(Permission.PORTAL_USE);
        of(rights).forEach(right -> permissions.add(right.permission));
        return permissions;
    }

    static Set<PortalRight> of(@Nullable String rights) {
        var held = EnumSet.noneOf(PortalRight.class);
        if (rights != null) {
            Arrays.stream(rights.split(",")).map(PortalRight::valueOf).forEach(held::add);
        }
        return held;
    }
}
