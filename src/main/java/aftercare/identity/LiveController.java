package aftercare.identity;

import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.SignedIn;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream of changes an open screen listens to. It says that something changed, never what. */
@RestController
class LiveController {

    private static final long HALF_AN_HOUR = 30 * 60 * 1000L;
    private static final long FURTHEST = 24 * 60 * 60 * 1000L;

    /** Whatever may have changed. */
    private static final String ANYTHING = "*";

    record Change(String topic, @Nullable UUID id) {}

    private final LiveUpdates updates;

    LiveController(LiveUpdates updates) {
        this.updates = updates;
    }

    /** @param behind so many milliseconds ago the page began to read: what changed since then is told first */
    @SignedIn
    @GetMapping(path = "/api/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(Scope scope, @RequestParam(defaultValue = "0") long behind) throws IOException {
        var stream = new SseEmitter(HALF_AN_HOUR);
        var listening = updates.listen(update -> mayHear(scope, update), update -> send(stream, new Change(update.topic(), update.id())), stream::complete,
                Duration.ofMillis(Math.max(0, Math.min(behind, FURTHEST))), () -> send(stream, new Change(ANYTHING, null)));
        Runnable stop = () -> {
            try {
                listening.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
        stream.onCompletion(stop);
        stream.onTimeout(stream::complete);
        stream.onError(_ -> stop.run());
        stream.send(SseEmitter.event().comment("open"));
        return stream;
    }

    private static void send(SseEmitter stream, Change change) {
        try {
            stream.send(SseEmitter.event().data(change, MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            stream.complete();
        }
    }

    static boolean mayHear(Scope scope, Live update) {
        if (update.users().contains(scope.user())) {
            return true;
        }
        if (scope.customer() != null) {
            return scope.customer().equals(update.customer());
        }
        return update.branch() != null && scope.grants().stream()
                .anyMatch(grant -> grant.branch() == null || grant.branch().equals(update.branch()));
    }
}
