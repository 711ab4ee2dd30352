package aftercare.knowledge;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Refusal;
import aftercare.platform.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Faults that an article solved before they were reported, counted by the month. A visitor counts once for an article; kept of him is only
 * a signed hash that is another one for each article, so that nothing can be learned of anybody.
 */
@Service
@Transactional
class Solved {

    static final int MOST_AN_HOUR = 300;
    private static final Duration REMEMBERED = Duration.ofDays(366);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    Solved(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    /** @param visitor made by the browser; said again it does not count again */
    void count(String number, UUID visitor) {
        var now = clock.instant();
        var article = jdbc.sql("select id from knowledge.article where number = upper(:number) and state = 'PUBLISHED' and audience = 'PORTAL'")
                .param("number", number.replace("\0", "")).query(UUID.class).optional().orElseThrow(ArticleDesk::missing);
        var lately = jdbc.sql("select count(*) from knowledge.solved_by where article_id = :article and at > :since").param("article", article)
                .param("since", now.minus(Duration.ofHours(1)).atOffset(UTC)).query(Integer.class).single();
        if (lately >= MOST_AN_HOUR) {
            throw new Refusal.TooMany("knowledge.solved-slowed", "this was said very often just now; it is not counted any more for a while", 3600);
        }
        jdbc.sql("delete from knowledge.solved_by where at < :before").param("before", now.minus(REMEMBERED).atOffset(UTC)).update();
        if (jdbc.sql("insert into knowledge.solved_by (article_id, visitor, at) values (:article, :visitor, :now) on conflict do nothing")
                .param("article", article).param("visitor", vault.sign(article + " " + visitor, "knowledge.solved")).param("now", now.atOffset(UTC)).update() == 1) {
            jdbc.sql("""
                    insert into knowledge.solved (article_id, month, times) values (:article, :month, 1)
                    on conflict (article_id, month) do update set times = solved.times + 1
                    """).param("article", article).param("month", LocalDate.ofInstant(now, ZONE).withDayOfMonth(1)).update();
        }
    }
}
