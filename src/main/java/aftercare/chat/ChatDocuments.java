package aftercare.chat;

import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pictures of a conversation are seen by whoever may answer it; they are added by speaking, not otherwise. */
@Component
class ChatDocuments implements DocumentAccess {

    private final JdbcClient jdbc;

    ChatDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String ownerKind() {
        return Conversation.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return jdbc.sql("select branch_id from chat.conversation where id = :id").param("id", ownerId).query(UUID.class).optional()
                .filter(branch -> scope.reach(Permission.CHAT_ANSWER).covers(branch, null, null)).isPresent();
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return false;
    }
}
