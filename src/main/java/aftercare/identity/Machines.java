package aftercare.identity;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Users that are programs: they have a name, so that it can be told who did what, but no password and no role. They cannot sign in and
 * stand on no list of people.
 */
@Component
public class Machines {

    private final JdbcClient jdbc;
    private final Clock clock;

    Machines(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public void add(UUID id, String name) {
        jdbc.sql("insert into identity.app_user (id, login, name, password_hash, machine, created_at) values (:id, :login, :name, 'none', true, :now)")
                .param("id", id).param("login", "machine " + id).param("name", name).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    public void retire(UUID id) {
        jdbc.sql("update identity.app_user set active = false, version = version + 1 where id = :id and machine").param("id", id).update();
    }
}
