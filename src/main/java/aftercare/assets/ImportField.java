package aftercare.assets;

import aftercare.platform.Label;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a column of an imported list of devices can hold, and the headings it is recognised by. */
enum ImportField {

    CUSTOMER(true, 200, new Label("客户", "客戶", "Customer"), new Label("客户名称或客户编号", "客戶名稱或客戶編號", "Name or number of the customer"),
            "西溪湿地公园管理处", "客户名称", "客户编号", "用户单位", "使用单位", "单位名称", "业主", "业主单位", "甲方", "customername", "customernumber", "client", "company"),
    MAKER(false, 100, new Label("厂家", "廠商", "Maker"), new Label("同一型号有多个厂家时填写", "同一型號有多個廠商時填寫", "When several makers use the model's name"),
            "华联", "生产厂家", "制造商", "生产商", "品牌", "厂商", "manufacturer", "brand", "vendor"),
    MODEL(true, 100, new Label("产品型号", "產品型號", "Model"), new Label("须是产品目录中的型号", "須是產品目錄中的型號", "As it stands in the product catalogue"),
            "HL-3300", "型号", "设备型号", "规格型号", "产品", "product", "productmodel"),
    SERIAL(true, 100, new Label("序列号", "序號", "Serial number"), new Label("同一型号内不可重复", "同一型號內不可重複", "Unique within its model"),
            "HL3300-2409-0117", "出厂编号", "设备序列号", "机身号", "机号", "产品序列号", "sn", "s/n", "serial", "serialno"),
    NAME(false, 200, new Label("设备名称", "裝置名稱", "Device name"), new Label("不填则显示产品名称", "不填則顯示產品名稱", "Without it the product's name is shown"),
            "机房 UPS", "名称", "资产名称", "設備名稱", "name", "equipment", "equipmentname"),
    PROJECT(false, 200, new Label("项目", "專案", "Project"), new Label("项目名称或项目编号", "專案名稱或專案編號", "Name or number of the project"),
            "", "项目名称", "项目编号", "工程名称", "所属项目", "projectname"),
    SITE(false, 200, new Label("现场", "現場", "Site"), new Label("客户的现场名称，没有时自动新建", "客戶的現場名稱，沒有時自動新建", "The customer's site; added when it is new"),
            "游客中心", "现场名称", "站点", "使用地点", "sitename"),
    REGION(false, 60, new Label("所在地区", "所在地區", "Region"), new Label("省市区，用于新建现场", "省市區，用於新建現場", "Province, city, district of a new site"),
            "浙江省杭州市西湖区", "地区", "省市区", "行政区划", "区域"),
    ADDRESS(false, 300, new Label("地址", "地址", "Address"), new Label("用于新建现场", "用於新建現場", "Of a new site"),
            "天目山路 518 号", "详细地址", "安装地址", "现场地址"),
    LOCATION(false, 200, new Label("安装位置", "安裝位置", "Location"), new Label("楼层、房间、机柜", "樓層、房間、機櫃", "Floor, room, cabinet"),
            "地下一层配电间", "位置", "房间", "具体位置", "position", "room"),
    INSTALLED(false, 40, new Label("安装日期", "安裝日期", "Installed on"), new Label("如 2024-03-15", "如 2024-03-15", "Such as 2024-03-15"),
            "2024-03-01", "安装时间", "installed", "installationdate", "installdate"),
    ACCEPTED(false, 40, new Label("验收日期", "驗收日期", "Accepted on"), new Label("质保从这一天起算；不填则随项目验收", "質保從這一天起算；不填則隨專案驗收", "The warranty begins on it; without it the project's acceptance counts"),
            "2024-03-15", "验收合格日期", "验收时间", "竣工日期", "质保开始日期", "accepted", "acceptancedate", "warrantystart"),
    MONTHS(false, 20, new Label("质保月数", "質保月數", "Warranty months"), new Label("如 24、24个月、2年；不填则随项目或产品", "如 24、24個月、2年；不填則隨專案或產品", "Such as 24 or 2年; without it the project's or the product's term"),
            "24", "质保期", "质保期(月)", "质保(月)", "保修期", "保修月数", "质保", "warranty"),
    STATE(false, 20, new Label("状态", "狀態", "State"), new Label("在用、停用或报废，不填为在用", "使用中、停用或報廢，不填為使用中", "In use, stopped or scrapped; in use when empty"),
            "在用", "设备状态", "使用状态", "status"),
    NOTE(false, 2000, new Label("备注", "備註", "Note"), new Label("", "", ""), "", "说明", "remark", "remarks", "comment");

    final boolean required;
    final int most;
    final Label heading;
    final Label meaning;
    final String example;
    private final List<String> alsoCalled;

    ImportField(boolean required, int most, Label heading, Label meaning, String example, String... alsoCalled) {
        this.required = required;
        this.most = most;
        this.heading = heading;
        this.meaning = meaning;
        this.example = example;
        this.alsoCalled = List.of(alsoCalled);
    }

    /** The field that a heading means: its own in any language, or one that people use. */
    static Optional<ImportField> recognised(String heading) {
        var plain = plain(heading);
        for (var field : values()) {
            if (List.of(plain(field.heading.zhCn()), plain(field.heading.zhTw()), plain(field.heading.en())).contains(plain)
                    || field.alsoCalled.contains(plain) || field.alsoCalled.contains(plain.replaceAll("\\(.*\\)", ""))) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static String plain(@Nullable String heading) {
        return heading == null ? "" : Normalizer.normalize(heading, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replaceAll("[\\s*:_\\-]", "")
                .replaceAll("\\((必填|选填|required|optional)\\)", "");
    }
}
