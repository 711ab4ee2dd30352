package aftercare.fieldwork;

import static aftercare.platform.Pdf.text;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.forms.AnswerSheet;
import aftercare.platform.Pdf;
import aftercare.platform.Qr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Prints a service report (服务报告单) on A4. Whatever it prints is in the {@link ReportFacts}; pictures come from the file store. */
@Component
class ReportPaper {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final int PHOTOS_IN_A_ROW = 3;
    private static final int PICTURE_LIMIT = 2_000_000;

    private final Pdf pdf;
    private final DocumentDesk documents;

    ReportPaper(Pdf pdf, DocumentDesk documents) {
        this.pdf = pdf;
        this.documents = documents;
    }

    /**
     * @param hash    of the frozen text; null while nobody has signed
     * @param address where the report can be checked; null prints the hash alone
     */
    byte[] print(ReportFacts facts, @Nullable String hash, @Nullable String address) {
        return pdf.render("<html lang=\"zh-CN\"><head><title>%s</title><style>%s</style></head><body>%s</body></html>".formatted(
                text("服务报告单 " + facts.number()), css(), body(facts, hash, address)));
    }

    private String body(ReportFacts facts, @Nullable String hash, @Nullable String address) {
        var zone = ZoneId.of(facts.sender().zone());
        var out = new StringBuilder(16 * 1024);
        out.append("<div class=\"foot\">").append(text("%s  ·  服务报告单 %s".formatted(facts.sender().company(), facts.number()))).append("</div>");
        head(out, facts);
        if (facts.signed() == null) {
            out.append("<div class=\"draft\">客户尚未签字，内容仍可能修改</div>");
        }

        out.append("<table class=\"facts\">");
        row(out, "服务单号", facts.caseNumber(), "报修时间", MINUTE.format(facts.times().reported().atZone(zone)));
        row(out, "客户", facts.receiver().customer(), "现场", facts.receiver().site());
        row(out, "地址", facts.receiver().address(), "联系人", join(" ", facts.receiver().contact(), facts.receiver().phone()));
        var device = facts.device();
        if (device != null) {
            row(out, "设备", join(" · ", device.name(), device.model()), "序列号", device.serial());
            row(out, "位置", device.location(), "设备编号", device.number());
        }
        row(out, "服务等级", severity(facts.severity()), "收费", join("，", entitlement(facts.entitlement()), facts.entitlementReason()));
        row(out, "工程师", join(" ", facts.worker().name(), facts.worker().phone(), facts.worker().partner()), "工时", minutes(facts.findings().workMinutes()));
        out.append("</table>");

        steps(out, facts.times(), zone);

        heading(out, "报修内容");
        out.append("<div class=\"text\">").append(text(facts.subject())).append("</div>");
        if (!facts.symptom().isBlank() && !facts.symptom().strip().equals(facts.subject().strip())) {
            out.append("<div class=\"text small\">").append(text(facts.symptom().strip())).append("</div>");
        }

        heading(out, "处理情况");
        out.append("<table class=\"facts\">");
        wide(out, "现场发现", facts.findings().finding(), false);
        wide(out, "故障原因", join(" · ", facts.findings().cause(), facts.findings().responsibility()), false);
        wide(out, "处理措施", facts.findings().action(), false);
        wide(out, "处理结果", outcome(facts.findings().outcome()), true);
        wide(out, "建议", facts.findings().advice(), false);
        out.append("</table>");

        parts(out, facts.parts());
        covered(out, facts.covered());
        checks(out, facts.checks());
        photos(out, facts);
        if (facts.signed() != null) {
            signature(out, facts.signed(), zone, hash, address);
        }
        return out.toString();
    }

    private static void head(StringBuilder out, ReportFacts facts) {
        var sender = facts.sender();
        out.append("<table class=\"head\"><tr><td><div class=\"company\">").append(text(sender.company())).append("</div><div class=\"small\">")
                .append(text(join("  ", sender.branch().equals(sender.company()) ? "" : sender.branch(), sender.address(), sender.phone())))
                .append("</div></td><td><div class=\"title\">服务报告单</div><div class=\"number\">").append(text(facts.number()))
                .append("</div></td></tr></table><div class=\"rule\"></div>");
    }

    private static void steps(StringBuilder out, ReportFacts.Times times, ZoneId zone) {
        heading(out, "服务过程");
        out.append("<table class=\"steps\"><tr>");
        step(out, "预约", times.plannedStart(), zone, "");
        step(out, "出发", times.setOut(), zone, "");
        step(out, "到达", times.arrived(), zone, times.late() != null && times.late() > 0 ? "晚于预约 " + minutes(times.late()) : "");
        step(out, "开始", times.started(), zone, "");
        step(out, "完成", times.finished(), zone, "last");
        out.append("</tr></table>");
    }

