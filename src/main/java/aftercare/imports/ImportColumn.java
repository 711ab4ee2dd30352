package aftercare.imports;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param samples what its first rows say
 * @param words   its different texts, when they are few; null when they are many
 * @param forms   the ways of writing days in which every text of it is a time
 */
record ImportColumn(int index, String heading, List<String> samples, @Nullable List<String> words, Set<TimeForm> forms) {

    static final int SAMPLES = 5;
    private static final int MOST_WORDS = 30;
    private static final int LONGEST_WORD = 60;

    /** Collects what is to be known of a column while the rows pass. */
    static final class Sight {

        private final List<String> samples = new ArrayList<>();
        private @Nullable Set<String> words = new LinkedHashSet<>();
        private final Set<TimeForm> forms = EnumSet.allOf(TimeForm.class);

        void see(String text) {
            if (samples.size() < SAMPLES) {
                samples.add(text.length() > 200 ? text.substring(0, text.offsetByCodePoints(0, Math.min(150, text.codePointCount(0, text.length())))) + "…" : text);
            }
            if (words != null) {
                words.add(text);
                if (words.size() > MOST_WORDS || text.length() > LONGEST_WORD) {
                    words = null;
                }
            }
            if (!text.isEmpty() && !forms.isEmpty()) {
                forms.removeIf(form -> form.read(text, java.time.ZoneOffset.UTC).at() == null);
            }
        }

        ImportColumn of(int index, String heading) {
            return new ImportColumn(index, heading, samples, words == null ? null : List.copyOf(words), Set.copyOf(forms));
        }
    }
}
