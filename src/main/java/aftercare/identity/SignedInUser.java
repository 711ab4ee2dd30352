package aftercare.identity;

import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/** What a session remembers: only who it is. Roles are read per request. {@link #getName()} finds a user's sessions. */
record SignedInUser(UUID id) implements Principal, Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public String getName() {
        return id.toString();
    }
}
