package aftercare.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contract is signed by both sides; told inside the transaction.
 *
 * @param renewalOf the contract it goes on from
 */
public record ContractBegan(UUID contract, String number, @Nullable UUID renewalOf, UUID by, Instant at) {}
