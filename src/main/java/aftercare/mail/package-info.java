/**
 * Mail: the mailboxes of the branches. What comes in is kept as it came, then understood and joined to a case or made into one;
 * what is written on a case goes out under the branch's address and comes back into the same conversation.
 *
 * <p>{@code MailRoom} keeps one reader per mailbox in the whole cluster; a reader keeps the bytes and how far it has read in one
 * transaction, so that nothing is lost or doubled whenever it dies. Understanding ({@code MailReading}, plain Java) is a second
 * step that may fail and be tried again; what could not be understood waits for a person. Owns the schema {@code mail}.
 */
@ApplicationModule(displayName = "Mail 邮件",
        allowedDependencies = {"kernel", "platform", "identity", "timeline", "documents", "promises", "notices", "customers", "cases"})
@NullMarked
package aftercare.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
