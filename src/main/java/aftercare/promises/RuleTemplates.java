package aftercare.promises;

import static aftercare.promises.DefaultRules.days;
import static aftercare.promises.DefaultRules.forCase;
import static aftercare.promises.DefaultRules.hours;
import static aftercare.promises.DefaultRules.minutes;

import aftercare.promises.DefaultRules.Draft;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Sets of rules that many houses promise and others do not. Nothing here holds until somebody switches the set on; from then
 * on its rules are the house's own.
 */
final class RuleTemplates {

    /** @param name as people of the trade call it; the same in every language, as rules are data */
    record Template(String code, String name, String about, List<Draft> rules) {}

    static final List<Template> ALL = List.of(
            new Template("by-distance", "按距离到场", "市内 3 小时（一、二级 2 小时），省内 24 小时（一、二级 8 小时），外省 48 小时，偏远地区 72 小时", List.of(
                    onSite("distance-city", "市内 3 小时到场", Map.of(Fact.DISTANCE, "CITY"), 3),
                    onSite("distance-city-1", "市内一级故障 2 小时到场", Map.of(Fact.DISTANCE, "CITY", Fact.SEVERITY, "1"), 2),
                    onSite("distance-city-2", "市内二级故障 2 小时到场", Map.of(Fact.DISTANCE, "CITY", Fact.SEVERITY, "2"), 2),
                    onSite("distance-province", "省内 24 小时到场", Map.of(Fact.DISTANCE, "PROVINCE"), 24),
                    onSite("distance-province-1", "省内一级故障 8 小时到场", Map.of(Fact.DISTANCE, "PROVINCE", Fact.SEVERITY, "1"), 8),
                    onSite("distance-province-2", "省内二级故障 8 小时到场", Map.of(Fact.DISTANCE, "PROVINCE", Fact.SEVERITY, "2"), 8),
                    onSite("distance-other", "外省 48 小时到场", Map.of(Fact.DISTANCE, "OTHER_PROVINCE"), 48),
                    onSite("distance-remote", "偏远地区 72 小时到场", Map.of(Fact.DISTANCE, "REMOTE"), 72))),
            new Template("by-kilometres", "100 公里内 24 小时到场", "100 公里以内 24 小时到场；更远的先在 12 小时内答复，省内 24 小时、外省 72 小时到场", List.of(
                    onSite("km-100", "100 公里内 24 小时到场", Map.of(Fact.KM, "100"), 24),
                    onSite("distance-province", "省内远程 24 小时到场", Map.of(Fact.DISTANCE, "PROVINCE"), 24),
                    onSite("distance-other", "外省 72 小时到场", Map.of(Fact.DISTANCE, "OTHER_PROVINCE"), 72),
                    forCase("km-far-answer", "外省先在 12 小时内答复", "answer", Map.of(Fact.DISTANCE, "OTHER_PROVINCE"), "7x24", hours(12)))),
            new Template("level-7x24x4", "7×24×4 服务级别", "合同级别 7x24x4：随时报修，10 分钟响应，4 小时到场，24 小时恢复", List.of(
                    forCase("7x24x4-answer", "7×24×4：10 分钟响应", "answer", Map.of(Fact.CONTRACT, "7x24x4"), "7x24", minutes(10)),
                    onSite("7x24x4-arrive", "7×24×4：4 小时到场", Map.of(Fact.CONTRACT, "7x24x4"), 4),
                    forCase("7x24x4-restore", "7×24×4：24 小时恢复", "restore", Map.of(Fact.CONTRACT, "7x24x4"), "7x24", hours(24)))),
            new Template("level-5x8xnbd", "5×8×NBD 服务级别", "合同级别 5x8xnbd：工作时间 2 小时响应，下一个工作日到场", List.of(
                    forCase("5x8xnbd-answer", "5×8×NBD：2 个工作小时响应", "answer", Map.of(Fact.CONTRACT, "5x8xnbd"), "5x8", hours(2)),
                    forCase("5x8xnbd-arrive", "5×8×NBD：下一个工作日到场", "arrive", Map.of(Fact.CONTRACT, "5x8xnbd"), "5x8", days(1)))),
            new Template("half-day", "12 小时到场", "三、四级故障也在报修后 12 小时内到场", List.of(
                    onSite("arrive-3", "三级故障 12 小时内到场", Map.of(Fact.SEVERITY, "3"), 12),
                    onSite("arrive-4", "四级故障 12 小时内到场", Map.of(Fact.SEVERITY, "4"), 12))),
            new Template("fix-on-site", "到场后限时修复", "一、二级到场后 12 小时修复，其余 24 小时", List.of(
                    forCase("fix-on-site", "到场后 24 小时修复", "fix-on-site", Map.of(), "7x24", hours(24)).ifAsked(),
                    forCase("fix-on-site-1", "一级故障到场后 12 小时修复", "fix-on-site", Map.of(Fact.SEVERITY, "1"), "7x24", hours(12)).ifAsked(),
                    forCase("fix-on-site-2", "二级故障到场后 12 小时修复", "fix-on-site", Map.of(Fact.SEVERITY, "2"), "7x24", hours(12)).ifAsked())),
            new Template("longest-outage", "停机不超过 3 天", "四级故障也在 3 天内恢复，节假日照算", List.of(
                    forCase("restore-4", "停机不超过 3 天", "restore", Map.of(Fact.SEVERITY, "4"), "7x24", hours(72)))),
            new Template("replacement", "备用机", "一、二级 24 小时、其余 3 天仍未修复的，提供备用机直到修好", List.of(
                    forCase("replacement", "3 天未修复提供备用机", "replacement", Map.of(Fact.KIND, "repair"), "7x24", hours(72)),
                    forCase("replacement-1", "一级故障 24 小时未修复提供备用机", "replacement", Map.of(Fact.KIND, "repair", Fact.SEVERITY, "1"), "7x24", hours(24)),
                    forCase("replacement-2", "二级故障 24 小时未修复提供备用机", "replacement", Map.of(Fact.KIND, "repair", Fact.SEVERITY, "2"), "7x24", hours(24)))),
            new Template("hard-question", "疑难问题 24 小时答复", "咨询类服务 24 小时内给出答案", List.of(
                    forCase("hard-question", "疑难问题 24 小时内答复", "restore", Map.of(Fact.KIND, "question"), "7x24", hours(24)))));

    private RuleTemplates() {}

    private static Draft onSite(String key, String name, Map<Fact, String> match, int hours) {
        var ofRepairs = new EnumMap<Fact, String>(Fact.class);
        ofRepairs.putAll(match);
        ofRepairs.put(Fact.KIND, "repair");
        return forCase(key, name, "arrive", ofRepairs, "7x24", hours(hours));
    }
}
