package aftercare.intake;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Drafts that nobody has touched for a month go. */
@Configuration(proxyBeanMethods = false)
class IntakeTasks {

    @Bean
    RecurringTask<Void> forgetOldDrafts(Drafts drafts) {
        return Tasks.recurring("intake.forget-old-drafts", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 20))).execute((_, _) -> drafts.forgetOld());
    }
}
