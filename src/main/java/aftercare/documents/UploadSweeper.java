package aftercare.documents;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Once an hour, uploads that no report claimed within a day are forgotten. */
@Configuration(proxyBeanMethods = false)
class UploadSweeper {

    @Bean
    RecurringTask<Void> forgetUnclaimedUploads(DocumentDesk desk) {
        return Tasks.recurring("documents.forget-unclaimed-uploads", FixedDelay.of(Duration.ofHours(1)))
                .execute((_, _) -> desk.forgetUnclaimed());
    }
}
