package aftercare.mail;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Words by which a branch knows what is not for it. They count for all its mailboxes. */
@RestController
class SpamRules {

    record Rule(UUID id, UUID branchId, String branchName, SpamPart part, String words, @Nullable String madeBy, Instant madeAt) {}

    record NewRule(@NotNull UUID branch, @NotNull SpamPart part, @NotNull @Size(max = 100) String words) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    SpamRules(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Requires(Permission.MAIL_READ)
    @GetMapping("/api/spam-rules")
    List<Rule> rules(Scope scope) {
        return jdbc.sql("""
                select r.id, r.branch_id, b.name as branch_name, r.part, r.words, u.name as made_by, r.made_at
                  from mail.spam_rule r join identity.branch b on b.id = r.branch_id left join identity.app_user u on u.id = r.made_by
                 where (:everywhere or r.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                 order by b.name, r.part, r.words limit 1000
                """).params(scope.reach(Permission.MAIL_READ).params()).query(Rule.class).list();
    }

    @Requires(Permission.MAIL_ANSWER)
    @PostMapping("/api/spam-rules")
    @ResponseStatus(HttpStatus.CREATED)
    void add(Scope scope, @Valid @RequestBody NewRule rule) {
        add(rule.branch(), rule.part(), rule.words(), scope);
    }

    @Requires(Permission.MAIL_ANSWER)
    @DeleteMapping("/api/spam-rules/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Scope scope, @PathVariable UUID id) {
        var gone = jdbc.sql("""
                delete from mail.spam_rule
                 where id = :id and (:everywhere or branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """).params(scope.reach(Permission.MAIL_ANSWER).params()).param("id", id).update();
        if (gone == 0) {
            throw new Refusal.Missing("mail.no-such-rule", "there is no rule %s".formatted(id), Map.of());
        }
    }

    void add(UUID branch, SpamPart part, String words, Scope scope) {
        scope.require(Permission.MAIL_ANSWER, branch, null, null);
        var said = words.strip().toLowerCase();
        if (said.codePointCount(0, said.length()) < 2 || said.length() > 100) {
            throw new Refusal.Broken("mail.rule-short", "a rule has 2 to 100 characters; with fewer it would catch everything", Map.of());
        }
        jdbc.sql("""
                insert into mail.spam_rule (id, branch_id, part, words, made_by, made_at) values (:id, :branch, :part, :words, :by, :now)
                on conflict (branch_id, part, words) do nothing
                """)
                .param("id", Ids.next()).param("branch", branch).param("part", part.name()).param("words", said).param("by", scope.user())
                .param("now", clock.instant().atOffset(UTC)).update();
    }
}
