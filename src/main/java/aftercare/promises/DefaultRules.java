package aftercare.promises;

import static aftercare.promises.Audience.BRANCH_MANAGER;
import static aftercare.promises.Audience.DESK;
import static aftercare.promises.Audience.FINANCE;
import static aftercare.promises.Audience.GENERAL_MANAGER;
import static aftercare.promises.Audience.MANAGER;
import static aftercare.promises.Audience.ON_CALL;
import static aftercare.promises.Audience.OWNER;

import aftercare.kernel.Ids;
import aftercare.promises.Limit.CutOff.Line;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a new installation promises until its own people change it. The one place where these values stand. What only some
 * houses promise (by distance, by service level) is in {@link RuleTemplates}.
 */
final class DefaultRules {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Round the clock, and the office hours with the country's holidays and make-up workdays. */
    static final List<WorkCalendar> CALENDARS = List.of(
            WorkCalendar.always("7x24", "7×24 小时", ZONE),
            new WorkCalendar("5x8", "5×8 工作时间", 1, ZONE, WeekPattern.weekdays("08:30-12:00 13:00-17:30"), StatutoryDays.china()));

    private static final Rung WARN = Rung.at(75, OWNER);
    private static final Rung DUE = Rung.at(100, OWNER, DESK, MANAGER);
    private static final Rung LATE = Rung.at(150, MANAGER, BRANCH_MANAGER);
    private static final Rung VERY_LATE = Rung.at(200, GENERAL_MANAGER);

    /**
     * The owner hears at three quarters of the time, desk and manager when it runs out, the branch manager at half as much
     * again and the general manager at twice the time.
     */
    static final List<Rung> LADDER = List.of(WARN, DUE, LATE, VERY_LATE);

    /** What is urgent and not answered goes to whoever is on call. */
    private static final List<Rung> ANSWER_LADDER = List.of(WARN, Rung.at(100, OWNER, DESK, MANAGER, ON_CALL).doing(Deed.HAND_TO_ON_CALL), LATE, VERY_LATE);

    /** A fault that is not put right in time is raised by one level (T-3). */
    private static final List<Rung> RAISED_LADDER = List.of(WARN, DUE.doing(Deed.RAISE), LATE.doing(Deed.HAND_TO_MANAGER), VERY_LATE);

    /** With half of the time gone a serious fault gets its emergency plan. */
    private static final List<Rung> EMERGENCY_LADDER = List.of(Rung.at(50, OWNER, MANAGER).doing(Deed.START_PLAN), WARN,
            DUE.doing(Deed.RAISE), LATE.doing(Deed.HAND_TO_MANAGER), VERY_LATE);

    /** What is settled by a call or a sheet of paper: the desk is reminded, then its manager. */
    private static final List<Rung> SMALL_LADDER = List.of(WARN, Rung.at(100, OWNER, DESK), Rung.at(200, MANAGER));

    /** What ends on a day known long before: a quarter, a month and a week ahead, counted in working days of eight hours. */
    private static final List<Rung> DATE_LADDER = List.of(Rung.minutes(-60 * 480, OWNER), Rung.minutes(-22 * 480, OWNER, DESK),
            Rung.minutes(-5 * 480, OWNER, DESK, MANAGER), Rung.at(100, MANAGER, BRANCH_MANAGER));

    private static final int DAY = 24 * 60;

    /** Money that falls due: whoever sold it and finance hear 90, 30 and 7 days ahead, their managers when it is late. */
    private static final List<Rung> MONEY_LADDER = List.of(Rung.minutes(-90 * DAY, OWNER, FINANCE), Rung.minutes(-30 * DAY, OWNER, FINANCE),
            Rung.minutes(-7 * DAY, OWNER, FINANCE), Rung.at(100, OWNER, FINANCE, MANAGER), Rung.minutes(30 * DAY, MANAGER, BRANCH_MANAGER));

    /** What was left open when a project was handed over: a week and a day ahead, then its manager. */
    private static final List<Rung> ITEM_LADDER = List.of(Rung.minutes(-5 * 480, OWNER), Rung.minutes(-480, OWNER), Rung.at(100, OWNER, MANAGER),
            Rung.minutes(5 * 480, MANAGER, BRANCH_MANAGER));

