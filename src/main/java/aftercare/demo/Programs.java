package aftercare.demo;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Other systems of the house: three keys, one of them used every minute, one that ran out, one taken back. Nobody knows their secrets. */
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
    }
}
