package aftercare.demo;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** What two phones wrote down in the basement while the office gave the visit to somebody else: one waits, one was settled. */
final class Disputes {

    private final JdbcTemplate jdbc;
    private final Instant now;

    Disputes(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write() {
        dispute("v.status in ('PLANNED', 'ACCEPTED')", "OPEN", now.minus(Duration.ofHours(3)));
        dispute("v.status = 'SIGNED' and v.signed_at < '%s'::timestamptz - interval '20 days'".formatted(now), "SET_ASIDE", now.minus(Duration.ofDays(20)));
        jdbc.update("""
                insert into fieldwork.command (id, visit_id, act, by_user, at, received_at, outcome, code, body, contradiction_id)
                select md5(x.id || a.act)::uuid, x.visit_id, a.act, x.engineer_id, x.found_at - a.before, x.found_at, case when x.state = 'OPEN' then 'HELD' else 'SET_ASIDE' end,
                       case when a.act = 'SET_OUT' then x.code else 'fieldwork.held-behind' end, a.body::jsonb, x.id
                  from fieldwork.contradiction x
                 cross join (values (1, 'SET_OUT', interval '110 minutes', '{}'), (2, 'ARRIVE', interval '80 minutes', '{"lng": null, "lat": null, "note": "地下室，没有信号"}'),
                                    (3, 'START', interval '75 minutes', '{}'),
                                    (4, 'REPORT', interval '20 minutes', '{"finding": "接触器触点烧蚀，手动可以吸合", "cause": null, "action": "打磨触点后恢复，建议更换接触器", "advice": "", "parts": [], "workMinutes": 55, "outcome": "WORKAROUND"}'))
                            as a(step, act, before, body)
                 order by x.id, a.step
                """);
    }

    private void dispute(String visits, String state, Instant at) {
        jdbc.update("""
                insert into fieldwork.contradiction (id, visit_id, case_id, branch_id, partner_id, engineer_id, code, facts, state, found_at, settled_by, settled_at, note)
                select md5('contradiction ' || v.id)::uuid, v.id, v.case_id, v.branch_id, null, e.user_id, 'fieldwork.no-such-visit', '{}', ?, ?,
                       case when ? then m.user_id end, case when ? then ?::timestamptz + interval '40 minutes' end, case when ? then '与客户核实，当天是隔壁机房的另一台' else '' end
                  from fieldwork.visit v
                  join lateral (select e.user_id from dispatch.engineer e where e.branch_id = v.branch_id and e.partner_id is null and e.active and e.user_id <> v.engineer_id
                                 order by e.user_id limit 1) e on true
                  join lateral (select user_id from identity.membership where role = 'DISPATCHER' and branch_id = v.branch_id order by user_id limit 1) m on true
                  join identity.branch b on b.id = v.branch_id and b.code = 'HZ'
                 where %s and v.partner_id is null
                 order by v.planned_start desc, v.id limit 1
                """.formatted(visits), state, Timestamp.from(at), !state.equals("OPEN"), !state.equals("OPEN"), Timestamp.from(at), !state.equals("OPEN"));
    }
}
