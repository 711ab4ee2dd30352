package aftercare.integration;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of keys as a file. */
@RestController
class ApiKeyListFile {

    private static final ListFile<ApiKeyQueries.KeyRow> FILE = ListFile.<ApiKeyQueries.KeyRow>of("接口密钥", "介面金鑰", "API keys")
            .column("名称", "名稱", "Name", ApiKeyQueries.KeyRow::name)
            .column("密钥前缀", "金鑰前綴", "Prefix", row -> "ac_" + row.prefix())
            .column("状态", "狀態", "State", row -> word(row.state()))
            .column("分公司", "分公司", "Branch", row -> row.branchName() == null ? new Label("全公司", "全公司", "Whole company") : row.branchName())
            .column("权限范围", "權限範圍", "Scopes", row -> String.join(" ", row.scopes()))
            .column("每分钟上限", "每分鐘上限", "Calls a minute", ApiKeyQueries.KeyRow::perMinute)
            .column("有效期至", "有效期至", "Runs out", ApiKeyQueries.KeyRow::expiresAt)
            .column("最近使用", "最近使用", "Last used", ApiKeyQueries.KeyRow::lastUsedAt)
            .column("创建时间", "建立時間", "Made", ApiKeyQueries.KeyRow::madeAt)
            .column("创建人", "建立人", "Made by", ApiKeyQueries.KeyRow::madeBy)
            .column("吊销时间", "撤銷時間", "Revoked", ApiKeyQueries.KeyRow::revokedAt)
            .column("吊销人", "撤銷人", "Revoked by", ApiKeyQueries.KeyRow::revokedBy);

    private final ApiKeyQueries queries;

    ApiKeyListFile(ApiKeyQueries queries) {
        this.queries = queries;
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping("/api/api-keys/export")
    void export(@RequestParam(required = false) @Nullable String words, @RequestParam(required = false) ApiKeyQueries.@Nullable KeyState state,
                @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<ApiKeyQueries.KeyNext>send(response, ask, after -> {
            var page = queries.list(words, state, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label word(ApiKeyQueries.KeyState state) {
        return switch (state) {
            case ACTIVE -> new Label("有效", "有效", "Active");
            case EXPIRED -> new Label("已过期", "已過期", "Expired");
            case REVOKED -> new Label("已吊销", "已撤銷", "Revoked");
        };
    }
}
