package aftercare.portal;

import aftercare.cases.CaseId;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Open tracking pages hear that their case changed, never what. */
@Component
class TrackStreams {

    /** Something the customer sees has changed, besides what the case itself tells. */
    static final String TOPIC = "track";

    private static final int MOST = 3000;
    private static final long QUARTER_OF_AN_HOUR = 15 * 60 * 1000L;

    record Changed(String topic) {}

    private final LiveUpdates updates;
    private final AtomicInteger open = new AtomicInteger();

    TrackStreams(LiveUpdates updates) {
        this.updates = updates;
    }

    static boolean concerns(Live update, CaseId id) {
        return (update.topic().equals(TOPIC) || update.topic().equals("cases")) && id.value().equals(update.id());
    }

    SseEmitter open(CaseId id) throws IOException {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new Refusal.TooMany("portal.streams-full", "too many pages are open; this one asks again by itself", 60);
        }
        var stream = new SseEmitter(QUARTER_OF_AN_HOUR);
        var listening = updates.listen(update -> concerns(update, id), _ -> {
            try {
                stream.send(SseEmitter.event().data(new Changed(TOPIC), MediaType.APPLICATION_JSON));
            } catch (IOException | IllegalStateException gone) {
                stream.complete();
            }
        }, stream::complete);
        stream.onCompletion(() -> {
            open.decrementAndGet();
            close(listening);
        });
        stream.onTimeout(stream::complete);
        stream.onError(_ -> close(listening));
        stream.send(SseEmitter.event().comment("open"));
        return stream;
    }

    private static void close(AutoCloseable listening) {
        try {
            listening.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
