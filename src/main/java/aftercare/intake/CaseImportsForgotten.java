package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file of cases that nobody went on with for a week is given up: it may be full of people's names. */
@Configuration(proxyBeanMethods = false)
class CaseImportsForgotten {

    private static final Duration KEPT = Duration.ofDays(7);

    @Bean
    RecurringTask<Void> forgottenCaseImports(JdbcClient jdbc, Clock clock) {
        return Tasks.recurring("intake-forgotten-imports", FixedDelay.ofHours(6)).execute((_, _) -> jdbc.sql("""
                update intake.case_import set state = 'GIVEN_UP', content = null, finished_at = :now
                 where state = 'READY' and created_at < :before
                """)
                .param("now", clock.instant().atOffset(UTC)).param("before", clock.instant().minus(KEPT).atOffset(UTC)).update());
    }
}
