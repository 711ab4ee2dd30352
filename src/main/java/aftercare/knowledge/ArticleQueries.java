package aftercare.knowledge;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of articles. What is not published is seen by those who write. */
@Component
@Transactional(readOnly = true)
class ArticleQueries {

    private static final int SIZE = 50;
    private static final int SUGGESTED = 5;
    private static final int FOR_CUSTOMERS = 20;
    /** So many of those that have something in common are weighed. */
    private static final int WEIGHED = 500;
    /** Share of the pairs of letters asked for that must be there: one wrong letter in a word leaves more. */
    private static final double ALIKE = 0.6;
    /** A fault as somebody puts it, in words the article may not have; so do customers search. */
    private static final double REMINDS = 0.3;
    private static final int SNIPPET = 120;
    private static final int SOUNDING_MOST = 10;

    record Row(UUID id, String number, String title, String snippet, Audience audience, ArticleState state, @Nullable UUID productId, @Nullable String productName,
               String authorName, Instant changedAt, int useful, int useless, int solved) {}

    record Page(List<Row> rows, @Nullable UUID next) {}

    /**
     * @param solved faults it solved before they were reported
     * @param mine   what whoever asks said of it; null: nothing yet
     */
    record Article(UUID id, String number, String title, String body, Audience audience, ArticleState state, @Nullable UUID productId, @Nullable String productName,
                   String authorName, Instant changedAt, @Nullable Instant publishedAt, int shownVersion, int useful, int useless, int solved, int solvedThisMonth, int version,
                   @Nullable Boolean mine, boolean mayEdit) {}

    record Version(int number, String title, String body, String publishedName, Instant publishedAt) {}

    record Suggestion(UUID id, String number, String title, String snippet) {}

    record Help(String number, String title, String snippet) {}

    record HelpArticle(String number, String title, String body, @Nullable String productName, Instant publishedAt) {

        private HelpArticle forCustomers() {
            return new HelpArticle(number, title, ArticlePictures.forCustomers(body, number), productName, publishedAt);
        }
    }

    private static final String COLUMNS = """
            select a.id, a.number, a.title, left(a.plain, 120) as snippet, a.audience, a.state, a.product_id, nullif(concat_ws(' ', p.maker, p.model), '') as product_name,
                   u.name as author_name, a.changed_at, a.useful, a.useless,
                   (select coalesce(sum(s.times), 0) from knowledge.solved s where s.article_id = a.id) as solved
            """;

    private static final String WITH = """
              join identity.app_user u on u.id = a.made_by
              left join assets.product p on p.id = a.product_id
            """;

    private static final String VISIBLE = """
             (:drafts or a.state = 'PUBLISHED') and (cast(:state as text) is null or a.state = :state) and (cast(:audience as text) is null or a.audience = :audience)
            """;

    /**
     * The pairs asked for; articles that have some of them, those that have all first; how many of them each has, those of the title
     * counted double. Before all of them those whose title sounds like it, when nothing is written like it.
     */
    private static final String WEIGHED_BY = """
            with asked as materialized (select array(select distinct g from unnest(platform.grams(:words)) as g) as keys),
                 near as ((select a.id from knowledge.article a where a.grams @> (select keys from asked) and %1$s limit :weighed)
                          union
                          (select a.id from knowledge.article a where a.grams && (select keys from asked) and %1$s limit :weighed)
                          union
                          select unnest(:sounding)),
                 weighed as (
                    select a.id, a.changed_at,
                           round((w.common + w.titled + case when strpos(lower(a.title), :words) > 0 then 2 when strpos(lower(a.plain), :words) > 0 then 1 else 0 end
                                  + case when a.id = any(:sounding) then 10 else 0 end
                                  + case when a.product_id = cast(:product as uuid) then 0.5 else 0 end)::numeric, 4) as score
                      from near join knowledge.article a on a.id = near.id
                     cross join lateral (select count(*) filter (where g = any(a.grams))::float8 / nullif(count(*), 0) as common, count(*) filter (where g = any(t.grams))::float8 / nullif(count(*), 0) as titled
                                           from asked, unnest(asked.keys) as g, (select platform.grams(a.title) as grams) as t) as w
                     where w.common >= :alike or a.id = any(:sounding))
            """.formatted(VISIBLE);

