package aftercare.quality;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How well partners work: for whoever chooses among them, and for each firm its own. */
@RestController
@RequestMapping("/api/quality/partners")
class PartnerScoreController {

    private final PartnerScores scores;
    private final Clock clock;

    PartnerScoreController(PartnerScores scores, Clock clock) {
        this.scores = scores;
        this.clock = clock;
    }

    @Requires({Permission.DISPATCH_TENDER, Permission.QUALITY_READ, Permission.DISPATCH_ANSWER})
    @GetMapping
    List<PartnerScore> scores(Scope scope, @RequestParam(required = false) @Nullable UUID branch) {
        var permission = Stream.of(Permission.DISPATCH_TENDER, Permission.QUALITY_READ, Permission.DISPATCH_ANSWER).filter(scope::may).findFirst().orElseThrow();
        return scores.of(scope.reach(permission), branch, clock.instant());
    }
}
