package aftercare.customers;

import aftercare.platform.Label;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of customers as a file. */
final class CustomerSheet {

    static final Label TITLE = new Label("客户", "客戶", "Customers");

    private static final List<Label> HEADINGS = List.of(
            new Label("客户编号", "客戶編號", "Number"), new Label("客户名称", "客戶名稱", "Name"), new Label("类型", "類型", "Kind"),
            new Label("等级", "等級", "Tier"), new Label("所属分公司", "所屬分公司", "Branch"), new Label("电话", "電話", "Phone"),
            new Label("主要联系人", "主要聯絡人", "Primary contact"), new Label("联系人电话", "聯絡人電話", "Contact phone"),
            new Label("现场数", "現場數", "Sites"), new Label("所在地区", "所在地區", "Region"), new Label("状态", "狀態", "State"));

    private CustomerSheet() {}

    static List<String> headings(String language) {
        return HEADINGS.stream().map(heading -> heading.in(language)).toList();
    }

    static List<@Nullable Object> cells(CustomerQueries.CustomerRow row, String language) {
        return Arrays.asList(row.number(), row.name(), word(row.kind()).in(language), word(row.tier()).in(language), row.branchName(),
                row.phone(), row.contactName(), row.contactPhone(), row.sites(), row.place(),
                (row.active() ? new Label("有效", "有效", "Active") : new Label("已停用", "已停用", "Inactive")).in(language));
    }

    private static Label word(CustomerKind kind) {
        return switch (kind) {
            case COMPANY -> new Label("企业", "企業", "Company");
            case PERSON -> new Label("个人", "個人", "Person");
        };
    }

    private static Label word(Tier tier) {
        return switch (tier) {
            case STANDARD -> new Label("普通", "普通", "Standard");
            case SILVER -> new Label("银牌", "銀牌", "Silver");
            case GOLD -> new Label("金牌", "金牌", "Gold");
            case KEY -> new Label("重点", "重點", "Key account");
        };
    }
}
