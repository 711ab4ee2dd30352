package aftercare.assets;

import aftercare.platform.Label;
import java.util.Map;

/**
 * What is wrong with one cell of an imported list.
 *
 * @param row    as Excel counts
 * @param column position of the cell, from 0; -1 when the column is missing
 * @param text   what the cell says
 * @param facts  what the sentence needs
 */
record ImportProblem(int row, int column, ImportField field, String text, Code code, Map<String, String> facts) {

    enum Code {

        REQUIRED("此项必填", "此項必填", "must be filled in"),
        TOO_LONG("超过 {most} 个字", "超過 {most} 個字", "is longer than {most} characters"),
        FORMULA("单元格是公式，请改为数值", "儲存格是公式，請改為數值", "is a formula; paste its value"),
        UNKNOWN_CUSTOMER("没有这个客户", "沒有這個客戶", "there is no such customer"),
        SEVERAL_CUSTOMERS("有多个同名客户，请填客户编号", "有多個同名客戶，請填客戶編號", "several customers have this name; use the number"),
        UNKNOWN_PRODUCT("产品目录中没有这个型号", "產品目錄中沒有這個型號", "the catalogue has no such model"),
        SEVERAL_PRODUCTS("多个厂家有这个型号，请填厂家", "多個廠商有這個型號，請填廠商", "several makers have this model; name the maker"),
        UNKNOWN_PROJECT("该客户没有这个项目", "該客戶沒有這個專案", "the customer has no such project"),
        SEVERAL_PROJECTS("该客户有多个同名项目，请填项目编号", "該客戶有多個同名專案，請填專案編號", "the customer has several such projects; use the number"),
        UNKNOWN_REGION("没有这个地区", "沒有這個地區", "there is no such region"),
        SEVERAL_REGIONS("可能是{candidates}，请写全", "可能是{candidates}，請寫全", "could be {candidates}; write it out"),
        TWICE_IN_FILE("与第 {row} 行的序列号重复", "與第 {row} 列的序號重複", "is in row {row} already"),
        EXISTS("该型号已有此序列号的设备 {number}", "該型號已有此序號的裝置 {number}", "exists already as device {number}"),
        BAD_DATE("不是有效日期", "不是有效日期", "is not a date"),
        AMBIGUOUS_DATE("可能是 {one} 或 {other}，请写成 2024-03-15 的形式", "可能是 {one} 或 {other}，請寫成 2024-03-15 的形式", "could be {one} or {other}; write it like 2024-03-15"),
        STRANGE_DATE("日期不合理", "日期不合理", "cannot be right"),
        BAD_MONTHS("不是有效的质保月数", "不是有效的質保月數", "is not a number of months"),
        BAD_STATE("应为在用、停用或报废", "應為使用中、停用或報廢", "must be in use, stopped or scrapped");

        private final Label words;

        Code(String zhCn, String zhTw, String en) {
            this.words = new Label(zhCn, zhTw, en);
        }
    }

    /** The whole sentence, for the file of errors. */
    String sentence(String language) {
        var words = code.words.in(language);
        for (var fact : facts.entrySet()) {
            words = words.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return field.heading.in(language) + (language.equals("en") ? " " : "：") + words;
    }
}
