package aftercare.contracts;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The hand-overs and what is still to do in each, as a file. */
@RestController
class HandoverListFile {

    private static final ListFile<HandoverQueries.Row> FILE = ListFile.<HandoverQueries.Row>of("移交售后", "移交售後", "Hand-overs")
            .column("项目编号", "專案編號", "Project number", HandoverQueries.Row::projectNumber)
            .column("项目", "專案", "Project", HandoverQueries.Row::projectName)
            .column("客户", "客戶", "Customer", HandoverQueries.Row::customerName)
            .column("分公司", "分公司", "Branch", HandoverQueries.Row::branchName)
            .column("遗留事项", "遺留事項", "Items", HandoverQueries.Row::items)
            .column("未办结", "未辦結", "Open items", HandoverQueries.Row::open)
            .column("已逾期", "已逾期", "Late items", HandoverQueries.Row::late)
            .column("最近期限", "最近期限", "Next due", HandoverQueries.Row::nextDue)
            .column("未付款项", "未付款項", "Unpaid", HandoverQueries.Row::unpaid)
            .column("开始时间", "開始時間", "Begun", HandoverQueries.Row::createdAt)
            .column("签字时间", "簽字時間", "Signed", HandoverQueries.Row::signedAt);

    private final HandoverQueries queries;

    HandoverListFile(HandoverQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/handovers/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) HandoverQueries.@Nullable Standing standing, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = queries.list(new HandoverQueries.Filter(words, branch, standing), after, scope);
            return new Part<>(page.rows(), page.next());
        });
    }
}
