package aftercare.platform;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;

/**
 * Tries again what the outside world refused: after one minute, two, four … at most six hours. From the fifth attempt on
 * each failure is logged as an alarm.
 */
@Configuration(proxyBeanMethods = false)
class OutboxKeeper {

    private static final Logger log = LoggerFactory.getLogger(OutboxKeeper.class);
    private static final int ALARM_AFTER = 5;

    @Bean
    RecurringTask<Void> outboxResubmission(FailedEventPublications failed, Clock clock) {
        return Tasks.recurring("outbox-resubmission", FixedDelay.ofMinutes(1)).execute((_, _) ->
                failed.resubmit(ResubmissionOptions.defaults().withMinAge(Duration.ofMinutes(1)).withFilter(it -> isDue(it, clock))));
    }

    private static boolean isDue(EventPublication publication, Clock clock) {
        var attempts = publication.getCompletionAttempts();
        var last = publication.getLastResubmissionDate() == null ? publication.getPublicationDate() : publication.getLastResubmissionDate();
        var due = !clock.instant().isBefore(last.plus(pauseAfter(attempts)));
        if (due && attempts >= ALARM_AFTER) {
            log.error("event {} of type {} has failed {} times", publication.getIdentifier(),
                    publication.getEvent().getClass().getName(), attempts);
        }
        return due;
    }

    static Duration pauseAfter(int attempts) {
        return Duration.ofMinutes(Math.min(360, 1L << Math.min(10, Math.max(0, attempts - 1))));
    }
}
