package aftercare.assets;

import aftercare.customers.CustomerNames;
import aftercare.imports.ImportField;
import aftercare.imports.ImportField.Choice;
import aftercare.imports.ImportRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the columns of a list of devices can hold. */
final class DeviceFields {

    static final ImportField MAKER = ImportField.of("maker", 100, "厂家", "廠商", "Maker",
            "生产厂家", "制造商", "生产商", "品牌", "厂商", "manufacturer", "brand", "vendor")
            .meaning("同一型号有多个厂家时填写", "同一型號有多個廠商時填寫", "When several makers use the model's name").example("华联");
    static final ImportField MODEL = ImportField.of("model", 100, "产品型号", "產品型號", "Model",
            "型号", "设备型号", "规格型号", "产品", "product", "productmodel").must()
            .meaning("须是产品目录中的型号", "須是產品目錄中的型號", "As it stands in the product catalogue").example("HL-3300");
    static final ImportField SERIAL = ImportField.of("serial", 100, "序列号", "序號", "Serial number",
            "出厂编号", "设备序列号", "机身号", "机号", "产品序列号", "sn", "s/n", "serial", "serialno").must()
            .meaning("同一厂家不可重复", "同一廠商不可重複", "Unique within its maker").example("HL3300-2409-0117");
    static final ImportField NAME = ImportField.of("name", 200, "设备名称", "設備名稱", "Device name", "名称", "资产名称", "裝置名稱", "name", "equipment", "equipmentname")
            .meaning("不填则显示产品名称", "不填則顯示產品名稱", "Without it the product's name is shown").example("机房 UPS");
    static final ImportField PROJECT = ImportField.of("project", 200, "项目", "專案", "Project", "项目名称", "项目编号", "工程名称", "所属项目", "projectname")
            .meaning("项目名称或项目编号", "專案名稱或專案編號", "Name or number of the project");
    static final ImportField SITE = ImportField.of("site", 200, "现场", "現場", "Site", "现场名称", "站点", "使用地点", "sitename")
            .meaning("客户的现场名称，没有时自动新建", "客戶的現場名稱，沒有時自動新增", "The customer's site; added when it is new").example("游客中心");
    static final ImportField REGION = ImportField.of("region", 60, "所在地区", "所在地區", "Region", "地区", "省市区", "行政区划", "区域")
            .meaning("省市区，用于新建现场", "省市區，用於新增現場", "Province, city, district of a new site").example("浙江省杭州市西湖区");
    static final ImportField ADDRESS = ImportField.of("address", 300, "地址", "地址", "Address", "详细地址", "安装地址", "现场地址")
            .meaning("用于新建现场", "用於新增現場", "Of a new site").example("天目山路 518 号");
    static final ImportField LOCATION = ImportField.of("location", 200, "安装位置", "安裝位置", "Location", "位置", "房间", "具体位置", "position", "room")
            .meaning("楼层、房间、机柜", "樓層、房間、機櫃", "Floor, room, cabinet").example("地下一层配电间");
    static final ImportField INSTALLED = ImportField.of("installed", 40, "安装日期", "安裝日期", "Installed on", "安装时间", "installed", "installationdate", "installdate")
            .meaning("如 2024-03-15", "如 2024-03-15", "Such as 2024-03-15").example("2024-03-01");
    static final ImportField ACCEPTED = ImportField.of("accepted", 40, "验收日期", "驗收日期", "Accepted on",
            "验收合格日期", "验收时间", "竣工日期", "质保开始日期", "accepted", "acceptancedate", "warrantystart")
            .meaning("质保从这一天起算；不填则随项目验收", "保固從這一天起算；不填則隨專案驗收", "The warranty begins on it; without it the project's acceptance counts").example("2024-03-15");
    static final ImportField MONTHS = ImportField.of("months", 20, "质保月数", "保固月數", "Warranty months",
            "质保期", "质保期(月)", "质保(月)", "保修期", "保修月数", "质保", "質保月數", "warranty")
            .meaning("如 24、24个月、2年；不填则随项目或产品", "如 24、24個月、2年；不填則隨專案或產品", "Such as 24 or 2年; without it the project's or the product's term").example("24");
    static final ImportField STATE = ImportField.of("state", 20, "状态", "狀態", "State", "设备状态", "使用状态", "status").choices(List.of(
            Choice.of("IN_USE", "在用", "使用中", "In use", "正常", "运行", "运行中"), Choice.of("STOPPED", "停用", "停用", "Stopped", "闲置", "停机"),
            Choice.of("TAKEN_OUT", "已拆除", "已拆除", "Taken out", "拆除"), Choice.of("SCRAPPED", "报废", "報廢", "Scrapped", "已报废")))
            .meaning("不填为在用", "不填為使用中", "In use when empty").example("在用");
    static final ImportField NOTE = ImportField.of("note", 2000, "备注", "備註", "Note", "说明", "remark", "remarks", "comment");

    static final List<ImportField> ALL = List.of(CustomerNames.FIELD, MAKER, MODEL, SERIAL, NAME, PROJECT, SITE, REGION, ADDRESS, LOCATION, INSTALLED, ACCEPTED, MONTHS, STATE, NOTE);

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,3}(?:\\.\\d)?|[一二两兩三四五六七八九十])(个月|個月|月|months?|m|年|years?|y)?(半)?");
    private static final Pattern BLANKS = Pattern.compile("\\s");
    private static final String NUMERALS = "零一二三四五六七八九十";

    private DeviceFields() {}

    /** 24, 24个月, 2年, 1.5年, 两年, 一年半. */
    static @Nullable Integer months(ImportRow row, ImportField field) {
        var text = row.text(field);
        if (text.isEmpty() || row.failed(field)) {
            return null;
        }
        var written = WRITTEN.matcher(BLANKS.matcher(text.toLowerCase()).replaceAll(""));
        if (written.matches()) {
            var unit = written.group(2);
            var years = unit != null && (unit.startsWith("年") || unit.startsWith("y"));
            var amount = written.group(1);
            var number = Character.isDigit(amount.charAt(0)) ? new BigDecimal(amount)
                    : BigDecimal.valueOf(amount.equals("两") || amount.equals("兩") ? 2 : NUMERALS.indexOf(amount));
            if (written.group(3) != null) {
                number = number.add(new BigDecimal("0.5"));
            }
            var months = years ? number.multiply(BigDecimal.valueOf(12)) : number;
            if (months.stripTrailingZeros().scale() <= 0 && months.compareTo(BigDecimal.valueOf(600)) <= 0) {
                row.means(field, months.toBigInteger().toString());
                return months.intValueExact();
            }
        }
        row.wrong(field, AssetRemark.BAD_MONTHS, Map.of());
        return null;
    }
}
