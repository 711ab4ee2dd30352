package aftercare.contracts;

import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A project on its way to after-sales. Once both sides have signed it is in service, and what was left open is promised. */
record Handover(UUID id, UUID project, UUID customer, UUID branch, Status status, Draft draft, int version) {

    static final String SUBJECT = "handover";
    static final String ITEM = "handover-item";

    enum Status { DRAFT, SIGNED }

    /** Its own place in the plan of the archive. */
    static final String ARCHIVED_AS = "1-06-01";

    /** Papers that belong to every project, and where the archive keeps them. */
    enum Paper {

        DRAWINGS("1-05-05"), MANUALS("1-06-02"), CERTIFICATES("1-03-04"), CONFIG("1-05-03"), PASSWORDS("1-06-03"), WARRANTY("1-06-04");

        private final String kind;

        Paper(String kind) {
            this.kind = kind;
        }

        static List<Paper> among(Set<String> kinds) {
            return Arrays.stream(values()).filter(paper -> kinds.contains(paper.kind)).toList();
        }
    }

    /** What an open item is about: WORK still to do, a PAPER that is missing, TRAINING to give, MONEY to collect. */
    enum Kind { WORK, PAPER, TRAINING, MONEY }

    /** @param id null: a new one */
    record Item(@Nullable UUID id, Kind kind, String what, @Nullable UUID owner, @Nullable LocalDate dueOn) {}

    record Draft(Set<Paper> papers, boolean trained, int trainees, Money unpaid, String note, List<Item> items) {

        Draft {
            papers = Set.copyOf(papers);
            items = List.copyOf(items);
            if (items.stream().anyMatch(item -> item.what().isBlank())) {
                throw new Refusal.Broken("contracts.handover-item-empty", "say what is open", Map.of());
            }
        }
    }

    Subject subject() {
        return new Subject(SUBJECT, id);
    }

    /** Whatever is not as it should be has an item, and every item an owner and a day. */
    void ready() {
        if (status == Status.SIGNED) {
            throw new Refusal.Conflict("contracts.handover-signed", "the hand-over is signed and does not change any more", Map.of());
        }
        var lacking = new ArrayList<Kind>();
        need(lacking, Kind.PAPER, draft.papers().size() < Paper.values().length);
        need(lacking, Kind.TRAINING, !draft.trained());
        need(lacking, Kind.MONEY, draft.unpaid().amount().signum() > 0);
        if (!lacking.isEmpty()) {
            throw new Refusal.Conflict("contracts.handover-unaddressed", "nobody has taken on what is missing: %s; add an item for each".formatted(lacking),
                    Map.of("kinds", lacking.stream().map(Enum::name).toList()));
        }
        draft.items().stream().filter(item -> item.owner() == null || item.dueOn() == null).findFirst().ifPresent(item -> {
            throw new Refusal.Conflict("contracts.handover-ownerless", "'%s' needs an owner and a day".formatted(item.what()), Map.of("what", item.what()));
        });
    }

    private void need(List<Kind> lacking, Kind kind, boolean isOpen) {
        if (isOpen && draft.items().stream().noneMatch(item -> item.kind() == kind)) {
            lacking.add(kind);
        }
    }
}
