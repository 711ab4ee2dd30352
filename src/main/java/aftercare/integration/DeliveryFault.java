package aftercare.integration;

import aftercare.kernel.Refusal;
import aftercare.platform.Label;
import aftercare.platform.OutsidePost;
import org.jspecify.annotations.Nullable;

/** Why a delivery did not arrive, in a few words that people understand. {@code OTHER} is what nobody had a name for then. */
enum DeliveryFault {

    HOST_UNKNOWN("域名无法解析", "網域無法解析", "Server name unknown"),
    UNREACHABLE("连接不上对方服务器", "連線不上對方伺服器", "Server not reachable"),
    TIMED_OUT("对方没有及时答复", "對方沒有及時回應", "No answer in time"),
    CERTIFICATE("安全连接失败，请检查对方证书", "安全連線失敗，請檢查對方憑證", "No secure connection; check the certificate"),
    INSIDE("地址在内部网络，不允许发送", "位址在內部網路，不允許傳送", "The address lies in a network of our own"),
    NOT_HTTP("对方返回的不是 HTTP", "對方返回的不是 HTTP", "What came back is no HTTP answer"),
    BROKEN_OFF("连接中途断开", "連線中途中斷", "The connection broke off"),
    ADDRESS("推送地址不再允许", "推送位址不再允許", "The address is not allowed any more"),
    SECRET("签名密钥无法读取，请重新生成", "簽名金鑰無法讀取，請重新產生", "The secret cannot be read; make a new one"),
    REDIRECTED("对方要求转到其他地址，请直接填写最终地址", "對方要求轉到其他位址，請直接填寫最終位址", "Redirected; use the final address"),
    STATUS("对方没有接受", "對方沒有接受", "Not accepted"),
    OTHER("未能送达", "未能送達", "Not delivered");

    private final Label label;

    DeliveryFault(String zhCn, String zhTw, String en) {
        this.label = new Label(zhCn, zhTw, en);
    }

    Label label() {
        return label;
    }

    /** Null when it arrived. */
    static @Nullable DeliveryFault of(OutsidePost.Outcome outcome) {
        return outcome.arrived() ? null : outcome.trouble() != null ? valueOf(outcome.trouble().name()) : outcome.status() / 100 == 3 ? REDIRECTED : STATUS;
    }

    /** It was not even sent. */
    static DeliveryFault of(Refusal refused) {
        return refused.code().equals("platform.secret-unreadable") ? SECRET : ADDRESS;
    }
}
