package aftercare.identity;

import aftercare.kernel.Refusal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and what they may see and do: read anew for every request, so that a change of roles works at once.
 * Controllers take it as an argument and hand it on.
 *
 * @param partner  set for a service partner's people: they see only what was passed to their firm
 * @param customer set for a customer's people: they see only their own company's things
 * @param mustChangePassword until the password is changed nothing but the session can be used
 */
public record Scope(UUID user, String login, String name, List<Grant> grants, @Nullable UUID partner, @Nullable UUID customer,
                    boolean mustChangePassword) {

    /**
     * A role in a branch; {@code branch} null means in every branch.
     *
     * @param role null for a program: it holds no role, only what its API key allows
     */
    public record Grant(@Nullable Role role, @Nullable UUID branch, Set<Permission> permissions) {

        public Grant(Role role, @Nullable UUID branch) {
            this(role, branch, role.permissions());
        }
    }

    public Scope {
        grants = List.copyOf(grants);
    }

    /** A person who signed in, not a program with an API key. */
    public boolean isPerson() {
        return grants.stream().noneMatch(grant -> grant.role() == null);
    }

    public boolean has(Role role) {
        return grants.stream().anyMatch(grant -> grant.role() == role);
    }

    /** In this very branch. */
    public boolean hasAny(Collection<Role> roles, UUID branch) {
        return grants.stream().anyMatch(grant -> grant.role() != null && roles.contains(grant.role()) && (grant.branch() == null || grant.branch().equals(branch)));
    }

    public boolean may(Permission permission) {
        return grants.stream().anyMatch(grant -> grant.permissions().contains(permission));
    }

    public Set<Permission> permissions() {
        var all = EnumSet.noneOf(Permission.class);
        grants.forEach(grant -> all.addAll(grant.permissions()));
        return all;
    }

    /** The rows this permission opens; nothing when it is not held. */
    public Reach reach(Permission permission) {
        var giving = grants.stream().filter(grant -> grant.permissions().contains(permission)).toList();
        if (giving.isEmpty()) {
            return Reach.NOTHING;
        }
        var everywhere = giving.stream().anyMatch(grant -> grant.branch() == null);
        var branches = giving.stream().map(Grant::branch).filter(branch -> branch != null).distinct().toList();
        return new Reach(everywhere, branches, partner, customer);
    }

    /** Refuses unless the permission is held for this very row. */
    public void require(Permission permission, UUID branch, @Nullable UUID partnerId, @Nullable UUID customerId) {
        if (!reach(permission).covers(branch, partnerId, customerId)) {
            throw forbidden(permission);
        }
    }

    static Refusal.Forbidden forbidden(Permission permission) {
        return new Refusal.Forbidden("identity.forbidden", "you are not allowed to do this; it needs the permission " + permission.code(),
                Map.of("permission", permission.code()));
    }
}
