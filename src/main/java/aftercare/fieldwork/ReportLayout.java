package aftercare.fieldwork;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How the house prints its service reports. Head, facts, what was done, signature and the code that proves them are always there.
 *
 * @param footnote below the signature: terms, an address for complaints
 */
record ReportLayout(Language language, Set<Section> sections, String footnote) {

    static final ReportLayout SHIPPED = new ReportLayout(Language.ZH, EnumSet.allOf(Section.class), "");

    /** Of what the paper says itself; what people wrote stays as they wrote it. */
    enum Language { ZH, EN, BOTH }

    /** What may be left out. */
    enum Section { STEPS, SYMPTOM, CHARGE, PARTS, CHECKS, PHOTOS, ADVICE }

    ReportLayout {
        sections = Set.copyOf(sections);
    }

    boolean has(Section section) {
        return sections.contains(section);
    }

    ReportLayout in(Language other) {
        return new ReportLayout(other, sections, footnote);
    }

    List<Section> order() {
        return sections.stream().sorted().toList();
    }
}
