package aftercare.mail;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Mails that came in, as a file. */
@RestController
class MailListFile {

    private static final ListFile<MailQueries.MailRow> FILE = ListFile.<MailQueries.MailRow>of("收到的邮件", "收到的郵件", "Incoming mail")
            .column("时间", "時間", "Received", MailQueries.MailRow::receivedAt)
            .column("发件人", "寄件人", "From", MailQueries.MailRow::fromName)
            .column("地址", "位址", "Address", MailQueries.MailRow::fromAddress)
            .column("主题", "主旨", "Subject", MailQueries.MailRow::subject)
            .column("状态", "狀態", "State", row -> word(row.state()))
            .column("待回复", "待回覆", "Waits for an answer", MailQueries.MailRow::waiting)
            .column("服务单", "服務單", "Case", MailQueries.MailRow::caseNumber)
            .column("邮箱", "信箱", "Mailbox", MailQueries.MailRow::mailboxName)
            .column("分公司", "分公司", "Branch", MailQueries.MailRow::branchName);

    private final MailQueries queries;

    MailListFile(MailQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.MAIL_READ)
    @GetMapping("/api/mails/export")
    void export(Scope scope, @RequestParam(defaultValue = "WAITING") MailQueries.Box box, @RequestParam(required = false) @Nullable String words,
                @RequestParam(required = false) @Nullable UUID branch, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<MailQueries.Next>send(response, ask, after -> {
            var page = queries.list(scope.reach(Permission.MAIL_READ), box, words, branch, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label word(MailState state) {
        return switch (state) {
            case NEW -> new Label("待处理", "待處理", "To be read");
            case TAKEN -> new Label("已归入服务单", "已歸入服務單", "In a case");
            case KEPT -> new Label("自动邮件", "自動郵件", "Automatic");
            case SPAM -> new Label("垃圾邮件", "垃圾郵件", "Spam");
            case NOT_UNDERSTOOD -> new Label("未能识别", "未能識別", "Not understood");
            case REPEATED -> new Label("重复", "重複", "Repeated");
            case SET_ASIDE -> new Label("已搁置", "已擱置", "Put aside");
        };
    }
}
