package aftercare.chat;

import aftercare.documents.DocumentDesk;
import aftercare.documents.DocumentResponse;
import aftercare.identity.Scope;
import aftercare.platform.OpenToAll;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The visitor's side over HTTP. Whoever has the token may use it. */
@RestController
class VisitorController {

    /** @param known the name of whoever has signed in to the portal, who need not say it again */
    record EntranceView(String name, String greeting, boolean open, @Nullable Instant opens, int waiting, @Nullable String known) {}

    /** @param key of the visitor's making, at random: begun twice with it is begun once */
    record HelloBody(@Nullable @Size(max = 40) String site, @Nullable @Size(max = 60) String name, @Nullable @Size(max = 50) String phone,
                     @Nullable @Size(max = 200) String email, @NotBlank @Size(max = 1000) String about, @Nullable @Size(max = 60) String device,
                     @Nullable @Size(max = 10) String language, @Nullable @Size(max = 500) String page,
                     @Nullable @Pattern(regexp = "[A-Za-z0-9_-]{32,64}") String key) {

        VisitorDesk.Hello hello() {
            return new VisitorDesk.Hello(site, text(name), text(phone), text(email), about, text(device), text(language), text(page));
        }
    }

    /** @param id of the visitor's making: sent twice, kept once */
    record LeftBody(@NotNull UUID id, @NotNull @Valid HelloBody hello) {}

    record Begun(String token) {}

    record SayBody(@NotNull UUID id, @NotBlank @Size(max = 2000) String text) {}

    record RatingBody(@NotNull @Min(1) @Max(5) Integer stars, @Nullable @Size(max = 500) String words) {}

    record VisitorView(ChatStatus status, String visitorName, @Nullable String agentName, int ahead, int lastSeq, @Nullable Integer rating,
                       @Nullable String caseNumber, @Nullable String trackingToken, List<ChatQueries.MessageView> messages) {}

    private final VisitorDesk desk;
    private final ChatQueries queries;
    private final ChatSites sites;
    private final ChatStreams streams;
    private final DocumentDesk documents;
    private final Clock clock;

    VisitorController(VisitorDesk desk, ChatQueries queries, ChatSites sites, ChatStreams streams, DocumentDesk documents, Clock clock) {
        this.desk = desk;
        this.queries = queries;
        this.sites = sites;
        this.streams = streams;
        this.documents = documents;
        this.clock = clock;
    }

    /** What a visitor meets: a person, or a form. Without a key it is the portal's entrance. */
    @OpenToAll
    @GetMapping("/api/public/chat-sites")
    EntranceView entrance(@RequestParam(required = false) @Nullable String site, @Nullable Scope signedIn) {
        var found = sites.open(site).orElseThrow(ChatSites::missing);
        var hours = sites.hours(found, clock.instant());
        return new EntranceView(found.name(), found.greeting(), hours.open(), hours.opens(), queries.waiting(found.branchId()),
                signedIn != null && signedIn.customer() != null ? signedIn.name() : null);
    }

    @OpenToAll
    @PostMapping("/api/public/chats")
    @ResponseStatus(HttpStatus.CREATED)
    Begun begin(@Valid @RequestBody HelloBody body, @Nullable Scope signedIn, HttpServletRequest request) {
        return new Begun(desk.begin(body.hello(), body.key(), request.getRemoteAddr(), signedIn));
    }

    @OpenToAll
    @PostMapping("/api/public/chat-sites/messages")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leaveMessage(@Valid @RequestBody LeftBody body, @Nullable Scope signedIn, HttpServletRequest request) {
        desk.leaveMessage(body.id(), body.hello().hello(), request.getRemoteAddr(), signedIn);
    }

    /** What came after the number the visitor has. */
    @OpenToAll
    @GetMapping("/api/public/chats/{token}")
    ResponseEntity<VisitorView> chat(@PathVariable String token, @RequestParam(defaultValue = "0") int since, HttpServletRequest request) {
        desk.mayAsk(token, request.getRemoteAddr());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view(token, since));
    }

    @OpenToAll
    @GetMapping(path = "/api/public/chats/{token}/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@PathVariable String token, HttpServletRequest request) throws IOException {
        desk.mayAsk(token, request.getRemoteAddr());
        var chat = queries.ofVisitor(VisitorDesk.hash(token));
        return streams.open(chat.id(), chat.branchId(), chat.status() == ChatStatus.WAITING);
    }

    @OpenToAll
    @PostMapping("/api/public/chats/{token}/messages")
    VisitorView say(@PathVariable String token, @RequestParam(defaultValue = "0") int since, @Valid @RequestBody SayBody body) {
        desk.say(token, body.id(), body.text());
        return view(token, since);
    }

    @OpenToAll
    @PostMapping("/api/public/chats/{token}/pictures")
    VisitorView show(@PathVariable String token, @RequestParam UUID id, @RequestParam(defaultValue = "0") int since, @RequestParam MultipartFile file) throws IOException {
        try (var content = file.getInputStream()) {
            desk.show(token, id, Objects.requireNonNullElse(file.getOriginalFilename(), ""), content, file.getSize());
        }
        return view(token, since);
    }

    @OpenToAll
    @GetMapping("/api/public/chats/{token}/pictures/{id}")
    ResponseEntity<Resource> picture(@PathVariable String token, @PathVariable UUID id) {
        return DocumentResponse.of(documents, documents.get(shown(token, id)));
    }

    @OpenToAll
    @GetMapping("/api/public/chats/{token}/pictures/{id}/thumb")
    ResponseEntity<Resource> thumbnail(@PathVariable String token, @PathVariable UUID id) {
        return DocumentResponse.ofThumbnail(documents, documents.get(shown(token, id)));
    }

    @OpenToAll
    @PostMapping("/api/public/chats/{token}/typing")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void typing(@PathVariable String token) {
        desk.typing(token);
    }

    @OpenToAll
    @PostMapping("/api/public/chats/{token}/end")
    VisitorView leave(@PathVariable String token, @RequestParam(defaultValue = "0") int since) {
        desk.leave(token);
        return view(token, since);
    }

    @OpenToAll
    @PostMapping("/api/public/chats/{token}/rating")
    VisitorView rate(@PathVariable String token, @RequestParam(defaultValue = "0") int since, @Valid @RequestBody RatingBody body) {
        desk.rate(token, body.stars(), text(body.words()));
        return view(token, since);
    }

    private UUID shown(String token, UUID picture) {
        if (!queries.shows(queries.ofVisitor(VisitorDesk.hash(token)).id(), picture)) {
            throw ChatStore.missing();
        }
        return picture;
    }

    private VisitorView view(String token, int since) {
        var chat = queries.ofVisitor(VisitorDesk.hash(token));
        return new VisitorView(chat.status(), chat.visitorName(), chat.agentName(), chat.ahead(), chat.lastSeq(), chat.rating(), chat.caseNumber(), chat.trackingToken(),
                queries.messages(chat.id(), since, false));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
