package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Reach;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** What customers are answered again and again. {@code {name}} and {@code {number}} in a text are filled in where it is put in. */
@RestController
@RequestMapping("/api/ready-answers")
class ReadyAnswerController {

    record ReadyAnswer(UUID id, UUID branchId, String branchName, String title, String text, List<AnswerWay> usedIn) {}

    record ReadyAnswerBody(@NotNull UUID branch, @NotBlank @Size(max = 40) String title, @NotBlank @Size(max = 2000) String text,
                           @NotEmpty @Size(max = 10) List<@NotNull AnswerWay> usedIn) {

        String[] ways() {
            return usedIn.stream().distinct().map(AnswerWay::name).toArray(String[]::new);
        }
    }

    private final JdbcClient jdbc;

    ReadyAnswerController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Requires({Permission.MAIL_ANSWER, Permission.CHAT_ANSWER})
    @GetMapping
    List<ReadyAnswer> answers(Scope scope) {
        return jdbc.sql("""
                select a.id, a.branch_id, b.name as branch_name, a.title, a.text, a.used_in from cases.ready_answer a join identity.branch b on b.id = a.branch_id
                 where (:everywhere or a.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by a.title, b.name, a.id limit 500
                """).params(reach(scope).params())
                .query((row, _) -> new ReadyAnswer(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class), row.getString("branch_name"), row.getString("title"),
                        row.getString("text"), Arrays.stream((String[]) row.getArray("used_in").getArray()).map(AnswerWay::valueOf).toList())).list();
    }

    @Requires({Permission.MAIL_ANSWER, Permission.CHAT_ANSWER})
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    List<ReadyAnswer> add(Scope scope, @Valid @RequestBody ReadyAnswerBody body) {
        scope.require(permission(scope), body.branch(), null, null);
        written("insert into cases.ready_answer (id, branch_id, title, text, used_in) values (:id, :branch, :title, :text, :ways)", Ids.next(), body);
        return answers(scope);
    }

    @Requires({Permission.MAIL_ANSWER, Permission.CHAT_ANSWER})
    @PutMapping("/{id}")
    List<ReadyAnswer> change(Scope scope, @PathVariable UUID id, @Valid @RequestBody ReadyAnswerBody body) {
        known(id, scope);
        scope.require(permission(scope), body.branch(), null, null);
        written("update cases.ready_answer set branch_id = :branch, title = :title, text = :text, used_in = :ways where id = :id", id, body);
        return answers(scope);
    }

    @Requires({Permission.MAIL_ANSWER, Permission.CHAT_ANSWER})
    @DeleteMapping("/{id}")
    List<ReadyAnswer> remove(Scope scope, @PathVariable UUID id) {
        known(id, scope);
        jdbc.sql("delete from cases.ready_answer where id = :id").param("id", id).update();
        return answers(scope);
    }

    private void written(String statement, UUID id, ReadyAnswerBody body) {
        jdbc.sql(statement).param("id", id).param("branch", body.branch()).param("title", body.title().strip()).param("text", body.text().strip()).param("ways", body.ways()).update();
    }

    private void known(UUID id, Scope scope) {
        jdbc.sql("select branch_id from cases.ready_answer where id = :id").param("id", id).query(UUID.class).optional()
                .filter(branch -> reach(scope).covers(branch, null, null))
                .orElseThrow(() -> new Refusal.Missing("cases.no-such-answer", "there is no such ready answer", Map.of()));
    }

    private static Permission permission(Scope scope) {
        return scope.may(Permission.MAIL_ANSWER) ? Permission.MAIL_ANSWER : Permission.CHAT_ANSWER;
    }

    private static Reach reach(Scope scope) {
        return scope.reach(permission(scope));
    }
}
