package aftercare.imports;

import aftercare.platform.Label;

/** What can be wrong with a cell of any list. */
public enum CommonRemark implements Remark {

    REQUIRED("此项必填", "此項必填", "must be filled in"),
    TOO_LONG("超过 {most} 个字", "超過 {most} 個字", "is longer than {most} characters"),
    FORMULA("单元格是公式，请改为数值", "儲存格是公式，請改為數值", "is a formula; paste its value"),
    NO_TEXT("含有无法保存的字符", "含有無法儲存的字元", "holds characters that no text can hold"),
    BAD_DAY("不是有效日期", "不是有效日期", "is not a date"),
    AMBIGUOUS_DAY("可能是 {one} 或 {other}，请写成 2024-03-15 的形式", "可能是 {one} 或 {other}，請寫成 2024-03-15 的形式", "could be {one} or {other}; write it like 2024-03-15"),
    STRANGE_DAY("日期不合理", "日期不合理", "cannot be right"),
    BAD_TIME("不是有效时间，或与所选日期格式不符", "不是有效時間，或與所選日期格式不符", "is not a time in the chosen form"),
    TIME_SKIPPED("{zone} 没有这个时刻（夏令时跳过）", "{zone} 沒有這個時刻（夏令時間跳過）", "never was in {zone}: the clocks jumped over it"),
    TIME_TWICE("{zone} 这个时刻出现过两次，取第一次", "{zone} 這個時刻出現過兩次，取第一次", "was twice in {zone}; the first is taken") {
        @Override
        public boolean error() {
            return false;
        }
    },
    IN_FUTURE("晚于现在", "晚於現在", "is still to come"),
    BAD_NUMBER("不是数字", "不是數字", "is not a number"),
    OUT_OF_RANGE("应在 {least} 到 {most} 之间", "應在 {least} 到 {most} 之間", "must lie between {least} and {most}"),
    UNKNOWN_WORD("应为：{words}", "應為：{words}", "must be one of: {words}"),
    UNKNOWN_BRANCH("没有这个分公司，或不在您的权限内", "沒有這個分公司，或不在您的權限內", "is no branch that you may write to"),
    OWN_NUMBER("这种编号由系统分配，请留空或填自己的编号", "這種編號由系統分配，請留空或填自己的編號", "is a number that the product gives; leave it empty or use your own"),
    TWICE_IN_FILE("与第 {row} 行重复", "與第 {row} 列重複", "is in row {row} already");

    private final Label words;

    CommonRemark(String zhCn, String zhTw, String en) {
        this.words = new Label(zhCn, zhTw, en);
    }

    @Override
    public Label words() {
        return words;
    }
}
