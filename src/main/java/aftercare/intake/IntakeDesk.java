package aftercare.intake;

import aftercare.calls.CallDesk;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.cases.OpenedCase;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Codes;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes reports in. The report and its case are written in one transaction; when no case can be made the report is written
 * alone, and whoever sent it is told what is missing.
 */
@Service
class IntakeDesk {

    /** A report is words; its photos come on their own way. */
    static final int MOST_BYTES = 64 * 1024;
    /** From one address in an hour. A factory behind one address may well report ten faults, hardly sixty. */
    static final int MOST_FROM_ONE = 60;
    private static final Duration LATELY = Duration.ofHours(1);
    static final int MOST_PHOTOS = 9;

    /** A case as somebody of ours wrote it down. */
    record Written(CaseId id, String number, String trackingToken) {}

    /**
     * What somebody of ours wrote down.
     *
     * @param id         the case's draft; sent twice, opened once
     * @param taken      the customer has been answered in the same breath
     * @param unfinished the report it is made of
     * @param call       the call it came of
     * @param outage     the announced outage it is part of
     * @param solution   how it was solved while they spoke; empty when it was not
     * @param close      the customer has said that it works
     */
    record Writing(UUID id, OpenCase typed, boolean taken, @Nullable UUID unfinished, List<String> photos, @Nullable UUID call, @Nullable UUID outage, String solution, boolean close) {}

    /** @param bits how many zero bits its proof has; @param phoneCode a code that is sent to the phone number, too */
    record Needed(String puzzle, int bits, boolean phoneCode) {}

    record Received(String number, String trackingToken, List<Receipt.Promised> promises) {}

    private final ReportStore reports;
    private final CaseDesk cases;
    private final DocumentDesk documents;
    private final CallDesk calls;
    private final Drafts drafts;
    private final Puzzles puzzles;
    private final PhoneProof phones;
    private final Timeline timeline;
    private final MassNotices outages;
    private final Receipt receipt;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Clock clock;

