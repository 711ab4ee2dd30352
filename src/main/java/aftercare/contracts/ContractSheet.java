package aftercare.contracts;

import aftercare.platform.Label;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of contracts as a sheet. */
final class ContractSheet {

    static final Label TITLE = new Label("维保合同", "維護合約", "Maintenance contracts");

    private static final List<Label> HEADINGS = List.of(
            new Label("合同编号", "合約編號", "Number"), new Label("合同名称", "合約名稱", "Title"), new Label("客户", "客戶", "Customer"),
            new Label("分公司", "分公司", "Branch"), new Label("服务级别", "服務級別", "Level"), new Label("状态", "狀態", "Status"),
            new Label("生效日", "生效日", "From"), new Label("到期日", "到期日", "Until"), new Label("金额（元）", "金額（元）", "Price (CNY)"),
            new Label("约定巡检次数", "約定巡檢次數", "Visits agreed"), new Label("已用次数", "已用次數", "Visits used"),
            new Label("负责人", "負責人", "Owner"));

    private ContractSheet() {}

    static List<String> headings(String language) {
        return HEADINGS.stream().map(heading -> heading.in(language)).toList();
    }

    static List<@Nullable Object> cells(ContractQueries.Row row, String language) {
        return Arrays.asList(row.number(), row.title(), row.customerName(), row.branchName(), row.level(), word(row.status()).in(language), row.startsOn(),
                row.endsOn(), new BigDecimal(row.price()), row.visitsAgreed(), row.visitsUsed(), row.ownerName());
    }

    private static Label word(ContractStatus status) {
        return switch (status) {
            case DRAFT -> new Label("草稿", "草稿", "Draft");
            case ACTIVE -> new Label("生效", "生效", "Active");
            case ENDED -> new Label("已到期", "已到期", "Ended");
            case TERMINATED -> new Label("提前终止", "提前終止", "Terminated");
            case CANCELLED -> new Label("已作废", "已作廢", "Cancelled");
        };
    }
}
