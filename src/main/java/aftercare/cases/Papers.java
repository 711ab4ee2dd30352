package aftercare.cases;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The papers a kind asks for, and which of them a case has. What happened out there (somebody arrived, the work is done, the
 * customer is content) is recorded whatever is missing; what one of ours does by hand waits for the papers.
 */
@Component
class Papers {

    /** A paper of a case. The files of it lie among the case's documents, in the section of the paper. */
    record Asked(String code, Map<String, String> name, String stage, String section, boolean there) {}

    private static final String SECTION = "paper-";

    private final DocumentDesk documents;

    Papers(DocumentDesk documents) {
        this.documents = documents;
    }

    /** All that the kind asks for, in the order of the catalogue. */
    List<Asked> of(CaseId id, Kind kind) {
        var papers = kind.definition().papers();
        if (papers.isEmpty()) {
            return List.of();
        }
        var there = sections(id);
        return papers.stream().map(paper -> new Asked(paper.code(), paper.name(), paper.stage(), SECTION + paper.code(), there.contains(SECTION + paper.code())))
                .toList();
    }

    /** Refuses unless every paper is there that is due before the stage the case goes to, or was due before the one it is in. */
    void demand(ServiceCase c, Kind kind, String next) {
        var stages = List.of(c.progress().stage(), next);
        var missing = of(c.id(), kind).stream().filter(paper -> stages.contains(paper.stage()) && !paper.there()).map(Asked::name).toList();
        if (!missing.isEmpty()) {
            var papers = missing.stream().map(Kind::said).collect(Collectors.joining("、"));
            throw new Refusal.Conflict("cases.paper-missing", "case %s needs %s first; add it to the case, then repeat".formatted(c.number(), papers),
                    Map.of("number", c.number(), "papers", papers, "names", missing));
        }
    }

    private Set<String> sections(CaseId id) {
        return documents.of(id.subject()).stream().map(Document::section).collect(Collectors.toSet());
    }
}
