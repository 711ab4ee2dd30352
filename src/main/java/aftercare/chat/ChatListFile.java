package aftercare.chat;

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

/** Conversations that are over, as a file. */
@RestController
class ChatListFile {

    private static final ListFile<ChatQueries.ChatRow> FILE = ListFile.<ChatQueries.ChatRow>of("在线客服", "線上客服", "Chats")
            .column("开始时间", "開始時間", "Begun", ChatQueries.ChatRow::startedAt)
            .column("访客", "訪客", "Visitor", ChatQueries.ChatRow::visitorName)
            .column("电话", "電話", "Phone", ChatQueries.ChatRow::phone)
            .column("邮箱", "電子郵件", "E-mail", ChatQueries.ChatRow::email)
            .column("咨询内容", "諮詢內容", "About", ChatQueries.ChatRow::about)
            .column("客服", "客服", "Answered by", ChatQueries.ChatRow::agentName)
            .column("状态", "狀態", "State", row -> row.status() == ChatStatus.ENDED ? new Label("已结束", "已結束", "Over") : new Label("转为留言", "轉為留言", "Left as a message"))
            .column("结束时间", "結束時間", "Ended", ChatQueries.ChatRow::endedAt)
            .column("服务单", "服務單", "Case", ChatQueries.ChatRow::caseNumber)
            .column("评分", "評分", "Rating", ChatQueries.ChatRow::rating)
            .column("评语", "評語", "Words", ChatQueries.ChatRow::ratingWords)
            .column("分公司", "分公司", "Branch", ChatQueries.ChatRow::branchName);

    private final ChatQueries queries;

    ChatListFile(ChatQueries queries) {
        this.queries = queries;
    }

    @Requires(Permission.CHAT_ANSWER)
    @GetMapping("/api/chats/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable String words, @RequestParam(required = false) @Nullable UUID branch,
                @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<ChatQueries.Next>send(response, ask, after -> {
            var page = queries.over(scope.reach(Permission.CHAT_ANSWER), words, branch, after);
            return new Part<>(page.rows(), page.next());
        });
    }
}
