package aftercare.notices;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Outgoing messages as a file. */
@RestController
class MessageListFile {

    private static final ListFile<NoticeQueries.MessageRow> FILE = ListFile.<NoticeQueries.MessageRow>of("外发消息", "外發訊息", "Messages")
            .column("时间", "時間", "Queued at", NoticeQueries.MessageRow::queuedAt)
            .column("收件人", "收件人", "To", NoticeQueries.MessageRow::toName)
            .column("地址", "位址", "Address", NoticeQueries.MessageRow::toAddress)
            .column("标题", "標題", "Title", NoticeQueries.MessageRow::title)
            .column("分公司", "分公司", "Branch", NoticeQueries.MessageRow::branchName)
            .column("状态", "狀態", "State", row -> word(row.state()))
            .column("失败原因", "失敗原因", "Failure", NoticeQueries.MessageRow::failure)
            .column("发送时间", "傳送時間", "Sent at", NoticeQueries.MessageRow::sentAt);

    private final NoticeQueries queries;

    MessageListFile(NoticeQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.NOTICES_READ_MESSAGES)
    @GetMapping("/api/messages/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable MessageState state, @RequestParam(required = false) @Nullable String words,
                @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<NoticeQueries.Next>send(response, ask, after -> {
            var page = queries.messages(scope.reach(Permission.NOTICES_READ_MESSAGES), state, words, null, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label word(MessageState state) {
        return switch (state) {
            case QUEUED -> new Label("待发送", "待傳送", "Queued");
            case SENT -> new Label("已发送", "已傳送", "Sent");
            case FAILED -> new Label("发送失败", "傳送失敗", "Failed");
            case BOUNCED -> new Label("被退回", "被退回", "Came back");
            case NOT_CONFIGURED -> new Label("未配置邮箱", "未設定信箱", "No mailbox set up");
            case NO_ADDRESS -> new Label("没有地址", "沒有位址", "No address");
        };
    }
}
