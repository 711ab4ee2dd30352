package aftercare.kernel;

import java.util.Map;

/**
 * "No", with a reason a person can act on. Thrown before anything has changed.
 *
 * <p>{@link #code()} ({@code module.reason}) is part of the API: the user interface translates it and tests assert it.
 * The message is a lower-case English sentence that names the thing, its state and the way out. {@link #facts()} are the
 * values the translated sentence needs.
 */
public abstract sealed class Refusal extends RuntimeException {

    private final String code;
    private final transient Map<String, ?> facts;

    private Refusal(String code, String message, Map<String, ?> facts) {
        super(message, null, false, false);
        this.code = code;
        this.facts = Map.copyOf(facts);
    }

    public String code() {
        return code;
    }

    public Map<String, ?> facts() {
        return facts;
    }

    /** There is no such thing, or not for whoever asks. HTTP 404. */
    public static non-sealed class Missing extends Refusal {
        public Missing(String code, String message, Map<String, ?> facts) {
            super(code, message, facts);
        }
    }

    /** It cannot be done in the present state, or somebody else was faster. HTTP 409. */
    public static non-sealed class Conflict extends Refusal {
        public Conflict(String code, String message, Map<String, ?> facts) {
            super(code, message, facts);
        }
    }

    /** The request breaks a rule of the trade whatever the state. HTTP 422. */
    public static non-sealed class Broken extends Refusal {
        public Broken(String code, String message, Map<String, ?> facts) {
            super(code, message, facts);
        }
    }

    /** Whoever asks may not do this. HTTP 403. */
    public static non-sealed class Forbidden extends Refusal {
        public Forbidden(String code, String message, Map<String, ?> facts) {
            super(code, message, facts);
        }
    }

    /** Whoever asks is not who they say, or nobody any more. HTTP 401. */
    public static non-sealed class Stranger extends Refusal {
        public Stranger(String code, String message) {
            super(code, message, Map.of());
        }
    }

    /** Too often, too fast. HTTP 429; {@code facts.seconds} says when to try again. */
    public static non-sealed class TooMany extends Refusal {
        public TooMany(String code, String message, long seconds) {
            super(code, message, Map.of("seconds", seconds));
        }
    }
}
