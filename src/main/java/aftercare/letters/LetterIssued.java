package aftercare.letters;

import java.time.Instant;
import java.util.UUID;

/** A letter went out, or what had gone out was given its contract. */
record LetterIssued(UUID letter, int revision, Instant at) {}