    private static final List<String> PLAN = List.of("通知售后经理和客户负责人", "指定应急负责人，建立联络群", "调备件与备用机到现场或就近网点",
            "请厂家或研发二线远程支援", "每两小时向客户通报进展", "恢复后补写故障诊断报告");

    /** After a reopening half of the time is left, one day at least where days are counted. */
    static final int REOPEN_PERCENT = 50;

    /** A rule before it has an id; {@code calendar} by its code. */
    record Draft(String key, String name, String code, Map<Fact, String> match, String calendar, Limit limit, List<Rung> ladder,
                 boolean withSubject, boolean customerVisible, List<String> plan, boolean byHand) {

        Rule rule(UUID calendarId) {
            return new Rule(Ids.next(), key, 1, name, code, match, calendarId, limit, ladder, null, REOPEN_PERCENT, withSubject, customerVisible, plan, false, byHand);
        }

        Draft with(List<Rung> otherLadder) {
            return new Draft(key, name, code, match, calendar, limit, otherLadder, withSubject, customerVisible, plan, byHand);
        }

        Draft plan(List<String> steps) {
            return new Draft(key, name, code, match, calendar, limit, ladder, withSubject, customerVisible, steps, byHand);
        }

        /** Made when somebody asks for it. */
        Draft ifAsked() {
            return new Draft(key, name, code, match, calendar, limit, ladder, false, customerVisible, plan, byHand);
        }

        /** A person says that it was kept. */
        Draft settledByHand() {
            return new Draft(key, name, code, match, calendar, limit, ladder, withSubject, customerVisible, plan, true);
        }

        /** Among ourselves. */
        Draft inHouse() {
            return new Draft(key, name, code, match, calendar, limit, ladder, withSubject, false, plan, byHand);
        }
    }

    /** What clocks stop for, and when those who have the next move are asked for it: in working days of eight hours. */
    static final List<PauseReason> PAUSES = List.of(
            new PauseReason("customer", "等客户答复", PauseReason.Party.CUSTOMER, "5x8", 480, 3, "多次联系未得到答复，本单先行办结。如仍需要服务，请联系我们重新打开。", true, 1),
            new PauseReason("site", "等客户现场具备条件", PauseReason.Party.CUSTOMER, "5x8", 2 * 480, 5, null, true, 1),
            new PauseReason("parts", "等备件到货", PauseReason.Party.HOUSE, "5x8", 480, 10, null, true, 1),
            new PauseReason("vendor", "等厂家答复", PauseReason.Party.SUPPLIER, "5x8", 480, 10, null, true, 1));

    static final List<Draft> RULES;

