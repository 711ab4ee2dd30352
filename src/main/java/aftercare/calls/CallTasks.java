package aftercare.calls;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Calls whose end no exchange has told come to an end. */
@Configuration(proxyBeanMethods = false)
class CallTasks {

    @Bean
    RecurringTask<Void> callSweep(CallDesk calls) {
        return Tasks.recurring("call-sweep", FixedDelay.of(Duration.ofMinutes(2))).execute((_, _) -> calls.sweep());
    }
}
