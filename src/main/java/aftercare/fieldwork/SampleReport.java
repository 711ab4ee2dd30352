package aftercare.fieldwork;

import aftercare.forms.AnswerSheet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A made-up report, to look at a layout before there is a real one. */
final class SampleReport {

    private SampleReport() {}

    static ReportFacts of(String company, Instant now) {
        return new ReportFacts("FW-0000", "SO-0000", "三号门门禁刷卡无反应", "红灯一直亮，早上八点开始，影响二十人进出。", 3, "FREE", "在保修期内",
                new ReportFacts.Sender(company, "示例分公司", "示例路 1 号", "0571-00000000", "Asia/Shanghai"),
                new ReportFacts.Receiver("示例客户有限公司", "一号厂房", "示例市示例区示例路 2 号", "李女士", "138****0000"),
                new ReportFacts.Device("D-0000", "三号门门禁", "AC-200", "SN-0000", "一层东侧"), new ReportFacts.Worker("王工", "139****0000", null),
                new ReportFacts.Times(now.minus(Duration.ofHours(6)), now.minus(Duration.ofHours(3)), now.minus(Duration.ofHours(1)), now.minus(Duration.ofHours(4)),
                        now.minus(Duration.ofHours(3)), 0, now.minus(Duration.ofMinutes(170)), now.minus(Duration.ofMinutes(80))),
                new ReportFacts.Findings("读卡器电源模块输出 6.1 V，低于额定 12 V。", "电源故障", "产品质量", "更换电源模块，测试刷卡二十次正常。", "建议半年后检查同批次的其余读卡器。", 90,
                        Report.Outcome.FIXED),
                List.of(new Report.Part(Report.PartMove.USED, "电源模块", "PS-12", BigDecimal.ONE, "PM-0001"), new Report.Part(Report.PartMove.REMOVED, "电源模块", "PS-12", BigDecimal.ONE, "PM-0000")),
                List.of(), List.of(), null,
                List.of(new AnswerSheet("修后测试", new BigDecimal("100"), List.of(new AnswerSheet.Line("输出电压", "12.1 V", "11.4–12.6 V", false), new AnswerSheet.Line("刷卡二十次", "正常", "", false)), null)), null);
    }
}
