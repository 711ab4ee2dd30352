package aftercare.letters;

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

/** The commitment letters as a file. */
@RestController
class LetterListFile {

    private static final ListFile<LetterQueries.Row> FILE = ListFile.<LetterQueries.Row>of("服务承诺书", "服務承諾書", "Commitment letters")
            .column("编号", "編號", "Number", LetterQueries.Row::number)
            .column("承诺书", "承諾書", "Letter", LetterQueries.Row::title)
            .column("客户", "客戶", "Customer", LetterQueries.Row::customerName)
            .column("分公司", "分公司", "Branch", LetterQueries.Row::branchName)
            .column("投标", "投標", "Tender", LetterQueries.Row::tender)
            .column("合同编号", "合約編號", "Contract", LetterQueries.Row::contractNumber)
            .column("项目", "專案", "Project", LetterQueries.Row::projectName)
            .column("没有规则监督的承诺", "沒有規則監督的承諾", "Promises nobody watches", LetterQueries.Row::unwatched)
            .column("更新时间", "更新時間", "Saved", LetterQueries.Row::savedAt)
            .column("出具时间", "出具時間", "Issued", LetterQueries.Row::issuedAt);

    private final LetterQueries queries;

    LetterListFile(LetterQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.LETTERS_READ)
    @GetMapping("/api/letters/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) @Nullable LetterStatus status, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = queries.list(new LetterQueries.Filter(words, branch, status), after, scope);
            return new Part<>(page.rows(), page.next());
        });
    }
}
