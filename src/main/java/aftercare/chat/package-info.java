/**
 * Chat: a visitor of a website or of the portal writes with somebody of ours, now.
 *
 * <p>What is said lies in PostgreSQL, numbered within its conversation by a row lock, so that both sides see the same order on whatever
 * node they are: a node is told that something changed ({@link aftercare.platform.LiveUpdates}) and each side asks for what came
 * after the number it has. A message carries an id of its sender's making and is kept once. Whoever opens a conversation gets a token;
 * only its hash is kept.
 *
 * <p>A conversation nobody answered, or that its visitor left in the middle, becomes a report of {@code intake} with the
 * conversation's own id: nothing is lost. Owns the schema {@code chat}.
 */
@ApplicationModule(displayName = "Chat 在线客服",
        allowedDependencies = {"kernel", "platform", "identity", "timeline", "documents", "promises", "notices", "customers", "assets", "cases", "intake"})
@NullMarked
package aftercare.chat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
