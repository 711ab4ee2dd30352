package aftercare.identity;

import aftercare.kernel.Refusal;
import java.security.SecureRandom;
import java.util.Map;

/** What a password must be, and how one is made for somebody who will change it. */
final class PasswordRule {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 72;
    /** Without look-alikes: these are read out on the phone. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private PasswordRule() {}

    /** @return the password itself, when it will do */
    static String checked(String password, String login) {
        if (password.length() < SHORTEST || password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST) {
            throw new Refusal.Broken("identity.password-length",
                    "a password has %d characters at least and %d bytes at most".formatted(SHORTEST, LONGEST),
                    Map.of("shortest", SHORTEST, "longest", LONGEST));
        }
        if (password.equalsIgnoreCase(login)) {
            throw new Refusal.Broken("identity.password-is-login", "the password must differ from the login", Map.of());
        }
        return password;
    }

    static String generated() {
        var random = new SecureRandom();
        var password = new StringBuilder();
        for (int i = 0; i < 14; i++) {
            password.append(i == 4 || i == 9 ? '-' : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
