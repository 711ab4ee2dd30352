package aftercare.notices;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.Map;

/**
 * Something users are to know of. {@code kind} ({@code promises.broken}) names the sentence, which the user interface writes
 * from the words of that module ({@code promises:notices.broken}); {@code facts} fill it. Moments are ISO texts in facts whose
 * name ends with {@code At}.
 *
 * @param urgent shown over whatever the user is doing, not only on the bell
 */
public record Notice(String kind, Subject about, Map<String, String> facts, boolean urgent, Instant at) {

    public Notice {
        facts = Map.copyOf(facts);
    }
}
