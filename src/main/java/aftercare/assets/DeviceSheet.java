package aftercare.assets;

import aftercare.platform.Label;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists of devices and projects as files. */
final class DeviceSheet {

    static final Label TITLE = new Label("设备", "設備", "Devices");
    static final Label PROJECTS_TITLE = new Label("项目", "專案", "Projects");

    private static final List<Label> HEADINGS = List.of(
            new Label("设备编号", "設備編號", "Number"), new Label("设备名称", "設備名稱", "Name"), new Label("厂家", "廠商", "Maker"),
            new Label("产品型号", "產品型號", "Model"), new Label("类别", "類別", "Category"), new Label("序列号", "序號", "Serial number"),
            new Label("客户", "客戶", "Customer"), new Label("项目", "專案", "Project"), new Label("现场", "現場", "Site"),
            new Label("安装位置", "安裝位置", "Location"), new Label("安装日期", "安裝日期", "Installed on"),
            new Label("验收日期", "驗收日期", "Accepted on"), new Label("质保至", "保固至", "Warranty until"),
            new Label("质保", "保固", "Warranty"), new Label("状态", "狀態", "State"), new Label("服务分公司", "服務分公司", "Branch"));

    private static final List<Label> PROJECT_HEADINGS = List.of(
            new Label("项目编号", "專案編號", "Number"), new Label("项目名称", "專案名稱", "Name"), new Label("客户", "客戶", "Customer"),
            new Label("服务分公司", "服務分公司", "Branch"), new Label("验收日期", "驗收日期", "Accepted on"),
            new Label("质保月数", "保固月數", "Warranty months"), new Label("质保至", "保固至", "Warranty until"),
            new Label("设备数", "設備數", "Devices"));

    private DeviceSheet() {}

    static List<String> headings(String language) {
        return HEADINGS.stream().map(heading -> heading.in(language)).toList();
    }

    static List<@Nullable Object> cells(AssetQueries.DeviceRow row, String language) {
        return Arrays.asList(row.number(), row.name(), row.maker(), row.model(), row.category(), row.serial(), row.customerName(), row.projectName(),
                row.siteName(), row.location(), row.installedOn(), row.acceptedOn(), row.warrantyLastDay(), word(row.warranty()).in(language),
                word(row.state()).in(language), row.branchName());
    }

    static List<String> projectHeadings(String language) {
        return PROJECT_HEADINGS.stream().map(heading -> heading.in(language)).toList();
    }

    static List<@Nullable Object> cells(AssetQueries.ProjectRow row) {
        return Arrays.asList(row.number(), row.name(), row.customerName(), row.branchName(), row.acceptedOn(), row.warrantyMonths(),
                row.warrantyLastDay(), row.devices());
    }

    private static Label word(Warranty.State state) {
        return switch (state) {
            case NOT_ACCEPTED -> new Label("未验收", "未驗收", "Not accepted");
            case NOT_BEGUN -> new Label("未开始", "未開始", "Not begun");
            case COVERED -> new Label("在保", "在保", "Covered");
            case OVER -> new Label("过保", "過保", "Over");
            case NONE -> new Label("无质保", "無保固", "None");
        };
    }

    static Label word(DeviceState state) {
        return switch (state) {
            case IN_USE -> new Label("在用", "使用中", "In use");
            case STOPPED -> new Label("停用", "停用", "Stopped");
            case TAKEN_OUT -> new Label("已拆除", "已拆除", "Taken out");
            case SCRAPPED -> new Label("报废", "報廢", "Scrapped");
        };
    }
}
