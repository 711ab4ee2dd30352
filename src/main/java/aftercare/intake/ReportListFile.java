package aftercare.intake;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What was received and became no case, as a file. */
@RestController
class ReportListFile {

    private static final ListFile<ReportStore.Open> FILE = ListFile.<ReportStore.Open>of("待处理来件", "待處理來件", "Unfinished reports")
            .column("收到时间", "收到時間", "Received at", ReportStore.Open::receivedAt)
            .column("渠道", "管道", "Channel", report -> report.channel().name())
            .column("原因", "原因", "Why no case", ReportStore.Open::failure)
            .column("原文", "原文", "As it came", ReportStore.Open::text);

    private final IntakeController reports;

    ReportListFile(IntakeController reports) {
        this.reports = reports;
    }

    @Requires(Permission.CASES_OPEN)
    @GetMapping("/api/intake/reports/export")
    void export(Scope scope, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<String>send(response, ask, after -> {
            var page = reports.unfinished(scope, after);
            return new Part<>(page.rows(), page.next());
        });
    }
}
