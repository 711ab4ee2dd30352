/**
 * Archive: the papers of a project, in the order of a plan: two classes, their sections, the kinds of paper in them.
 *
 * <p>Every project has an archive from the day it is made, under its own number; there is nothing to open. The plan says what has to
 * lie there and for how long, so that what is missing is seen. A paper is a file with its earlier versions, an original on a shelf, or both; it
 * is removed by permission, with a reason, and never before its time. Others file what the product makes through
 * {@link aftercare.archive.ArchiveDesk} and ask it what is there. Owns the schema {@code archive}.
 */
@ApplicationModule(displayName = "Archive 项目档案", allowedDependencies = {"kernel", "platform", "identity", "search", "timeline", "documents", "customers", "assets"})
@NullMarked
package aftercare.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
