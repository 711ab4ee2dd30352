package aftercare.demo;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several people of one customer in the portal: who manages the others, who looks after one site, who only decides, and who has not followed the invitation yet. */
final class Colleagues {

    private final JdbcTemplate jdbc;
    private final Instant now;

    Colleagues(JdbcTemplate jdbc, Instant now) {
        this.jdbc = jdbc;
        this.now = now;
    }

    void write(String passwordHash) {
        jdbc.update("""
                insert into identity.portal_right (user_id, what)
                select u.id, r.what from identity.app_user u cross join (values ('SEE_ALL'), ('REPORT'), ('DECIDE'), ('PAPERS'), ('PEOPLE')) as r(what)
                 where u.customer_id is not null
                """);
        jdbc.update("""
                update identity.app_user u set contact_id = (select k.id from customers.contact k where k.customer_id = u.customer_id and k.name = u.name and k.active order by k.id limit 1)
                 where u.customer_id is not null
                """);
        jdbc.update("""
                with colleague as (
                    select k.*, row_number() over (order by k.id) as place from customers.contact k
                     where k.customer_id = (select customer_id from identity.app_user where login = 'customer1') and k.active
                       and not exists (select from identity.app_user u where u.contact_id = k.id)),
                more as (
                    insert into customers.contact (id, customer_id, name, title, phone, email)
                    select md5('colleague ' || n.name)::uuid, u.customer_id, n.name, n.title, n.phone, ''
                      from identity.app_user u cross join (values ('俞海燕', '后勤科', '13800001081')) as n(name, title, phone)
                     where u.login = 'customer1'
                    returning id, customer_id, name, phone, email),
                people as (
                    select id, customer_id, name, phone, email, place from colleague where place <= 2
                    union all select id, customer_id, name, phone, email, 3 from more)
                insert into identity.app_user (id, login, name, phone, email, password_hash, customer_id, contact_id, created_at, invited_at)
                select md5('portal ' || p.id)::uuid, 'portal-' || p.place, p.name, p.phone, p.email, ?, p.customer_id, p.id,
                       ?::timestamptz - interval '90 days' + p.place * interval '29 days', ?::timestamptz - interval '90 days' + p.place * interval '29 days'
                  from people p
                """, passwordHash, Timestamp.from(now), Timestamp.from(now));
        jdbc.update("insert into identity.membership (user_id, role) select id, 'CUSTOMER' from identity.app_user where login like 'portal-_'");
        jdbc.update("""
                insert into identity.portal_right (user_id, what)
                select u.id, r.what from identity.app_user u
                  join (values ('portal-1', 'REPORT'), ('portal-2', 'SEE_ALL'), ('portal-2', 'DECIDE'), ('portal-2', 'PAPERS'), ('portal-3', 'REPORT')) as r(login, what) on r.login = u.login
                """);
        jdbc.update("""
                insert into identity.portal_site (user_id, site_id)
                select u.id, (select s.id from customers.site s where s.customer_id = u.customer_id and s.active order by s.name desc, s.id limit 1)
                  from identity.app_user u where u.login = 'portal-1' and exists (select from customers.site s where s.customer_id = u.customer_id and s.active)
                """);
        jdbc.update("""
                insert into identity.sign_in (id, login, user_id, address, at, outcome)
                select md5('portal sign-in ' || u.login)::uuid, u.login, u.id, '10.8.0.17', ?::timestamptz - interval '26 hours', 'SIGNED_IN'
                  from identity.app_user u where u.login in ('portal-1', 'portal-2')
                """, Timestamp.from(now));
    }
}
