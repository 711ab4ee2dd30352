package aftercare.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange tells of a call.
 *
 * @param call      its own id of the call, the same for every word about it
 * @param number    whoever calls, or is called
 * @param line      the number that was dialled
 * @param extension whose telephone rings or was taken up
 * @param at        when it happened; null: now
 * @param recording address of the recording
 */
record CentreWord(String call, Event event, CallDirection direction, String number, String line, String extension, @Nullable Instant at, String recording) {

    enum Event {
        RINGING, ANSWERED,
        /** Put down, whether or not it was taken up before. */
        ENDED
    }
}
