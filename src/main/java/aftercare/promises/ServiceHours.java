package aftercare.promises;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a branch is there now, by one of the house's calendars; where the branch has its own for it, by that one. */
@Component
public class ServiceHours {

    /** @param opens when it opens again; null while it is open */
    public record Now(boolean open, @Nullable Instant opens) {}

    private final RuleBooks books;

    ServiceHours(RuleBooks books) {
        this.books = books;
    }

    /** Empty when there is no such calendar. */
    public Optional<Now> of(String calendar, UUID branch, Instant at) {
        var book = books.book();
        return book.calendarNamed(calendar).map(id -> book.calendar(book.inBranch(id, branch)))
                .map(hours -> hours.isOpen(at) ? new Now(true, null) : new Now(false, hours.nextOpen(at)));
    }
}
