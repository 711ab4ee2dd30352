package aftercare.platform;

/** The product cannot start as it is set up. The message is a sentence for the operator: what is wrong, and the way out. */
final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotStart(String sentence) {
        super(sentence);
    }
}
