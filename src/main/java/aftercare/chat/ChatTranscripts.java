package aftercare.chat;

import aftercare.cases.CaseId;
import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.timeline.Actor;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import java.util.UUID;

/** Once a conversation is over and has a case, the case has its words as a file, and its pictures. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ChatTranscripts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmm");

    private final ChatStore chats;
    private final ChatQueries queries;
    private final DocumentDesk documents;
    private final JdbcClient jdbc;

    ChatTranscripts(ChatStore chats, ChatQueries queries, DocumentDesk documents, JdbcClient jdbc) {
        this.chats = chats;
        this.queries = queries;
        this.documents = documents;
        this.jdbc = jdbc;
    }

    void attach(UUID id) {
        var chat = chats.lock(id);
        if (chat.caseId() == null || !chat.status().isOver()) {
            return;
        }
        handOver(chat, new CaseId(chat.caseId()));
        var zone = ZoneId.of(jdbc.sql("select zone from identity.branch where id = :id").param("id", chat.branchId()).query(String.class).single());
        documents.store(new CaseId(chat.caseId()).subject(), "chat", "聊天记录 %s.txt".formatted(DAY.format(chat.startedAt().atZone(zone))),
                Transcript.of(chat, queries.messages(id, 0, false), zone).getBytes(StandardCharsets.UTF_8), Document.Visibility.INTERNAL, Actor.SYSTEM);
    }

    /** The pictures belong to the case from now on; the conversation goes on showing them. */
    void handOver(Conversation chat, CaseId to) {
        chats.pictures(chat.id()).stream().filter(picture -> documents.get(picture).owner().equals(chat.subject()))
                .forEach(picture -> documents.handOver(picture, to.subject(), "photo"));
    }
}
