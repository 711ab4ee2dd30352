package aftercare.assets;

import static java.time.ZoneOffset.UTC;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A file that nobody went on with for a week is given up, so that customers' lists do not lie about. */
@Configuration(proxyBeanMethods = false)
class ImportsForgotten {

    private static final Duration KEPT = Duration.ofDays(7);

    @Bean
    RecurringTask<Void> forgottenImports(JdbcClient jdbc, Clock clock) {
        return Tasks.recurring("assets-forgotten-imports", FixedDelay.ofHours(6)).execute((_, _) -> jdbc.sql("""
                update assets.device_import set state = 'GIVEN_UP', content = null, finished_at = :now
                 where state = 'READY' and created_at < :before
                """)
                .param("now", clock.instant().atOffset(UTC)).param("before", clock.instant().minus(KEPT).atOffset(UTC)).update());
    }
}
