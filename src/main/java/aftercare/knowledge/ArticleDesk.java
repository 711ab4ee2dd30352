package aftercare.knowledge;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Articles are written, published, taken back and judged. */
@Service
@Transactional
class ArticleDesk {

    /** @param product the model it is about; null: about many */
    record Draft(String title, String body, Audience audience, @Nullable UUID product) {}

    record Made(UUID id, String number) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ArticleDesk(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Made add(Draft draft, Scope scope) {
        var id = Ids.next();
        var html = checked(draft);
        var number = jdbc.sql("""
                insert into knowledge.article (id, number, title, body, plain, audience, product_id, made_by, changed_at)
                values (:id, 'KB-' || lpad(nextval('knowledge.article_number')::text, 4, '0'), :title, :body, :plain, :audience, :product, :by, :now)
                returning number
                """).param("id", id).param("title", title(draft)).param("body", html.html()).param("plain", html.plain()).param("audience", draft.audience().name())
                .param("product", draft.product()).param("by", scope.user()).param("now", now()).query(String.class).single();
        return new Made(id, number);
    }

    /** An article that is out is published anew with it: readers never see what nobody published. */
    void change(UUID id, Draft draft, int version, Scope scope) {
        var state = state(id);
        var html = checked(draft);
        if (jdbc.sql("""
                update knowledge.article set title = :title, body = :body, plain = :plain, audience = :audience, product_id = :product, changed_at = :now, version = version + 1
                 where id = :id and version = :version
                """).param("id", id).param("version", version).param("title", title(draft)).param("body", html.html()).param("plain", html.plain())
                .param("audience", draft.audience().name()).param("product", draft.product()).param("now", now()).update() == 0) {
            throw new OptimisticLockingFailureException("article %s changed meanwhile".formatted(id));
        }
        if (state == ArticleState.PUBLISHED) {
            out(id, scope);
        }
    }

    void publish(UUID id, Scope scope) {
        if (state(id) != ArticleState.PUBLISHED) {
            out(id, scope);
        }
    }

    /** Nobody but those who write articles sees it any more. */
    void withdraw(UUID id) {
        if (state(id) == ArticleState.DRAFT) {
            throw new Refusal.Broken("knowledge.not-published", "only what is published can be withdrawn", Map.of());
        }
        jdbc.sql("update knowledge.article set state = 'WITHDRAWN', changed_at = :now, version = version + 1 where id = :id and state = 'PUBLISHED'")
                .param("id", id).param("now", now()).update();
    }

    /** Everybody counts once, with the word said last. */
    void judge(UUID id, boolean useful, Scope scope) {
        if (state(id) != ArticleState.PUBLISHED) {
            throw missing();
        }
        jdbc.sql("""
                insert into knowledge.opinion (article_id, user_id, useful, given_at) values (:id, :user, :useful, :now)
                on conflict (article_id, user_id) do update set useful = excluded.useful, given_at = excluded.given_at
                """).param("id", id).param("user", scope.user()).param("useful", useful).param("now", now()).update();
        jdbc.sql("""
                update knowledge.article a set useful = o.useful, useless = o.useless
                  from (select count(*) filter (where useful) as useful, count(*) filter (where not useful) as useless from knowledge.opinion where article_id = :id) o
                 where a.id = :id
                """).param("id", id).update();
    }

    private void out(UUID id, Scope scope) {
        jdbc.sql("""
                with shown as (update knowledge.article set state = 'PUBLISHED', published_at = :now, changed_at = :now, shown_version = shown_version + 1, version = version + 1
                                where id = :id returning id, shown_version, title, body)
                insert into knowledge.article_version (article_id, number, title, body, published_by, published_at)
                select id, shown_version, title, body, :by, :now from shown
                """).param("id", id).param("by", scope.user()).param("now", now()).update();
    }

    private ArticleState state(UUID id) {
        return jdbc.sql("select state from knowledge.article where id = :id for no key update").param("id", id).query(ArticleState.class).optional()
                .orElseThrow(ArticleDesk::missing);
    }

    private ArticleHtml checked(Draft draft) {
        if (draft.product() != null && !jdbc.sql("select exists (select from assets.product where id = :id)").param("id", draft.product()).query(Boolean.class).single()) {
            throw new Refusal.Broken("knowledge.no-such-product", "there is no such model", Map.of());
        }
        var html = ArticleHtml.of(draft.body());
        if (html.plain().isBlank() || title(draft).isEmpty()) {
            throw new Refusal.Broken("knowledge.empty", "an article has a title and some words", Map.of());
        }
        if (html.html().length() > 200_000) {
            throw new Refusal.Broken("knowledge.too-long", "an article has 200,000 letters at most", Map.of());
        }
        return html;
    }

    private static String title(Draft draft) {
        return draft.title().replace("\0", "").strip();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(UTC);
    }

    static Refusal missing() {
        return new Refusal.Missing("knowledge.no-such-article", "there is no such article", Map.of());
    }
}
