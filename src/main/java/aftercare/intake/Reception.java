package aftercare.intake;

import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door for ways in that other modules keep: what they received is kept as it came, and joins everything else that was reported. */
@Component
public class Reception {

    /** A case that was opened, as its reporter is told of it. */
    public record Opened(CaseId id, String number, String trackingToken) {}

    private final IntakeDesk desk;
    private final ReportStore reports;

    Reception(IntakeDesk desk, ReportStore reports) {
        this.desk = desk;
        this.reports = reports;
    }

    /**
     * Keeps a report that waits for somebody; told again under the same id it takes its own place. Part of the caller's transaction.
     *
     * @param raw what was received; JSON with the names of {@code PublicReport} is shown in words
     * @param branch whose it is; null: not known, so that every desk sees it
     * @param why a code {@code module.reason}: why no case is made of it yet
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(UUID id, Channel channel, Instant at, String address, @Nullable UUID branch, byte[] raw, String why) {
        reports.unfinished(id, channel, at, address, null, branch, raw, why);
    }

    /** The case that was made of the report with this id. */
    public Optional<CaseId> made(UUID id) {
        return reports.made(id);
    }

    /** Opens a case for somebody at the desk: once for each id, with an acknowledgement if there is an e-mail address. */
    public Opened open(UUID id, OpenCase order, @Nullable UUID report, String language, Scope scope, String link) {
        var written = desk.write(new IntakeDesk.Writing(id, order, true, report, List.of(), null, null, "", false), language, scope, link);
        return new Opened(written.id(), written.number(), written.trackingToken());
    }

    /** Whether the report still waits for somebody. */
    public boolean waits(UUID id) {
        return reports.waits(id);
    }
}
