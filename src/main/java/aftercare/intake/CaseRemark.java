package aftercare.intake;

import aftercare.imports.Remark;
import aftercare.platform.Label;

/** What can be wrong with a past case in a file, and what was made of it. */
enum CaseRemark implements Remark {

    SEVERITY_UNKNOWN(true, "不是 1 到 4 的级别", "不是 1 到 4 的級別", "is no severity from 1 to 4"),
    KNOWN_ALREADY(true, "已导入为 {number}", "已匯入為 {number}", "was brought in already as {number}"),
    CLOSED_WITHOUT_TIME(true, "已解决或已关闭的服务单需要时间", "已解決或已關閉的服務單需要時間", "a case that is resolved or closed needs the time"),
    CLOSED_BEFORE_OPENED(false, "早于报修时间 {opened}，按报修时间关闭", "早於報修時間 {opened}，按報修時間關閉", "is before it was opened ({opened}); taken as closed then"),
    CLOSING_IGNORED(false, "状态是“{status}”，关闭时间只记入历史", "狀態是「{status}」，關閉時間只記入歷史", "the status is {status}; the time is only kept in the history"),
    SUBJECT_SHORTENED(false, "超过 {most} 个字，全文放进描述", "超過 {most} 個字，全文放進描述", "is longer than {most} characters; all of it is in the description"),
    CUSTOMER_NOT_FOUND(false, "没有这个客户，只记下名称", "沒有這個客戶，只記下名稱", "there is no such customer; only the name is kept"),
    CUSTOMER_NOT_CLEAR(false, "有多个同名客户，只记下名称", "有多個同名客戶，只記下名稱", "several customers have this name; only the name is kept"),
    DEVICE_NOT_FOUND(false, "没有这台设备", "沒有這台設備", "there is no such device"),
    DEVICE_OF_ANOTHER(false, "是别的客户的设备，不关联", "是別的客戶的設備，不關聯", "belongs to another customer, and is left out");

    private final boolean error;
    private final Label words;

    CaseRemark(boolean error, String zhCn, String zhTw, String en) {
        this.error = error;
        this.words = new Label(zhCn, zhTw, en);
    }

    @Override
    public boolean error() {
        return error;
    }

    @Override
    public Label words() {
        return words;
    }
}
