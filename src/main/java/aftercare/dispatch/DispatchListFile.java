package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Engineers and tenders as files. */
@RestController
class DispatchListFile {

    private static final int SIZE = 200;

    private static final ListFile<TenderQueries.TenderView> TENDERS = ListFile.<TenderQueries.TenderView>of("转派服务商", "轉派服務商", "Tenders")
            .column("单号", "單號", "Number", TenderQueries.TenderView::number)
            .column("问题", "問題", "Subject", TenderQueries.TenderView::subject)
            .column("级别", "級別", "Severity", TenderQueries.TenderView::severity)
            .column("客户", "客戶", "Customer", TenderQueries.TenderView::customer)
            .column("状态", "狀態", "State", tender -> word(tender.state()))
            .column("询问的服务商", "詢問的服務商", "Partners asked", tender -> tender.parts().stream().map(TenderQueries.TenderPart::partner).collect(Collectors.joining("; ")))
            .column("中选", "中選", "Won by", tender -> tender.parts().stream().filter(part -> part.state() == InvitationState.WON).map(TenderQueries.TenderPart::partner)
                    .findFirst().orElse(""))
            .column("询问人", "詢問人", "Asked by", TenderQueries.TenderView::askedBy)
            .column("询问时间", "詢問時間", "Asked at", TenderQueries.TenderView::askedAt)
            .column("答复期限", "答覆期限", "Answer due", TenderQueries.TenderView::dueAt)
            .column("结束时间", "結束時間", "Ended at", TenderQueries.TenderView::endedAt);

    private final DispatchQueries queries;
    private final TenderQueries tenders;
    private final Clock clock;

    DispatchListFile(DispatchQueries queries, TenderQueries tenders, Clock clock) {
        this.queries = queries;
        this.tenders = tenders;
        this.clock = clock;
    }

    @Requires(Permission.DISPATCH_READ)
    @GetMapping("/api/dispatch/engineers/export")
    void engineers(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        Map<String, Map<String, String>> skills = queries.skills().stream().collect(Collectors.toMap(DispatchQueries.SkillView::code, DispatchQueries.SkillView::name));
        Function<DispatchQueries.EngineerView, Object> named = engineer -> Map.of(
                "zh-CN", held(engineer, skills, "zh-CN"), "zh-TW", held(engineer, skills, "zh-TW"), "en", held(engineer, skills, "en"));
        ListFile.<DispatchQueries.EngineerView>of("工程师", "工程師", "Engineers")
                .column("姓名", "姓名", "Name", DispatchQueries.EngineerView::name)
                .column("电话", "電話", "Phone", DispatchQueries.EngineerView::phone)
                .column("分公司", "分公司", "Branch", DispatchQueries.EngineerView::branchName)
                .column("服务商", "服務商", "Partner", DispatchQueries.EngineerView::partnerName)
                .column("上班", "上班", "Day starts", engineer -> engineer.dayStarts().toString())
                .column("下班", "下班", "Day ends", engineer -> engineer.dayEnds().toString())
                .column("技能", "技能", "Skills", named::apply)
                .column("可派工", "可派工", "Bookable", DispatchQueries.EngineerView::active)
                .<UUID>send(response, ask, _ -> new Part<>(queries.engineers(scope.reach(Permission.DISPATCH_READ), branch, null), null));
    }

    private static String held(DispatchQueries.EngineerView engineer, Map<String, Map<String, String>> skills, String language) {
        return engineer.skills().stream().map(skill -> skills.getOrDefault(skill.skill(), Map.of()).getOrDefault(language, skill.skill()) + " " + skill.level())
                .collect(Collectors.joining("; "));
    }

    @Requires(Permission.DISPATCH_TENDER)
    @GetMapping("/api/dispatch/tenders/export")
    void tenders(Scope scope, @RequestParam(required = false) @Nullable UUID branch, @RequestParam(required = false) @Nullable TenderState state,
                 @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        TENDERS.<UUID>send(response, ask, after -> {
            List<TenderQueries.TenderView> rows = tenders.list(scope.reach(Permission.DISPATCH_TENDER), branch, state, after, clock.instant(), SIZE + 1);
            return rows.size() <= SIZE ? new Part<>(rows, null) : new Part<>(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
        });
    }

    private static Label word(TenderState state) {
        return switch (state) {
            case OPEN -> new Label("询问中", "詢問中", "Open");
            case AWARDED -> new Label("已转派", "已轉派", "Awarded");
            case LAPSED -> new Label("无人承接", "無人承接", "Lapsed");
            case WITHDRAWN -> new Label("已撤回", "已撤回", "Withdrawn");
        };
    }
}
