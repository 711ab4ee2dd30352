package aftercare.identity;

import java.security.Principal;
import java.util.UUID;

/** Whoever has signed in: only who it is. Roles are read per request. {@link #getName()} finds a user's sessions. */
record SignedInUser(UUID id) implements Principal {

    @Override
    public String getName() {
        return id.toString();
    }
}
