package aftercare.knowledge;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Label;
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

/** Help articles, as a file. */
@RestController
class ArticleListFile {

    private static final ListFile<ArticleQueries.Row> FILE = ListFile.<ArticleQueries.Row>of("知识库", "知識庫", "Help articles")
            .column("编号", "編號", "Number", ArticleQueries.Row::number)
            .column("标题", "標題", "Title", ArticleQueries.Row::title)
            .column("状态", "狀態", "State", row -> word(row.state()))
            .column("读者", "讀者", "For", row -> row.audience() == Audience.PORTAL ? new Label("客户与内部", "客戶與內部", "Customers too") : new Label("仅内部", "僅內部", "Our people"))
            .column("型号", "型號", "Model", ArticleQueries.Row::productName)
            .column("有用", "有用", "Useful", ArticleQueries.Row::useful)
            .column("没用", "沒用", "Not useful", ArticleQueries.Row::useless)
            .column("解决次数", "解決次數", "Solved", ArticleQueries.Row::solved)
            .column("作者", "作者", "Written by", ArticleQueries.Row::authorName)
            .column("更新时间", "更新時間", "Changed", ArticleQueries.Row::changedAt);

    private final ArticleQueries queries;

    ArticleListFile(ArticleQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.KNOWLEDGE_READ)
    @GetMapping("/api/articles/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable ArticleState state,
                @RequestParam(required = false) @Nullable Audience audience, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = queries.list(words, state, audience, after, scope);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label word(ArticleState state) {
        return switch (state) {
            case DRAFT -> new Label("草稿", "草稿", "Draft");
            case PUBLISHED -> new Label("已发布", "已發布", "Published");
            case WITHDRAWN -> new Label("已撤下", "已撤下", "Withdrawn");
        };
    }
}
