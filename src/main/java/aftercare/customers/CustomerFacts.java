package aftercare.customers;

import java.util.UUID;

/** What other modules may know of a customer without asking who looks. */
public record CustomerFacts(CustomerId id, String number, String name, CustomerKind kind, Tier tier, UUID branchId, boolean active) {}
