package aftercare.channels;

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

/** What went out through channels, as a file. */
@RestController
class DeliveryListFile {

    private static final ListFile<ChannelController.DeliveryView> FILE = ListFile.<ChannelController.DeliveryView>of("发送记录", "傳送記錄", "Deliveries")
            .column("时间", "時間", "Queued at", ChannelController.DeliveryView::queuedAt)
            .column("渠道", "通道", "Channel", ChannelController.DeliveryView::channelName)
            .column("标题", "標題", "Title", ChannelController.DeliveryView::title)
            .column("内容", "內容", "Text", ChannelController.DeliveryView::text)
            .column("收件号码", "收件號碼", "To", ChannelController.DeliveryView::toAddress)
            .column("状态", "狀態", "State", row -> word(row.state()))
            .column("尝试次数", "嘗試次數", "Attempts", ChannelController.DeliveryView::attempts)
            .column("原因", "原因", "Why", ChannelController.DeliveryView::failure)
            .column("发送时间", "傳送時間", "Sent at", ChannelController.DeliveryView::sentAt);

    private final ChannelController deliveries;

    DeliveryListFile(ChannelController deliveries) {
        this.deliveries = deliveries;
    }

    @Requires(Permission.CHANNELS_EDIT)
    @GetMapping("/api/channels/deliveries/export")
    void export(Scope scope, @RequestParam(required = false) @Nullable UUID channel, @RequestParam(defaultValue = "false") boolean simulated,
                @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<ChannelController.Next>send(response, ask, after -> {
            var page = deliveries.deliveries(scope.reach(Permission.CHANNELS_EDIT), channel, simulated, null, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    private static Label word(DeliveryState state) {
        return switch (state) {
            case QUEUED -> new Label("待发送", "待傳送", "To be sent");
            case SENT -> new Label("已发送", "已傳送", "Sent");
            case FAILED -> new Label("稍后重试", "稍後重試", "Tried again later");
            case GIVEN_UP -> new Label("发送失败", "傳送失敗", "Not sent");
        };
    }
}
