package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.kernel.TimeWindow;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What whoever made a case by plan knows of the work beforehand, for whoever books it. Inside the caller's transaction. */
@Component
@Transactional
public class CaseNeeds {

    private static final int SHORTEST = 5;
    private static final int LONGEST = 2880;

    private final JdbcClient jdbc;
    private final Clock clock;

    CaseNeeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param skills any of them will do; none: those that the device asks for */
    public void ask(CaseId caseId, List<String> skills, @Nullable Integer minutes) {
        if (skills.isEmpty() && minutes == null) {
            return;
        }
        jdbc.sql("""
                insert into dispatch.case_need (case_id, skills, minutes) values (:case, :skills, :minutes)
                    on conflict (case_id) do update set skills = excluded.skills, minutes = excluded.minutes
                """).param("case", caseId.value()).param("skills", skills.isEmpty() ? null : skills.toArray(String[]::new))
                .param("minutes", minutes == null ? null : Math.clamp(minutes, SHORTEST, LONGEST)).update();
    }

    /** The customer has said when: nothing else will do. */
    public void only(CaseId caseId, TimeWindow window) {
        jdbc.sql("delete from dispatch.customer_window where case_id = :case").param("case", caseId.value()).update();
        jdbc.sql("insert into dispatch.customer_window (case_id, starts_at, ends_at, set_at) values (:case, :from, :to, :at)").param("case", caseId.value())
                .param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC)).param("at", clock.instant().atOffset(UTC)).update();
    }
}
