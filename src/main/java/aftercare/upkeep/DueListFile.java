package aftercare.upkeep;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The dates of plans as a file. */
@RestController
class DueListFile {

    private static final ListFile<UpkeepQueries.DueView> FILE = ListFile.<UpkeepQueries.DueView>of("巡检保养日期", "巡檢保養日期", "Upkeep dates")
            .column("计划日期", "計劃日期", "Date", row -> row.due().plannedOn())
            .column("最早", "最早", "Not before", row -> row.due().windowFrom())
            .column("最晚", "最晚", "Not after", row -> row.due().windowTo())
            .column("状态", "狀態", "State", row -> state(row.due().state()))
            .column("计划", "計劃", "Plan", row -> row.due().planName())
            .column("客户", "客戶", "Customer", row -> row.due().customerName())
            .column("场所", "場所", "Site", row -> row.due().siteName())
            .column("设备", "設備", "Device", row -> row.due().deviceName())
            .column("服务单", "服務單", "Case", row -> row.due().caseNumber())
            .column("原定日期", "原定日期", "Moved from", row -> row.due().movedFrom())
            .column("完成日期", "完成日期", "Done on", row -> row.due().doneOn())
            .column("迟了几天", "遲了幾天", "Days late", row -> row.due().lateDays())
            .column("原因", "原因", "Reason", row -> row.due().reason());

    private final UpkeepQueries queries;

    DueListFile(UpkeepQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.UPKEEP_READ)
    @GetMapping("/api/upkeep/dues/export")
    void export(Scope scope, @RequestParam LocalDate from, @RequestParam LocalDate to, @RequestParam(required = false) @Nullable UUID branch,
                @RequestParam(required = false) @Nullable DueState state, @RequestParam(required = false) @Nullable UUID customer,
                @RequestParam(required = false) @Nullable UUID plan, @RequestParam(defaultValue = "false") boolean overdue, @ParameterObject ListFile.Ask ask,
                HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = queries.dues(new UpkeepQueries.DueFilter(from, to, branch, state, customer, plan, null, overdue), after, scope);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label state(DueState state) {
        return switch (state) {
            case PLANNED -> new Label("待安排", "待安排", "Planned");
            case MADE -> new Label("已开单", "已開單", "Case made");
            case DONE -> new Label("已完成", "已完成", "Done");
            case SKIPPED -> new Label("已跳过", "已跳過", "Skipped");
        };
    }
}
