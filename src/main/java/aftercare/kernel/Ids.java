package aftercare.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Time-ordered ids (UUID version 7): rows written together lie together in every index. */
public final class Ids {

    private Ids() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
