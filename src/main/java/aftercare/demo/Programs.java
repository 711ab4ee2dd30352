package aftercare.demo;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Other systems of the house: keys in use, one that ran out, one taken back, and two webhooks with what they were told. Nobody knows
 * their secrets, and the webhooks are off: the demo calls nobody.
 */
final class Programs {

    private static final String KEYS = """
            values ('ERP 订单同步', 'q7Zt3KmX9b', null, '{cases:read,customers:read,devices:read,contracts:read}'::text[], 600, interval '9 months', interval '90 days', interval '4 minutes', null::interval),
                   ('厂区监控平台', 'Hf2LrW8sNd', 'SH', '{cases:write,devices:read}'::text[], 120, null, interval '41 days', interval '3 hours', null),
                   ('数据大屏（试用）', 'b0VyTe5Rqk', null, '{figures:read,promises:read}'::text[], 60, interval '-12 days', interval '102 days', interval '12 days', null),
                   ('旧工单系统迁移', 'Xc6JpA1uGm', null, '{cases:read,customers:read,customers:personal}'::text[], 1200, null, interval '200 days', interval '150 days', interval '149 days')
            """.strip();

    private final JdbcTemplate jdbc;
    private final Instant now;

    Programs(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write() {
        var at = Timestamp.from(now);
        jdbc.update("""
                insert into identity.app_user (id, login, name, password_hash, machine, active, created_at)
                select md5('machine ' || k.name)::uuid, 'machine ' || md5('machine ' || k.name), k.name, 'none', true, k.revoked is null, ?::timestamptz - k.made
                  from (%s) k (name, prefix, branch, scopes, per_minute, expires, made, used, revoked)
                """.formatted(KEYS), at);
        jdbc.update("""
                insert into integration.api_key (id, user_id, name, prefix, hash, branch_id, scopes, per_minute, expires_at, made_by, made_at, last_used_at, revoked_at, revoked_by)
                select md5('key ' || k.name)::uuid, md5('machine ' || k.name)::uuid, k.name, k.prefix, decode(repeat('00', 32), 'hex'), b.id, k.scopes, k.per_minute,
                       ?::timestamptz + k.expires, a.id, ?::timestamptz - k.made, ?::timestamptz - k.used, ?::timestamptz - k.revoked, case when k.revoked is not null then a.id end
                  from (%s) k (name, prefix, branch, scopes, per_minute, expires, made, used, revoked)
                  left join identity.branch b on b.code = k.branch
                  join identity.app_user a on a.login = 'admin'
                """.formatted(KEYS), at, at, at, at);
        jdbc.update("""
                insert into integration.webhook (id, name, url, events, branch_id, secret_sealed, active, made_by, made_at, failing_since, switched_off_at)
                select md5('hook ' || h.name)::uuid, h.name, h.url, h.events, b.id, '', false, a.id, ?::timestamptz - h.made, ?::timestamptz - h.failing, ?::timestamptz - h.off
                  from (values ('ERP 服务单同步', 'https://erp.anlan.example/hooks/aftercare', '{case.opened,case.resolved,case.closed,visit.booked}'::text[], null, interval '80 days', null::interval, null::interval),
                               ('值班群机器人', 'https://bot.anlan.example/promise', '{promise.broken}'::text[], 'SH', interval '60 days', interval '9 days', interval '6 days'))
                       as h(name, url, events, branch, made, failing, off)
                  left join identity.branch b on b.code = h.branch
                  join identity.app_user a on a.login = 'admin'
                """, at, at, at);
        jdbc.update("""
                insert into integration.delivery (id, webhook_id, event, body, state, made_at, next_try_at, tries, tried_at, status, millis, fault, failure, answer)
                select md5('delivery ' || c.number)::uuid, md5('hook ' || h.name)::uuid, h.event,
                       cast(jsonb_build_object('id', md5('delivery ' || c.number)::uuid, 'event', h.event, 'at', c.opened_at, 'case',
                            jsonb_build_object('id', c.id, 'number', c.number, 'status', 'NEW', 'severity', c.severity, 'branch', b.code, 'link', '/cases/' || c.id), 'facts', '{}'::jsonb) as text),
                       h.state, c.opened_at, c.opened_at, h.tries, c.opened_at + h.later, h.status, case when h.status is null then 10000 else 60 + c.row % 7 * 23 end, h.fault, h.failure, h.answer
                  from (select *, row_number() over (order by opened_at desc, id) as row from cases.service_case where opened_at < ?::timestamptz - interval '7 days') c
                  join identity.branch b on b.id = c.branch_id
                  join (values (1, 9, 'ERP 服务单同步', 'case.opened', 'DELIVERED', 1, interval '2 seconds', 200, null, null, '{"ok":true}'),
                               (10, 12, '值班群机器人', 'promise.broken', 'GIVEN_UP', 8, interval '23 hours', null, 'TIMED_OUT', 'no answer within 10 seconds', '')) as h(first, last, name, event, state, tries, later, status, fault, failure, answer)
                    on c.row between h.first and h.last
                 where c.opened_at > ?::timestamptz - interval '29 days'
                """, at, at);
    }
}
