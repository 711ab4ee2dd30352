package aftercare.intake;

import aftercare.cases.CaseEvent;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How the same was put right before, found while the symptom is being typed. Of the newest cases of the same product, of the same
 * symptom and of the whole house those come first whose words are most alike; how many there are in all plays no part.
 */
@Component
class SolvedCases {

    private static final int LOOKED_AT = 300;
    private static final int SHOWN = 5;
    /** Below this share of words in common, without product or symptom in common, nothing is said. */
    private static final double ALIKE = 0.2;

    /** @param sameProduct it was the same model; {@code alike}: share of what was typed that it has in common, 0 to 1 */
    record Answer(UUID caseId, String number, String subject, String resolution, @Nullable String product, Instant resolvedAt, boolean sameProduct,
                  boolean sameSymptom, double alike) {}

    private final JdbcClient jdbc;

    SolvedCases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    void on(CaseEvent.Resolved event) {
        jdbc.sql("""
                insert into intake.solved_case (case_id, branch_id, product_id, symptom_code, resolved_at, keys)
                select c.id, c.branch_id, d.product_id, c.symptom_code, c.resolved_at, platform.grams(c.subject, left(c.description, 500))
                  from cases.service_case c left join assets.device d on d.id = c.device_id
                 where c.id = :id and c.resolved_at is not null
                on conflict (case_id) do update set branch_id = excluded.branch_id, product_id = excluded.product_id, symptom_code = excluded.symptom_code,
                       resolved_at = excluded.resolved_at, keys = excluded.keys
                """).param("id", event.id().value()).update();
    }

    /** It was not put right after all. */
    @EventListener
    void on(CaseEvent.Reopened event) {
        forget(event.id().value());
    }

    @EventListener
    void on(CaseEvent.Rejected event) {
        forget(event.id().value());
    }

    private void forget(UUID caseId) {
        jdbc.sql("delete from intake.solved_case where case_id = :id").param("id", caseId).update();
    }

    List<Answer> alike(String words, @Nullable String symptom, @Nullable UUID device, Scope scope) {
        return jdbc.sql("""
                with asked as (select platform.grams(:words) as keys, (select product_id from assets.device where id = :device) as product),
                     near as (
                        (select s.* from intake.solved_case s, asked where s.product_id = asked.product
                            and (:everywhere or s.branch_id = any(:branches)) order by s.resolved_at desc limit :most)
                        union
                        (select s.* from intake.solved_case s where s.symptom_code = :symptom
                            and (:everywhere or s.branch_id = any(:branches)) order by s.resolved_at desc limit :most)
                        union
                        (select s.* from intake.solved_case s where (:everywhere or s.branch_id = any(:branches)) order by s.resolved_at desc limit :most)),
                     weighed as (
                        select near.*, coalesce(near.product_id = asked.product, false) as same_product, coalesce(near.symptom_code = :symptom, false) as same_symptom,
                               case when cardinality(asked.keys) = 0 then 0
                                    else (select count(distinct k) from unnest(asked.keys) k where k = any(near.keys))::float8
                                         / (select count(distinct k) from unnest(asked.keys) k) end as alike
                          from near, asked)
                select w.case_id, c.number, c.subject, c.resolution, nullif(concat_ws(' ', p.maker, p.model), '') as product, w.resolved_at, w.same_product, w.same_symptom, w.alike
                  from weighed w
                  join cases.service_case c on c.id = w.case_id
                  left join assets.product p on p.id = w.product_id
                 where c.resolution <> '' and (w.alike >= :alike or (w.same_product or w.same_symptom) and w.alike > 0)
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by w.alike + case when w.same_product then 0.3 else 0 end + case when w.same_symptom then 0.2 else 0 end desc, w.resolved_at desc limit :shown
                """).params(scope.reach(Permission.CASES_READ).params()).param("words", words.replace("\0", "")).param("symptom", symptom).param("device", device)
                .param("most", LOOKED_AT).param("alike", ALIKE).param("shown", SHOWN).query(Answer.class).list();
    }
}
