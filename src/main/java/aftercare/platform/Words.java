package aftercare.platform;

import org.jspecify.annotations.Nullable;

/** What somebody typed into a search box, fit to be compared: compare with {@code strpos(lower(text), :words) > 0}. */
public final class Words {

    private static final int MOST = 100;

    private Words() {}

    /** Lower case, without blanks around; null when nothing is left. */
    public static @Nullable String of(@Nullable String typed) {
        if (typed == null) {
            return null;
        }
        var words = typed.replace("\0", "").strip().toLowerCase();
        return words.isEmpty() ? null : words.substring(0, Math.min(MOST, words.length()));
    }
}
