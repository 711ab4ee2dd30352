package aftercare.channels;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * One outside service: how a message is written for it, and what its answers mean. Plain functions, no beans, no clock, no network: a
 * new service is one class and one line in {@link Adapters}, and {@code AdapterContractTests} says whether it is right. See
 * docs/channels.md.
 */
interface ChannelAdapter {

    /** @param secret signs or is the key; empty where the service asks for none. {@code language}: of the few words the adapter adds */
    record Settings(String address, String headers, String body, String success, String secret, String language) {}

    /** @param to the phone number, for a service that reaches one person; {@code link} may be empty */
    record Outgoing(String to, String title, String text, String link) {}

    record Request(URI address, Map<String, String> headers, String body) {}

    enum Outcome {
        ACCEPTED,
        /** Too many in a short time: wait a minute. */
        SLOWED,
        /** Tried again later. */
        FAILED,
        /** It would say so again: a wrong key, a message that it does not take. */
        REFUSED
    }

    record Verdict(Outcome outcome, String reason) {

        static final Verdict ACCEPTED = new Verdict(Outcome.ACCEPTED, "");
    }

    ChannelKind kind();

    /** How many the service takes in a minute. */
    int mostInAMinute();

    /** Refuses settings with which nothing could be sent. */
    void check(Settings settings);

    Request write(Settings settings, Outgoing message, Instant now);

    Verdict understand(Settings settings, int status, String answer);

    /** An answer with which the service accepts: what a simulated channel is answered. */
    String acceptance();
}
