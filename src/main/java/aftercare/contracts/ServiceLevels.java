package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The service levels a contract may name. What a level promises is for the promise rules to say, which match its code; here
 * stands how people call it. The levels that come with the product have no name of their own: the user interface knows them.
 */
@Component
class ServiceLevels implements InitializingBean {

    static final List<String> SHIPPED = List.of("7x24x4", "5x8xnbd", "5x8", "basic");

    /** @param running contracts in force today that name it, as far as whoever asks may see */
    record LevelView(String code, String name, String about, int running) {}

    /** @param name empty: one that comes with the product */
    record Named(String code, String name) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ServiceLevels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A level is never removed, so that what is missing was never there. */
    @Override
    public void afterPropertiesSet() {
        for (var place = 0; place < SHIPPED.size(); place++) {
            jdbc.sql("insert into contracts.level (code, place) values (:code, :place) on conflict do nothing")
                    .param("code", SHIPPED.get(place)).param("place", place).update();
        }
    }

    @Transactional(readOnly = true)
    public List<LevelView> all(Scope scope) {
        return jdbc.sql("""
                select l.code, l.name, l.about,
                       (select count(*) from contracts.contract c
                          join contracts.revision r on r.contract_id = c.id and r.revision = c.revision and r.level = l.code
                          join identity.branch b on b.id = c.branch_id
                         cross join lateral (select (cast(:now as timestamptz) at time zone b.zone)::date as today) as t
                         where c.status = 'ACTIVE' and t.today between c.starts_on and c.ends_on
                           and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                           and (cast(:customer as uuid) is null or c.customer_id = :customer)) as running
                  from contracts.level l
                 order by l.place, l.code
                """)
                .param("now", clock.instant().atOffset(UTC)).params(scope.reach(Permission.CONTRACTS_READ).params()).query(LevelView.class).list();
    }

    List<String> codes() {
        return jdbc.sql("select code from contracts.level order by place, code").query(String.class).list();
    }

    List<Named> named() {
        return jdbc.sql("select code, name from contracts.level order by place, code").query(Named.class).list();
    }

    void require(String code) {
        if (!jdbc.sql("select exists (select from contracts.level where code = :code)").param("code", code).query(Boolean.class).single()) {
            throw new Refusal.Broken("contracts.no-such-level", "there is no service level %s; add it first".formatted(code), Map.of("level", code));
        }
    }

    @Transactional
    public void add(String code, String name, String about, UUID by) {
        Terms.requireCode(code);
        if (name.isBlank()) {
            throw new Refusal.Broken("contracts.level-unnamed", "say how people call the level", Map.of("level", code));
        }
        var added = jdbc.sql("""
                insert into contracts.level (code, name, about, place, changed_by, changed_at)
                select :code, :name, :about, coalesce(max(place), 0) + 1, :by, :at from contracts.level
                on conflict (code) do nothing
                """)
                .param("code", code).param("name", name.strip()).param("about", about.strip()).param("by", by).param("at", clock.instant().atOffset(UTC)).update();
        if (added == 0) {
            throw new Refusal.Conflict("contracts.level-exists", "there is a service level %s already".formatted(code), Map.of("level", code));
        }
    }

    /** Another name or explanation. The code stays: contracts and promise rules name it. */
    @Transactional
    public void rename(String code, String name, String about, UUID by) {
        var changed = jdbc.sql("update contracts.level set name = :name, about = :about, changed_by = :by, changed_at = :at where code = :code")
                .param("code", code).param("name", name.strip()).param("about", about.strip()).param("by", by).param("at", clock.instant().atOffset(UTC)).update();
        if (changed == 0) {
            throw new Refusal.Missing("contracts.no-such-level", "there is no service level %s".formatted(code), Map.of("level", code));
        }
    }
}
