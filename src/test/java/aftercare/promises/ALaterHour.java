package aftercare.promises;

import java.time.Instant;
import org.springframework.context.ApplicationContext;

/** Lets promises run out in tests of modules that have no clock of their own. */
public final class ALaterHour {

    private ALaterHour() {}

    /** Everything that is due by then is warned of or broken. */
    public static void comes(ApplicationContext context, Instant at) {
        context.getBean(PromiseSweep.class).sweep(at);
    }
}
