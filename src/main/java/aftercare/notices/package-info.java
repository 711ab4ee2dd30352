/**
 * Notices: who is told what, and how.
 *
 * <p>A {@link aftercare.notices.Notice} appears at once on the screens of users, through
 * {@link aftercare.notices.NoticeDesk#tell}; {@code NoticeForwarder} sends it by mail or short message too where its reader wants that. A {@link aftercare.notices.Message} goes out to somebody by e-mail, through
 * {@link aftercare.notices.NoticeDesk#send}: it is written and kept in the caller's transaction and sent after the commit by the
 * outbox, if a mail server is set. Its words are a template beside the module that speaks:
 * {@code aftercare/<module>/mail/<name>.<language>.txt}. Owns the schema {@code notices}.
 */
@ApplicationModule(displayName = "Notices 通知", allowedDependencies = {"kernel", "platform", "identity", "documents", "promises"})
@NullMarked
package aftercare.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
