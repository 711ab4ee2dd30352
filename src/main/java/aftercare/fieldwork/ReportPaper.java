package aftercare.fieldwork;

import static aftercare.platform.Pdf.text;

import aftercare.documents.Document;
import aftercare.documents.DocumentDesk;
import aftercare.fieldwork.ReportLayout.Language;
import aftercare.fieldwork.ReportLayout.Section;
import aftercare.forms.AnswerSheet;
import aftercare.identity.Company;
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
import java.util.Locale;
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
    byte[] print(ReportFacts facts, ReportLayout layout, Company company, @Nullable String hash, @Nullable String address) {
        var page = new Page(facts, layout, company);
        return pdf.render("<html lang=\"%s\"><head><title>%s</title><style>%s</style></head><body class=\"%s\">%s</body></html>".formatted(
                layout.language() == Language.EN ? "en" : "zh-CN", text(page.line("服务报告单", "Service report") + " " + facts.number()),
                css().replace(Company.COLOUR, company.colour()).replace("PAGE_OF_PAGES", page.line("\"第 \" counter(page) \" 页 / 共 \" counter(pages) \" 页\"",
                        "counter(page) \" / \" counter(pages)", "counter(page) \" / \" counter(pages)")),
                layout.language().name().toLowerCase(Locale.ROOT), page.body(hash, address)));
    }

    /** One report on its way to paper. */
    private final class Page {

        private final StringBuilder out = new StringBuilder(16 * 1024);
        private final ReportFacts facts;
        private final ReportLayout layout;
        private final Company company;
        private final ZoneId zone;

        Page(ReportFacts facts, ReportLayout layout, Company company) {
            this.facts = facts;
            this.layout = layout;
            this.company = company;
            this.zone = ZoneId.of(facts.sender().zone());
        }

        String body(@Nullable String hash, @Nullable String address) {
            out.append("<div class=\"foot\">").append(text("%s  ·  %s %s".formatted(house(), line("服务报告单", "Service report"), facts.number()))).append("</div>");
            head();
            if (facts.signed() == null) {
                out.append("<div class=\"draft\">").append(line("客户尚未签字，内容仍可能修改", "Not signed by the customer yet; this may still change")).append("</div>");
            }
            about();
            if (layout.has(Section.STEPS)) {
                steps(facts.times());
            }
            if (layout.has(Section.SYMPTOM)) {
                heading("报修内容", "Reported");
                out.append("<div class=\"text\">").append(text(facts.subject())).append("</div>");
                if (!facts.symptom().isBlank() && !facts.symptom().strip().equals(facts.subject().strip())) {
                    out.append("<div class=\"text small\">").append(text(facts.symptom().strip())).append("</div>");
                }
            }
            done(facts.findings());
            if (layout.has(Section.PARTS)) {
                parts(facts.parts());
            }
            if (layout.has(Section.CHECKS)) {
                covered(facts.covered());
                checks(facts.checks());
            }
            if (layout.has(Section.PHOTOS)) {
                photos();
            }
            if (facts.signed() != null) {
                signature(facts.signed(), hash, address);
            }
            if (!layout.footnote().isBlank()) {
                out.append("<div class=\"text small footnote\">").append(text(layout.footnote().strip())).append("</div>");
            }
            return out.toString();
        }

        private String house() {
            return layout.language() == Language.EN && !company.nameInEnglish().isBlank() ? company.nameInEnglish() : facts.sender().company();
        }

        private void head() {
            var sender = facts.sender();
            out.append("<table class=\"head\"><tr>");
            if (company.logo() != null) {
                out.append("<td class=\"logo\"><img src=\"").append(company.logo()).append("\" alt=\"\"/></td>");
            }
            out.append("<td><div class=\"company\">").append(text(house())).append("</div>");
            if (layout.language() == Language.BOTH && !company.nameInEnglish().isBlank()) {
                out.append("<div class=\"small\">").append(text(company.nameInEnglish())).append("</div>");
            }
            out.append("<div class=\"small\">").append(text(join("  ", sender.branch().equals(sender.company()) ? "" : sender.branch(), sender.address(), sender.phone())))
                    .append("</div></td><td class=\"right\"><div class=\"title\">").append(words("服务报告单", "Service report")).append("</div><div class=\"number\">")
                    .append(text(facts.number())).append("</div></td></tr></table><div class=\"rule\"></div>");
        }

        private void about() {
            out.append("<table class=\"facts\">");
            row(words("服务单号", "Case"), facts.caseNumber(), words("报修时间", "Reported at"), MINUTE.format(facts.times().reported().atZone(zone)));
            row(words("客户", "Customer"), facts.receiver().customer(), words("现场", "Site"), facts.receiver().site());
            row(words("地址", "Address"), facts.receiver().address(), words("联系人", "Contact"), join(" ", facts.receiver().contact(), facts.receiver().phone()));
            var device = facts.device();
            if (device != null) {
                row(words("设备", "Device"), join(" · ", device.name(), device.model()), words("序列号", "Serial no."), device.serial());
                row(words("位置", "Location"), device.location(), words("设备编号", "Device no."), device.number());
            }
            if (layout.has(Section.CHARGE)) {
                row(words("服务等级", "Severity"), severity(facts.severity()), words("收费", "Charge"), join(line("，", ", ", "，"), entitlement(facts.entitlement()), facts.entitlementReason()));
            } else {
                out.append("<tr>");
                cell(words("服务等级", "Severity"), severity(facts.severity()));
                out.append("<td></td><td></td></tr>");
            }
            row(words("工程师", "Engineer"), join(" ", facts.worker().name(), facts.worker().phone(), facts.worker().partner()), words("工时", "Labour"),
                    minutes(facts.findings().workMinutes()));
            out.append("</table>");
        }

        private void done(ReportFacts.Findings findings) {
            heading("处理情况", "Work done");
            out.append("<table class=\"facts\">");
            wide(words("现场发现", "Found"), findings.finding(), false);
            wide(words("故障原因", "Cause"), join(" · ", findings.cause(), findings.responsibility()), false);
            wide(words("处理措施", "Action"), findings.action(), false);
            wide(words("处理结果", "Result"), outcome(findings.outcome()), true);
            if (layout.has(Section.ADVICE)) {
                wide(words("建议", "Advice"), findings.advice(), false);
            }
            out.append("</table>");
        }

        private void steps(ReportFacts.Times times) {
            heading("服务过程", "Course of the visit");
            out.append("<table class=\"steps\"><tr>");
            step(words("预约", "Booked"), times.plannedStart(), "");
            step(words("出发", "Set out"), times.setOut(), "");
            step(words("到达", "Arrived"), times.arrived(), times.late() != null && times.late() > 0 ? line("晚于预约 ", "late by ") + minutes(times.late()) : "");
            step(words("开始", "Began"), times.started(), "");
            step(words("完成", "Finished"), times.finished(), "last");
            out.append("</tr></table>");
        }

        private void step(String label, @Nullable Instant at, String extra) {
            out.append(extra.equals("last") ? "<td class=\"last\">" : "<td>").append("<div class=\"l\">").append(label).append("</div><div class=\"v\">")
                    .append(at == null ? "—" : SHORT.format(at.atZone(zone))).append("</div>");
            if (!extra.isEmpty() && !extra.equals("last")) {
                out.append("<div class=\"l late\">").append(text(extra)).append("</div>");
            }
            out.append("</td>");
        }

        private void parts(List<Report.Part> parts) {
            if (parts.isEmpty()) {
                return;
            }
            heading("配件", "Parts");
            header("parts", "m", words("使用/拆下", "Used/removed"), "", words("名称", "Part"), "", words("型号", "Model"), "n", words("数量", "Quantity"), "s", words("序列号", "Serial no."));
            for (var part : parts) {
                out.append("<tr><td>").append(part.move() == Report.PartMove.USED ? words("使用", "used") : words("拆下", "removed")).append("</td><td>").append(text(part.name()))
                        .append("</td><td>").append(text(part.model())).append("</td><td class=\"n\">")
                        .append(part.quantity().stripTrailingZeros().toPlainString()).append("</td><td>").append(text(part.serial())).append("</td></tr>");
            }
            out.append("</tbody></table>");
        }

        /** All devices at a glance, before what was measured at each. */
        private void covered(@Nullable List<ReportFacts.Covered> covered) {
            if (covered == null) {
                return;
            }
            var done = covered.stream().filter(one -> one.bad() != null).count();
            heading("设备清单 · 已检查 %d / %d 台".formatted(done, covered.size()), "Devices · %d of %d checked".formatted(done, covered.size()),
                    "设备清单 Devices · %d / %d".formatted(done, covered.size()));
            header("checks", "", words("设备", "Device"), "r", words("位置", "Location"), "q", words("说明", "Note"), "j", words("结果", "Result"));
            for (var one : covered) {
                var result = one.bad() == null ? one.missed() == null ? "<td></td>" : "<td>%s</td>".formatted(words("未检查", "not checked"))
                        : one.bad() == 0 ? "<td>%s</td>".formatted(words("合格", "passed"))
                        : "<td class=\"bad\">%s</td>".formatted(words("%d 项不合格".formatted(one.bad()), "%d failed".formatted(one.bad())));
                out.append("<tr><td>").append(text(one.device())).append("</td><td>").append(text(one.location())).append("</td><td class=\"text\">")
                        .append(text(one.bad() == null && one.missed() != null ? one.missed() : "")).append("</td>").append(result).append("</tr>");
            }
            out.append("</tbody></table>");
        }

        /** What was checked and measured; a bad value stands out. */
        private void checks(@Nullable List<AnswerSheet> checks) {
            if (checks == null) {
                return;
            }
            for (var check : checks) {
                var title = text(check.about() == null ? check.title() : "%s · %s".formatted(check.title(), check.about()));
                var score = check.score() == null ? null : check.score().stripTrailingZeros().toPlainString();
                heading(score == null ? title : "%s · 得分 %s".formatted(title, score), score == null ? title : "%s · score %s".formatted(title, score),
                        score == null ? title : "%s · 得分 Score %s".formatted(title, score));
                header("checks", "", words("项目", "Checked"), "r", words("结果", "Result"), "q", words("要求", "Required"), "j", words("判定", "Verdict"));
                for (var line : check.lines()) {
                    if (line.value() == null) {
                        out.append("<tr class=\"g\"><td colspan=\"4\">").append(text(line.label())).append("</td></tr>");
                    } else {
                        out.append("<tr><td>").append(text(line.label())).append("</td><td class=\"text\">").append(text(line.value())).append("</td><td>")
                                .append(text(line.limits())).append("</td>").append(line.bad() == null ? "<td></td>"
                                        : line.bad() ? "<td class=\"bad\">%s</td>".formatted(words("不合格", "failed")) : "<td>%s</td>".formatted(words("合格", "passed")))
                                .append("</tr>");
                    }
                }
                out.append("</tbody></table>");
            }
        }

        /** @param cells class and words of each column, in turn */
        private void header(String table, String... cells) {
            out.append("<table class=\"").append(table).append("\"><thead><tr>");
            for (int i = 0; i < cells.length; i += 2) {
                out.append("<th class=\"").append(cells[i]).append("\">").append(cells[i + 1]).append("</th>");
            }
            out.append("</tr></thead><tbody>");
        }

        private void photos() {
            var before = facts.before().stream().flatMap(picture -> small(picture).stream()).toList();
            var after = facts.after().stream().flatMap(picture -> small(picture).stream()).toList();
            if (before.isEmpty() && after.isEmpty()) {
                return;
            }
            heading("照片", "Photos");
            out.append("<table class=\"photos\">");
            rows(words("处理前", "Before"), before);
            rows(words("处理后", "After"), after);
            out.append("</table>");
        }

        private void rows(String label, List<String> pictures) {
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
        private void signature(ReportFacts.Signed signed, @Nullable String hash, @Nullable String address) {
            out.append("<table class=\"sign\"><tr><td class=\"opinion\"><div class=\"l\">").append(words("客户意见", "Customer's opinion")).append("</div><div class=\"text\">")
                    .append(signed.opinion().isBlank() ? words("无", "none") : text(signed.opinion())).append("</div></td><td class=\"hand\"><div class=\"l\">")
                    .append(words("客户签字", "Signed by")).append("</div>");
            original(signed.signature()).ifPresent(uri -> out.append("<img src=\"").append(uri).append("\" alt=\"\"/>"));
            out.append("<div>").append(text(signed.name())).append("</div><div class=\"l\">").append(MINUTE.format(signed.at().atZone(zone))).append("</div></td>");
            if (hash != null && address != null) {
                out.append("<td class=\"qr\">").append(Qr.svg(address, "22mm")).append("<div class=\"l\">").append(words("扫码核对真伪", "Scan to verify")).append("</div></td>");
            }
            out.append("</tr>");
            if (hash != null) {
                out.append("<tr><td class=\"hash\" colspan=\"3\">").append(line("本单经客户签字后不可更改。内容校验码（SHA-256）：",
                                "Frozen by the customer's signature. SHA-256 of the content: ", "本单经客户签字后不可更改。内容校验码 Frozen by signature, SHA-256: "))
                        .append(hash.replaceAll("(.{8})(?=.)", "$1 ")).append("</td></tr>");
            }
            out.append("</table>");
        }

        private void heading(String chinese, String english) {
            heading(chinese, english, "%s <span class=\"en\">%s</span>".formatted(chinese, english));
        }

        private void heading(String chinese, String english, String both) {
            out.append("<h2>").append(line(chinese, english, both)).append("</h2>");
        }

        private void row(String label, String value, String otherLabel, String otherValue) {
            out.append("<tr>");
            cell(label, value);
            cell(otherLabel, otherValue);
            out.append("</tr>");
        }

        private void cell(String label, String value) {
            out.append("<td class=\"l\">").append(label).append("</td><td class=\"v\">").append(value.isBlank() ? "—" : text(value)).append("</td>");
        }

        private void wide(String label, String value, boolean strong) {
            if (!value.isBlank()) {
                out.append("<tr><td class=\"l\">").append(label).append("</td><td class=\"text").append(strong ? " outcome" : "").append("\">")
                        .append(text(value)).append("</td></tr>");
            }
        }

        private String severity(int severity) {
            var level = Math.clamp(severity, 1, 4);
            return line(List.of("一级", "二级", "三级", "四级").get(level - 1), "level " + level);
        }

        private String entitlement(String entitlement) {
            return switch (entitlement) {
                case "FREE" -> line("免费", "free of charge");
                case "CHARGEABLE" -> line("收费", "chargeable");
                case "GOODWILL" -> line("免费（特批）", "free, by goodwill");
                default -> line("待定", "not decided");
            };
        }

        private String outcome(Report.Outcome outcome) {
            return switch (outcome) {
                case FIXED -> line("已修复", "Repaired");
                case WORKAROUND -> line("临时恢复，待后续处理", "Working for now, more to be done");
                case NOT_FIXED -> line("未修复，另行安排", "Not repaired, to be arranged");
            };
        }

        private String minutes(int minutes) {
            var hours = minutes / 60;
            var rest = minutes % 60;
            return hours == 0 ? line(rest + " 分钟", rest + " min") : rest == 0 ? line(hours + " 小时", hours + " h")
                    : line("%d 小时 %d 分".formatted(hours, rest), "%d h %d min".formatted(hours, rest));
        }

        /** A label: in both languages the English stands below. */
        private String words(String chinese, String english) {
            return line(chinese, english, "%s<div class=\"en\">%s</div>".formatted(chinese, english));
        }

        private String line(String chinese, String english) {
            return line(chinese, english, chinese + " / " + english);
        }

        private String line(String chinese, String english, String both) {
            return switch (layout.language()) {
                case ZH -> chinese;
                case EN -> english;
                case BOTH -> both;
            };
        }
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
