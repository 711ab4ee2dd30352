package aftercare.promises;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Something that clocks stop for, as people write it.
 *
 * @param code         by which rules name it; empty for a new one
 * @param calendar     on whose working time the asking goes, by its code
 * @param chaseMinutes working minutes until they are asked again
 * @param chases       how often they are asked
 * @param resolution   if they stay silent after the last time, the matter is settled with these words; without any, somebody decides
 * @param active       can be chosen; a reason that is not any more still holds for what waits already
 */
public record PauseReason(@Nullable @Size(max = 40) String code, @NotBlank @Size(max = 60) String name, @NotNull Party party, @NotBlank String calendar,
                          @Min(10) @Max(100_000) int chaseMinutes, @Min(0) @Max(20) int chases, @Nullable @Size(max = 500) String resolution,
                          boolean active, int version) {

    /** Whose move it is. Only the customer's own answer ends a wait for the customer. */
    public enum Party { CUSTOMER, SUPPLIER, HOUSE }

    boolean settlesItself() {
        return resolution != null && !resolution.isBlank();
    }

    /** Whether there is anything to do after so many times of asking. */
    boolean goesOnAfter(int asked) {
        return asked < chases || settlesItself() && asked == chases;
    }
}
