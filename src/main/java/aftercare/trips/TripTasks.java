package aftercare.trips;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** On Monday morning managers are told that the week of those who were away can be read. */
@Configuration(proxyBeanMethods = false)
class TripTasks {

    @Bean
    RecurringTask<Void> tripWeeks(TripDesk trips) {
        return Tasks.recurring("trip-weeks", Schedules.cron("0 0 8 * * MON", ZoneId.of("Asia/Shanghai"))).execute((_, _) -> trips.sayWeek());
    }
}
