package aftercare.chat;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Finds conversations that nobody answers, or that everybody has left. */
@Configuration(proxyBeanMethods = false)
class ChatSweep {

    @Bean
    RecurringTask<Void> chatsOverdue(ChatDesk desk) {
        return Tasks.recurring("chats-overdue", FixedDelay.ofSeconds(20)).execute((_, _) -> run(desk));
    }

    static void run(ChatDesk desk) {
        desk.overdue().forEach(desk::overdue);
    }
}
