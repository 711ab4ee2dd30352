package aftercare.archive;

import aftercare.kernel.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What belongs into an archive, in its order. A code says where a kind stands: {@code 1-03-05} is the fifth kind of the third
 * section of class 1; it is never given to anything else.
 */
record ArchivePlan(int version, List<Section> sections) {

    static final int CLASSES = 2;
    private static final int MOST = 99;

    /** @param code null: a new one */
    record Section(@Nullable String code, int klass, String name, List<Kind> kinds) {

        Section {
            name = name.strip();
            kinds = List.copyOf(kinds);
            if (name.isEmpty() || name.length() > 60) {
                throw new Refusal.Broken("archive.nameless", "every section and every kind of paper has a name of at most 60 characters", Map.of());
            }
            if (klass < 1 || klass > CLASSES || code != null && code.charAt(0) - '0' != klass) {
                throw new Refusal.Broken("archive.section-elsewhere", "a section stays in its class", Map.of());
            }
        }
    }

    /**
     * @param code  null: a new one
     * @param years how long it is kept; null: for good
     */
    record Kind(@Nullable String code, String name, boolean required, boolean important, @Nullable Integer years, boolean active) {

        Kind {
            name = name.strip();
            if (name.isEmpty() || name.length() > 60) {
                throw new Refusal.Broken("archive.nameless", "every section and every kind of paper has a name of at most 60 characters", Map.of());
            }
        }
    }

    ArchivePlan {
        sections = List.copyOf(sections);
    }

    Stream<Kind> kinds() {
        return sections.stream().flatMap(section -> section.kinds().stream());
    }

    /**
     * The plan as it will stand, every new line with its code. A section or kind may be renamed, moved among its neighbours and taken
     * out of use; it is left out only by whoever {@code mayGo} says nothing needs.
     */
    ArchivePlan changed(List<Section> next, java.util.function.Predicate<String> mayGo) {
        var known = new HashSet<String>();
        sections.forEach(section -> {
            known.add(Objects.requireNonNull(section.code()));
            section.kinds().forEach(kind -> known.add(Objects.requireNonNull(kind.code())));
        });
        var kept = new HashSet<String>();
        var taken = new HashSet<>(known);
        var after = next.stream().map(section -> {
            var code = section.code() == null ? free(section.klass() + "-", taken) : known(section.code(), known, kept);
            return new Section(code, section.klass(), section.name(), section.kinds().stream().map(kind -> {
                if (kind.code() != null && !kind.code().startsWith(code + "-")) {
                    throw new Refusal.Broken("archive.kind-elsewhere", "kind %s stays in its section".formatted(kind.code()), Map.of("kind", kind.code()));
                }
                return new Kind(kind.code() == null ? free(code + "-", taken) : known(kind.code(), known, kept), kind.name(), kind.required(), kind.important(),
                        kind.years(), kind.active());
            }).toList());
        }).toList();
        known.stream().filter(code -> !kept.contains(code) && !mayGo.test(code)).sorted().findFirst().ifPresent(code -> {
            throw new Refusal.Conflict("archive.line-stays", "%s stays in the plan, papers lie under it or it came with the product; take it out of use".formatted(code),
                    Map.of("code", code));
        });
        return new ArchivePlan(version + 1, after);
    }

    private static String known(String code, HashSet<String> known, HashSet<String> kept) {
        if (!known.contains(code) || !kept.add(code)) {
            throw new Refusal.Broken("archive.no-such-kind", "there is no %s in the plan".formatted(code), Map.of("kind", code));
        }
        return code;
    }

    private static String free(String before, HashSet<String> taken) {
        for (int n = MOST; n >= 1; n--) {
            if (taken.contains(before + "%02d".formatted(n))) {
                if (n == MOST) {
                    break;
                }
                var code = before + "%02d".formatted(n + 1);
                taken.add(code);
                return code;
            }
        }
        if (taken.contains(before + MOST)) {
            throw new Refusal.Broken("archive.plan-full", "there is no room for more than %d".formatted(MOST), Map.of("most", MOST));
        }
        taken.add(before + "01");
        return before + "01";
    }
}
