package aftercare.portal;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a signed-in customer sees of their own company's things. */
@RestController
@RequestMapping("/api/portal")
class MyController {

    private static final int PAGE = 20;

    private final MyQueries queries;
    private final Clock clock;

    MyController(MyQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Requires(Permission.PORTAL_USE)
    @GetMapping("/company")
    MyQueries.Company company(Scope scope) {
        return queries.company(scope);
    }

    @Requires(Permission.PORTAL_USE)
    @GetMapping("/cases")
    MyQueries.CasePage cases(Scope scope, @RequestParam(defaultValue = "false") boolean open,
                             @RequestParam(required = false) @Nullable Instant afterAt, @RequestParam(required = false) @Nullable UUID afterId) {
        return queries.cases(scope, open,
                afterAt == null || afterId == null ? null : new MyQueries.CaseCursor(afterAt, afterId), PAGE);
    }

    @Requires(Permission.PORTAL_USE)
    @GetMapping("/devices")
    MyQueries.DevicePage devices(Scope scope, @RequestParam(required = false) @Nullable String words,
                                 @RequestParam(required = false) @Nullable String after) {
        return queries.devices(scope, words, after, PAGE, clock.instant());
    }

    @Requires(Permission.PORTAL_USE)
    @GetMapping("/visits")
    List<MyQueries.MyVisit> visits(Scope scope) {
        return queries.visits(scope, clock.instant().minus(Duration.ofHours(12)));
    }
}
