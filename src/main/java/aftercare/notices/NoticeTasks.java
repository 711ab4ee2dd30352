package aftercare.notices;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people want to be told besides the bell goes out by the minute. */
@Configuration(proxyBeanMethods = false)
class NoticeTasks {

    @Bean
    RecurringTask<Void> forwardNotices(NoticeForwarder forwarder, Clock clock) {
        return Tasks.recurring("notices.forward", FixedDelay.of(Duration.ofSeconds(30))).execute((_, _) -> forwarder.send(clock.instant()));
    }
}
