package aftercare.portal;

import aftercare.care.CareDesk;
import aftercare.dispatch.CustomerBooking;
import aftercare.dispatch.VisitCalendar;
import aftercare.documents.DocumentDesk;
import aftercare.documents.DocumentResponse;
import aftercare.fieldwork.SignedReports;
import aftercare.forms.Form;
import aftercare.forms.FormDesk;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.kernel.TimeWindow;
import aftercare.platform.AftercareSettings;
import aftercare.platform.OpenToAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The tracking page over HTTP. Whoever has the link may use it; every answer shows the page as it is afterwards. */
@RestController
@RequestMapping("/api/public/track")
class TrackController {

    record LookupBody(@NotBlank @Size(max = 60) String number, @NotBlank @Size(max = 40) String phone) {}

    record Found(String token) {}

    /** {@code id} is made by the phone: a repeated request is done once. {@code photos} are tokens of held uploads. */
    record MessageBody(@NotNull UUID id, @NotBlank @Size(max = 2000) String text, @Nullable @Size(max = 9) List<@NotBlank String> photos) {}

    record AcceptBody(@NotNull UUID id) {}

    record RejectBody(@NotNull UUID id, @NotBlank @Size(max = 1000) String reason, @Nullable @Size(max = 9) List<@NotBlank String> photos) {}

    record PlannedDayBody(@NotNull UUID id, @NotNull LocalDate day) {}

    record HoldBody(@NotNull Instant from) {}

    record BookBody(@NotNull UUID id) {}

    record CallOffBody(@NotNull UUID id, @Nullable @Size(max = 500) String reason) {}

    record RatingBody(@NotNull UUID id, @NotNull Map<String, Object> answers) {}

    private final TrackDesk desk;
    private final TrackBooking booking;
    private final VisitCalendar calendar;
    private final AftercareSettings settings;
    private final TrackQueries queries;
    private final TrackLookup lookup;
    private final TrackStreams streams;
    private final DocumentDesk documents;
    private final FormDesk forms;
    private final SignedReports reports;

    TrackController(TrackDesk desk, TrackBooking booking, VisitCalendar calendar, AftercareSettings settings, TrackQueries queries, TrackLookup lookup, TrackStreams streams, DocumentDesk documents, FormDesk forms,
                    SignedReports reports) {
        this.desk = desk;
        this.booking = booking;
        this.calendar = calendar;
        this.settings = settings;
        this.queries = queries;
        this.lookup = lookup;
        this.streams = streams;
        this.documents = documents;
        this.forms = forms;
        this.reports = reports;
    }

    @OpenToAll
    @PostMapping
    Found find(@Valid @RequestBody LookupBody body, HttpServletRequest request) {
        return new Found(lookup.token(body.number(), body.phone(), request.getRemoteAddr()));
    }

