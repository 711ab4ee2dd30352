package aftercare.chat;

import aftercare.timeline.Actor;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something to be written into a conversation. {@code id} is of the sender's making: sent twice, kept once. */
record Line(UUID id, MessageKind kind, Author author, Actor by, String text, @Nullable UUID document, Map<String, String> facts) {

    static Line text(UUID id, Author author, Actor by, String text) {
        return new Line(id, MessageKind.TEXT, author, by, text, null, Map.of());
    }

    static Line event(UUID id, Actor by, Map<String, String> facts) {
        return new Line(id, MessageKind.EVENT, Author.SYSTEM, by, "", null, facts);
    }
}
