package aftercare.assets;

import aftercare.timeline.Actor;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project was accepted, its acceptance corrected or taken back, or its term changed.
 *
 * @param until first day without warranty; null while the project is not accepted
 */
public record ProjectWarrantyMoved(UUID project, @Nullable LocalDate until, Actor actor, Instant at) {}
