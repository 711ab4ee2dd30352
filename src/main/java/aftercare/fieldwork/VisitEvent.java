package aftercare.fieldwork;

import aftercare.cases.CaseId;
import aftercare.cases.EngineerArrived;
import aftercare.cases.WorkFinished;
import aftercare.dispatch.BookingAct;
import aftercare.dispatch.BookingId;
import aftercare.dispatch.BookingProgress;
import aftercare.dispatch.BookingRefused;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the engineer did. Published inside the transaction in which it became known; {@code at} is when it happened. */
public sealed interface VisitEvent {

    VisitId visit();

    Instant at();

    record Accepted(VisitId visit, BookingId booking, Instant at) implements VisitEvent, BookingProgress {
        @Override
        public BookingAct act() {
            return BookingAct.CONFIRM;
        }
    }

    record Refused(VisitId visit, BookingId booking, String reason, Instant at) implements VisitEvent, BookingRefused {}

    record SetOut(VisitId visit, BookingId booking, Instant at) implements VisitEvent, BookingProgress {
        @Override
        public BookingAct act() {
            return BookingAct.SET_OUT;
        }
    }

    record Arrived(VisitId visit, BookingId booking, CaseId caseId, UUID engineer, Instant at)
            implements VisitEvent, BookingProgress, EngineerArrived {
        @Override
        public BookingAct act() {
            return BookingAct.ARRIVE;
        }
    }

    /** Helped from afar: the customer is on the line. */
    record Connected(VisitId visit, BookingId booking, Instant at) implements VisitEvent, BookingProgress {
        @Override
        public BookingAct act() {
            return BookingAct.ARRIVE;
        }
    }

    record Started(VisitId visit, Instant at) implements VisitEvent {}

    record Finished(VisitId visit, BookingId booking, CaseId caseId, UUID engineer, boolean fixed, String summary,
                    @Nullable String causeCode, @Nullable String responsibilityCode, Instant at)
            implements VisitEvent, BookingProgress, WorkFinished {
        @Override
        public BookingAct act() {
            return BookingAct.FINISH;
        }
    }

    /** The visit is over, the work is not: the case needs another one. */
    record HandedOver(VisitId visit, BookingId booking, CaseId caseId, UUID engineer, String summary, Instant at)
            implements VisitEvent, BookingProgress, WorkFinished {
        @Override
        public BookingAct act() {
            return BookingAct.FINISH;
        }

        @Override
        public boolean fixed() {
            return false;
        }

        @Override
        public @Nullable String causeCode() {
            return null;
        }

        @Override
        public @Nullable String responsibilityCode() {
            return null;
        }
    }

    /** The report is frozen; its PDF follows. {@code address}: under which this product was reached, for links on paper. */
    record Signed(VisitId visit, UUID report, CaseId caseId, String address, Instant at) implements VisitEvent {}
}
