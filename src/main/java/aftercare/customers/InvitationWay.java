package aftercare.customers;

import java.util.UUID;

/** How somebody learns that he has access to the portal. Contributed as a bean by a module that sends messages. */
public interface InvitationWay {

    /**
     * Part of the caller's transaction; sent after the commit.
     *
     * @param invitedBy the name of whoever gave the access
     * @param base      where the product is reached by whoever gave it
     */
    void invite(UUID user, String invitedBy, String base);
}
