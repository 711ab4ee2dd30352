package aftercare.chat;

import java.time.Instant;
import java.util.UUID;

/** What others may want to know of conversations. Published in the transaction. */
public sealed interface ChatEvent {

    /** Somebody waits to be answered. */
    record Waiting(UUID chat, UUID branch, String visitor, String about, Instant at) implements ChatEvent {}
}
