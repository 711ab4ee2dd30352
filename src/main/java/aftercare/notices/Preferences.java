package aftercare.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What everybody has chosen. */
@Component
class Preferences {

    private final JdbcClient jdbc;

    Preferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Preference of(UUID user) {
        return jdbc.sql("select email, sms, muted, quiet_from, quiet_until, urgent_anyway from notices.preference where user_id = :user")
                .param("user", user).query((row, _) -> read(row)).optional().orElse(Preference.NONE);
    }

    void set(UUID user, Preference preference) {
        jdbc.sql("""
                insert into notices.preference (user_id, email, sms, muted, quiet_from, quiet_until, urgent_anyway)
                values (:user, :email, :sms, :muted, :from, :until, :anyway)
                on conflict (user_id) do update set email = excluded.email, sms = excluded.sms, muted = excluded.muted, quiet_from = excluded.quiet_from,
                   quiet_until = excluded.quiet_until, urgent_anyway = excluded.urgent_anyway
                """)
                .param("user", user).param("email", preference.email().name()).param("sms", preference.sms().name()).param("muted", preference.muted().toArray(String[]::new))
                .param("from", preference.quietFrom()).param("until", preference.quietUntil()).param("anyway", preference.urgentAnyway()).update();
    }

    private static Preference read(ResultSet row) throws SQLException {
        return new Preference(Preference.Wanted.valueOf(row.getString("email")), Preference.Wanted.valueOf(row.getString("sms")),
                List.of((String[]) row.getArray("muted").getArray()), row.getObject("quiet_from", LocalTime.class), row.getObject("quiet_until", LocalTime.class),
                row.getBoolean("urgent_anyway"));
    }
}