    @OpenToAll
    @GetMapping("/{token}")
    ResponseEntity<TrackView> track(@PathVariable String token, @Nullable Scope signedIn) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(token, signedIn));
    }

    @OpenToAll
    @GetMapping(path = "/{token}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String token) throws IOException {
        return streams.open(desk.opened(token).id());
    }

    /** What the rating asks. */
    @OpenToAll
    @GetMapping("/{token}/form")
    Form form(@PathVariable String token) {
        desk.opened(token);
        return forms.current(CareDesk.FORM);
    }

    @OpenToAll
    @GetMapping("/{token}/documents/{id}")
    ResponseEntity<Resource> document(@PathVariable String token, @PathVariable UUID id) {
        return DocumentResponse.of(documents, file(token, id));
    }

    @OpenToAll
    @GetMapping("/{token}/documents/{id}/thumb")
    ResponseEntity<Resource> thumbnail(@PathVariable String token, @PathVariable UUID id) {
        return DocumentResponse.ofThumbnail(documents, file(token, id));
    }

    /** A signed service report as PDF. */
    @OpenToAll
    @GetMapping(path = "/{token}/reports/{number}", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> report(@PathVariable String token, @PathVariable String number) {
        var address = ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        var pdf = reports.pdf(desk.opened(token).id(), number, address).orElseThrow(() -> new Refusal.Missing("portal.no-such-report",
                "there is no signed report %s of this case".formatted(number), Map.of("number", number)));
        return ResponseEntity.ok().cacheControl(CacheControl.noCache().cachePrivate())
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("服务单-%s.pdf".formatted(number), StandardCharsets.UTF_8).build().toString())
                .body(pdf);
    }

    @OpenToAll
    @PostMapping("/{token}/message")
    TrackView message(@PathVariable String token, @Valid @RequestBody MessageBody body, @Nullable Scope signedIn) {
        desk.message(token, body.id(), body.text(), body.photos() == null ? List.of() : body.photos(), signedIn);
        return view(token, signedIn);
    }

    @OpenToAll
    @PostMapping("/{token}/accept")
    TrackView accept(@PathVariable String token, @Valid @RequestBody AcceptBody body, @Nullable Scope signedIn) {
        desk.accept(token, body.id(), signedIn);
        return view(token, signedIn);
    }

    @OpenToAll
    @PostMapping("/{token}/reject")
    TrackView reject(@PathVariable String token, @Valid @RequestBody RejectBody body, @Nullable Scope signedIn) {
        desk.reject(token, body.id(), body.reason(), body.photos() == null ? List.of() : body.photos(), signedIn);
        return view(token, signedIn);
    }

    /** The windows in which somebody can come. */
    @OpenToAll
    @GetMapping("/{token}/windows")
    List<TimeWindow> windows(@PathVariable String token) {
        return booking.windows(token);
    }

    /** Keeps the window that begins then for some minutes, so that it can be read and confirmed in peace. */
    @OpenToAll
    @PostMapping("/{token}/hold")
    CustomerBooking.Held hold(@PathVariable String token, @Valid @RequestBody HoldBody body, @Nullable Scope signedIn) {
        return booking.hold(token, body.from(), signedIn);
    }

    @OpenToAll
    @DeleteMapping("/{token}/hold")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String token) {
        booking.release(token);
    }

    /** Books what is held, or moves the visit to it. */
    @OpenToAll
    @PostMapping("/{token}/book")
    TrackView book(@PathVariable String token, @Valid @RequestBody BookBody body, @Nullable Scope signedIn) {
        booking.book(token, body.id(), signedIn);
        return view(token, signedIn);
    }

    @OpenToAll
    @PostMapping("/{token}/call-off")
    TrackView callOff(@PathVariable String token, @Valid @RequestBody CallOffBody body, @Nullable Scope signedIn) {
        booking.callOff(token, body.id(), body.reason() == null ? "" : body.reason(), signedIn);
        return view(token, signedIn);
    }

    /** The visit for the customer's own calendar; called off, the file takes it out of there. */
    @OpenToAll
    @GetMapping(path = "/{token}/visit.ics", produces = "text/calendar;charset=UTF-8")
    ResponseEntity<byte[]> calendar(@PathVariable String token, @RequestParam(defaultValue = "zh-CN") String lang) {
        var facts = desk.opened(token);
        var page = (settings.publicUrl() == null ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString() : settings.publicUrl().replaceFirst("/$", ""))
                + "/portal/t/" + token;
        var entry = calendar.of(facts.id(), lang, page).orElseThrow(() -> new Refusal.Missing("portal.no-visit", "no visit of this case is planned", Map.of()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8;method="
                        + (entry.calledOff() ? "CANCEL" : "PUBLISH")))
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(facts.number() + ".ics", StandardCharsets.UTF_8).build().toString())
                .body(entry.file().getBytes(StandardCharsets.UTF_8));
    }

    /** Another day for what a plan of upkeep has set. */
    @OpenToAll
    @PostMapping("/{token}/planned-day")
    TrackView moveDay(@PathVariable String token, @Valid @RequestBody PlannedDayBody body, @Nullable Scope signedIn) {
        desk.moveDay(token, body.id(), body.day(), signedIn);
        return view(token, signedIn);
    }

    @OpenToAll
    @PostMapping("/{token}/rating")
    TrackView rate(@PathVariable String token, @Valid @RequestBody RatingBody body, @Nullable Scope signedIn) {
        desk.rate(token, body.id(), body.answers(), signedIn);
        return view(token, signedIn);
    }

    private TrackView view(String token, @Nullable Scope signedIn) {
        var facts = desk.opened(token);
        var page = queries.track(facts);
        return page.doing(page.acts().stream().filter(act -> TrackDesk.may(signedIn, facts, act)).toList());
    }

    private aftercare.documents.Document file(String token, UUID id) {
        return queries.file(desk.opened(token).id(), id).orElseThrow(() -> new Refusal.Missing("documents.missing",
                "there is no document %s".formatted(id), Map.of("id", id)));
    }
}
