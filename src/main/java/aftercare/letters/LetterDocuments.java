package aftercare.letters;

import aftercare.documents.DocumentAccess;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Letters as they went out, for whoever may read them. They come with the letter and no other way. */
@Component
class LetterDocuments implements DocumentAccess {

    private final JdbcClient jdbc;

    LetterDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String ownerKind() {
        return Letter.SUBJECT;
    }

    @Override
    public boolean mayRead(Scope scope, UUID ownerId) {
        return jdbc.sql("""
                select exists (select from letters.letter l
                 where l.id = :id and (:everywhere or l.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or l.customer_id = :customer))
                """).param("id", ownerId).params(scope.reach(Permission.LETTERS_READ).params()).query(Boolean.class).single();
    }

    @Override
    public boolean mayAttach(Scope scope, UUID ownerId) {
        return false;
    }
}