    IntakeDesk(ReportStore reports, CaseDesk cases, DocumentDesk documents, CallDesk calls, Drafts drafts, Puzzles puzzles, PhoneProof phones, Timeline timeline,
               MassNotices outages, Receipt receipt, JdbcClient jdbc, JsonMapper json, TransactionTemplate transaction, Clock clock) {
        this.reports = reports;
        this.cases = cases;
        this.documents = documents;
        this.calls = calls;
        this.drafts = drafts;
        this.puzzles = puzzles;
        this.phones = phones;
        this.timeline = timeline;
        this.outages = outages;
        this.receipt = receipt;
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param link     how the tracking page is reached from where the report came
     * @param signedIn one of a customer's people reports in the name of the company
     */
    Received receive(byte[] raw, String address, String link, @Nullable Scope signedIn) {
        var now = clock.instant();
        var own = own(signedIn);
        if (own != null && !own.may(Permission.PORTAL_REPORT)) {
            throw new Refusal.Forbidden("intake.may-not-report", "your company has not given you the right to report; ask whoever manages its people", Map.of());
        }
        if (raw.length > MOST_BYTES) {
            throw new Refusal.Broken("intake.report-too-long", "a report has at most %d kB; leave something out".formatted(MOST_BYTES / 1024),
                    Map.of("kilobytes", MOST_BYTES / 1024));
        }
        var lately = notTooMany(address, now);
        var bits = Puzzles.bits(lately);
        var wanted = own == null && phones.isWanted(lately, now);
        PublicReport report;
        try {
            report = json.readValue(raw, PublicReport.class);
        } catch (JacksonException unreadable) {
            puzzles.demand(null, bits, now);
            if (wanted) {
                phones.demand(null, null);
            }
            reports.unfinished(Ids.next(), Channel.PORTAL, now, address, null, null, raw, "intake.unreadable");
            throw new Refusal.Broken("intake.unreadable", "the report could not be read; it was kept, and somebody will look at it", Map.of());
        }
        var id = report.id() == null ? Ids.next() : report.id();
        var channel = filled(report.qrToken()) ? Channel.QR : Channel.PORTAL;
        var made = reports.made(id);
        if (made.isPresent()) {
            return received(made.get());
        }
        if (own == null) {
            puzzles.demand(report.proof(), bits, now);
        }
        var code = wanted ? phones.demand(report.contactPhone(), report.phoneCode()) : null;
        return keeping(id, channel, now, address, null, branchOf(report.qrToken()), raw, () -> open(id, channel, report, code, raw, address, link, now, own));
    }

    private Received open(UUID id, Channel channel, PublicReport report, Codes.@Nullable Right code, byte[] raw, String address, String link, Instant now, @Nullable Scope own) {
        var text = given("description", report.description(), 4000);
        var phone = given("contactPhone", report.contactPhone(), 50);
        var name = optional("contactName", report.contactName(), 60);
        var email = optional("contactEmail", report.contactEmail(), 200);
        var photos = report.photos() == null ? List.<String>of() : report.photos();
        if (photos.size() > MOST_PHOTOS) {
            throw new Refusal.Broken("intake.too-many-photos", "a report has at most %d photos".formatted(MOST_PHOTOS), Map.of("most", MOST_PHOTOS));
        }
        var device = device(report.qrToken()).orElse(null);
        // What carries somebody else's label is reported like by anybody who passes by.
        var company = own == null || device != null && !ofCustomer(device, own.customer()) ? null : own.customer();
        var guest = company == null || own == null ? Actor.guest(name) : Actor.of(own);
        var opened = cases.open(new OpenCase(channel, filled(report.kind()) ? report.kind() : "repair", null, Receipt.firstWords(text), text,
                filled(report.symptom()) ? report.symptom() : null,
                new OpenCase.Who(company, name, phone, email, optional("company", report.company(), 200)),
                new OpenCase.What(device, null, null, null, optional("place", report.place(), 200)), null), guest);
        reports.taken(id, channel, now, address, null, raw, opened.id());
        if (code != null) {
            phones.use(code);
            timeline.write(Happening.internal("intake.phone-proven", now, guest, Map.of("phone", phone)).about(opened.id().subject()));
        }
        if (!photos.isEmpty()) {
            documents.claim(photos, opened.id().subject(), "photo", Document.Visibility.PUBLIC, guest);
        }
        if (report.outage() != null) {
            outages.meToo(report.outage(), opened.id(), guest);
        }
        if (filled(report.voice())) {
            documents.claim(List.of(report.voice()), opened.id().subject(), "voice", Document.Visibility.PUBLIC, guest);
        }
        var received = received(opened);
        receipt.send(opened, name, email, phone, Receipt.language(report.language()), text, received.promises(), link);
        return received;
    }

    /**
     * Somebody of ours writes down what he is told, or what an unfinished report means: that one stays as it came, and its
     * way in and its time are those of the case.
     */
    Written write(Writing writing, String language, Scope scope, String link) {
        var now = clock.instant();
        var made = reports.made(writing.id());
        if (made.isPresent()) {
            var facts = cases.facts(made.get());
            return new Written(facts.id(), facts.number(), facts.trackingToken());
        }
        var unfinished = writing.unfinished();
        var report = unfinished == null ? null : reports.open(scope.reach(Permission.CASES_OPEN), unfinished);
        var order = report == null ? writing.typed() : writing.typed().receivedAs(report.channel(), report.receivedAt());
        var raw = json.writeValueAsBytes(order);
        return transaction.execute(_ -> {
            var opened = cases.open(order, scope);
            reports.taken(writing.id(), order.channel(), now, "", scope.user(), raw, opened.id());
            if (unfinished != null && !reports.settled(unfinished, opened.id(), scope.user(), now)) {
                throw new Refusal.Conflict("intake.report-settled", "somebody else has dealt with this report meanwhile", Map.of());
            }
            if (writing.taken() || !writing.solution().isBlank()) {
                cases.take(opened.id(), Actor.of(scope));
            }
            if (!writing.photos().isEmpty()) {
                documents.claim(writing.photos(), opened.id().subject(), "photo", Document.Visibility.PUBLIC, Actor.of(scope));
            }
            if (order.channel() == Channel.PHONE) {
                calls.becameCase(writing.call(), opened.id(), opened.branch(), order.who().phone(), order.who().name(), order.who().customer(), scope);
            }
            if (writing.outage() != null) {
                outages.meToo(writing.outage(), opened.id(), Actor.of(scope));
            }
            if (!writing.solution().isBlank()) {
                solved(opened, writing, scope);
            }
            drafts.drop(writing.id(), scope);
            receipt.send(opened, order.who().name(), order.who().email(), order.who().phone(), Receipt.language(language), order.subject(), receipt.promised(opened.id()), link);
            return new Written(opened.id(), opened.number(), opened.trackingToken());
        });
    }

    /** While they spoke: the case is whole, from the report to its resolution, and closed where the customer has said that it works. */
    private void solved(OpenedCase opened, Writing writing, Scope scope) {
        var customer = cases.facts(opened.id()).customerId();
        scope.require(Permission.CASES_RESOLVE, opened.branch(), scope.partner(), customer);
        cases.resolve(opened.id(), writing.solution().strip(), Actor.of(scope));
        if (writing.close()) {
            scope.require(Permission.CASES_CLOSE, opened.branch(), scope.partner(), customer);
            cases.close(opened.id(), Actor.of(scope));
        }
    }

    /** Somebody of the house, of whatever department, passes on what a customer said. It lands where every report lands; the number is all he needs. */
    String passOn(UUID id, PassedOn heard, Scope scope) {
        if (scope.partner() != null || scope.customer() != null) {
            throw new Refusal.Forbidden("intake.house-only", "only people of the house pass things on", Map.of());
        }
        var made = reports.made(id);
        if (made.isPresent()) {
            return cases.facts(made.get()).number();
        }
        if (heard.customer() != null && !reaches(heard.customer(), scope)) {
            throw new Refusal.Missing("intake.no-such-customer", "there is no such customer", Map.of());
        }
        var now = clock.instant();
        var home = scope.grants().stream().map(Scope.Grant::branch).filter(Objects::nonNull).findFirst().orElse(null);
        return keeping(id, Channel.COLLEAGUE, now, "", scope.user(), home, json.writeValueAsBytes(heard), () -> {
            var text = given("said", heard.said(), 4000);
            if (heard.customer() == null && heard.company().isBlank()) {
                throw new Refusal.Broken("intake.whose-unknown", "say which customer or company it is about", Map.of());
            }
            var branch = heard.customer() != null ? null : home;
            var actor = Actor.of(scope);
            var opened = cases.open(new OpenCase(Channel.COLLEAGUE, "repair", heard.urgent() ? 2 : null, Receipt.firstWords(text), text, null,
                    new OpenCase.Who(heard.customer(), heard.contactName(), heard.contactPhone(), "", heard.company()),
                    new OpenCase.What(null, null, null, branch, heard.about()), null), actor);
            reports.taken(id, Channel.COLLEAGUE, now, "", scope.user(), json.writeValueAsBytes(heard), opened.id());
            if (!heard.photos().isEmpty()) {
                documents.claim(heard.photos(), opened.id().subject(), "photo", Document.Visibility.PUBLIC, actor);
            }
            return opened.number();
        });
    }

    private boolean reaches(UUID customer, Scope scope) {
        return jdbc.sql("""
                select exists (select from customers.customer where id = :id and (:everywhere or branch_id = any(:branches))
                                  and cast(:partner as uuid) is null and cast(:customer as uuid) is null)
                """).param("id", customer).params(scope.reach(Permission.CUSTOMERS_READ).params()).query(Boolean.class).single();
    }

    void setAside(UUID report, String reason, Scope scope) {
        if (reason.isBlank()) {
            throw new Refusal.Broken("intake.aside-unreasoned", "say why no case is made of the report", Map.of());
        }
        if (!reports.setAside(scope.reach(Permission.CASES_OPEN), report, reason, scope.user(), clock.instant())) {
            throw new Refusal.Missing("intake.no-such-report", "there is no such unfinished report", Map.of());
        }
    }

    /** Whatever goes wrong, the report is kept. */
    private <T> T keeping(UUID id, Channel channel, Instant now, String address, @Nullable UUID by, @Nullable UUID branch, byte[] raw, Supplier<T> work) {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> work.get()));
        } catch (Refusal refusal) {
            reports.unfinished(id, channel, now, address, by, branch, raw, refusal.code());
            throw refusal;
        } catch (RuntimeException unexpected) {
            reports.unfinished(id, channel, now, address, by, branch, raw, "platform.unexpected");
            throw unexpected;
        }
    }

    /** What the next report, or asking for a code, from there needs. */
    Needed needed(String address, boolean code, @Nullable Scope signedIn) {
        var now = clock.instant();
        var lately = reports.lately(address, now.minus(LATELY)).reports();
        var puzzle = puzzles.next(code ? Math.max(Puzzles.BITS_FOR_A_CODE, Puzzles.bits(lately)) : Puzzles.bits(lately));
        return new Needed(puzzle.puzzle(), puzzle.bits(), own(signedIn) == null && phones.isWanted(lately, now));
    }

    private static @Nullable Scope own(@Nullable Scope signedIn) {
        return signedIn != null && signedIn.customer() != null ? signedIn : null;
    }

    void sendCode(String phone, @Nullable String qrToken, @Nullable String language, @Nullable String proof, String address) {
        var now = clock.instant();
        var lately = notTooMany(address, now);
        if (!phones.isWanted(lately, now)) {
            throw new Refusal.Conflict("intake.no-phone-code", "no code is needed just now; send the report without one", Map.of());
        }
        puzzles.demand(proof, Math.max(Puzzles.BITS_FOR_A_CODE, Puzzles.bits(lately)), now);
        phones.ask(phone, branchOf(qrToken), Receipt.language(language), address);
    }

    /** How many came from there lately. */
    private int notTooMany(String address, Instant now) {
        var lately = reports.lately(address, now.minus(LATELY));
        if (lately.reports() >= MOST_FROM_ONE) {
            var wait = Math.max(60, Duration.between(now, Objects.requireNonNull(lately.first()).toInstant().plus(LATELY)).toSeconds());
            throw new Refusal.TooMany("intake.too-many-reports",
                    "%d reports came from your network within an hour; try again later or call us".formatted(lately.reports()), wait);
        }
        return lately.reports();
    }

    private Received received(OpenedCase opened) {
        return new Received(opened.number(), opened.trackingToken(), receipt.promised(opened.id()));
    }

    private Received received(CaseId id) {
        var facts = cases.facts(id);
        return new Received(facts.number(), facts.trackingToken(), receipt.promised(id));
    }

    private boolean ofCustomer(UUID device, @Nullable UUID customer) {
        return jdbc.sql("select exists (select from assets.device where id = :id and customer_id = :customer)").param("id", device).param("customer", customer).query(Boolean.class).single();
    }

    private @Nullable UUID branchOf(@Nullable String qrToken) {
        return filled(qrToken) ? jdbc.sql("select branch_id from assets.device where qr_token = :token").param("token", qrToken).query(UUID.class).optional().orElse(null) : null;
    }

    /** A label nobody knows any more is no reason to lose the report. */
    private Optional<UUID> device(@Nullable String qrToken) {
        return filled(qrToken) ? jdbc.sql("select id from assets.device where qr_token = :token").param("token", qrToken).query(UUID.class).optional()
                : Optional.empty();
    }

    private static String given(String field, @Nullable String value, int most) {
        if (!filled(value)) {
            throw new Refusal.Broken("intake.field-missing", "the report needs its %s".formatted(field), Map.of("field", field));
        }
        return optional(field, value, most);
    }

    private static String optional(String field, @Nullable String value, int most) {
        if (value == null) {
            return "";
        }
        if (value.codePointCount(0, value.length()) > most) {
            throw new Refusal.Broken("intake.field-too-long", "%s has at most %d characters".formatted(field, most), Map.of("field", field, "most", most));
        }
        return value;
    }

    private static boolean filled(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
