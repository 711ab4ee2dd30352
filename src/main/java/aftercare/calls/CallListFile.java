package aftercare.calls;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log of calls as a file. */
@RestController
class CallListFile {

    private static final ListFile<CallQueries.Row> FILE = ListFile.<CallQueries.Row>of("通话记录", "通話記錄", "Calls")
            .column("时间", "時間", "Time", CallQueries.Row::beganAt)
            .column("号码", "號碼", "Number", CallQueries.Row::number)
            .column("方向", "方向", "Direction", row -> row.direction().name())
            .column("状态", "狀態", "State", row -> row.state().name())
            .column("联系人", "聯絡人", "Contact", CallQueries.Row::contactName)
            .column("客户", "客戶", "Customer", CallQueries.Row::customerName)
            .column("接听人", "接聽人", "Taken by", CallQueries.Row::userName)
            .column("接通", "接通", "Answered at", CallQueries.Row::answeredAt)
            .column("结束", "結束", "Ended at", CallQueries.Row::endedAt)
            .column("工单", "工單", "Case", CallQueries.Row::caseNumber)
            .column("回电", "回電", "Rung back at", CallQueries.Row::rungBackAt)
            .column("备注", "備註", "Note", CallQueries.Row::note)
            .column("录音", "錄音", "Recording", CallQueries.Row::recording);

    private final CallQueries calls;

    CallListFile(CallQueries calls) {
        this.calls = calls;
    }

    @Requires(Permission.CALLS_READ)
    @GetMapping("/api/calls/export")
    void export(Scope scope, @RequestParam(defaultValue = "ALL") CallQueries.Box box, @RequestParam(required = false) @Nullable String number,
                @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<UUID>send(response, ask, after -> {
            var page = calls.list(box, number, after, scope);
            return new Part<>(page.rows(), page.next());
        });
    }
}
