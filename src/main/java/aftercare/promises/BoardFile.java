package aftercare.promises;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The due board as a file. */
@RestController
class BoardFile {

    private static final ListFile<PromiseQueries.BoardRow> FILE = ListFile.<PromiseQueries.BoardRow>of("承诺时限", "承諾時限", "Promises")
            .column("对象", "對象", "About", PromiseQueries.BoardRow::label)
            .column("承诺", "承諾", "Promise", row -> word(row.promise().code()))
            .column("状态", "狀態", "State", row -> word(row.promise().state()))
            .column("开始", "開始", "Started", row -> row.promise().startedAt())
            .column("应完成", "應完成", "Due", row -> row.promise().dueAt())
            .column("已超时", "已逾時", "Breached at", row -> row.promise().breachedAt())
            .column("暂停原因", "暫停原因", "Paused because", row -> row.promise().pauseName() == null ? row.promise().pauseReason() : row.promise().pauseName())
            .column("结束", "結束", "Ended", row -> row.promise().endedAt())
            .column("分公司", "分公司", "Branch", PromiseQueries.BoardRow::branchName)
            .column("负责人", "負責人", "Owner", PromiseQueries.BoardRow::ownerName)
            .column("原因说明", "原因說明", "Cause in words", PromiseQueries.BoardRow::breachWords);

    private final PromiseQueries queries;
    private final Clock clock;

    BoardFile(PromiseQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    @Requires(Permission.PROMISES_READ)
    @GetMapping("/api/promises/board/export")
    void export(Scope scope, @RequestParam PromiseQueries.Window window, @RequestParam(defaultValue = "false") boolean mine,
                @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable UUID owner,
                @RequestParam(required = false) @Nullable String code, @RequestParam(required = false) @Nullable UUID customer,
                @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        var now = clock.instant();
        FILE.<PromiseQueries.Next>send(response, ask, after -> {
            var page = queries.board(window, scope.reach(Permission.PROMISES_READ), new PromiseQueries.BoardFilter(branch, mine ? scope.user() : owner, code, customer), now, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Object word(String code) {
        return switch (code) {
            case "answer" -> new Label("响应", "回應", "Answer");
            case "arrive" -> new Label("到场", "到場", "Arrive");
            case "restore" -> new Label("恢复", "恢復", "Restore");
            case "quote" -> new Label("报价", "報價", "Quote");
            case "ring-back" -> new Label("回电", "回電", "Ring back");
            case "call-back" -> new Label("回访", "回訪", "Call back");
            case "papers-back" -> new Label("交回单据", "交回單據", "Papers back");
            default -> code;
        };
    }

    private static Label word(PromiseState state) {
        return switch (state) {
            case RUNNING -> new Label("进行中", "進行中", "Running");
            case PAUSED -> new Label("已暂停", "已暫停", "Paused");
            case KEPT -> new Label("按时兑现", "準時兌現", "Kept");
            case BROKEN -> new Label("违约", "違約", "Broken");
            case WAIVED -> new Label("免除", "免除", "Waived");
        };
    }
}
