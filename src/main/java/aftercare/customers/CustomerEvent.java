package aftercare.customers;

import java.time.Instant;
import java.util.UUID;

/** What happened to a customer that others must follow. */
public sealed interface CustomerEvent {

    CustomerId customer();

    Instant at();

    /** Another branch serves this customer from now on. */
    record MovedToBranch(CustomerId customer, UUID from, UUID to, Instant at) implements CustomerEvent {}
}
