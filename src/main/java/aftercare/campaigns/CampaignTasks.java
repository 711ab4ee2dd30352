package aftercare.campaigns;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Batches become cases on the morning of their day, wherever the branch is. */
@Configuration(proxyBeanMethods = false)
class CampaignTasks {

    @Bean
    RecurringTask<Void> campaignBatches(CampaignCases cases) {
        return Tasks.recurring("campaign-batches", Schedules.fixedDelay(Duration.ofHours(1))).execute((_, _) -> cases.makeWhatIsDue());
    }
}
