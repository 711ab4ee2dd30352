package aftercare.mail;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Understands what a reader kept and could not deal with any more, because its node died or its mailbox was switched off. */
@Configuration(proxyBeanMethods = false)
class MailSweep {

    @Bean
    RecurringTask<Void> mailLeftBehind(MailDesk desk) {
        return Tasks.recurring("mail-left-behind", FixedDelay.ofMinutes(1)).execute((_, _) -> desk.understandLeftBehind());
    }
}
