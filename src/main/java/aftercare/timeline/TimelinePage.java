package aftercare.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a history as the API sends it; {@code next} comes back as {@code after}. */
public record TimelinePage(List<Timeline.Entry> rows, @Nullable String next) {

    public static TimelinePage of(Timeline.Page page) {
        return new TimelinePage(page.rows(), page.next() == null ? null : page.next().cursor());
    }
}
