package aftercare.mail;

import aftercare.kernel.Refusal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mailbox of a branch: where it is read, where its mails go out, and how far it was read. */
record Mailbox(UUID id, UUID branch, Settings settings, String passwordSealed, @Nullable Long uidValidity, @Nullable Long lastUid, int version) {

    private static final int MOST_SIGNATURE = 2000;

    /** A mail server. An empty host means there is none. */
    record Server(String host, int port, ConnectionSecurity security) {

        Server {
            host = host.strip();
            if (!host.matches("[A-Za-z0-9._:\\[\\]-]{0,253}")) {
                throw new Refusal.Broken("mail.host-unusual", "%s is not the name of a server".formatted(host), Map.of("host", host));
            }
            if (port < 1 || port > 65535) {
                throw new Refusal.Broken("mail.port-unusual", "a port is a number from 1 to 65535", Map.of());
            }
        }
    }

    /**
     * What somebody sets.
     *
     * @param acknowledges answers a new report at once with its number and the promised times
     * @param takesOld     also takes what lay in it before it was set up
     */
    record Settings(String name, String address, Server imap, Server smtp, String user, String signature, boolean acknowledges, boolean takesOld, boolean active) {

        Settings {
            name = HeaderWords.oneLine(name);
            address = address.strip().toLowerCase();
            user = user.strip();
            if (name.isBlank() || name.length() > 60) {
                throw new Refusal.Broken("mail.nameless", "a mailbox needs a name of at most 60 characters", Map.of());
            }
            if (!address.matches("[^@\\s\\p{Cc}<>,;\"]{1,64}@[^@\\s\\p{Cc}<>,;\"]{1,190}")) {
                throw new Refusal.Broken("mail.address-unusual", "%s is not an e-mail address".formatted(address), Map.of("address", address));
            }
            if (imap.host().isEmpty() || user.isEmpty()) {
                throw new Refusal.Broken("mail.server-missing", "a mailbox needs the server it is read from, and the user", Map.of());
            }
            if (signature.length() > MOST_SIGNATURE) {
                throw new Refusal.Broken("mail.signature-long", "a signature has at most %d characters".formatted(MOST_SIGNATURE), Map.of("most", MOST_SIGNATURE));
            }
        }
    }

    /** The password opens only where it belongs. */
    String place() {
        return "mailbox " + id;
    }
}
