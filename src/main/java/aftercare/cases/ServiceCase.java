package aftercare.cases;

import aftercare.kernel.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request for service. Immutable: every act returns the case as it is afterwards.
 *
 * <p>Invariants: it has a resolution exactly while it is RESOLVED or CLOSED, a reason to wait exactly while it is WAITING,
 * a closing time exactly while it is CLOSED and a reason for cancelling exactly while it is CANCELLED.
 */
record ServiceCase(CaseId id, String number, Parties parties, Report report, Triage triage, Progress progress, int version) {

    /** Whom it concerns and where. {@code names} is what a search finds it by. */
    record Parties(UUID branch, @Nullable UUID partner, @Nullable UUID customer, Contact contact, @Nullable UUID site,
                   @Nullable UUID project, @Nullable UUID device, String names) {

        Parties passedTo(@Nullable UUID nextPartner) {
            return new Parties(branch, nextPartner, customer, contact, site, project, device, names);
        }
    }

    /** Whom to call back, from where: as they said it, whether or not they are in our books. */
    record Contact(String name, String phone, String email, String company, String place) {}

    /** What was said, never changed afterwards. */
    record Report(Channel channel, String subject, String description, String trackingToken, @Nullable UUID openedBy, Instant openedAt) {

        Report {
            if (subject.isBlank()) {
                throw new Refusal.Broken("cases.subject-empty", "a case needs a subject", Map.of());
            }
        }
    }

    /** What we make of it. {@code repeatOf}: the same fault of the same device came back soon after it was closed. */
    record Triage(String kind, int kindVersion, int severity, Decision decision, @Nullable String symptom, @Nullable String cause,
                  @Nullable String responsibility, @Nullable CaseId repeatOf) {

        Triage {
            if (severity < 1 || severity > 4) {
                throw new Refusal.Broken("cases.severity-unknown", "a severity is 1 (worst), 2, 3 or 4, not %d".formatted(severity),
                        Map.of("severity", severity));
            }
        }

        Triage decided(Decision next) {
            return new Triage(kind, kindVersion, severity, next, symptom, cause, responsibility, repeatOf);
        }

        Triage found(@Nullable String nextCause, @Nullable String nextResponsibility) {
            return new Triage(kind, kindVersion, severity, decision, symptom, nextCause == null ? cause : nextCause,
                    nextResponsibility == null ? responsibility : nextResponsibility, repeatOf);
        }
    }

    /**
     * Who pays and why. {@code code} and {@code facts} make the sentence in every language; {@code reason} is what a
     * person wrote, or the sentence as the product decided it.
     */
    record Decision(Entitlement entitlement, String code, String reason, Map<String, Object> facts, @Nullable UUID by) {

        static final String BY_HAND = "cases.decided-by-hand";

        Decision {
            facts = Map.copyOf(facts);
            if (entitlement != Entitlement.UNDECIDED && reason.isBlank()) {
                throw new Refusal.Broken("cases.entitlement-unreasoned", "say why it is free or chargeable; the customer is told",
                        Map.of("entitlement", entitlement.name()));
            }
        }

        static Decision byHand(Entitlement entitlement, String reason, UUID by) {
            return new Decision(entitlement, BY_HAND, reason, Map.of(), by);
        }
    }

    /** Where it stands. */
    record Progress(CaseStatus status, String stage, @Nullable UUID assignee, @Nullable String waitingReason, @Nullable String resolution,
                    @Nullable String cancelReason, int reopened, @Nullable Instant answeredAt, @Nullable Instant arrivedAt,
                    @Nullable Instant resolvedAt, @Nullable Instant closedAt) {

        Progress {
            var done = status == CaseStatus.RESOLVED || status == CaseStatus.CLOSED;
            if (done != (resolvedAt != null) || done != (resolution != null) || (status == CaseStatus.CLOSED) != (closedAt != null)
                    || (status == CaseStatus.WAITING) != (waitingReason != null) || (status == CaseStatus.CANCELLED) != (cancelReason != null)) {
                throw new IllegalStateException("a case that is %s cannot have waiting=%s resolution=%s resolved=%s closed=%s cancelled=%s"
                        .formatted(status, waitingReason, resolution, resolvedAt, closedAt, cancelReason));
            }
        }

        static Progress fresh(String stage) {
            return new Progress(CaseStatus.NEW, stage, null, null, null, null, 0, null, null, null, null);
        }

        Progress moved(CaseStatus next) {
            var done = next == CaseStatus.RESOLVED || next == CaseStatus.CLOSED;
            return new Progress(next, stage, assignee, null, done ? resolution : null, null, reopened, answeredAt, arrivedAt,
                    done ? resolvedAt : null, null);
        }

        Progress waiting(CaseStatus next, String reason) {
            return new Progress(next, stage, assignee, reason, null, null, reopened, answeredAt, arrivedAt, null, null);
        }

        Progress resolved(CaseStatus next, String summary, Instant at) {
            return new Progress(next, stage, assignee, null, summary, null, reopened, answeredAt, arrivedAt, at, null);
        }

        Progress closed(CaseStatus next, Instant at) {
            return new Progress(next, stage, assignee, null, resolution, null, reopened, answeredAt, arrivedAt, resolvedAt, at);
        }

        Progress reopened(CaseStatus next) {
            return new Progress(next, stage, assignee, null, null, null, reopened + 1, answeredAt, arrivedAt, null, null);
        }

        Progress cancelled(CaseStatus next, String reason) {
            return new Progress(next, stage, assignee, null, null, reason, reopened, answeredAt, arrivedAt, null, null);
        }

        Progress at(String nextStage) {
            return new Progress(status, nextStage, assignee, waitingReason, resolution, cancelReason, reopened, answeredAt, arrivedAt,
                    resolvedAt, closedAt);
        }

        Progress assignedTo(@Nullable UUID user) {
            return new Progress(status, stage, user, waitingReason, resolution, cancelReason, reopened, answeredAt, arrivedAt, resolvedAt,
                    closedAt);
        }

        Progress answered(Instant at) {
            return new Progress(status, stage, assignee, waitingReason, resolution, cancelReason, reopened,
                    answeredAt == null ? at : answeredAt, arrivedAt, resolvedAt, closedAt);
        }

        Progress arrived(Instant at) {
            return new Progress(status, stage, assignee, waitingReason, resolution, cancelReason, reopened, answeredAt,
                    arrivedAt == null ? at : arrivedAt, resolvedAt, closedAt);
        }
    }

