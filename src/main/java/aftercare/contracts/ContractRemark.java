package aftercare.contracts;

import aftercare.imports.Remark;
import aftercare.platform.Label;

/** What can be wrong with a contract in a file. */
enum ContractRemark implements Remark {

    EXISTS("已有合同 {number}", "已有合約 {number}", "exists already as contract {number}"),
    TERM_STRANGE("到期日要在生效日之后，合同期最长 20 年", "到期日要在生效日之後，合約期最長 20 年", "must lie after the first day, and within 20 years of it"),
    RAN_OUT("合同已到期，不能再生效", "合約已到期，不能再生效", "has run out; it cannot become active any more"),
    PART_OF_A_CENT("金额最多两位小数", "金額最多兩位小數", "has more than two decimals"),
    UNKNOWN_COVERED("该客户没有“{name}”", "該客戶沒有「{name}」", "the customer has no {name}"),
    SEVERAL_COVERED("该客户有多个“{name}”，请填编号", "該客戶有多個「{name}」，請填編號", "the customer has several called {name}; use the number"),
    UNKNOWN_COLLEAGUE("没有这位同事", "沒有這位同事", "there is no such colleague"),
    SEVERAL_COLLEAGUES("有多位同名同事，请填登录名", "有多位同名同事，請填登入名稱", "several colleagues have this name; use the login"),
    OVERLAPS("同一时间已由合同 {number} 覆盖", "同一時間已由合約 {number} 涵蓋", "is covered at the same time by contract {number}"),
    OVERLAPS_ROW("同一时间已由第 {row} 行的合同覆盖", "同一時間已由第 {row} 列的合約涵蓋", "is covered at the same time by the contract in row {row}");

    private final Label words;

    ContractRemark(String zhCn, String zhTw, String en) {
        this.words = new Label(zhCn, zhTw, en);
    }

    @Override
    public Label words() {
        return words;
    }
}
