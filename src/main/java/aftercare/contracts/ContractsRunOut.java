package aftercare.contracts;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A contract is ended soon after its last day. What it covers is asked by day and does not wait for this. */
@Configuration(proxyBeanMethods = false)
class ContractsRunOut {

    @Bean
    RecurringTask<Void> endedContracts(ContractDesk desk) {
        return Tasks.recurring("contracts-run-out", FixedDelay.ofMinutes(15)).execute((_, _) -> desk.endWhatRanOut());
    }
}
