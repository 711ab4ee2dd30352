package aftercare.fieldwork;

import aftercare.safety.Briefing;
import aftercare.safety.NearMissDesk;
import aftercare.safety.NearMissOutcome;
import aftercare.safety.Risk;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a phone says in the commands about safety, and about work that stands still or is handed over. */
final class SafetyBodies {

    private SafetyBodies() {}

    record SeenBody(@NotNull UUID id, int version) {}

    record BriefBody(@NotNull UUID command, @NotNull Instant at, @NotNull @Size(max = 200) List<@NotNull @Valid SeenBody> hazards) {
        List<Briefing.Seen> seen() {
            return SafetyBodies.seen(hazards);
        }
    }

    /** {@code signature}: a PNG, base64. */
    record BriefContactBody(@NotNull UUID command, @NotNull Instant at, @NotBlank @Size(max = 60) String name, byte @NotNull [] signature,
                            @NotNull @Size(max = 200) List<@NotNull @Valid SeenBody> hazards) {
        List<Briefing.Seen> seen() {
            return SafetyBodies.seen(hazards);
        }
    }

    record StopBody(@NotNull UUID command, @NotNull Instant at, @NotBlank @Size(max = 500) String reason) {}

    /** {@code done}: how far the work has come. */
    record HandOverBody(@NotNull UUID command, @NotNull Instant at, @NotNull @Size(max = 2000) String done, @NotBlank @Size(max = 2000) String left, @Nullable UUID colleague) {}

    record AskBody(@NotNull UUID command, @NotNull Instant at, @NotBlank @Size(max = 2000) String what) {}

    record PutRightBody(@NotNull UUID command, @NotNull Instant at, @NotBlank @Size(max = 500) String note) {}

    record NearMissBody(@NotNull UUID command, @NotNull Instant at, @NotNull NearMissOutcome outcome, @NotNull Risk risk, @NotBlank @Size(max = 2000) String what,
                        @NotNull @Size(max = 200) String place) {
        NearMissDesk.Said said(Instant happened) {
            return new NearMissDesk.Said(outcome, risk, what, place, happened);
        }
    }

    private static List<Briefing.Seen> seen(List<SeenBody> hazards) {
        return hazards.stream().map(one -> new Briefing.Seen(one.id(), one.version())).toList();
    }
}
