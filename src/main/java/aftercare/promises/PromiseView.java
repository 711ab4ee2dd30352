package aftercare.promises;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise as a screen shows it.
 *
 * @param breachedAt       when its time ran out; set while it is still open too
 * @param pauseName        the reason as the house calls it; null when it is not in the catalogue
 * @param remainingMinutes working minutes left, while it is paused
 * @param overrunMinutes   working minutes by which it was kept late
 * @param byHand           a person says when it was kept
 * @param worksAlways      its clock never stops by itself, so that due minus now is the time left
 */
public record PromiseView(UUID id, String code, int round, PromiseState state, Instant startedAt, Instant dueAt, int goalMinutes,
                          @Nullable Instant pausedAt, @Nullable String pauseReason, @Nullable String pauseName, @Nullable Integer remainingMinutes,
                          @Nullable Instant breachedAt, @Nullable Instant endedAt, @Nullable Integer overrunMinutes,
                          boolean customerVisible, boolean worksAlways, boolean byHand) {}
