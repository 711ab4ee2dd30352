package aftercare.customers;

import aftercare.imports.Remark;
import aftercare.platform.Label;

/** What can be wrong with a customer, a contact or a site in a file. */
public enum CustomerRemark implements Remark {

    UNKNOWN_CUSTOMER("没有这个客户", "沒有這個客戶", "there is no such customer"),
    SEVERAL_CUSTOMERS("有多个同名客户，请填客户编号", "有多個同名客戶，請填客戶編號", "several customers have this name; use the number"),
    UNKNOWN_REGION("没有这个地区", "沒有這個地區", "there is no such region"),
    SEVERAL_REGIONS("可能是{candidates}，请写全", "可能是{candidates}，請寫全", "could be {candidates}; write it out"),
    CUSTOMER_EXISTS("已有此客户 {number}", "已有此客戶 {number}", "exists already as {number}"),
    CONTACT_ADDED("已有此客户 {number}，只添加联系人", "已有此客戶 {number}，只新增聯絡人", "exists already as {number}; only the contact is added") {
        @Override
        public boolean error() {
            return false;
        }
    },
    CONTACT_EXISTS("该客户已有此联系人", "該客戶已有此聯絡人", "is a contact of this customer already"),
    SITE_EXISTS("该客户已有此现场", "該客戶已有此現場", "is a site of this customer already"),
    PLACE_HALF("经度和纬度要么都填，要么都不填", "經度和緯度要麼都填，要麼都不填", "needs both longitude and latitude");

    private final Label words;

    CustomerRemark(String zhCn, String zhTw, String en) {
        this.words = new Label(zhCn, zhTw, en);
    }

    @Override
    public Label words() {
        return words;
    }
}
