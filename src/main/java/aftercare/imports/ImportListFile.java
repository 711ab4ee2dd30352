package aftercare.imports;

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

/** Who imported what, as a file. */
@RestController
class ImportListFile {

    private final ImportDesk desk;

    ImportListFile(ImportDesk desk) {
        this.desk = desk;
    }

    @Requires({Permission.ASSETS_IMPORT, Permission.CUSTOMERS_IMPORT, Permission.CASES_IMPORT})
    @GetMapping("/api/imports/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable String kind, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        ListFile.<Import>of("导入记录", "匯入記錄", "Imports")
                .column("文件", "檔案", "File", Import::fileName)
                .column("内容", "內容", "Content", one -> desk.importable(one.kind(), scope).title())
                .column("状态", "狀態", "State", one -> word(one.state()))
                .column("行数", "列數", "Rows", Import::rows)
                .column("正确", "正確", "Good", Import::good)
                .column("有问题", "有問題", "Bad", Import::bad)
                .column("导入人", "匯入人", "By", Import::createdByName)
                .column("时间", "時間", "At", Import::createdAt)
                .column("完成时间", "完成時間", "Finished", Import::finishedAt)
                .column("撤销人", "撤銷人", "Taken back by", Import::undoneByName)
                .column("撤销时间", "撤銷時間", "Taken back at", Import::undoneAt)
                .<UUID>send(response, ask, after -> {
                    var page = desk.list(kind, after, scope);
                    return new Part<>(page.rows(), page.next());
                });
    }

    private static Label word(ImportState state) {
        return switch (state) {
            case READY -> new Label("待核对", "待核對", "To check");
            case CHECKING -> new Label("核对中", "核對中", "Checking");
            case CHECKED -> new Label("待确认", "待確認", "To confirm");
            case WRITING -> new Label("写入中", "寫入中", "Writing");
            case DONE -> new Label("已导入", "已匯入", "Imported");
            case UNDOING -> new Label("撤销中", "撤銷中", "Taking back");
            case UNDONE -> new Label("已撤销", "已撤銷", "Taken back");
            case GIVEN_UP -> new Label("已放弃", "已放棄", "Given up");
        };
    }
}
