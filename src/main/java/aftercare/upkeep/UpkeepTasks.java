package aftercare.upkeep;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every night the dates reach one day further, and what comes near becomes cases. */
@Configuration(proxyBeanMethods = false)
class UpkeepTasks {

    @Bean
    RecurringTask<Void> upkeepNight(Horizon horizon, DeviceDates dates, UpkeepCases cases) {
        return Tasks.recurring("upkeep-night", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(2, 30))).execute((_, _) -> {
            horizon.extend();
            dates.extend();
            cases.makeWhatIsNear();
        });
    }
}
