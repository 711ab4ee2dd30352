package aftercare.customers;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Scope;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Phone numbers and e-mail addresses as whoever asks may see them: in full where his job needs them
 * ({@link Permission#CUSTOMERS_READ_PERSONAL}), otherwise {@code 138****1234} and {@code w***@example.com}.
 */
public record PersonalData(Reach open) {

    private static final Pattern RUN_OF_DIGITS = Pattern.compile("[0-9０-９]{5,}");
    private static final Pattern ADDRESS = Pattern.compile("([^\\s@,;，；])[^\\s@,;，；]*@");

    public static PersonalData of(Scope scope) {
        return new PersonalData(scope.reach(Permission.CUSTOMERS_READ_PERSONAL));
    }

    public boolean openIn(UUID branch) {
        return open.everywhere() || open.branches().contains(branch);
    }

    public String phone(String phone, UUID branch) {
        return openIn(branch) ? phone : maskedPhone(phone);
    }

    public String email(String email, UUID branch) {
        return openIn(branch) ? email : maskedEmail(email);
    }

    /** Keeps the first three and the last four digits of a long number, less of a short one. */
    public static String maskedPhone(String phone) {
        var joined = phone.replaceAll("(?<=[0-9０-９])[ \\-]+(?=[0-9０-９])", "");
        return RUN_OF_DIGITS.matcher(joined).replaceAll(run -> {
            var digits = run.group();
            var tail = digits.length() >= 9 ? 4 : 2;
            var head = Math.min(3, digits.length() - tail - 2);
            return digits.substring(0, head) + "*".repeat(digits.length() - head - tail) + digits.substring(digits.length() - tail);
        });
    }

    public static String maskedEmail(String email) {
        return email.contains("@") ? ADDRESS.matcher(email).replaceAll("$1***@") : email.isBlank() ? email : "***";
    }
}
