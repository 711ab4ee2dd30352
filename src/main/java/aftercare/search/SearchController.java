package aftercare.search;

import aftercare.identity.Scope;
import aftercare.platform.SignedIn;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The global search. A group that holds exactly what was asked for comes first. */
@RestController
class SearchController {

    private static final int MOST = 6;
    private static final int LONGEST = 100;

    record Group(String kind, List<Found> items) {}

    record Answer(List<Group> groups) {}

    private final List<SearchSource> sources;

    SearchController(List<SearchSource> sources) {
        this.sources = sources.stream().sorted(Comparator.comparingInt(SearchSource::order)).toList();
    }

    @SignedIn
    @GetMapping("/api/search")
    Answer search(Scope scope, @RequestParam String words) {
        var clean = words.replace("\0", "").strip();
        var asked = clean.substring(0, Math.min(LONGEST, clean.length()));
        if (asked.codePointCount(0, asked.length()) < 2) {
            return new Answer(List.of());
        }
        return new Answer(sources.stream()
                .map(source -> new Group(source.kind(), source.find(asked, scope, MOST)))
                .filter(group -> !group.items().isEmpty())
                .sorted(Comparator.comparing(group -> group.items().stream().noneMatch(Found::exact)))
                .toList());
    }
}
