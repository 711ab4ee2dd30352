package aftercare.fieldwork;

import aftercare.identity.CompanyDesk;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How service reports are printed. */
@RestController
class LayoutController {

    /** @param choices all sections that may be left out, in the order in which they stand on the paper */
    record LayoutView(ReportLayout.Language language, List<ReportLayout.Section> sections, String footnote, List<ReportLayout.Section> choices) {

        static LayoutView of(ReportLayout layout) {
            return new LayoutView(layout.language(), layout.order(), layout.footnote(), List.of(ReportLayout.Section.values()));
        }
    }

    record LayoutBody(ReportLayout.@NotNull Language language, @NotNull Set<ReportLayout.@NotNull Section> sections, @NotNull @Size(max = 500) String footnote) {}

    private final ReportLayouts layouts;
    private final ReportPaper paper;
    private final CompanyDesk company;
    private final Clock clock;

    LayoutController(ReportLayouts layouts, ReportPaper paper, CompanyDesk company, Clock clock) {
        this.layouts = layouts;
        this.paper = paper;
        this.company = company;
        this.clock = clock;
    }

    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @GetMapping("/api/report-layout")
    LayoutView layout() {
        return LayoutView.of(layouts.now());
    }

    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @PutMapping("/api/report-layout")
    LayoutView change(@Valid @RequestBody LayoutBody body) {
        layouts.save(new ReportLayout(body.language(), body.sections(), body.footnote().strip()), clock.instant());
        return layout();
    }

    /** A made-up report in this layout, before it is kept. */
    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @GetMapping(path = "/api/report-layout/preview", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> preview(@RequestParam ReportLayout.Language language, @RequestParam(required = false, defaultValue = "") Set<ReportLayout.Section> sections,
                                   @RequestParam(required = false, defaultValue = "") @Size(max = 500) String footnote) {
        var house = company.now();
        return ResponseEntity.ok().cacheControl(CacheControl.noStore())
                .body(paper.print(SampleReport.of(house.name(), clock.instant()), new ReportLayout(language, sections, footnote), house, null, null));
    }
}
