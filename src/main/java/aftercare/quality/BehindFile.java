package aftercare.quality;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** The cases behind a figure as a file. */
@RestController
class BehindFile {

    private static final ListFile<OverviewQueries.Row> FILE = ListFile.<OverviewQueries.Row>of("指标背后的服务单", "指標背後的服務單", "Cases behind a figure")
            .column("单号", "單號", "Number", OverviewQueries.Row::number)
            .column("问题", "問題", "Subject", OverviewQueries.Row::subject)
            .column("级别", "級別", "Severity", OverviewQueries.Row::severity)
            .column("客户", "客戶", "Customer", OverviewQueries.Row::customerName)
            .column("设备", "設備", "Device", OverviewQueries.Row::deviceName)
            .column("分公司", "分公司", "Branch", OverviewQueries.Row::branchName)
            .column("负责人", "負責人", "Assignee", OverviewQueries.Row::assigneeName)
            .column("计入时间", "計入時間", "Counted at", OverviewQueries.Row::at)
            .column("报修时间", "報修時間", "Opened at", OverviewQueries.Row::openedAt)
            .column("解决时间", "解決時間", "Resolved at", OverviewQueries.Row::resolvedAt);

    private final OverviewQueries queries;

    BehindFile(OverviewQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.QUALITY_READ)
    @GetMapping("/api/quality/cases/export")
    void export(Scope scope, @RequestParam Population of, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                @ParameterObject ListFile.Ask ask, WebRequest request, HttpServletResponse response) throws IOException {
        var is = request.getParameterValues("is");
        FILE.<String>send(response, ask, after -> {
            var page = queries.behind(of, is == null ? List.of() : List.of(is), new Period(from, to, branch), scope.reach(Permission.QUALITY_READ), after);
            return new Part<>(page.rows(), page.next());
        });
    }
}
