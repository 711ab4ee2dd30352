package aftercare.quality;

import aftercare.identity.Scope;
import aftercare.platform.SignedIn;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The start page: one request, whatever one's roles. */
@RestController
class HomeController {

    private final HomeQueries queries;
    private final Clock clock;

    HomeController(HomeQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @SignedIn
    @GetMapping("/api/home")
    Home home(Scope scope) {
        return queries.home(scope, clock.instant());
    }
}
