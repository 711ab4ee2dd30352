package aftercare.platform;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * Timers and recurring work. A module contributes a {@link Task} or {@link RecurringTask} bean; each run happens on one
 * node, and a run whose node died is taken over by another.
 */
@Configuration(proxyBeanMethods = false)
class Timers {

    @Bean(destroyMethod = "stop")
    Scheduler scheduler(DataSource dataSource, List<Task<?>> tasks) {
        var recurring = tasks.stream().filter(RecurringTask.class::isInstance).<RecurringTask<?>>map(task -> (RecurringTask<?>) task).toList();
        var others = tasks.stream().filter(task -> !(task instanceof RecurringTask)).toList();
        return Scheduler.create(dataSource, others)
                .startTasks(recurring)
                .tableName("platform.scheduled_task")
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(Duration.ofSeconds(1))
                .shutdownMaxWait(Duration.ofSeconds(5))
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .threads(8)
                .build();
    }

    @Bean
    Starter schedulerStarter(ObjectProvider<Scheduler> timers) {
        return new Starter(timers);
    }

    /** Timers begin only when the product can be reached, so that no run meets a half-built one. */
    static class Starter {

        private final ObjectProvider<Scheduler> timers;

        Starter(ObjectProvider<Scheduler> timers) {
            this.timers = timers;
        }

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            timers.getObject().start();
        }
    }
}
