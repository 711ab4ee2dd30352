package aftercare.identity;

import aftercare.kernel.Ids;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Console;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes an empty installation usable: a first branch and an administrator whose generated password is printed once. */
@Component
class FirstAdministrator {

    private final JdbcClient jdbc;
    private final UserDesk users;
    private final AftercareSettings settings;

    FirstAdministrator(JdbcClient jdbc, UserDesk users, AftercareSettings settings) {
        this.jdbc = jdbc;
        this.users = users;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void makeSureThereIsOne() {
        // Two nodes that start together on an empty database must not make two.
        jdbc.sql("select pg_advisory_xact_lock(hashtext('first administrator'))").query((row, _) -> row).list();
        if (settings.demo() || jdbc.sql("select exists (select from identity.app_user where not machine)").query(Boolean.class).single()) {
            return;
        }
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, 'HQ', '总部') on conflict do nothing")
                .param("id", Ids.next()).update();
        var password = PasswordRule.generated();
        users.add(Ids.next(), new UserDesk.UserDraft("admin", "管理员", "", "", null, null,
                List.of(new Scope.Grant(Role.ADMIN, null))), password, true);
        Console.show(List.of("First start: sign in as admin with the password", "", "    " + password, "",
                "and choose your own at once. It is not shown again."));
    }
}
