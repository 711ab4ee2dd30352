package aftercare.fieldwork;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every night the pieces of photos that no phone has gone on with are cleared away; a phone that comes back sends its photo from the start. */
@Configuration(proxyBeanMethods = false)
class FieldTasks {

    @Bean
    RecurringTask<Void> forgetUnfinishedPhotos(Uploads uploads) {
        return Tasks.recurring("fieldwork.forget-unfinished-photos", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 10)))
                .execute((_, _) -> uploads.forgetUnfinished());
    }
}
