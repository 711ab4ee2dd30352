package aftercare.chat;

import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The open windows of visitors: they hear that there is something new, and that somebody is writing. */
@Component
class ChatStreams {

    private static final int MOST = 3000;
    private static final long QUARTER_OF_AN_HOUR = 15 * 60 * 1000L;

    record Heard(String what) {}

    private final LiveUpdates updates;
    private final AtomicInteger open = new AtomicInteger();

    ChatStreams(LiveUpdates updates) {
        this.updates = updates;
    }

    SseEmitter open(UUID chat, UUID branch, boolean waits) throws IOException {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new Refusal.TooMany("chat.streams-full", "too many windows are open; this one asks again by itself", 60);
        }
        var stream = new SseEmitter(QUARTER_OF_AN_HOUR);
        var listening = updates.listen(update -> concerns(update, chat, branch, waits), update -> {
            try {
                stream.send(SseEmitter.event().data(new Heard(update.topic().equals(ChatDesk.ANSWERING) ? "typing" : "news"), MediaType.APPLICATION_JSON));
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

    /** Whoever waits hears of the whole queue too: the place in it moves. */
    private static boolean concerns(Live update, UUID chat, UUID branch, boolean waits) {
        return update.topic().equals(ChatDesk.ANSWERING) && chat.equals(update.id())
                || update.topic().equals(ChatStore.TOPIC) && (chat.equals(update.id()) || waits && branch.equals(update.branch()));
    }

    private static void close(AutoCloseable listening) {
        try {
            listening.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
