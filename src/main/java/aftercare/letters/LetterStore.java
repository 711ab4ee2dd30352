package aftercare.letters;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Loads and saves one letter. */
@Component
class LetterStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LetterStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(Letter letter, @Nullable UUID by, Instant now) {
        jdbc.sql("""
                insert into letters.letter (id, number, title, customer_id, branch_id, contract_id, project_id, tender, level, status, draft, created_by, created_at, saved_at)
                values (:id, :number, :title, :customer, :branch, :contract, :project, :tender, :level, :status, cast(:draft as jsonb), :by, :now, :now)
                """)
                .param("id", letter.id()).param("number", letter.number()).param("title", letter.title()).param("customer", letter.customer()).param("branch", letter.branch())
                .param("contract", letter.contract()).param("project", letter.project()).param("tender", letter.tender()).param("level", letter.level())
                .param("status", letter.status().name()).param("draft", json.writeValueAsString(letter.draft())).param("by", by).param("now", now.atOffset(UTC)).update();
        addRevision(letter, by, now);
    }

    void save(Letter letter) {
        var saved = jdbc.sql("""
                update letters.letter set title = :title, contract_id = :contract, tender = :tender, level = :level, status = :status, draft = cast(:draft as jsonb),
                       revision = :revision, version = version + 1
                 where id = :id and version = :version
                """)
                .param("title", letter.title()).param("contract", letter.contract()).param("tender", letter.tender()).param("level", letter.level())
                .param("status", letter.status().name()).param("draft", json.writeValueAsString(letter.draft())).param("revision", letter.revision())
                .param("id", letter.id()).param("version", letter.version()).update();
        if (saved == 0) {
            throw new OptimisticLockingFailureException("letter %s changed meanwhile".formatted(letter.number()));
        }
    }

    void addRevision(Letter letter, @Nullable UUID by, Instant now) {
        jdbc.sql("insert into letters.revision (letter_id, revision, title, draft, saved_by, saved_at) values (:id, :revision, :title, cast(:draft as jsonb), :by, :now)")
                .param("id", letter.id()).param("revision", letter.revision()).param("title", letter.title()).param("draft", json.writeValueAsString(letter.draft()))
                .param("by", by).param("now", now.atOffset(UTC)).update();
        jdbc.sql("update letters.letter set saved_at = :now where id = :id").param("now", now.atOffset(UTC)).param("id", letter.id()).update();
    }

    void issued(Letter letter, LetterFacts.Facts facts, int unwatched, UUID by, Instant now) {
        jdbc.sql("update letters.letter set facts = cast(:facts as jsonb), unwatched = :unwatched, issued_by = :by, issued_at = :now where id = :id")
                .param("facts", json.writeValueAsString(facts)).param("unwatched", unwatched).param("by", by).param("now", now.atOffset(UTC)).param("id", letter.id()).update();
    }

    /** As it went out; empty while it has not. */
    Optional<LetterFacts.Facts> facts(UUID id) {
        return jdbc.sql("select facts::text from letters.letter where id = :id and facts is not null and status <> 'DRAFT'").param("id", id).query(String.class).optional()
                .map(text -> json.readValue(text, LetterFacts.Facts.class));
    }

    void accepted(Letter letter, Instant now) {
        jdbc.sql("update letters.letter set status = 'ACCEPTED', accepted_at = :now, version = version + 1 where id = :id").param("now", now.atOffset(UTC))
                .param("id", letter.id()).update();
    }

    Optional<Letter> find(UUID id) {
        return letters("l.id = :id", id).stream().findFirst();
    }

    /** The newest first. */
    List<Letter> ofContract(UUID contract) {
        return letters("l.contract_id = :id", contract);
    }

    Optional<Draft> revision(UUID letter, int revision) {
        return jdbc.sql("select draft::text from letters.revision where letter_id = :id and revision = :revision").param("id", letter).param("revision", revision)
                .query(String.class).optional().map(text -> json.readValue(text, Draft.class));
    }

    private List<Letter> letters(String which, UUID id) {
        return jdbc.sql("select l.*, l.draft::text as draft_text from letters.letter l where " + which + " order by l.created_at desc, l.id desc").param("id", id)
                .query((row, _) -> new Letter(row.getObject("id", UUID.class), row.getString("number"), row.getString("title"), row.getObject("customer_id", UUID.class),
                        row.getObject("branch_id", UUID.class), row.getObject("contract_id", UUID.class), row.getObject("project_id", UUID.class), row.getString("tender"),
                        row.getString("level"), LetterStatus.valueOf(row.getString("status")), json.readValue(row.getString("draft_text"), Draft.class), row.getInt("revision"),
                        row.getInt("version"))).list();
    }
}