    static ServiceCase open(String number, Parties parties, Report report, Triage triage, String stage) {
        return new ServiceCase(CaseId.next(), number, parties, report, triage, Progress.fresh(stage), 0);
    }

    CaseStatus status() {
        return progress.status();
    }

    ServiceCase take() {
        return with(progress.moved(status().after(CaseAct.TAKE)));
    }

    ServiceCase waitFor(String reason) {
        return with(progress.waiting(status().after(CaseAct.WAIT), filled(reason, "cases.waiting-unreasoned", "say what the case waits for")));
    }

    ServiceCase resume() {
        return with(progress.moved(status().after(CaseAct.RESUME)));
    }

    ServiceCase resolve(String summary, Instant now) {
        return with(progress.resolved(status().after(CaseAct.RESOLVE),
                filled(summary, "cases.resolution-empty", "a resolution needs a summary: what was wrong and what was done"), now));
    }

    /** The customer is content. */
    ServiceCase accept(Instant now) {
        return with(progress.closed(status().after(CaseAct.ACCEPT), now));
    }

    /** The customer is not; the work goes on. */
    ServiceCase reject(String reason) {
        var next = status().after(CaseAct.REJECT);
        filled(reason, "cases.rejection-unreasoned", "say what is still wrong");
        return with(progress.reopened(next));
    }

    ServiceCase close(Instant now) {
        return with(progress.closed(status().after(CaseAct.CLOSE), now));
    }

    ServiceCase reopen(String reason) {
        var next = status().after(CaseAct.REOPEN);
        filled(reason, "cases.reopening-unreasoned", "say why the case is opened again");
        return with(progress.reopened(next));
    }

    ServiceCase cancel(String reason) {
        return with(progress.cancelled(status().after(CaseAct.CANCEL),
                filled(reason, "cases.cancelling-unreasoned", "say why the case is cancelled")));
    }

    ServiceCase merge(String reason) {
        return with(progress.cancelled(status().after(CaseAct.MERGE), reason));
    }

    ServiceCase unmerge() {
        return with(progress.moved(status().after(CaseAct.UNMERGE)));
    }

    /** Facts about a finished case stay as they were when it was finished. */
    ServiceCase triaged(Triage next) {
        stillOpen();
        return new ServiceCase(id, number, parties, report, next, progress, version);
    }

    ServiceCase about(Parties next) {
        stillOpen();
        return new ServiceCase(id, number, next, report, triage, progress, version);
    }

    ServiceCase assignedTo(@Nullable UUID user) {
        stillOpen();
        return with(progress.assignedTo(user));
    }

    ServiceCase at(String stage) {
        return with(progress.at(stage));
    }

    ServiceCase answered(Instant now) {
        return with(progress.answered(now));
    }

    ServiceCase arrived(Instant now) {
        return with(progress.arrived(now));
    }

    private void stillOpen() {
        if (!status().isOpen()) {
            throw new Refusal.Conflict("cases.finished", "case %s is %s and cannot be changed any more; reopen it first".formatted(number, status()),
                    Map.of("number", number, "status", status().name()));
        }
    }

    private ServiceCase with(Progress next) {
        return new ServiceCase(id, number, parties, report, triage, next, version);
    }

    private static String filled(String text, String code, String sentence) {
        if (text.isBlank()) {
            throw new Refusal.Broken(code, sentence, Map.of());
        }
        return text;
    }
}
