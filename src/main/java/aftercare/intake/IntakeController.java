package aftercare.intake;

import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The service desk while somebody is on the line: who is calling, what stands there, and the case. */
@RestController
class IntakeController {

    /** What the desk types in by hand; the other channels have their own ways in. */
    private static final Set<Channel> BY_HAND = EnumSet.of(Channel.PHONE, Channel.VISIT, Channel.COLLEAGUE, Channel.EMAIL, Channel.CHAT);

    /** What a program with an API key says besides. */
    private static final Set<Channel> BY_PROGRAM = EnumSet.of(Channel.API, Channel.ALARM);

    /**
     * A case as the desk opens it.
     *
     * @param id         made by the client: sent twice, opened once
     * @param take       the customer is answered in the same breath
     * @param unfinished the unfinished report it is made of
     * @param call       the call it came of, when an exchange told of it
     * @param outage     the announced outage it is part of
     * @param solution   how it was solved while they spoke; {@code close}: and the customer has said that it works
     * @param photos     tokens of files sent before to {@code /api/intake/photos}, or with the unfinished report
     */
    record NewCase(@Nullable UUID id, @NotNull Channel channel, @NotBlank @Size(max = 60) String kind, @Nullable @Min(1) @Max(4) Integer severity,
                   @NotBlank @Size(max = 200) String subject, @Nullable @Size(max = 10000) String description, @Nullable @Size(max = 60) String symptom,
                   @Nullable UUID customer, @Nullable @Size(max = 100) String contactName, @Nullable @Size(max = 50) String contactPhone,
                   @Nullable @Size(max = 200) String contactEmail, @Nullable @Size(max = 200) String company, @Nullable UUID device,
                   @Nullable UUID project, @Nullable UUID site, @Nullable UUID branch, @Nullable @Size(max = 200) String place,
                   @Nullable Instant reportedAt, boolean take, @Nullable UUID unfinished, @Nullable UUID call, @Nullable UUID outage,
                   @Nullable @Size(max = 4000) String solution, @Nullable Boolean close,
                   @Nullable @Size(max = IntakeDesk.MOST_PHOTOS) List<@Size(max = 100) String> photos) {}

    record SetAside(@NotNull @Size(max = 1000) String reason) {}

    private final IntakeDesk desk;
    private final IntakeQueries queries;
    private final ReportStore reports;
    private final DocumentDesk documents;

    IntakeController(IntakeDesk desk, IntakeQueries queries, ReportStore reports, DocumentDesk documents) {
        this.desk = desk;
        this.queries = queries;
        this.reports = reports;
        this.documents = documents;
    }

    @Requires(Permission.CASES_OPEN)
    @PostMapping("/api/cases")
    @ResponseStatus(HttpStatus.CREATED)
    OpenedCaseView open(Scope scope, @Valid @RequestBody NewCase body, @RequestHeader(name = "Accept-Language", required = false) @Nullable String language,
                        HttpServletRequest request) {
        var known = BY_HAND.contains(body.channel()) || !scope.isPerson() && BY_PROGRAM.contains(body.channel());
        if (!known && body.unfinished() == null) {
            throw new Refusal.Broken("intake.channel-not-by-hand", "a case of the channel %s is not opened by hand".formatted(body.channel()),
                    Map.of("channel", body.channel().name()));
        }
        return OpenedCaseView.of(desk.write(new IntakeDesk.Writing(body.id() == null ? aftercare.kernel.Ids.next() : body.id(),
                new OpenCase(body.channel(), body.kind(), body.severity(), body.subject(), text(body.description()), body.symptom(),
                        new OpenCase.Who(body.customer(), text(body.contactName()), text(body.contactPhone()), text(body.contactEmail()), text(body.company())),
                        new OpenCase.What(body.device(), body.project(), body.site(), body.branch(), text(body.place())), body.reportedAt()),
                body.take(), body.unfinished(), body.photos() == null ? List.of() : body.photos(), body.call(), body.outage(), text(body.solution()), Boolean.TRUE.equals(body.close())),
                language == null ? "" : language, scope,
                ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()));
    }

    record OpenedCaseView(UUID id, String number, String trackingToken) {

        static OpenedCaseView of(IntakeDesk.Written written) {
            return new OpenedCaseView(written.id().value(), written.number(), written.trackingToken());
        }
    }

    /** Who may be calling from this number: known contacts, and cases reported from it. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/caller")
    IntakeQueries.CallerView caller(Scope scope, @RequestParam String phone) {
        return queries.caller(phone, scope);
    }

    /** Who it may be, while number or name is still being typed. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/callers")
    List<IntakeQueries.KnownCaller> callers(Scope scope, @RequestParam @Size(max = 100) String words) {
        return queries.typed(words, scope);
    }

    /** What a customer has, while he is on the line. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/customers/{id}")
    IntakeQueries.CustomerView customer(Scope scope, @PathVariable UUID id) {
        return queries.customer(id, scope);
    }

    /** Devices by number, serial, name or place, of one customer or of all. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/devices")
    List<IntakeQueries.DeviceView> devices(Scope scope, @RequestParam(required = false) @Nullable UUID customer,
                                           @RequestParam(required = false) @Nullable String words) {
        return queries.devices(customer, words, scope);
    }

    /** What was received and became no case. */
    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/reports")
    ReportStore.OpenPage unfinished(Scope scope, @RequestParam(required = false) @Nullable String after) {
        if (after == null || after.isBlank()) {
            return reports.open(scope.reach(Permission.CASES_OPEN), null, null);
        }
        try {
            var parts = after.split("_", 2);
            return reports.open(scope.reach(Permission.CASES_OPEN), OffsetDateTime.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (RuntimeException unreadable) {
            throw new Refusal.Broken("cases.bad-cursor", "this page of the list cannot be found; start from the first", Map.of());
        }
    }

    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/reports/{id}")
    ReportStore.Open unfinished(Scope scope, @PathVariable UUID id) {
        return reports.open(scope.reach(Permission.CASES_OPEN), id);
    }

    /** Photos of a case that is still being written: kept at once, so that neither a reload nor a lost session loses them. */
    @Requires(Permission.CASES_OPEN)
    @PostMapping("/api/intake/photos")
    @ResponseStatus(HttpStatus.CREATED)
    DocumentDesk.HeldUpload photo(Scope scope, @RequestParam MultipartFile file) throws IOException {
        try (var content = file.getInputStream()) {
            return documents.hold(Objects.requireNonNullElse(file.getOriginalFilename(), ""), content, "user " + scope.user());
        }
    }

    @Requires(Permission.CASES_OPEN)
    @PostMapping("/api/intake/reports/{id}/set-aside")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setAside(Scope scope, @PathVariable UUID id, @Valid @RequestBody SetAside body) {
        desk.setAside(id, body.reason(), scope);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
