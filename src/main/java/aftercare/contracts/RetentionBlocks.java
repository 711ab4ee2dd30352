package aftercare.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What stands in the way of releasing the retention money of a project: open faults, complaints. Answered by whoever keeps them. */
public interface RetentionBlocks {

    /** @param kind of the subject, to lead there */
    record Block(String kind, UUID id, String number, String title, Instant since) {}

    /** The oldest first. */
    List<Block> of(UUID project);
}
