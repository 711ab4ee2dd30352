package aftercare.cases;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The work list as a file. */
@RestController
class CaseListFile {

    private static final int SIZE = 100;

    private static final ListFile<CaseList.Row> FILE = ListFile.<CaseList.Row>of("服务单", "服務單", "Cases")
            .column("单号", "單號", "Number", CaseList.Row::number)
            .column("问题", "問題", "Subject", CaseList.Row::subject)
            .column("状态", "狀態", "Status", row -> word(row.status()))
            .column("阶段", "階段", "Stage", CaseList.Row::stageName)
            .column("级别", "級別", "Severity", CaseList.Row::severity)
            .column("类型", "類型", "Kind", CaseList.Row::kindName)
            .column("受理渠道", "受理管道", "Channel", row -> word(row.channel()))
            .column("收费", "收費", "Who pays", row -> word(row.entitlement()))
            .column("客户", "客戶", "Customer", row -> row.customerName() == null ? row.company() : row.customerName())
            .column("联系人", "聯絡人", "Contact", CaseList.Row::contactName)
            .column("现场", "現場", "Site", CaseList.Row::siteName)
            .column("设备编号", "設備編號", "Device number", CaseList.Row::deviceNumber)
            .column("设备", "設備", "Device", CaseList.Row::deviceName)
            .column("分公司", "分公司", "Branch", CaseList.Row::branchName)
            .column("服务商", "服務商", "Partner", CaseList.Row::partnerName)
            .column("负责人", "負責人", "Assignee", CaseList.Row::assigneeName)
            .column("等待原因", "等待原因", "Waiting for", CaseList.Row::waitingReason)
            .column("重复故障", "重複故障", "Repeated", CaseList.Row::repeated)
            .column("重开次数", "重開次數", "Reopened", CaseList.Row::reopened)
            .column("报修时间", "報修時間", "Opened at", CaseList.Row::openedAt)
            .column("响应时间", "回應時間", "Answered at", CaseList.Row::answeredAt);

    private final CaseList list;
    private final Clock clock;

    CaseListFile(CaseList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    @Requires(Permission.CASES_READ)
    @GetMapping("/api/cases/export")
    void export(Scope scope, @ParameterObject CaseList.Filter filter, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        var now = clock.instant();
        FILE.<String>send(response, ask, after -> {
            var page = list.list(filter.from(after, SIZE), scope, now);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label word(CaseStatus status) {
        return switch (status) {
            case NEW -> new Label("新建", "新建", "New");
            case ACTIVE -> new Label("处理中", "處理中", "Active");
            case WAITING -> new Label("等待中", "等待中", "Waiting");
            case RESOLVED -> new Label("待验收", "待驗收", "Resolved");
            case CLOSED -> new Label("已完结", "已完結", "Closed");
            case CANCELLED -> new Label("已取消", "已取消", "Cancelled");
        };
    }

    private static Label word(Channel channel) {
        return switch (channel) {
            case PHONE -> new Label("电话", "電話", "Phone");
            case PORTAL -> new Label("客户门户", "客戶入口", "Portal");
            case QR -> new Label("扫码报修", "掃描報修", "QR code");
            case EMAIL -> new Label("邮件", "郵件", "E-mail");
            case CHAT -> new Label("在线咨询", "線上諮詢", "Chat");
            case API -> new Label("接口", "介面", "API");
            case ALARM -> new Label("设备告警", "設備告警", "Alarm");
            case VISIT -> new Label("来访", "來訪", "Visit");
            case COLLEAGUE -> new Label("同事转来", "同事轉來", "Colleague");
            case PLAN -> new Label("计划", "計劃", "Plan");
            case IMPORT -> new Label("导入", "匯入", "Import");
        };
    }

    private static Label word(Entitlement entitlement) {
        return switch (entitlement) {
            case UNDECIDED -> new Label("待判定", "待判定", "Undecided");
            case FREE -> new Label("免费", "免費", "Free");
            case CHARGEABLE -> new Label("收费", "收費", "Chargeable");
            case GOODWILL -> new Label("善意免费", "善意免費", "Goodwill");
        };
    }
}
