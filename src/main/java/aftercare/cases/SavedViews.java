package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Filters of the work list that somebody keeps under a name. Each sees only their own. */
@RestController
@RequestMapping("/api/cases/views")
class SavedViews {

    private static final int MOST = 30;
    private static final TypeReference<Map<String, List<String>>> FILTER = new TypeReference<>() {};

    /** {@code filter}: the names and values of the work list's address. */
    record View(UUID id, String name, Map<String, List<String>> filter) {}

    record Keep(@NotBlank @Size(max = 60) String name, @NotNull @Size(max = 20) Map<@Size(max = 40) String, @Size(max = 20) List<@Size(max = 200) String>> filter) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SavedViews(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Requires(Permission.CASES_READ)
    @GetMapping
    List<View> all(Scope scope) {
        return jdbc.sql("select id, name, filter from cases.saved_view where user_id = :user order by position, name")
                .param("user", scope.user())
                .query((row, _) -> new View(row.getObject("id", UUID.class), row.getString("name"), json.readValue(row.getString("filter"), FILTER)))
                .list();
    }

    @Requires(Permission.CASES_READ)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View keep(Scope scope, @Valid @RequestBody Keep body) {
        var kept = new View(Ids.next(), body.name().strip(), body.filter());
        try {
            var added = jdbc.sql("""
                    insert into cases.saved_view (id, user_id, name, filter, position)
                    select :id, :user, :name, cast(:filter as jsonb), count(*) from cases.saved_view where user_id = :user
                    having count(*) < :most
                    """)
                    .param("id", kept.id()).param("user", scope.user()).param("name", kept.name())
                    .param("filter", json.writeValueAsString(kept.filter())).param("most", MOST).update();
            if (added == 0) {
                throw new Refusal.Conflict("cases.views-full", "you have %d views already; delete one first".formatted(MOST), Map.of("most", MOST));
            }
        } catch (DuplicateKeyException taken) {
            throw nameTaken(kept.name());
        }
        return kept;
    }

    @Requires(Permission.CASES_READ)
    @PutMapping("/{id}")
    View change(Scope scope, @PathVariable UUID id, @Valid @RequestBody Keep body) {
        try {
            if (jdbc.sql("update cases.saved_view set name = :name, filter = cast(:filter as jsonb) where id = :id and user_id = :user")
                    .param("id", id).param("user", scope.user()).param("name", body.name().strip())
                    .param("filter", json.writeValueAsString(body.filter())).update() == 0) {
                throw missing();
            }
        } catch (DuplicateKeyException taken) {
            throw nameTaken(body.name());
        }
        return new View(id, body.name().strip(), body.filter());
    }

    @Requires(Permission.CASES_READ)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(Scope scope, @PathVariable UUID id) {
        if (jdbc.sql("delete from cases.saved_view where id = :id and user_id = :user").param("id", id).param("user", scope.user()).update() == 0) {
            throw missing();
        }
    }

    private static Refusal.Conflict nameTaken(String name) {
        return new Refusal.Conflict("cases.view-name-taken", "you have a view called %s already".formatted(name), Map.of("name", name));
    }

    private static Refusal.Missing missing() {
        return new Refusal.Missing("cases.no-such-view", "there is no such view", Map.of());
    }
}
