package aftercare.kernel;

import java.util.UUID;

/**
 * What a promise, a timeline entry, a form, a document or a notice is about: a kind ({@code case}, {@code device},
 * {@code customer}, {@code visit} …) and an id. The instruments know subjects only by this pair, never by their class.
 */
public record Subject(String kind, UUID id) {

    public Subject {
        if (kind.isBlank()) {
            throw new IllegalArgumentException("a subject needs a kind");
        }
    }

    public static Subject of(String kind, UUID id) {
        return new Subject(kind, id);
    }
}
