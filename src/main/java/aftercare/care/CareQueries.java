package aftercare.care;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ratings as screens show them. */
@Component
@Transactional(readOnly = true)
class CareQueries {

    record RatingRow(UUID caseId, String number, String subject, @Nullable String customerName, @Nullable String engineerName,
                     Grade overall, @Nullable Integer recommend, @Nullable BigDecimal score, boolean low, String words, String ratedName,
                     Instant at) {}

    record RatingCursor(Instant at, UUID caseId) {}

    record RatingPage(List<RatingRow> rows, @Nullable RatingCursor next) {}

    /**
     * Averages over a time. {@code recommendScore} is the net promoter score: share of nines and tens minus share of
     * zero to six, −100 to 100.
     */
    record Averages(long closed, long rated, @Nullable BigDecimal score, @Nullable Integer recommendScore, long excellent, long good, long fair,
                    long poor, List<EngineerAverage> engineers) {}

    record EngineerAverage(UUID engineerId, String name, long rated, @Nullable BigDecimal score, long low) {}

    private static final String WITHIN = """
               and (:everywhere or r.branch_id = any(:branches))
               and (cast(:partner as uuid) is null or r.partner_id = :partner)
               and (cast(:customer as uuid) is null or r.customer_id = :customer)
            """;

    private final JdbcClient jdbc;

    CareQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RatingPage ratings(Reach reach, boolean onlyLow, @Nullable UUID engineer, @Nullable RatingCursor after, int size) {
        var rows = jdbc.sql("""
                select r.case_id, c.number, c.subject, cu.name as customer_name, u.name as engineer_name, r.overall, r.recommend, r.score,
                       r.low, r.words, r.rated_name, r.at
                  from care.rating r
                  join cases.service_case c on c.id = r.case_id
                  left join customers.customer cu on cu.id = r.customer_id
                  left join identity.app_user u on u.id = r.engineer_id
                 where (not :onlyLow or r.low)
                   and (cast(:engineer as uuid) is null or r.engineer_id = :engineer)
                   and (cast(:afterAt as timestamptz) is null or (r.at, r.case_id) < (:afterAt, cast(:afterId as uuid)))
                """ + WITHIN + """
                 order by r.at desc, r.case_id desc
                 limit :size
                """)
                .params(reach.params()).param("onlyLow", onlyLow).param("engineer", engineer)
                .param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.caseId())
                .param("size", size + 1)
                .query(RatingRow.class).list();
        if (rows.size() <= size) {
            return new RatingPage(rows, null);
        }
        var last = rows.get(size - 1);
        return new RatingPage(rows.subList(0, size), new RatingCursor(last.at(), last.caseId()));
    }

    Optional<RatingRow> rating(Reach reach, UUID caseId) {
        return jdbc.sql("""
                select r.case_id, c.number, c.subject, cu.name as customer_name, u.name as engineer_name, r.overall, r.recommend, r.score,
                       r.low, r.words, r.rated_name, r.at
                  from care.rating r
                  join cases.service_case c on c.id = r.case_id
                  left join customers.customer cu on cu.id = r.customer_id
                  left join identity.app_user u on u.id = r.engineer_id
                 where r.case_id = :case
                """ + WITHIN)
                .params(reach.params()).param("case", caseId).query(RatingRow.class).optional();
    }

    Averages averages(Reach reach, Instant from, Instant to) {
        record Sum(long rated, @Nullable BigDecimal score, @Nullable Integer recommendScore, long excellent, long good, long fair, long poor) {}
        var sum = jdbc.sql("""
                select count(*) as rated, round(avg(r.score), 1) as score,
                       cast(round(100.0 * (count(*) filter (where r.recommend >= 9) - count(*) filter (where r.recommend <= 6))
                                        / nullif(count(r.recommend), 0)) as integer) as recommend_score,
                       count(*) filter (where r.overall = 'EXCELLENT') as excellent, count(*) filter (where r.overall = 'GOOD') as good,
                       count(*) filter (where r.overall = 'FAIR') as fair, count(*) filter (where r.overall = 'POOR') as poor
                  from care.rating r
                 where r.at >= :from and r.at < :to
                """ + WITHIN)
                .params(reach.params()).param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC)).query(Sum.class).single();
        var engineers = jdbc.sql("""
                select r.engineer_id, u.name, count(*) as rated, round(avg(r.score), 1) as score, count(*) filter (where r.low) as low
                  from care.rating r
                  join identity.app_user u on u.id = r.engineer_id
                 where r.at >= :from and r.at < :to
                """ + WITHIN + """
                 group by r.engineer_id, u.name
                 order by avg(r.score) desc nulls last, u.name
                 limit 200
                """)
                .params(reach.params()).param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC)).query(EngineerAverage.class).list();
        var closed = jdbc.sql("""
                select count(*) from cases.service_case r
                 where r.closed_at >= :from and r.closed_at < :to
                """ + WITHIN)
                .params(reach.params()).param("from", from.atOffset(UTC)).param("to", to.atOffset(UTC)).query(Long.class).single();
        return new Averages(closed, sum.rated(), sum.score(), sum.recommendScore(), sum.excellent(), sum.good(), sum.fair(), sum.poor(), engineers);
    }
}
