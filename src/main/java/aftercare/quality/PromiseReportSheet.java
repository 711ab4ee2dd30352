package aftercare.quality;

import aftercare.platform.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The report of kept and broken promises as files: its figures, or the promises behind them. */
final class PromiseReportSheet {

    static final Label FIGURES = new Label("承诺兑现统计", "承諾兌現統計", "Promises kept and broken");
    static final Label LIST = new Label("承诺兑现明细", "承諾兌現明細", "Decided promises");

    private static final List<Label> FIGURE_HEADINGS = List.of(new Label("分组", "分組", "Group"), new Label("项目", "項目", "Item"),
            new Label("按时兑现", "準時兌現", "Kept"), new Label("违约", "違約", "Broken"), new Label("免除", "免除", "Waived"),
            new Label("兑现率 %", "兌現率 %", "Kept %"));

    private static final List<Label> LIST_HEADINGS = List.of(new Label("对象", "對象", "About"), new Label("承诺", "承諾", "Promise"),
            new Label("轮次", "輪次", "Round"), new Label("规则", "規則", "Rule"), new Label("客户", "客戶", "Customer"), new Label("分公司", "分公司", "Branch"),
            new Label("负责人", "負責人", "Owner"), new Label("结果", "結果", "Outcome"), new Label("开始", "開始", "Started"), new Label("应完成", "應完成", "Due"),
            new Label("实际结束", "實際結束", "Ended"), new Label("约定时长（分钟）", "約定時長（分鐘）", "Minutes allowed"),
            new Label("超时（工作分钟）", "超時（工作分鐘）", "Minutes over"), new Label("违约原因", "違約原因", "Cause of breach"),
            new Label("原因说明", "原因說明", "In words"), new Label("说明人", "說明人", "Said by"), new Label("免除原因", "免除原因", "Waived because"),
            new Label("免除人", "免除人", "Waived by"));

    private static final Label NOBODY = new Label("服务台", "服務台", "Service desk");
    private static final Label UNSAID = new Label("未说明", "未說明", "Nobody said");

    private static final Map<String, Label> WORDS = Map.ofEntries(
            Map.entry("answer", new Label("响应", "回應", "Answer")), Map.entry("arrive", new Label("到场", "到場", "Arrive")),
            Map.entry("restore", new Label("恢复", "恢復", "Restore")), Map.entry("quote", new Label("报价", "報價", "Quote")),
            Map.entry("call-back", new Label("回访", "回訪", "Call back")), Map.entry("ring-back", new Label("回电", "回電", "Ring back")), Map.entry("papers-back", new Label("交回单据", "交回單據", "Papers back")),
            Map.entry("KEPT", new Label("按时兑现", "準時兌現", "Kept")), Map.entry("BROKEN", new Label("违约", "違約", "Broken")),
            Map.entry("WAIVED", new Label("免除", "免除", "Waived")),
            Map.entry("NO_ENGINEER", new Label("人手不足", "人手不足", "Nobody free")), Map.entry("NO_PARTS", new Label("缺备件", "缺備件", "No parts")),
            Map.entry("TRAVEL", new Label("路途或天气", "路途或天氣", "Travel or weather")), Map.entry("CUSTOMER", new Label("客户原因", "客戶原因", "Customer")),
            Map.entry("SUPPLIER", new Label("厂家原因", "廠家原因", "Supplier")), Map.entry("HARDER", new Label("难度超出预期", "難度超出預期", "Harder than expected")),
            Map.entry("OVERLOOKED", new Label("疏忽遗漏", "疏忽遺漏", "Overlooked")), Map.entry("OTHER", new Label("其他", "其他", "Other")));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final String language;

    PromiseReportSheet(String language) {
        this.language = language;
    }

    List<String> figureHeadings() {
        return FIGURE_HEADINGS.stream().map(heading -> heading.in(language)).toList();
    }

    List<String> listHeadings() {
        return LIST_HEADINGS.stream().map(heading -> heading.in(language)).toList();
    }

    void figures(PromiseReport report, Consumer<List<? extends @Nullable Object>> row) {
        var total = report.total();
        row.accept(line(new Label("合计", "合計", "Total"), "", total.kept(), total.broken(), total.waived()));
        lines(new Label("按月", "按月", "By month"), report.months(), row);
        lines(new Label("按承诺", "按承諾", "By promise"), report.codes(), row);
        report.rules().forEach(rule -> row.accept(line(new Label("按规则", "按規則", "By rule"), rule.name(), rule.kept(), rule.broken(), rule.waived())));
        lines(new Label("按分公司", "按分公司", "By branch"), report.branches(), row);
        lines(new Label("按负责人", "按負責人", "By owner"), report.owners(), row);
        lines(new Label("按客户", "按客戶", "By customer"), report.customers(), row);
        report.causes().forEach(cause -> row.accept(Arrays.asList(new Label("违约原因", "違約原因", "Causes of breach").in(language), word(cause.cause(), UNSAID),
                null, cause.count(), null, null)));
        report.waivers().forEach(waiver -> row.accept(Arrays.asList(new Label("免除原因", "免除原因", "Reasons of waiving").in(language),
                waiver.byName() == null ? waiver.reason() : waiver.reason() + " · " + waiver.byName(), null, null, waiver.count(), null)));
    }

    List<@Nullable Object> cells(PromiseOutcomes.Row row) {
        var zone = ZoneId.of(row.zone());
        return Arrays.asList(row.label(), word(row.code(), NOBODY), row.round(), row.ruleName(), row.customerName(), row.branchName(), row.ownerName(),
                word(row.outcome().name(), NOBODY), time(row.startedAt(), zone), time(row.dueAt(), zone),
                row.endedAt() == null ? null : time(row.endedAt(), zone), row.goalMinutes(), row.overrunMinutes(),
                row.cause() == null ? null : word(row.cause().name(), UNSAID), row.causeWords(), row.causeBy(), row.reason(), row.waivedBy());
    }

    private void lines(Label group, List<PromiseReport.Line> lines, Consumer<List<? extends @Nullable Object>> row) {
        lines.forEach(line -> row.accept(line(group, line.name() == null ? word(line.key(), NOBODY) : line.name(), line.kept(), line.broken(), line.waived())));
    }

    private List<@Nullable Object> line(Label group, String item, long kept, long broken, long waived) {
        var share = kept + broken == 0 ? null : BigDecimal.valueOf(kept * 100).divide(BigDecimal.valueOf(kept + broken), 1, RoundingMode.HALF_UP);
        return Arrays.asList(group.in(language), item, kept, broken, waived, share);
    }

    private String word(String code, Label none) {
        return code.equals(PromiseOutcomes.NOBODY) ? none.in(language) : WORDS.containsKey(code) ? WORDS.get(code).in(language) : code;
    }

    private static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
