package aftercare.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows a permission opens: all branches or some, and, for a partner's people or a customer's, only their own.
 * A query takes it as
 * <pre>{@code
 * and (:everywhere or c.branch_id = any(:branches))
 * and (cast(:partner as uuid) is null or c.partner_id = :partner)
 * and (cast(:customer as uuid) is null or c.customer_id = :customer)
 * }</pre>
 * with {@code .params(reach.params())}.
 */
public record Reach(boolean everywhere, List<UUID> branches, @Nullable UUID partner, @Nullable UUID customer) {

    public Reach {
        branches = List.copyOf(branches);
    }

    /** Sees nothing at all. */
    static final Reach NOTHING = new Reach(false, List.of(), null, null);

    public Map<String, @Nullable Object> params() {
        var params = new HashMap<String, @Nullable Object>();
        params.put("everywhere", everywhere);
        params.put("branches", branches.toArray(UUID[]::new));
        params.put("partner", partner);
        params.put("customer", customer);
        return params;
    }

    /** Whether a row of this branch, partner and customer lies within reach. */
    public boolean covers(UUID branchId, @Nullable UUID partnerId, @Nullable UUID customerId) {
        return (everywhere || branches.contains(branchId))
                && (partner == null || partner.equals(partnerId))
                && (customer == null || customer.equals(customerId));
    }
}
