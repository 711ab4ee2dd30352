package aftercare.care;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What customers thought, for those who answer for it. Ratings are given in the portal. */
@RestController
@RequestMapping("/api/care")
class CareController {

    private static final int PAGE = 50;

    private final CareQueries queries;

    CareController(CareQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping("/ratings")
    CareQueries.RatingPage ratings(Scope scope, @RequestParam(defaultValue = "false") boolean low,
                                   @RequestParam(required = false) @Nullable UUID engineer,
                                   @RequestParam(required = false) @Nullable Instant afterAt,
                                   @RequestParam(required = false) @Nullable UUID afterId) {
        return queries.ratings(scope.reach(Permission.QUALITY_READ), low, engineer,
                afterAt == null || afterId == null ? null : new CareQueries.RatingCursor(afterAt, afterId), PAGE);
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping("/averages")
    CareQueries.Averages averages(Scope scope, @RequestParam Instant from, @RequestParam Instant to) {
        return queries.averages(scope.reach(Permission.QUALITY_READ), from, to);
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/cases/{id}/rating")
    CareQueries.RatingRow rating(Scope scope, @PathVariable UUID id) {
        return queries.rating(scope.reach(Permission.CASES_READ), id).orElseThrow(() -> new Refusal.Missing("care.no-rating",
                "the case %s has no rating".formatted(id), Map.of("id", id)));
    }
}
