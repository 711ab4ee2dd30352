package aftercare.assets;

import aftercare.imports.Remark;
import aftercare.platform.Label;

/** What can be wrong with a device, a product, a project or a reading in a file. */
enum AssetRemark implements Remark {

    UNKNOWN_PRODUCT("产品目录中没有这个型号", "產品目錄中沒有這個型號", "the catalogue has no such model"),
    SEVERAL_PRODUCTS("多个厂家有这个型号，请填厂家", "多個廠商有這個型號，請填廠商", "several makers have this model; name the maker"),
    PRODUCT_EXISTS("产品目录中已有此型号", "產品目錄中已有此型號", "is in the catalogue already"),
    UNKNOWN_PROJECT("该客户没有这个项目", "該客戶沒有這個專案", "the customer has no such project"),
    SEVERAL_PROJECTS("该客户有多个同名项目，请填项目编号", "該客戶有多個同名專案，請填專案編號", "the customer has several such projects; use the number"),
    PROJECT_EXISTS("已有项目 {number}", "已有專案 {number}", "exists already as project {number}"),
    PROJECT_NAMED_SO("该客户已有同名项目 {number}；另一个项目请填自己的编号", "該客戶已有同名專案 {number}；另一個專案請填自己的編號",
            "the customer has project {number} of this name; another one needs a number of its own"),
    EXISTS("该型号已有此序列号的设备 {number}", "該型號已有此序號的設備 {number}", "exists already as device {number}"),
    BAD_MONTHS("不是有效的质保月数", "不是有效的保固月數", "is not a number of months"),
    UNKNOWN_DEVICE("没有这台设备", "沒有這台設備", "there is no such device"),
    SEVERAL_DEVICES("有多台设备是这个序列号，请填设备编号", "有多台設備是這個序號，請填設備編號", "several devices have this serial number; use the number"),
    UNKNOWN_METER("这台设备没有这个表计", "這台設備沒有這個表計", "the device has no such meter"),
    READING_TWICE("这个时刻已有读数", "這個時刻已有讀數", "there is a reading at this moment already"),
    OUTSIDE("超出该表计的范围 {lowest} 到 {highest}", "超出該表計的範圍 {lowest} 到 {highest}", "lies outside the meter's limits {lowest} to {highest}"),
    BACKWARDS("计数器不会倒退：之前或之后的读数不允许这个值；换表请在“换新表”列写“是”", "計數器不會倒退：之前或之後的讀數不允許這個值；換表請在「換新表」欄寫「是」",
            "a counter does not go back, and the readings around it do not allow this value; say yes under New meter when it was replaced"),
    JUMPS("比前后的读数增长太快", "比前後的讀數增長太快", "gains more than the meter can in that time");

    private final Label words;

    AssetRemark(String zhCn, String zhTw, String en) {
        this.words = new Label(zhCn, zhTw, en);
    }

    @Override
    public Label words() {
        return words;
    }
}
