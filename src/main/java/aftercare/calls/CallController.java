package aftercare.calls;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.OpenToAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Calls, for the desk and for telephone exchanges. */
@RestController
class CallController {

    private static final String NUMBER = "[^\\p{Cntrl}]*";

    /**
     * A word of an exchange about one call.
     *
     * @param call      the exchange's own id of the call
     * @param direction IN when missing
     * @param from      who calls; {@code to}: the number that was dialled
     * @param at        when it happened; now when missing
     */
    record CallWord(@NotBlank @Size(max = 100) String call, @NotNull CentreWord.Event event, @Nullable CallDirection direction,
                    @Nullable @Size(max = 50) @Pattern(regexp = NUMBER) String from, @Nullable @Size(max = 50) @Pattern(regexp = NUMBER) String to,
                    @Nullable @Size(max = 60) String extension, @Nullable Instant at, @Nullable @Size(max = 1000) String recording) {

        CentreWord read() {
            var way = direction == null ? CallDirection.IN : direction;
            var theirs = way == CallDirection.IN ? from : to;
            var ours = way == CallDirection.IN ? to : from;
            return new CentreWord(call, event, way, text(theirs), text(ours), text(extension), at, text(recording));
        }
    }

    record Heard(UUID id) {}

    record NoteBody(@NotNull @Size(max = 2000) String note) {}

    record WrittenCall(@NotNull UUID branch, @NotBlank @Size(max = 50) @Pattern(regexp = NUMBER) String number, @NotNull @Size(max = 100) String name,
                       @Nullable UUID customer, @NotBlank @Size(max = 2000) String note) {}

    record CentreBody(@NotBlank @Size(max = 60) String name, @NotNull UUID branch) {}

    record ExtensionBody(@NotBlank @Size(max = 60) String extension, @NotNull UUID user) {}

    record CentreChange(@NotBlank @Size(max = 60) String name, @NotNull Boolean active, @NotNull @Size(max = 500) List<@Valid ExtensionBody> extensions) {}

    private final CallDesk desk;
    private final CallQueries queries;
    private final CallCentres centres;

    CallController(CallDesk desk, CallQueries queries, CallCentres centres) {
        this.desk = desk;
        this.queries = queries;
        this.centres = centres;
    }

    /** Where a telephone exchange tells of calls. The token in the address is the key. */
    @OpenToAll
    @PostMapping("/api/public/calls/{token}")
    Heard heard(@PathVariable String token, @Valid @RequestBody CallWord body) {
        return new Heard(desk.heard(token, body.read()));
    }

    @Requires(Permission.CALLS_READ)
    @GetMapping("/api/calls")
    CallQueries.Page list(Scope scope, @RequestParam(defaultValue = "ALL") CallQueries.Box box, @RequestParam(required = false) @Nullable @Size(max = 50) String number,
                          @RequestParam(required = false) @Nullable UUID after) {
        return queries.list(box, number, after, scope);
    }

    /** What rings for whoever asks. */
    @Requires(Permission.CALLS_ANSWER)
    @GetMapping("/api/calls/mine")
    List<CallQueries.Row> mine(Scope scope) {
        return queries.mine(scope);
    }

    @Requires(Permission.CALLS_READ)
    @GetMapping("/api/calls/{id}")
    CallQueries.Row call(Scope scope, @PathVariable UUID id) {
        return queries.call(id, scope);
    }

    /** A call that no exchange told of and that became no case. */
    @Requires(Permission.CALLS_ANSWER)
    @PostMapping("/api/calls")
    @ResponseStatus(HttpStatus.CREATED)
    Heard write(Scope scope, @Valid @RequestBody WrittenCall body) {
        return new Heard(desk.write(body.branch(), body.number(), body.name(), body.customer(), body.note(), scope));
    }

    @Requires(Permission.CALLS_ANSWER)
    @PutMapping("/api/calls/{id}/note")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void note(Scope scope, @PathVariable UUID id, @Valid @RequestBody NoteBody body) {
        desk.note(id, body.note(), scope);
    }

    @Requires(Permission.CALLS_ANSWER)
    @PostMapping("/api/calls/{id}/rung-back")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rungBack(Scope scope, @PathVariable UUID id, @Valid @RequestBody NoteBody body) {
        desk.rungBack(id, body.note(), scope);
    }

    @Requires(Permission.CALLS_EDIT_CENTRES)
    @GetMapping("/api/call-centres")
    List<CallCentres.Row> centres(Scope scope) {
        return centres.list(scope);
    }

    @Requires(Permission.CALLS_EDIT_CENTRES)
    @PostMapping("/api/call-centres")
    @ResponseStatus(HttpStatus.CREATED)
    CallCentres.Made add(Scope scope, @Valid @RequestBody CentreBody body) {
        return centres.add(body.name(), body.branch(), scope);
    }

    @Requires(Permission.CALLS_EDIT_CENTRES)
    @PutMapping("/api/call-centres/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(Scope scope, @PathVariable UUID id, @Valid @RequestBody CentreChange body) {
        centres.change(id, body.name(), body.active(), body.extensions().stream().map(one -> new CallCentres.Wanted(one.extension(), one.user())).toList(), scope);
    }

    /** A new address; the old one stops working. */
    @Requires(Permission.CALLS_EDIT_CENTRES)
    @PostMapping("/api/call-centres/{id}/renew")
    CallCentres.Made renew(Scope scope, @PathVariable UUID id) {
        return centres.renew(id, scope);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
