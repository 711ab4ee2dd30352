package aftercare.quality;

import aftercare.platform.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The overview as rows of a file: group, item, figure, value. One long table, so that a spreadsheet can pivot it. */
final class OverviewSheet {

    static final Label TITLE = new Label("服务概览", "服務概覽", "Service overview");

    private static final List<Label> HEADINGS = List.of(new Label("分组", "分組", "Group"), new Label("项目", "項目", "Item"),
            new Label("指标", "指標", "Figure"), new Label("数值", "數值", "Value"));

    private static final Label TOTAL = new Label("合计", "合計", "Total");
    private static final Label COUNT = new Label("数量", "數量", "Count");
    private static final Label OPENED = new Label("新增服务单", "新增服務單", "Opened cases");
    private static final Label RESOLVED = new Label("解决服务单", "解決服務單", "Resolved cases");
    private static final Label KEPT = new Label("按时完成", "準時完成", "Kept");
    private static final Label BROKEN = new Label("超时", "超時", "Broken");
    private static final Label SHARE = new Label("占比 %", "佔比 %", "Share %");
    private static final Label UNKNOWN = new Label("未知", "未知", "Unknown");

    private static final Map<String, Label> WORDS = Map.ofEntries(
            Map.entry("answer", new Label("响应", "回應", "Answer")), Map.entry("arrive", new Label("到场", "到場", "Arrive")),
            Map.entry("restore", new Label("恢复", "恢復", "Restore")),
            Map.entry("UNDECIDED", new Label("待判定", "待判定", "Undecided")), Map.entry("FREE", new Label("免费", "免費", "Free")),
            Map.entry("CHARGEABLE", new Label("收费", "收費", "Chargeable")), Map.entry("GOODWILL", new Label("善意免费", "善意免費", "Goodwill")),
            Map.entry("EXCELLENT", new Label("优秀", "優秀", "Excellent")), Map.entry("GOOD", new Label("良好", "良好", "Good")),
            Map.entry("FAIR", new Label("一般", "一般", "Fair")), Map.entry("POOR", new Label("较差", "較差", "Poor")));

    private final String language;
    private final List<List<? extends @Nullable Object>> rows = new ArrayList<>();

    OverviewSheet(String language) {
        this.language = language;
    }

    static List<String> headings(String language) {
        return HEADINGS.stream().map(heading -> heading.in(language)).toList();
    }

