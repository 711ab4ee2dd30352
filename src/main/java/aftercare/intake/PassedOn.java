package aftercare.intake;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a colleague of another department heard at the customer's. Kept as it was typed.
 *
 * @param customer known to the giver; otherwise {@code company} says in words who it is
 * @param about    the device or place, in words
 * @param photos   tokens of files sent before
 */
record PassedOn(@Nullable UUID customer, String company, String contactName, String contactPhone, String said, String about, boolean urgent, List<String> photos) {}