    private static void step(StringBuilder out, String label, @Nullable Instant at, ZoneId zone, String extra) {
        out.append(extra.equals("last") ? "<td class=\"last\">" : "<td>").append("<div class=\"l\">").append(label).append("</div><div class=\"v\">")
                .append(at == null ? "—" : SHORT.format(at.atZone(zone))).append("</div>");
        if (!extra.isEmpty() && !extra.equals("last")) {
            out.append("<div class=\"l late\">").append(text(extra)).append("</div>");
        }
        out.append("</td>");
    }

    private static void parts(StringBuilder out, List<Report.Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        heading(out, "配件");
        out.append("<table class=\"parts\"><thead><tr><th class=\"m\">使用/拆下</th><th>名称</th><th>型号</th><th class=\"n\">数量</th><th class=\"s\">序列号</th></tr></thead><tbody>");
        for (var part : parts) {
            out.append("<tr><td>").append(part.move() == Report.PartMove.USED ? "使用" : "拆下").append("</td><td>").append(text(part.name()))
                    .append("</td><td>").append(text(part.model())).append("</td><td class=\"n\">")
                    .append(part.quantity().stripTrailingZeros().toPlainString()).append("</td><td>").append(text(part.serial())).append("</td></tr>");
        }
        out.append("</tbody></table>");
    }

    /** All devices at a glance, before what was measured at each. */
    private static void covered(StringBuilder out, @Nullable List<ReportFacts.Covered> covered) {
        if (covered == null) {
            return;
        }
        var done = covered.stream().filter(one -> one.bad() != null).count();
        heading(out, "设备清单 · 已检查 %d / %d 台".formatted(done, covered.size()));
        out.append("<table class=\"checks\"><thead><tr><th>设备</th><th class=\"r\">位置</th><th class=\"q\">说明</th><th class=\"j\">结果</th></tr></thead><tbody>");
        for (var one : covered) {
            var result = one.bad() == null ? one.missed() == null ? "<td></td>" : "<td>未检查</td>" : one.bad() == 0 ? "<td>合格</td>" : "<td class=\"bad\">%d 项不合格</td>".formatted(one.bad());
            out.append("<tr><td>").append(text(one.device())).append("</td><td>").append(text(one.location())).append("</td><td class=\"text\">")
                    .append(text(one.bad() == null && one.missed() != null ? one.missed() : "")).append("</td>").append(result).append("</tr>");
        }
        out.append("</tbody></table>");
    }

    /** What was checked and measured; a bad value stands out. */
    private static void checks(StringBuilder out, @Nullable List<AnswerSheet> checks) {
        if (checks == null) {
            return;
        }
        for (var check : checks) {
            var title = check.about() == null ? check.title() : "%s · %s".formatted(check.title(), check.about());
            heading(out, text(check.score() == null ? title : "%s · 得分 %s".formatted(title, check.score().stripTrailingZeros().toPlainString())));
            out.append("<table class=\"checks\"><thead><tr><th>项目</th><th class=\"r\">结果</th><th class=\"q\">要求</th><th class=\"j\">判定</th></tr></thead><tbody>");
            for (var line : check.lines()) {
                if (line.value() == null) {
                    out.append("<tr class=\"g\"><td colspan=\"4\">").append(text(line.label())).append("</td></tr>");
                } else {
                    out.append("<tr><td>").append(text(line.label())).append("</td><td class=\"text\">").append(text(line.value())).append("</td><td>")
                            .append(text(line.limits())).append("</td>").append(line.bad() == null ? "<td></td>" : line.bad() ? "<td class=\"bad\">不合格</td>" : "<td>合格</td>")
                            .append("</tr>");
                }
            }
            out.append("</tbody></table>");
        }
    }

    private void photos(StringBuilder out, ReportFacts facts) {
        var before = facts.before().stream().flatMap(picture -> small(picture).stream()).toList();
        var after = facts.after().stream().flatMap(picture -> small(picture).stream()).toList();
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        heading(out, "照片");
        out.append("<table class=\"photos\">");
        rows(out, "处理前", before);
        rows(out, "处理后", after);
        out.append("</table>");
    }

