package aftercare.forms;

import aftercare.kernel.Subject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a form was filled in about, so that its numbers can be followed, and who may see them.
 *
 * @param about the device first, then what it is one of (its model); empty when there is none
 */
public record AnswerAbout(List<Subject> about, UUID branch, @Nullable UUID partner, @Nullable UUID customer) {}
