package aftercare.intake;

import aftercare.cases.CaseStatus;
import aftercare.imports.ImportField;
import aftercare.imports.ImportField.Choice;
import java.util.List;

/** What the columns of a file of past cases can hold. */
final class CaseFields {

    static final ImportField REFERENCE = ImportField.of("reference", 200, "原单号", "原單號", "Number there",
            "编号", "单号", "工单号", "工单编号", "服务单号", "报修单号", "原编号", "原工单号", "旧单号", "number", "no", "id", "key", "uniquekey", "casenumber", "ticket",
            "ticketnumber", "incident").must().meaning("原系统里的单号，再次导入时据此识别", "原系統裡的單號，再次匯入時據此識別", "Its number in the other system; it tells what was brought before").example("WX-2023-0815");
    static final ImportField OPENED_AT = ImportField.of("openedAt", 60, "报修时间", "報修時間", "Opened at",
            "受理时间", "创建时间", "报修日期", "开单时间", "登记时间", "opened", "openedat", "created", "createdat", "createddate", "reported", "reportedat").must().moments()
            .example("2023-08-15 09:30");
    static final ImportField SUBJECT = ImportField.of("subject", 10_000, "问题", "問題", "Subject",
            "标题", "主题", "故障", "故障现象", "报修内容", "subject", "title", "summary", "shortdescription", "complainttype", "descriptor").must().joined(" · ")
            .meaning("可以由几列合成", "可以由幾欄合成", "Several columns may make it up").example("UPS 告警，切到旁路");
    static final ImportField DESCRIPTION = ImportField.of("description", 10_000, "描述", "描述", "Description",
            "问题描述", "故障描述", "详细描述", "备注", "description", "details", "note", "notes").joined("\n");
    static final ImportField STATUS = ImportField.of("status", 60, "状态", "狀態", "Status", "工单状态", "处理状态", "status", "state").choices(List.of(
            choice(CaseStatus.NEW, "新建", "新建", "New", "open", "待受理", "待处理", "未处理", "未受理"),
            choice(CaseStatus.ACTIVE, "处理中", "處理中", "Active", "assigned", "in progress", "in-progress", "started", "进行中", "已受理", "已派工", "维修中", "已派单"),
            choice(CaseStatus.WAITING, "等待中", "等待中", "Waiting", "pending", "on hold", "on-hold", "挂起", "待客户", "暂停"),
            choice(CaseStatus.RESOLVED, "待验收", "待驗收", "Resolved", "done", "已解决", "待确认", "已完工", "已完成"),
            choice(CaseStatus.CLOSED, "已完结", "已完結", "Closed", "已关闭", "已结单", "完结", "关闭", "已办结"),
            choice(CaseStatus.CANCELLED, "已取消", "已取消", "Cancelled", "canceled", "rejected", "取消", "作废")))
            .meaning("没有时按关闭时间判断", "沒有時按關閉時間判斷", "Without it the closing time tells").example("已完结");
    static final ImportField RESOLVED_AT = ImportField.of("resolvedAt", 60, "解决时间", "解決時間", "Resolved at", "完成时间", "完工时间", "resolved", "resolvedat", "resolveddate").moments();
    static final ImportField CLOSED_AT = ImportField.of("closedAt", 60, "关闭时间", "關閉時間", "Closed at", "完结时间", "结单时间", "关单时间", "closed", "closedat", "closeddate").moments()
            .example("2023-08-16 17:00");
    static final ImportField RESOLUTION = ImportField.of("resolution", 4000, "处理结果", "處理結果", "Resolution",
            "解决方案", "处理情况", "维修结果", "resolution", "solution", "resolutiondescription").joined("\n").example("更换电池组后恢复");
    static final ImportField KIND = ImportField.of("kind", 60, "类型", "類型", "Kind", "服务类型", "报修类型", "kind", "type")
            .meaning("没有时都是报修", "沒有時都是報修", "Without it every case is a repair");
    static final ImportField SEVERITY = ImportField.of("severity", 60, "级别", "級別", "Severity", "严重程度", "故障等级", "优先级", "severity", "priority", "impact")
            .meaning("1 到 4，1 最急", "1 到 4，1 最急", "1 to 4, 1 is the most urgent").example("3");
    static final ImportField CUSTOMER = ImportField.of("customer", 200, "客户", "客戶", "Customer",
            "客户名称", "客户编号", "单位", "用户单位", "customer", "customername", "client", "company", "account").example("西溪湿地公园管理处");
    static final ImportField CONTACT_NAME = ImportField.of("contactName", 100, "联系人", "聯絡人", "Contact", "报修人", "contact", "contactname", "caller", "reporter").example("沈国强");
    static final ImportField CONTACT_PHONE = ImportField.of("contactPhone", 50, "电话", "電話", "Phone", "联系电话", "手机", "phone", "contactphone", "tel", "mobile");
    static final ImportField CONTACT_EMAIL = ImportField.of("contactEmail", 200, "邮箱", "信箱", "Email", "电子邮箱", "email", "mail", "contactemail");
    static final ImportField DEVICE = ImportField.of("device", 200, "设备", "設備", "Device",
            "设备编号", "序列号", "设备序列号", "裝置", "device", "serial", "serialnumber", "sn", "asset").meaning("设备编号或序列号", "設備編號或序號", "Number or serial number of the device");
    static final ImportField PLACE = ImportField.of("place", 200, "地点", "地點", "Place",
            "地址", "位置", "安装位置", "location", "place", "address", "site", "incidentaddress", "city", "borough").joined(", ");
    /** Kept in the history: what was promised then. */
    static final ImportField DUE_AT = ImportField.of("dueAt", 60, "到期时间", "到期時間", "Due at", "要求完成时间", "承诺时间", "due", "dueat", "duedate").moments()
            .meaning("当时承诺的时间，记入历史", "當時承諾的時間，記入歷史", "What was promised then; kept in the history");

    private CaseFields() {}

    private static Choice choice(CaseStatus status, String zhCn, String zhTw, String en, String... alsoCalled) {
        return Choice.of(status.name(), zhCn, zhTw, en, alsoCalled);
    }

    /** @param kinds what the service catalogue knows now */
    static List<ImportField> all(List<Choice> kinds) {
        return List.of(REFERENCE, OPENED_AT, SUBJECT, DESCRIPTION, STATUS, RESOLVED_AT, CLOSED_AT, RESOLUTION, KIND.choices(kinds), SEVERITY, CUSTOMER, CONTACT_NAME,
                CONTACT_PHONE, CONTACT_EMAIL, DEVICE, PLACE, DUE_AT);
    }
}
