package aftercare.chat;

import aftercare.customers.Caller;
import aftercare.customers.CustomerDesk;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Our side over HTTP. An act answers with the conversation as it is afterwards. */
@RestController
@RequestMapping("/api/chats")
class ChatController {

    record SayBody(@NotNull UUID id, @NotBlank @Size(max = 2000) String text) {}

    record ReadBody(@NotNull Integer seq) {}

    /** @param to null: back to the queue */
    record HandOnBody(@Nullable UUID to, @Nullable @Size(max = 1000) String note) {}

    /** @param id of the case's report, made by the client: sent twice, opened once */
    record CaseBody(@NotNull UUID id, @NotBlank @Size(max = 60) String kind, @Nullable @Min(1) @Max(4) Integer severity, @NotBlank @Size(max = 200) String subject,
                    @Nullable @Size(max = 10000) String description, @Nullable UUID customer, @Nullable UUID device) {}

    record LinkBody(@NotBlank @Size(max = 60) String number) {}

    record ChatView(ChatQueries.ChatRow chat, List<ChatAct> acts, List<ChatQueries.MessageView> messages) {}

    /** Whom it may be, by phone and e-mail; whoever has signed in is known. */
    record Known(UUID customerId, String customerNumber, String customerName, String tier, String name, String title) {}

    private final ChatDesk desk;
    private final ChatQueries queries;
    private final CustomerDesk customers;

    ChatController(ChatDesk desk, ChatQueries queries, CustomerDesk customers) {
        this.desk = desk;
        this.queries = queries;
        this.customers = customers;
    }

    /** Who waits, whom I speak with, and what colleagues are at. */
    @Requires(Permission.CHAT_ANSWER)
    @GetMapping("/board")
    ChatQueries.Board board(Scope scope) {
        return queries.board(scope.reach(Permission.CHAT_ANSWER), scope.user());
    }

    @Requires(Permission.CHAT_ANSWER)
    @GetMapping("/counts")
    ChatQueries.Counts counts(Scope scope) {
        return queries.counts(scope.reach(Permission.CHAT_ANSWER), scope.user());
    }

    /** Conversations that are over. */
    @Requires(Permission.CHAT_ANSWER)
    @GetMapping
    ChatQueries.ChatPage over(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                              @RequestParam(required = false) @Nullable OffsetDateTime afterAt, @RequestParam(required = false) @Nullable UUID afterId) {
        return queries.over(scope.reach(Permission.CHAT_ANSWER), words, branch, afterAt == null || afterId == null ? null : new ChatQueries.Next(afterAt.toInstant(), afterId));
    }

    @Requires(Permission.CHAT_ANSWER)
    @GetMapping("/{id}")
    ChatView chat(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "0") int since) {
        return view(id, since, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @GetMapping("/{id}/known")
    List<Known> known(Scope scope, @PathVariable UUID id) {
        var chat = queries.row(scope.reach(Permission.CHAT_ANSWER), id);
        return Stream.concat(chat.phone().isBlank() ? Stream.of() : customers.byPhone(chat.phone(), scope).stream(),
                        chat.email().isBlank() ? Stream.of() : customers.byEmail(chat.email(), scope).stream())
                .map(ChatController::known).distinct().limit(10).toList();
    }

    private static Known known(Caller caller) {
        return new Known(caller.customer().value(), caller.customerNumber(), caller.customerName(), caller.tier().name(), caller.name(), caller.title());
    }

    @Requires(Permission.CHAT_ANSWER)
    @GetMapping("/{id}/colleagues")
    List<ChatDesk.Colleague> colleagues(Scope scope, @PathVariable UUID id) {
        return desk.colleagues(id, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/take")
    ChatView take(Scope scope, @PathVariable UUID id) {
        desk.take(id, scope);
        return view(id, 0, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/messages")
    ChatView say(Scope scope, @PathVariable UUID id, @RequestParam(defaultValue = "0") int since, @Valid @RequestBody SayBody body) {
        desk.say(id, body.id(), body.text(), scope);
        return view(id, since, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/pictures")
    ChatView show(Scope scope, @PathVariable UUID id, @RequestParam UUID message, @RequestParam(defaultValue = "0") int since, @RequestParam MultipartFile file) throws IOException {
        try (var content = file.getInputStream()) {
            desk.show(id, message, Objects.requireNonNullElse(file.getOriginalFilename(), ""), content, file.getSize(), scope);
        }
        return view(id, since, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReadBody body) {
        desk.read(id, body.seq(), scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/typing")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void typing(Scope scope, @PathVariable UUID id) {
        desk.typing(id, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/hand-on")
    ChatView handOn(Scope scope, @PathVariable UUID id, @Valid @RequestBody HandOnBody body) {
        desk.handOn(id, body.to(), body.note() == null ? "" : body.note(), scope);
        return view(id, 0, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/case")
    ChatView open(Scope scope, @PathVariable UUID id, @Valid @RequestBody CaseBody body, HttpServletRequest request) {
        desk.open(id, new ChatDesk.NewCase(body.id(), body.kind(), body.severity(), body.subject().strip(), body.description() == null ? "" : body.description(),
                body.customer(), body.device()), scope, ServletUriComponentsBuilder.fromContextPath(request).build().toUriString());
        return view(id, 0, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/link")
    ChatView link(Scope scope, @PathVariable UUID id, @Valid @RequestBody LinkBody body) {
        desk.link(id, body.number(), scope);
        return view(id, 0, scope);
    }

    @Requires(Permission.CHAT_ANSWER)
    @PostMapping("/{id}/end")
    ChatView end(Scope scope, @PathVariable UUID id) {
        desk.end(id, scope);
        return view(id, 0, scope);
    }

    private ChatView view(UUID id, int since, Scope scope) {
        var row = queries.row(scope.reach(Permission.CHAT_ANSWER), id);
        var mine = scope.user().equals(row.agentId());
        return new ChatView(row, row.status() == ChatStatus.WAITING ? List.of(ChatAct.TAKE) : mine ? row.status().acts() : List.of(), queries.messages(id, since, true));
    }
}
