package aftercare.archive;

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

/** The archives and what is missing in each, as a file. */
@RestController
class ArchiveListFile {

    private static final ListFile<ArchiveQueries.Row> FILE = ListFile.<ArchiveQueries.Row>of("项目档案", "專案檔案", "Project archives")
            .column("项目编号", "專案編號", "Project number", ArchiveQueries.Row::number)
            .column("项目", "專案", "Project", ArchiveQueries.Row::name)
            .column("客户", "客戶", "Customer", ArchiveQueries.Row::customerName)
            .column("分公司", "分公司", "Branch", ArchiveQueries.Row::branchName)
            .column("建档时间", "建檔時間", "Opened", ArchiveQueries.Row::openedAt)
            .column("资料份数", "資料份數", "Papers", ArchiveQueries.Row::papers)
            .column("必备资料种类", "必備資料種類", "Required kinds", ArchiveQueries.Row::required)
            .column("缺少种类", "缺少種類", "Missing kinds", row -> row.required() - row.present());

    private final ArchiveQueries queries;

    ArchiveListFile(ArchiveQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.ASSETS_READ)
    @GetMapping("/api/archives/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(defaultValue = "false") boolean incomplete, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = queries.list(new ArchiveQueries.Filter(words, branch, incomplete), after, scope);
            return new Part<>(page.rows(), page.next());
        });
    }
}
