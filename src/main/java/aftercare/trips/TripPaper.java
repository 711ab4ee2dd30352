package aftercare.trips;

import static aftercare.platform.Pdf.text;

import aftercare.platform.Pdf;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The out-duty order on A4, to be carried and signed. */
@Component
class TripPaper {

    private static final String STYLE = """
            @page { size: A4; margin: 20mm 19mm } html { font-family: 'Noto Sans SC'; font-size: 10pt; line-height: 1.5 }
            h1 { font-size: 18pt; text-align: center; margin: 4mm 0 1mm } .number { text-align: center; color: #44555a; margin-bottom: 5mm } .company { font-size: 12pt; font-weight: 700 }
            table { border-collapse: collapse; width: 100% } td, th { border: 0.25mm solid #b8c4c4; padding: 2mm 2.5mm; text-align: left; vertical-align: top; white-space: pre-wrap }
            th { width: 26mm; background: #eef2f2; font-weight: 700 } .hands td { border: 0; padding-top: 14mm; width: 33% }
            """;

    private final Pdf pdf;
    private final JdbcClient jdbc;

    TripPaper(Pdf pdf, JdbcClient jdbc) {
        this.pdf = pdf;
        this.jdbc = jdbc;
    }

    byte[] print(TripQueries.TripView view) {
        var trip = view.trip();
        var company = jdbc.sql("select value ->> 'name' from platform.setting where key = 'company'").query(String.class).optional().orElse(trip.branchName());
        var out = new StringBuilder("<html><head><style>").append(STYLE).append("</style></head><body><div class=\"company\">").append(text(company)).append("</div><h1>出差单</h1>")
                .append("<div class=\"number\">").append(text(trip.number())).append("</div><table>");
        row(out, "出差人", view.people().stream().map(one -> one.name() + (one.phone().isBlank() ? "" : " " + one.phone())).collect(Collectors.joining("\n")));
        row(out, "分公司", trip.branchName());
        row(out, "事由", trip.purpose());
        row(out, "地点", trip.place());
        row(out, "日期", "%s 至 %s".formatted(trip.fromDay(), trip.toDay()));
        row(out, "任务", (view.cases().stream().map(one -> "%s %s%s".formatted(one.number(), one.subject(), one.customer() == null ? "" : "（" + one.customer() + "）"))
                .collect(Collectors.joining("\n")) + (view.tasks().isBlank() ? "" : "\n" + view.tasks())).strip());
        row(out, "联系人", (view.contact() + " " + view.contactPhone()).strip());
        row(out, "保密要求", view.confidential());
        row(out, "借款", trip.advance().signum() == 0 ? "无" : trip.advance().toPlainString() + " " + trip.advanceCurrency());
        row(out, "批准", view.decidedBy() == null ? "" : "%s%s".formatted(view.decidedBy(), view.note().isBlank() ? "" : "：" + view.note()));
        out.append("</table><table class=\"hands\"><tr><td>出差人签字：</td><td>批准人签字：</td><td>财务签字：</td></tr></table></body></html>");
        return pdf.render(out.toString());
    }

    private static void row(StringBuilder out, String name, String value) {
        out.append("<tr><th>").append(name).append("</th><td>").append(text(value.isBlank() ? "—" : value)).append("</td></tr>");
    }
}
