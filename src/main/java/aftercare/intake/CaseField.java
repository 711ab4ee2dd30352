package aftercare.intake;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a column of a file of past cases can hold, and the headings it is recognised by. {@code joined}: several columns may
 * hold it together.
 */
enum CaseField {

    REFERENCE(true, false, "", "编号", "单号", "工单号", "工单编号", "服务单号", "报修单号", "原编号", "原单号", "原工单号", "旧单号", "number", "no", "id", "key", "uniquekey", "casenumber", "ticket", "ticketnumber", "incident"),
    OPENED_AT(true, false, "", "报修时间", "受理时间", "创建时间", "报修日期", "开单时间", "登记时间", "opened", "openedat", "created", "createdat", "createddate", "reported", "reportedat"),
    SUBJECT(true, true, " · ", "问题", "标题", "主题", "故障", "故障现象", "报修内容", "subject", "title", "summary", "shortdescription", "complainttype", "descriptor"),
    DESCRIPTION(false, true, "\n", "描述", "问题描述", "故障描述", "详细描述", "备注", "description", "details", "note", "notes"),
    STATUS(false, false, "", "状态", "工单状态", "处理状态", "status", "state"),
    RESOLVED_AT(false, false, "", "解决时间", "完成时间", "完工时间", "resolved", "resolvedat", "resolveddate"),
    CLOSED_AT(false, false, "", "关闭时间", "完结时间", "结单时间", "关单时间", "closed", "closedat", "closeddate"),
    RESOLUTION(false, true, "\n", "处理结果", "解决方案", "处理情况", "维修结果", "resolution", "solution", "resolutiondescription"),
    KIND(false, false, "", "类型", "服务类型", "报修类型", "kind", "type"),
    SEVERITY(false, false, "", "级别", "严重程度", "故障等级", "优先级", "severity", "priority", "impact"),
    CUSTOMER(false, false, "", "客户", "客户名称", "客户编号", "单位", "用户单位", "customer", "customername", "client", "company", "account"),
    CONTACT_NAME(false, false, "", "联系人", "报修人", "contact", "contactname", "caller", "reporter"),
    CONTACT_PHONE(false, false, "", "电话", "联系电话", "手机", "phone", "contactphone", "tel", "mobile"),
    CONTACT_EMAIL(false, false, "", "邮箱", "电子邮箱", "email", "mail", "contactemail"),
    DEVICE(false, false, "", "设备", "设备编号", "序列号", "设备序列号", "device", "serial", "serialnumber", "sn", "asset"),
    PLACE(false, true, ", ", "地点", "地址", "位置", "安装位置", "location", "place", "address", "site", "incidentaddress", "city", "borough"),
    /** Kept in the history: what was promised then. */
    DUE_AT(false, false, "", "到期时间", "要求完成时间", "承诺时间", "due", "dueat", "duedate");

    final boolean required;
    final boolean joined;
    final String between;
    private final List<String> headings;

    CaseField(boolean required, boolean joined, String between, String... headings) {
        this.required = required;
        this.joined = joined;
        this.between = between;
        this.headings = List.of(headings);
    }

    static Optional<CaseField> recognised(String heading) {
        var plain = Normalizer.normalize(heading, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replaceAll("[\\s*:_\\-/.]", "");
        for (var field : values()) {
            if (field.headings.contains(plain)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
