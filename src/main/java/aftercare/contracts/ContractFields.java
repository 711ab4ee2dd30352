package aftercare.contracts;

import aftercare.imports.ImportField;
import aftercare.imports.ImportField.Choice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the columns of a list of contracts can hold. */
final class ContractFields {

    static final ImportField NUMBER = ImportField.of("number", 60, "合同编号", "合約編號", "Contract number",
            "编号", "合同号", "合约编号", "合同编码", "contractno", "number", "no")
            .meaning("纸质合同上的编号；不填则由系统编号", "紙本合約上的編號；不填則由系統編號", "As it stands on the paper; given by the product when empty").example("WB-2026-031");
    static final ImportField TITLE = ImportField.of("title", 200, "合同名称", "合約名稱", "Title", "合同", "名称", "合同标题", "contract", "name").must()
            .example("UPS 年度维保");
    static final ImportField BRANCH = ImportField.of("branch", 100, "所属分公司", "所屬分公司", "Branch", "分公司", "服务分公司")
            .meaning("不填则随客户", "不填則隨客戶", "The customer's when empty");
    static final ImportField STARTS = ImportField.of("starts", 40, "生效日", "生效日", "From", "开始日期", "生效日期", "起始日期", "合同开始", "start", "startdate", "begin").must()
            .example("2026-01-01");
    static final ImportField ENDS = ImportField.of("ends", 40, "到期日", "到期日", "Until", "结束日期", "到期日期", "截止日期", "终止日期", "合同结束", "end", "enddate").must()
            .meaning("最后一天仍有效", "最後一天仍有效", "The last day in force").example("2026-12-31");
    static final ImportField PRICE = ImportField.of("price", 30, "金额（元）", "金額（元）", "Price (CNY)", "合同金额", "金额", "总价", "合同额", "amount", "price").must()
            .meaning("整个合同期的金额，免费填 0", "整個合約期的金額，免費填 0", "Of the whole term; 0 when it is free").example("36000");
    static final ImportField VISITS = ImportField.of("visits", 10, "约定巡检次数", "約定巡檢次數", "Visits agreed", "巡检次数", "巡检", "保养次数", "visits")
            .meaning("整个合同期内的次数；不填为 0", "整個合約期內的次數；不填為 0", "Within the whole term; none when empty").example("4");
    static final ImportField PARTS = ImportField.of("parts", 10, "含备件", "含備件", "Parts included", "备件", "是否含备件", "包含备件", "全包", "parts").choices(List.of(
            Choice.of("true", "是", "是", "Yes", "含", "包含", "y", "1", "✓"), Choice.of("false", "否", "否", "No", "不含", "n", "0")))
            .meaning("不填为否", "不填為否", "No when empty").example("否");
    static final ImportField PROJECTS = ImportField.of("projects", 2000, "覆盖项目", "涵蓋專案", "Projects covered", "项目", "项目名称", "项目编号", "project", "projects").joined("、")
            .meaning("客户的项目名称或编号，多个用顿号分开", "客戶的專案名稱或編號，多個用頓號分開", "Names or numbers of the customer's projects, with commas between");
    static final ImportField SITES = ImportField.of("sites", 2000, "覆盖现场", "涵蓋現場", "Sites covered", "现场", "现场名称", "站点", "site", "sites").joined("、")
            .meaning("客户的现场名称，多个用顿号分开", "客戶的現場名稱，多個用頓號分開", "The customer's sites, with commas between").example("游客中心");
    static final ImportField DEVICES = ImportField.of("devices", 8000, "覆盖设备", "涵蓋設備", "Devices covered", "设备", "设备编号", "序列号", "device", "devices", "serial").joined("、")
            .meaning("设备编号或序列号，多个用顿号分开；项目、现场、设备都不填为整个客户", "設備編號或序號，多個用頓號分開；專案、現場、設備都不填為整個客戶",
                    "Numbers or serial numbers, with commas between; without projects, sites and devices the whole customer is covered");
    static final ImportField OWNER = ImportField.of("owner", 100, "负责人", "負責人", "Owner", "合同负责人", "销售", "客户经理", "accountmanager")
            .meaning("同事的登录名或姓名", "同事的登入名稱或姓名", "Login or name of a colleague");
    static final ImportField NOTICE = ImportField.of("notice", 10, "提前询问天数", "提前詢問天數", "Notice days", "续签提前天数", "提醒天数", "noticedays")
            .meaning("到期前多少天须询问客户是否续签；不填为 30", "到期前多少天須詢問客戶是否續簽；不填為 30", "Days before the end by which the customer is asked; 30 when empty").example("30");
    static final ImportField STATUS = ImportField.of("status", 20, "状态", "狀態", "Status", "合同状态", "state").choices(List.of(
            Choice.of("DRAFT", "草稿", "草稿", "Draft", "未签", "待签"), Choice.of("ACTIVE", "生效", "生效", "Active", "已签", "已生效", "执行中", "履行中", "在保")))
            .meaning("不填为草稿；生效的合同马上计入保障、巡检和到期提醒", "不填為草稿；生效的合約馬上計入保障、巡檢和到期提醒",
                    "Draft when empty; an active one covers, brings its visits and is watched at once").example("生效");

    /** How the levels of the product are called here, where commas stand between them; a house's own have one name. */
    private static final Map<String, Choice> SHIPPED = Stream.of(
            Choice.of("7x24x4", "7×24（4 小时到场）", "7×24（4 小時到場）", "7×24 (on site in 4 h)", "7×24，4 小时到场", "7×24，4 小時到場", "7×24, on site in 4 h", "7×24", "7*24", "7x24"),
            Choice.of("5x8xnbd", "5×8（次日到场）", "5×8（次日到場）", "5×8 (next business day)", "5×8，次日到场", "5×8，次日到場", "5×8, next business day"),
            Choice.of("5x8", "5×8", "5×8", "5×8", "5*8"), Choice.of("basic", "基础", "基礎", "Basic"))
            .collect(Collectors.toMap(Choice::code, choice -> choice));

    private ContractFields() {}

    static ImportField level(List<ServiceLevels.Named> levels) {
        return ImportField.of("level", 100, "服务级别", "服務級別", "Service level", "级别", "服务等级", "sla", "level").must().example("5×8").choices(levels.stream()
                .map(level -> level.name().isEmpty() ? SHIPPED.getOrDefault(level.code(), Choice.of(level.code(), null, null, null)) : Choice.of(level.code(), level.name(), null, null))
                .toList());
    }
}
