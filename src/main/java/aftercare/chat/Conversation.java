package aftercare.chat;

import aftercare.kernel.Subject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation as its acts need it. */
record Conversation(UUID id, UUID siteId, UUID branchId, ChatStatus status, String visitorName, String phone, String email, String about,
                    @Nullable UUID deviceId, @Nullable UUID customerId, @Nullable UUID agentId, @Nullable UUID caseId, String language, String address,
                    Instant startedAt, Instant waitingSince, @Nullable Instant unansweredSince, Instant lastAt, int lastSeq, @Nullable Integer rating) {

    static final String SUBJECT = "chat";

    Subject subject() {
        return new Subject(SUBJECT, id);
    }
}
