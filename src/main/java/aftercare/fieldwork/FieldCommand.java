package aftercare.fieldwork;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One act as a phone wrote it down, perhaps without a net and hours ago.
 *
 * @param id   made on the phone: sent twice, done once
 * @param act  a {@link VisitAct} of the engineer, {@code REPORT}, {@code CHECK} or {@code MISS}; an act this version does not know is kept all the same
 * @param at   the phone's time, never counted as later than ours
 * @param body what the act says, as the endpoint of the act takes it
 */
record FieldCommand(@NotNull UUID id, @NotNull UUID visit, @NotBlank @Size(max = 40) String act, @NotNull Instant at,
                    @NotNull @Size(max = 40) Map<String, Object> body) {

    FieldCommand at(UUID other) {
        return new FieldCommand(id, other, act, at, body);
    }
}
