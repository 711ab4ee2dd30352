package aftercare.identity;

import java.util.UUID;

/** How a sign-in code reaches somebody. Contributed as a bean by a module that sends messages. */
public interface CodeWay {

    /**
     * Whom it goes to: by e-mail, or to the phone when there is no e-mail address.
     *
     * @param locale in whose language
     */
    record Reader(UUID user, UUID customer, String name, String email, String phone, String locale) {}

    /** Part of the caller's transaction; sent after the commit. */
    void send(Reader reader, String code);
}
