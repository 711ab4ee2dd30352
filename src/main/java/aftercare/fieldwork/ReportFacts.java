package aftercare.fieldwork;

import aftercare.forms.AnswerSheet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a service report prints, as it stood when the customer signed. Its JSON is the text that is frozen and
 * hashed, so the order of the components is part of what was signed: new ones are added at the end and may be null.
 */
record ReportFacts(String number, String caseNumber, String subject, String symptom, int severity, String entitlement, String entitlementReason,
                   Sender sender, Receiver receiver, @Nullable Device device, Worker worker, Times times, Findings findings,
                   List<Report.Part> parts, List<Picture> before, List<Picture> after, @Nullable Signed signed,
                   @Nullable List<AnswerSheet> checks, @Nullable List<Covered> covered) {

    record Sender(String company, String branch, String address, String phone, String zone) {}

    record Receiver(String customer, String site, String address, String contact, String phone) {}

    record Device(String number, String name, String model, String serial, String location) {}

    record Worker(String name, String phone, @Nullable String partner) {}

    record Times(Instant reported, Instant plannedStart, Instant plannedEnd, @Nullable Instant setOut, @Nullable Instant arrived,
                 @Nullable Integer late, @Nullable Instant started, @Nullable Instant finished) {}

    record Findings(String finding, @Nullable String cause, @Nullable String responsibility, String action, String advice, int workMinutes,
                    Report.Outcome outcome) {}

    /** One of several devices that the case is about; {@code bad} is null where nothing was filled in, {@code missed} says why. */
    record Covered(String device, String location, @Nullable Integer bad, @Nullable String missed) {}

    record Picture(String document, String sha256) {}

    record Signed(String name, String opinion, Picture signature, Instant at) {}
}
