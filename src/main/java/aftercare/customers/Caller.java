package aftercare.customers;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody recognised by phone number or e-mail address: a contact, or the customer itself. */
public record Caller(CustomerId customer, String customerNumber, String customerName, Tier tier, UUID branchId,
                     @Nullable UUID contact, String name, String title, String phone, String email) {}
