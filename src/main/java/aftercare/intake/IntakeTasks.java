package aftercare.intake;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Drafts that nobody has touched for a month go, and what is known of puzzles that have run out. */
@Configuration(proxyBeanMethods = false)
class IntakeTasks {

    @Bean
    RecurringTask<Void> forgetOldDrafts(Drafts drafts) {
        return Tasks.recurring("intake.forget-old-drafts", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 20))).execute((_, _) -> drafts.forgetOld());
    }

    @Bean
    RecurringTask<Void> forgetUsedPuzzles(Puzzles puzzles) {
        return Tasks.recurring("intake.forget-used-puzzles", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 25))).execute((_, _) -> puzzles.forgetOld());
    }
}
