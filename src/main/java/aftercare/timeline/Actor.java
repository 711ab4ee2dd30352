package aftercare.timeline;

import aftercare.identity.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who did it: a user, a customer without an account (only a name), or the product itself. */
public record Actor(@Nullable UUID user, String name) {

    /** The product acting by itself; the user interface translates the name. */
    public static final Actor SYSTEM = new Actor(null, "system");

    public static Actor of(Scope scope) {
        return new Actor(scope.user(), scope.name());
    }

    public static Actor guest(String name) {
        return new Actor(null, name.isBlank() ? "guest" : name);
    }
}