    /** Titles with one of these pairs. Each is looked up by itself ({@code offset 0}): to compare lists of pairs row by row takes half a minute. */
    static final String SOUNDING = """
            with heard as materialized (
                select h.id, h.title, h.changed_at from unnest(cast(:pairs as text[])) as asked(pair)
                 cross join lateral (select a.id, a.title, a.changed_at from knowledge.article a where a.grams @> array[asked.pair] and %s offset 0) as h
                 where strpos(lower(h.title), asked.pair) > 0)
            select id, title from heard order by changed_at desc, id desc limit :weighed
            """.formatted(VISIBLE);

    private static final String AS_TYPED = """
            select exists (select from knowledge.article a where a.grams @> platform.grams(:words) and %s)
            """.formatted(VISIBLE);

    private final JdbcClient jdbc;
    private final Clock clock;

    ArticleQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What fits best first; without words the latest first. */
    Page list(@Nullable String typed, @Nullable ArticleState state, @Nullable Audience audience, @Nullable UUID after, Scope scope) {
        var words = Words.of(typed);
        var searched = words != null && words.codePointCount(0, words.length()) > 1;
        var sql = searched
                ? WEIGHED_BY + COLUMNS + "from weighed w join knowledge.article a on a.id = w.id" + WITH + """
                   where cast(:after as uuid) is null or (w.score, w.changed_at, w.id) < (select x.score, x.changed_at, x.id from weighed x where x.id = :after)
                   order by w.score desc, w.changed_at desc, w.id desc limit :size
                  """
                : COLUMNS + "from knowledge.article a" + WITH + "where" + VISIBLE + """
                   and (cast(:words as text) is null or strpos(lower(a.title), :words) > 0)
                   and (cast(:after as uuid) is null or (a.changed_at, a.id) < (select x.changed_at, x.id from knowledge.article x where x.id = :after))
                   order by a.changed_at desc, a.id desc limit :size
                  """;
        var rows = asked(sql, words, writes(scope), state, audience, null).param("after", after).param("size", SIZE + 1).query(Row.class).list();
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    Article article(UUID id, Scope scope) {
        return jdbc.sql("""
                select a.id, a.number, a.title, a.body, a.audience, a.state, a.product_id, nullif(concat_ws(' ', p.maker, p.model), '') as product_name, u.name as author_name,
                       a.changed_at, a.published_at, a.shown_version, a.useful, a.useless, a.version,
                       (select coalesce(sum(s.times), 0) from knowledge.solved s where s.article_id = a.id) as solved,
                       (select coalesce(sum(s.times), 0) from knowledge.solved s
                         where s.article_id = a.id and s.month = date_trunc('month', cast(:now as timestamptz) at time zone 'Asia/Shanghai')::date) as solved_this_month,
                       (select o.useful from knowledge.opinion o where o.article_id = a.id and o.user_id = :user) as mine, :drafts as may_edit
                  from knowledge.article a
                """ + WITH + "where a.id = :id and (:drafts or a.state = 'PUBLISHED')")
                .param("id", id).param("user", scope.user()).param("drafts", writes(scope)).param("now", clock.instant().atOffset(UTC)).query(Article.class).optional().orElseThrow(ArticleDesk::missing);
    }

    /** The latest first. */
    List<Version> versions(UUID id, Scope scope) {
        article(id, scope);
        return jdbc.sql("""
                select v.number, v.title, v.body, u.name as published_name, v.published_at
                  from knowledge.article_version v join identity.app_user u on u.id = v.published_by where v.article_id = :id order by v.number desc limit :size
                """).param("id", id).param("size", SIZE).query(Version.class).list();
    }

    /** What may help with a fault as somebody puts it, or with this model. */
    List<Suggestion> suggest(@Nullable String typed, @Nullable UUID product) {
        var words = Words.of(typed);
        if (words == null || words.codePointCount(0, words.length()) < 2) {
            return product == null ? List.of() : jdbc.sql("""
                    select a.id, a.number, a.title, left(a.plain, 120) as snippet from knowledge.article a
                     where a.product_id = :product and a.state = 'PUBLISHED' order by a.changed_at desc limit :size
                    """).param("product", product).param("size", SUGGESTED).query(Suggestion.class).list();
        }
        return asked(WEIGHED_BY + """
                select a.id, a.number, a.title, a.plain as snippet from weighed w join knowledge.article a on a.id = w.id
                 order by w.score desc, w.changed_at desc, w.id desc limit :size
                """, words, false, null, null, product).param("alike", REMINDS).param("size", SUGGESTED).query(Suggestion.class).stream()
                .map(one -> new Suggestion(one.id(), one.number(), one.title(), snippet(one.snippet(), words))).toList();
    }

    /** For customers: what fits, or the latest. */
    List<Help> help(@Nullable String typed) {
        var words = Words.of(typed);
        if (words == null || words.codePointCount(0, words.length()) < 2) {
            return jdbc.sql("""
                    select a.number, a.title, left(a.plain, 120) as snippet from knowledge.article a
                     where a.state = 'PUBLISHED' and a.audience = 'PORTAL' order by a.changed_at desc, a.id desc limit :size
                    """).param("size", FOR_CUSTOMERS).query(Help.class).list();
        }
        return asked(WEIGHED_BY + """
                select a.number, a.title, a.plain as snippet from weighed w join knowledge.article a on a.id = w.id
                 order by w.score desc, w.changed_at desc, w.id desc limit :size
                """, words, false, ArticleState.PUBLISHED, Audience.PORTAL, null).param("alike", REMINDS).param("size", FOR_CUSTOMERS).query(Help.class).stream()
                .map(one -> new Help(one.number(), one.title(), snippet(one.snippet(), words))).toList();
    }

    HelpArticle helpArticle(String number) {
        return jdbc.sql("""
                select a.number, a.title, a.body, nullif(concat_ws(' ', p.maker, p.model), '') as product_name, a.published_at
                  from knowledge.article a left join assets.product p on p.id = a.product_id
                 where a.number = upper(:number) and a.state = 'PUBLISHED' and a.audience = 'PORTAL'
                """).param("number", number.replace("\0", "")).query(HelpArticle.class).optional().map(HelpArticle::forCustomers).orElseThrow(ArticleDesk::missing);
    }

    private JdbcClient.StatementSpec asked(String sql, @Nullable String words, boolean drafts, @Nullable ArticleState state, @Nullable Audience audience, @Nullable UUID product) {
        return visible(sql, drafts, state, audience).param("words", words).param("product", product).param("weighed", WEIGHED).param("alike", ALIKE)
                .param("sounding", sounding(words, drafts, state, audience));
    }

    /** What sounds like the words, if nothing has them as they were typed. */
    private UUID[] sounding(@Nullable String words, boolean drafts, @Nullable ArticleState state, @Nullable Audience audience) {
        record Titled(UUID id, String title) {}
        var pairs = words == null ? List.<String>of() : SameSound.rarestPairs(words);
        if (pairs.isEmpty() || visible(AS_TYPED, drafts, state, audience).param("words", words).query(Boolean.class).single()) {
            return new UUID[0];
        }
        return visible(SOUNDING, drafts, state, audience).param("pairs", pairs.toArray(String[]::new)).param("weighed", WEIGHED).query(Titled.class).stream()
                .filter(one -> SameSound.isIn(one.title(), words)).map(Titled::id).distinct().limit(SOUNDING_MOST).toArray(UUID[]::new);
    }

    private JdbcClient.StatementSpec visible(String sql, boolean drafts, @Nullable ArticleState state, @Nullable Audience audience) {
        return jdbc.sql(sql).param("drafts", drafts).param("state", state == null ? null : state.name()).param("audience", audience == null ? null : audience.name());
    }

    /** Where the words stand; otherwise how it begins. */
    static String snippet(String plain, String words) {
        var line = plain.replace('\n', ' ');
        int at = Math.max(0, line.toLowerCase().indexOf(words) - 30);
        int end = Math.min(line.length(), at + SNIPPET);
        return (at > 0 ? "…" : "") + line.substring(at, end).strip() + (end < line.length() ? "…" : "");
    }

    private static boolean writes(Scope scope) {
        return scope.may(Permission.KNOWLEDGE_EDIT);
    }
}
