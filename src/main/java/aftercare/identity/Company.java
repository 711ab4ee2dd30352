package aftercare.identity;

import org.jspecify.annotations.Nullable;

/**
 * The house as it shows itself on papers and to its customers.
 *
 * @param nameInEnglish empty: the name stands on English papers too
 * @param colour        of headings and lines, as {@code #rrggbb}, dark enough to be read on white
 * @param logo          a PNG as a {@code data:} address
 */
public record Company(String name, String nameInEnglish, String colour, @Nullable String logo) {

    /** Where nobody has chosen one. */
    public static final String COLOUR = "#0f6b6e";
}
