package aftercare.fieldwork;

import aftercare.identity.CompanyDesk;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.platform.Pdf;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
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

    record PreviewAsk(ReportLayout.@NotNull Language language, @Nullable Set<ReportLayout.Section> sections, @Nullable @Size(max = 500) String footnote) {}

    private static final int PREVIEW_DPI = 110;

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
        layouts.save(new ReportLayout(body.language(), body.sections(), body.footnote().strip()));
        return layout();
    }

    /** A made-up report in this layout, before it is kept. */
    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @GetMapping(path = "/api/report-layout/preview", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> preview(@ParameterObject @Valid PreviewAsk ask) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(sample(ask));
    }

    /** Its first page. */
    @Requires(value = Permission.IDENTITY_EDIT_COMPANY, everywhere = true)
    @GetMapping(path = "/api/report-layout/preview/picture", produces = MediaType.IMAGE_PNG_VALUE)
    ResponseEntity<byte[]> picture(@ParameterObject @Valid PreviewAsk ask) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Pdf.picture(sample(ask), PREVIEW_DPI));
    }

    private byte[] sample(PreviewAsk ask) {
        var house = company.now();
        return paper.print(SampleReport.of(house.name(), clock.instant()),
                new ReportLayout(ask.language(), Objects.requireNonNullElse(ask.sections(), Set.of()), Objects.requireNonNullElse(ask.footnote(), "")), house, null, null);
    }
}
