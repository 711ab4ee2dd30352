package aftercare.dispatch;

import aftercare.imports.Remark;
import aftercare.platform.Label;

/** What can be wrong with an engineer in a file. */
enum EngineerRemark implements Remark {

    LOGIN_TAKEN("已有用户使用这个登录名", "已有使用者使用這個登入名稱", "is the login of a user already"),
    UNKNOWN_SKILL("没有技能“{name}”", "沒有技能「{name}」", "there is no skill {name}"),
    UNKNOWN_PARTNER("没有这个服务商", "沒有這個服務商", "there is no such partner"),
    SEVERAL_PARTNERS("有多个同名服务商", "有多個同名服務商", "several partners have this name");

    private final Label words;

    EngineerRemark(String zhCn, String zhTw, String en) {
        this.words = new Label(zhCn, zhTw, en);
    }

    @Override
    public Label words() {
        return words;
    }
}