    List<List<? extends @Nullable Object>> rows(Overview overview) {
        var totals = overview.totals();
        var total = new Label("期内合计", "期內合計", "Period");
        add(total, TOTAL, OPENED, totals.opened());
        add(total, TOTAL, RESOLVED, totals.resolved());
        add(total, TOTAL, new Label("承诺按时率 %", "承諾準時率 %", "Promises kept %"), percent(totals.kept(), totals.kept() + totals.broken()));
        add(total, TOTAL, new Label("一次修复率 %", "一次修復率 %", "First-time fix %"),
                percent(totals.fixedFirst(), totals.fixedFirst() + totals.fixedLater()));
        add(total, TOTAL, new Label("重复报修率 %", "重複報修率 %", "Repeat rate %"), percent(totals.repeated(), totals.opened()));
        add(total, TOTAL, new Label("完成上门", "完成上門", "Visits done"), totals.visits());
        add(total, TOTAL, new Label("准时到场率 %", "準時到場率 %", "Punctual %"), percent(totals.punctual(), totals.visits()));
        add(total, TOTAL, new Label("响应时间中位数（分钟）", "回應時間中位數（分鐘）", "Median minutes to answer"), overview.times().answered());
        add(total, TOTAL, new Label("到场时间中位数（分钟）", "到場時間中位數（分鐘）", "Median minutes to arrive"), overview.times().arrived());
        add(total, TOTAL, new Label("解决时间中位数（分钟）", "解決時間中位數（分鐘）", "Median minutes to resolve"), overview.times().resolved());

        var trend = overview.grain() == Period.Grain.DAY ? new Label("按日", "按日", "By day") : new Label("按周", "按週", "By week");
        overview.series().forEach(step -> {
            add(trend, step.day().toString(), OPENED, step.opened());
            add(trend, step.day().toString(), RESOLVED, step.resolved());
        });
        var promises = new Label("承诺", "承諾", "Promises");
        overview.promises().forEach(promise -> {
            add(promises, word(promise.code()), KEPT, promise.kept());
            add(promises, word(promise.code()), BROKEN, promise.broken());
        });
        var rules = new Label("承诺按规则", "承諾按規則", "Promises by rule");
        overview.rules().forEach(rule -> {
            add(rules, rule.rule(), KEPT, rule.kept());
            add(rules, rule.rule(), BROKEN, rule.broken());
        });
        var months = new Label("承诺按月", "承諾按月", "Promises by month");
        overview.months().forEach(month -> {
            add(months, month.month(), KEPT, month.kept());
            add(months, month.month(), BROKEN, month.broken());
        });
        var causes = new Label("故障原因", "故障原因", "Causes");
        overview.causes().forEach(cause -> {
            var name = name(cause.code(), cause.name());
            add(causes, name, COUNT, cause.count());
            add(causes, name, SHARE, cause.share());
            add(causes, name, new Label("累计占比 %", "累計佔比 %", "Cumulative %"), cause.cumulative());
        });
        if (overview.causesUnknown() > 0) {
            add(causes, UNKNOWN, COUNT, overview.causesUnknown());
        }
        var categories = new Label("产品类别", "產品類別", "Product categories");
        overview.categories().forEach(count -> add(categories, count.code().equals("none") ? UNKNOWN.in(language) : name(count.code(), count.name()),
                COUNT, count.count()));
        var severities = new Label("严重程度", "嚴重程度", "Severity");
        overview.severities().forEach(count -> add(severities, count.code(), COUNT, count.count()));
        var entitlements = new Label("费用", "費用", "Charges");
        overview.entitlements().forEach(count -> add(entitlements, word(count.code()), COUNT, count.count()));
        var ratings = new Label("客户评价", "客戶評價", "Ratings");
        overview.ratings().grades().forEach(grade -> add(ratings, word(grade.code()), COUNT, grade.count()));
        add(ratings, TOTAL, new Label("平均分", "平均分", "Average score"), overview.ratings().score());
        add(ratings, TOTAL, new Label("评价率 %", "評價率 %", "Response rate %"), percent(overview.ratings().closedAndRated(), overview.ratings().closed()));
        var engineers = new Label("工程师", "工程師", "Engineers");
        overview.engineers().forEach(engineer -> {
            add(engineers, engineer.name(), new Label("完成上门", "完成上門", "Visits done"), engineer.visits());
            add(engineers, engineer.name(), new Label("准时到场率 %", "準時到場率 %", "Punctual %"), percent(engineer.punctual(), engineer.visits()));
            add(engineers, engineer.name(), new Label("评价平均分", "評價平均分", "Rating"), engineer.score());
        });
        return rows;
    }

    private void add(Label group, Label item, Label figure, @Nullable Object value) {
        add(group, item.in(language), figure, value);
    }

    private void add(Label group, String item, Label figure, @Nullable Object value) {
        rows.add(Arrays.asList(group.in(language), item, figure.in(language), value));
    }

    private String word(String code) {
        var word = WORDS.get(code);
        return word == null ? code : word.in(language);
    }

    private String name(String code, @Nullable Map<String, String> names) {
        return names == null ? code : Objects.requireNonNullElse(names.get(language), names.getOrDefault("zh-CN", code));
    }

    private static @Nullable BigDecimal percent(long part, long all) {
        return all == 0 ? null : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(all), 1, RoundingMode.HALF_UP);
    }
}
