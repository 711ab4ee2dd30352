package aftercare.chat;

import aftercare.cases.Channel;
import aftercare.intake.Reception;
import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What was said to nobody becomes a report that waits for somebody. */
@Component
class ChatReports {

    private final Reception reception;
    private final ChatQueries queries;
    private final JsonMapper json;

    ChatReports(Reception reception, ChatQueries queries, JsonMapper json) {
        this.reception = reception;
        this.queries = queries;
        this.json = json;
    }

    /** @param why {@code chat.unanswered}, {@code chat.visitor-left} … */
    void keep(Conversation chat, String why, Instant now) {
        keep(chat.id(), chat.branchId(), chat.visitorName(), chat.phone(), chat.email(), Transcript.said(chat, queries.messages(chat.id(), 0, false)), chat.address(), chat.deviceId(), why, now);
    }

    void keep(UUID id, UUID branch, String name, String phone, String email, String text, String address, @Nullable UUID device, String why, Instant now) {
        var report = new HashMap<String, Object>();
        report.put("description", text);
        report.put("contactName", name);
        report.put("contactPhone", phone);
        report.put("contactEmail", email);
        if (device != null) {
            report.put("device", device);
        }
        reception.keep(id, Channel.CHAT, now, address, branch, json.writeValueAsBytes(report), why);
    }
}