    static {
        var rules = new ArrayList<Draft>(List.of(
                // 接单响应
                forCase("answer-1", "一级故障 10 分钟内响应", "answer", Map.of(Fact.SEVERITY, "1"), "7x24", minutes(10)).with(ANSWER_LADDER),
                forCase("answer-2", "二级故障 30 分钟内响应", "answer", Map.of(Fact.SEVERITY, "2"), "7x24", minutes(30)).with(ANSWER_LADDER),
                forCase("answer-3", "三级故障 2 小时内响应", "answer", Map.of(Fact.SEVERITY, "3"), "7x24", hours(2)),
                forCase("answer-4", "四级 4 个工作小时内响应", "answer", Map.of(Fact.SEVERITY, "4"), "5x8", hours(4)),
                forCase("answer", "其余 2 小时内响应", "answer", Map.of(), "7x24", hours(2))));
        // 到场: a repair brings somebody to the site by itself, other kinds when they ask for it
        for (var severity = 1; severity <= 4; severity++) {
            var level = List.of("一", "二", "三", "四").get(severity - 1) + "级";
            var within = List.of("2 小时", "4 小时", "24 小时", "2 个工作日").get(severity - 1);
            var calendar = severity == 4 ? "5x8" : "7x24";
            var limit = List.of(hours(2), hours(4), hours(24), days(2)).get(severity - 1);
            rules.add(forCase("arrive-" + severity, level + "故障 " + within + "内到场", "arrive",
                    Map.of(Fact.KIND, "repair", Fact.SEVERITY, Integer.toString(severity)), calendar, limit));
            rules.add(forCase("arrive-other-" + severity, level + "其他服务约定上门后 " + within + "内到场", "arrive",
                    Map.of(Fact.SEVERITY, Integer.toString(severity)), calendar, limit).ifAsked());
        }
        // 服务商应答: among ourselves, but the customer's promise runs meanwhile
        for (var severity = 1; severity <= 4; severity++) {
            var within = List.of("15 分钟", "30 分钟", "2 小时", "4 个工作小时").get(severity - 1);
            rules.add(new Draft("partner-answer-" + severity, List.of("一", "二", "三", "四").get(severity - 1) + "级转派 " + within + "内应答", "partner-answer",
                    Map.of(Fact.SUBJECT, "tender", Fact.SEVERITY, Integer.toString(severity)), severity == 4 ? "5x8" : "7x24",
                    List.of(minutes(15), minutes(30), hours(2), hours(4)).get(severity - 1), LADDER, false, false, List.of(), false));
        }
        rules.addAll(List.of(
                // 恢复
                forCase("restore-1", "一级故障 12 小时内恢复", "restore", Map.of(Fact.SEVERITY, "1"), "7x24", hours(12)).with(EMERGENCY_LADDER).plan(PLAN),
                forCase("restore-2", "二级故障 24 小时内恢复", "restore", Map.of(Fact.SEVERITY, "2"), "7x24", hours(24)).with(EMERGENCY_LADDER).plan(PLAN),
                forCase("restore-3", "三级故障 72 小时内恢复", "restore", Map.of(Fact.SEVERITY, "3"), "7x24", hours(72)).with(RAISED_LADDER),
                forCase("restore-4", "四级 5 个工作日内完成", "restore", Map.of(Fact.SEVERITY, "4"), "5x8", days(5)).with(RAISED_LADDER),
                forCase("restore", "其余 5 个工作日内完成", "restore", Map.of(), "5x8", days(5)),
                // 报价、备件 (P-4)
                forCase("quote", "报价：12 点前当日 17:30，17 点前次日 12:00", "quote", Map.of(), "5x8", new Limit.CutOff(List.of(
                        new Line(LocalTime.NOON, 0, LocalTime.of(17, 30)), new Line(LocalTime.of(17, 0), 1, LocalTime.NOON)))).with(SMALL_LADDER).ifAsked().settledByHand(),
                forCase("quote-large", "大额报价 48 小时", "quote-large", Map.of(), "7x24", hours(48)).with(SMALL_LADDER).ifAsked().settledByHand(),
                forAnything("part-order", "合同生效当日下备件订单", "part-order", "5x8", new Limit.CutOff(List.of(
                        new Line(LocalTime.of(17, 30), 0, LocalTime.of(17, 30))))).with(SMALL_LADDER).ifAsked().settledByHand().inHouse(),
                forAnything("part-issue", "库存备件 24 小时内出库", "part-issue", "7x24", hours(24)).with(SMALL_LADDER).ifAsked().settledByHand().inHouse(),
                forAnything("part-purchase", "标准备件 3 个工作日内采购到位", "part-purchase", "5x8", days(3)).with(SMALL_LADDER).ifAsked().settledByHand().inHouse(),
                forAnything("part-purchase-agreed", "进口或大件按合同约定日到位", "part-purchase-agreed", "5x8", before(0)).with(DATE_LADDER).ifAsked().settledByHand().inHouse(),
                forAnything("part-delivery", "报修后 48 小时内备件送达", "part-delivery", "7x24", hours(48)).ifAsked().settledByHand(),
                // 巡检保养: a planned visit is owed by the end of its window and by nothing else
                forCase("answer-inspection", "巡检保养不计响应", "answer", Map.of(Fact.KIND, "inspection"), "7x24", hours(2)).ifAsked().inHouse(),
                forCase("restore-inspection", "巡检保养不计恢复", "restore", Map.of(Fact.KIND, "inspection"), "5x8", days(5)).ifAsked().inHouse(),
                forCase("arrive-inspection", "巡检保养不计到场", "arrive", Map.of(Fact.KIND, "inspection"), "5x8", days(5)).ifAsked().inHouse(),
                forCase("upkeep-due", "巡检保养在约定期限内完成", "upkeep-due", Map.of(Fact.KIND, "inspection"), "5x8", before(0)).with(ITEM_LADDER).ifAsked(),
                // 关怀与内务
                new Draft("ring-back", "漏接来电 30 个工作分钟内回电", "ring-back", Map.of(Fact.SUBJECT, "call"), "5x8", minutes(30), SMALL_LADDER, false, false, List.of(), false),
                forCase("call-back", "关单后下一个工作日回访", "call-back", Map.of(), "5x8", days(1)).with(SMALL_LADDER).ifAsked().settledByHand().inHouse(),
                new Draft("papers-back-trip", "出差返回后下一个工作日交回单据", "papers-back", Map.of(Fact.SUBJECT, "trip"), "5x8", days(1), SMALL_LADDER, true, false, List.of(), true),
                new Draft("papers-back", "上门后下一个工作日交回单据", "papers-back", Map.of(Fact.SUBJECT, "visit"), "5x8", days(1), SMALL_LADDER, true, false, List.of(), true),
                new Draft("field-decision", "现场无法决定的问题 2 小时内答复", "field-decision", Map.of(Fact.SUBJECT, "visit-question"), "7x24", hours(2), LADDER, false, false, List.of(), false),
                new Draft("papers-follow", "紧急抢修 24 小时内补齐安全交底", "papers-follow", Map.of(Fact.SUBJECT, "visit"), "7x24", hours(24), SMALL_LADDER, false, false, List.of(), false),
                new Draft("certificate-expiry", "证书到期前完成换证", "certificate-expiry", Map.of(Fact.SUBJECT, "certificate"), "5x8", before(0), DATE_LADDER, true, false, List.of(), false),
                // 维保合同
                new Draft("contract-notice", "合同到期前征询客户续签意向", "contract-notice", Map.of(Fact.SUBJECT, "contract"), "5x8", before(0), DATE_LADDER, false, false, List.of(), false),
                new Draft("contract-renewal", "合同到期前续签或确认不再续签", "contract-renewal", Map.of(Fact.SUBJECT, "contract"), "5x8", before(0), DATE_LADDER, false, false, List.of(), false),
                new Draft("retention-release", "质保期满后收回质保金", "retention-release", Map.of(Fact.SUBJECT, "retention"), "7x24", before(0), MONEY_LADDER, false, false, List.of(), false),
                new Draft("handover-item", "移交遗留事项按约定日办结", "handover-item", Map.of(Fact.SUBJECT, "handover-item"), "5x8", before(0), ITEM_LADDER, false, false, List.of(), false)));
        RULES = List.copyOf(rules);
    }

    private DefaultRules() {}

    static Draft forCase(String key, String name, String code, Map<Fact, String> match, String calendar, Limit limit) {
        var all = new EnumMap<Fact, String>(Fact.class);
        all.putAll(match);
        all.put(Fact.SUBJECT, "case");
        return new Draft(key, name, code, all, calendar, limit, LADDER, true, true, List.of(), false);
    }

    /** Parts are owed for a case, for a contract, or for an order of their own. */
    private static Draft forAnything(String key, String name, String code, String calendar, Limit limit) {
        return new Draft(key, name, code, Map.of(), calendar, limit, LADDER, true, true, List.of(), false);
    }

    static Limit minutes(int minutes) {
        return new Limit.WorkingTime(minutes);
    }

    static Limit hours(int hours) {
        return new Limit.WorkingTime((int) Duration.ofHours(hours).toMinutes());
    }

    static Limit days(int days) {
        return new Limit.WorkingDays(days, null);
    }

    static Limit before(int days) {
        return new Limit.BeforeDate(days, null);
    }
}