    private static void rows(StringBuilder out, String label, List<String> pictures) {
        for (int i = 0; i < pictures.size(); i += PHOTOS_IN_A_ROW) {
            out.append("<tr>");
            for (int j = i; j < i + PHOTOS_IN_A_ROW; j++) {
                out.append("<td>");
                if (j < pictures.size()) {
                    out.append("<div class=\"l\">").append(label).append("</div><img src=\"").append(pictures.get(j)).append("\" alt=\"\"/>");
                }
                out.append("</td>");
            }
            out.append("</tr>");
        }
    }

    /** Opinion, signature and what proves them, never torn apart by a page's end. */
    private void signature(StringBuilder out, ReportFacts.Signed signed, ZoneId zone, @Nullable String hash,
                           @Nullable String address) {
        out.append("<table class=\"sign\"><tr><td class=\"opinion\"><div class=\"l\">客户意见</div><div class=\"text\">")
                .append(text(signed.opinion().isBlank() ? "无" : signed.opinion())).append("</div></td><td class=\"hand\"><div class=\"l\">客户签字</div>");
        original(signed.signature()).ifPresent(uri -> out.append("<img src=\"").append(uri).append("\" alt=\"\"/>"));
        out.append("<div>").append(text(signed.name())).append("</div><div class=\"l\">").append(MINUTE.format(signed.at().atZone(zone))).append("</div></td>");
        if (hash != null && address != null) {
            out.append("<td class=\"qr\">").append(Qr.svg(address, "22mm")).append("<div class=\"l\">扫码核对真伪</div></td>");
        }
        out.append("</tr>");
        if (hash != null) {
            out.append("<tr><td class=\"hash\" colspan=\"3\">本单经客户签字后不可更改。内容校验码（SHA-256）：")
                    .append(hash.replaceAll("(.{8})(?=.)", "$1 ")).append("</td></tr>");
        }
        out.append("</table>");
    }

    private Optional<String> small(ReportFacts.Picture picture) {
        return find(picture).flatMap(documents::thumbnail).map(file -> {
            try {
                return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Optional<String> original(ReportFacts.Picture picture) {
        return find(picture).filter(found -> found.size() < PICTURE_LIMIT)
                .map(found -> "data:%s;base64,%s".formatted(found.mediaType(), Base64.getEncoder().encodeToString(documents.bytes(found.id()))));
    }

    private Optional<Document> find(ReportFacts.Picture picture) {
        return Optional.of(documents.get(UUID.fromString(picture.document())));
    }

    private static void heading(StringBuilder out, String words) {
        out.append("<h2>").append(words).append("</h2>");
    }

    private static void row(StringBuilder out, String label, String value, String otherLabel, String otherValue) {
        out.append("<tr>");
        cell(out, label, value);
        cell(out, otherLabel, otherValue);
        out.append("</tr>");
    }

    private static void cell(StringBuilder out, String label, String value) {
        out.append("<td class=\"l\">").append(label).append("</td><td class=\"v\">").append(value.isBlank() ? "—" : text(value)).append("</td>");
    }

    private static void wide(StringBuilder out, String label, String value, boolean strong) {
        if (!value.isBlank()) {
            out.append("<tr><td class=\"l\">").append(label).append("</td><td class=\"text").append(strong ? " outcome" : "").append("\">")
                    .append(text(value)).append("</td></tr>");
        }
    }

    private static String severity(int severity) {
        return switch (severity) {
            case 1 -> "一级";
            case 2 -> "二级";
            case 3 -> "三级";
            default -> "四级";
        };
    }

    private static String entitlement(String entitlement) {
        return switch (entitlement) {
            case "FREE" -> "免费";
            case "CHARGEABLE" -> "收费";
            case "GOODWILL" -> "免费（特批）";
            default -> "待定";
        };
    }

    private static String outcome(Report.Outcome outcome) {
        return switch (outcome) {
            case FIXED -> "已修复";
            case WORKAROUND -> "临时恢复，待后续处理";
            case NOT_FIXED -> "未修复，另行安排";
        };
    }

    private static String minutes(int minutes) {
        var hours = minutes / 60;
        var rest = minutes % 60;
        return hours == 0 ? rest + " 分钟" : rest == 0 ? hours + " 小时" : "%d 小时 %d 分".formatted(hours, rest);
    }

    private static String join(String between, @Nullable String... parts) {
        var filled = new ArrayList<String>();
        for (var part : parts) {
            if (part != null && !part.isBlank()) {
                filled.add(part.strip());
            }
        }
        return String.join(between, filled);
    }

    private static String css() {
        try {
            return new ClassPathResource("aftercare/fieldwork/report.css").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
