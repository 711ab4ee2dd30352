package aftercare.imports;

import static java.time.ZoneOffset.UTC;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What nobody needs any more goes, so that customers' lists do not lie about: their rows after a week, the way back after three months. */
@Component
class ImportsForgotten {

    static final Duration ROWS_KEPT = Duration.ofDays(7);
    static final Duration WAY_BACK_KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final Clock clock;

    ImportsForgotten(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    public void forget() {
        var rows = clock.instant().minus(ROWS_KEPT).atOffset(UTC);
        jdbc.sql("update imports.import set state = 'GIVEN_UP' where state in ('READY', 'CHECKED') and created_at < :before").param("before", rows).update();
        jdbc.sql("delete from imports.line x using imports.import i where i.id = x.import_id and i.state in ('DONE', 'UNDONE', 'GIVEN_UP') and i.created_at < :before")
                .param("before", rows).update();
        jdbc.sql("delete from imports.problem x using imports.import i where i.id = x.import_id and i.state in ('DONE', 'UNDONE', 'GIVEN_UP') and i.created_at < :before")
                .param("before", rows).update();
        jdbc.sql("delete from imports.claim x using imports.import i where i.id = x.import_id and i.state in ('DONE', 'UNDONE', 'GIVEN_UP') and i.created_at < :before")
                .param("before", rows).update();
        jdbc.sql("delete from imports.made m using imports.import i where i.id = m.import_id and i.finished_at < :before")
                .param("before", clock.instant().minus(WAY_BACK_KEPT).atOffset(UTC)).update();
    }

    @Configuration(proxyBeanMethods = false)
    static class Timer {

        @Bean
        RecurringTask<Void> forgottenImports(ImportsForgotten forgotten) {
            return Tasks.recurring("imports-forgotten", FixedDelay.ofHours(6)).execute((_, _) -> forgotten.forget());
        }

        @Bean
        RecurringTask<Void> abandonedImports(ImportWorker worker) {
            return Tasks.recurring("imports-abandoned", FixedDelay.ofSeconds(5)).execute((_, _) -> worker.sweep());
        }
    }
}
