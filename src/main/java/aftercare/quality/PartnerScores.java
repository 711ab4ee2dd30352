package aftercare.quality;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.quality.PartnerScore.Aspect;
import aftercare.quality.PartnerScore.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts what partners did within a year, by the day on which their cases were opened. */
@Component
@Transactional(readOnly = true)
class PartnerScores {

    private static final Duration LATELY = Duration.ofDays(365);

    private final JdbcClient jdbc;

    PartnerScores(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<PartnerScore> of(Reach reach, @Nullable UUID branch, Instant now) {
        return jdbc.sql("""
                with firm as (
                    select p.id, p.name from identity.partner p
                     where p.active and (:everywhere or p.branch_id = any(:branches))
                       and (cast(:partner as uuid) is null or p.id = :partner) and cast(:customer as uuid) is null
                       and (cast(:branch as uuid) is null or p.branch_id = :branch)),
                done as (
                    select c.id, c.partner_id, c.resolved_at, c.reopened from firm f join cases.service_case c on c.partner_id = f.id and c.opened_at > :since),
                promised as (
                    select d.partner_id, count(*) filter (where p.state = 'KEPT') as good, count(*) as whole
                      from done d join promises.promise p on p.subject_kind = 'case' and p.subject_id = d.id
                     where p.code in ('arrive', 'restore') and p.state <> 'WAIVED' and (p.state = 'KEPT' or p.breached_at is not null) group by 1),
                mended as (
                    select d.partner_id, count(*) filter (where d.reopened = 0
                               and (select count(*) from dispatch.booking b where b.case_id = d.id and b.state = 'DONE') <= 1) as good, count(*) as whole
                      from done d where d.resolved_at is not null group by 1),
                rated as (
                    select d.partner_id, count(*) filter (where r.overall in ('EXCELLENT', 'GOOD')) as good, count(*) as whole
                      from done d join care.rating r on r.case_id = d.id group by 1),
                asked as (
                    select i.partner_id, count(*) filter (where i.state in ('ANSWERED', 'WON') or i.state = 'LOST' and i.answered_at is not null) as good, count(*) as whole
                      from firm f join dispatch.invitation i on i.partner_id = f.id
                     where i.asked_at > :since and (i.state in ('ANSWERED', 'WON', 'DECLINED', 'LAPSED') or i.state = 'LOST' and i.answered_at is not null) group by 1),
                handed as (
                    select d.partner_id, count(*) filter (where p.state = 'KEPT') as good, count(*) as whole
                      from done d join fieldwork.visit v on v.case_id = d.id
                      join promises.promise p on p.subject_kind = 'visit' and p.subject_id = v.id and p.code = 'papers-back'
                     where p.state <> 'WAIVED' and (p.state = 'KEPT' or p.breached_at is not null) group by 1)
                select f.id, f.name, coalesce(pr.good, 0) as promised_good, coalesce(pr.whole, 0) as promised_all, coalesce(m.good, 0) as mended_good,
                       coalesce(m.whole, 0) as mended_all, coalesce(r.good, 0) as rated_good, coalesce(r.whole, 0) as rated_all, coalesce(a.good, 0) as asked_good,
                       coalesce(a.whole, 0) as asked_all, coalesce(h.good, 0) as handed_good, coalesce(h.whole, 0) as handed_all
                  from firm f
                  left join promised pr on pr.partner_id = f.id
                  left join mended m on m.partner_id = f.id
                  left join rated r on r.partner_id = f.id
                  left join asked a on a.partner_id = f.id
                  left join handed h on h.partner_id = f.id
                 order by f.name, f.id
                """)
                .params(reach.params()).param("branch", branch).param("since", now.minus(LATELY).atOffset(UTC))
                .query((row, _) -> PartnerScore.of(row.getObject("id", UUID.class), row.getString("name"), List.of(
                        Figure.of(Aspect.PROMISES, row.getInt("promised_good"), row.getInt("promised_all")),
                        Figure.of(Aspect.FIRST_TIME, row.getInt("mended_good"), row.getInt("mended_all")),
                        Figure.of(Aspect.RATINGS, row.getInt("rated_good"), row.getInt("rated_all")),
                        Figure.of(Aspect.ACCEPTED, row.getInt("asked_good"), row.getInt("asked_all")),
                        Figure.of(Aspect.PAPERS, row.getInt("handed_good"), row.getInt("handed_all"))))).list();
    }
}
