package aftercare.identity;

import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A program that brings an API key.
 *
 * @param user   under which it acts ({@link Machines})
 * @param branch null for the whole house
 */
public record KeyCaller(UUID user, String name, @Nullable UUID branch, Set<Permission> permissions) implements Principal {

    public KeyCaller {
        permissions = Set.copyOf(permissions);
    }

    @Override
    public String getName() {
        return user.toString();
    }

    Scope scope() {
        return new Scope(user, "api-key", name, List.of(new Scope.Grant(null, branch, permissions)), null, null, false);
    }
}
