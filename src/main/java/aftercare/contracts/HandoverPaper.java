package aftercare.contracts;

import static aftercare.platform.Pdf.text;

import aftercare.documents.DocumentDesk;
import aftercare.platform.Pdf;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The hand-over on A4, for both sides to keep. */
@Component
class HandoverPaper {

    private static final String STYLE = """
            @page { size: A4; margin: 18mm 16mm }
            html { font-family: 'Noto Sans SC'; font-size: 10pt; line-height: 1.5 }
            h1 { font-size: 16pt; margin: 0 0 2mm } h2 { font-size: 11pt; margin: 6mm 0 2mm }
            table { width: 100%; border-collapse: collapse } td, th { border: 0.3mm solid #b8c4c4; padding: 1.5mm 2mm; text-align: left; vertical-align: top }
            th { background: #eef2f2; font-weight: 700 } .no { color: #b93226 } .draft { color: #9a5b00; margin-top: 2mm }
            .sign td { height: 30mm; width: 50% } .sign img { height: 18mm }""";

    private final Pdf pdf;
    private final DocumentDesk documents;
    private final ContractQueries contracts;

    HandoverPaper(Pdf pdf, DocumentDesk documents, ContractQueries contracts) {
        this.pdf = pdf;
        this.documents = documents;
        this.contracts = contracts;
    }

    byte[] print(HandoverDesk.View view) {
        var out = new StringBuilder(8 * 1024);
        out.append("<h1>项目移交单</h1><div>").append(text(contracts.house())).append("</div>");
        if (view.status() == Handover.Status.DRAFT) {
            out.append("<div class=\"draft\">双方尚未签字，内容仍可能修改</div>");
        }
        out.append("<h2>项目</h2><table>");
        row(out, "项目", view.projectName() + "  " + view.projectNumber());
        row(out, "客户", view.customerName());
        row(out, "服务分公司", view.branchName());
        row(out, "培训", view.trained() ? "已培训 %d 人".formatted(view.trainees()) : "尚未培训");
        row(out, "未付款项", "%s 元".formatted(view.unpaid()));
        row(out, "备注", view.note());
        out.append("</table><h2>资料</h2><table>");
        Arrays.stream(Handover.Paper.values()).forEach(paper -> row(out, name(paper), view.papers().contains(paper) ? "已移交" : "欠缺"));
        out.append("</table><h2>遗留事项</h2>");
        if (view.items().isEmpty()) {
            out.append("<div>无</div>");
        } else {
            out.append("<table><tr><th>事项</th><th>责任人</th><th>完成日期</th></tr>").append(view.items().stream()
                    .map(item -> "<tr><td>%s</td><td>%s</td><td>%s</td></tr>".formatted(text(item.what()), text(String.valueOf(item.ownerName() == null ? "" : item.ownerName())),
                            item.dueOn() == null ? "" : item.dueOn())).collect(Collectors.joining())).append("</table>");
        }
        out.append("<h2>签字</h2><table class=\"sign\"><tr>").append(signature("移交方", view.ourName(), view.ourSignature()))
                .append(signature("接收方", view.theirName(), view.theirSignature())).append("</tr></table>");
        if (view.signedAt() != null) {
            out.append("<div>").append(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(view.signedAt().atZone(ZoneId.of(view.zone())))).append("</div>");
        }
        return pdf.render("<html lang=\"zh-CN\"><head><title>%s</title><style>%s</style></head><body>%s</body></html>"
                .formatted(text("项目移交单 " + view.projectNumber()), STYLE, out));
    }

    private static void row(StringBuilder out, String name, String value) {
        out.append("<tr><th style=\"width: 28mm\">").append(text(name)).append("</th><td>").append(text(value)).append("</td></tr>");
    }

    private String signature(String side, @Nullable String name, @Nullable UUID picture) {
        return "<td>%s %s<br/>%s</td>".formatted(text(side), text(name == null ? "" : name), picture == null ? ""
                : "<img src=\"data:image/png;base64,%s\" alt=\"\"/>".formatted(Base64.getEncoder().encodeToString(documents.bytes(picture))));
    }

    private static String name(Handover.Paper paper) {
        return switch (paper) {
            case DRAWINGS -> "竣工图";
            case MANUALS -> "使用与维护手册";
            case CERTIFICATES -> "合格证与检测报告";
            case CONFIG -> "系统配置备份";
            case PASSWORDS -> "账号密码清单（密封）";
            case WARRANTY -> "质保书";
        };
    }
}
