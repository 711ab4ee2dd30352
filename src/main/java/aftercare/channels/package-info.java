/**
 * Channels: news to groups of people in WeCom, DingTalk and Feishu, short messages to customers, and messages that come in from other
 * services.
 *
 * <p>A way out is a {@link aftercare.channels.ChannelAdapter}: it writes the request and understands the answer, and nothing else.
 * {@code Courier} sends after the commit through the outbox, keeps to the service's pace and logs what was sent and answered; a
 * simulated channel is written in the same way and not sent. What comes in is signed, kept as it came, and joins an open case or
 * becomes a report. Owns the schema {@code channels}.
 */
@ApplicationModule(displayName = "Channels 消息渠道",
        allowedDependencies = {"kernel", "platform", "identity", "timeline", "promises", "notices", "customers", "cases", "intake", "chat"})
@NullMarked
package aftercare.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
