package aftercare.fieldwork;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The service reports as a file. */
@RestController
class ServiceReportListFile {

    private static final ListFile<ReportQueries.Row> FILE = ListFile.<ReportQueries.Row>of("服务报告单", "服務報告單", "Service reports")
            .column("编号", "編號", "Number", ReportQueries.Row::number)
            .column("服务单", "服務單", "Case", ReportQueries.Row::caseNumber)
            .column("主题", "主題", "Subject", ReportQueries.Row::subject)
            .column("客户", "客戶", "Customer", ReportQueries.Row::customerName)
            .column("分公司", "分公司", "Branch", ReportQueries.Row::branchName)
            .column("工程师", "工程師", "Engineer", ReportQueries.Row::engineerName)
            .column("结果", "結果", "Result", row -> row.outcome().name())
            .column("填写时间", "填寫時間", "Written", ReportQueries.Row::writtenAt)
            .column("签字时间", "簽字時間", "Signed", ReportQueries.Row::signedAt)
            .column("签字人", "簽字人", "Signed by", ReportQueries.Row::signer);

    private final ReportQueries queries;

    ServiceReportListFile(ReportQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.FIELDWORK_READ)
    @GetMapping("/api/reports/export")
    void export(Scope scope, @ParameterObject ReportQueries.Filter filter, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = queries.list(filter, after, scope);
            return new Part<>(page.rows(), page.next());
        });
    }
}
