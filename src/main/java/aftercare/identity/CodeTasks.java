package aftercare.identity;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Codes of yesterday go. */
@Configuration(proxyBeanMethods = false)
class CodeTasks {

    @Bean
    RecurringTask<Void> forgetCodes(Codes codes) {
        return Tasks.recurring("identity.forget-sign-in-codes", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 30))).execute((_, _) -> codes.forgetOld());
    }
}
