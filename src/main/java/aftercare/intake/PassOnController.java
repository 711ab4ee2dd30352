package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.documents.DocumentDesk;
import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.platform.Label;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What colleagues of other departments pass on, and what became of it: the number and where it stands, no more. */
@RestController
class PassOnController {

    private static final int SIZE = 50;

    /** @param id made by the client: sent twice, passed on once */
    record Heard(@Nullable UUID id, @Nullable UUID customer, @Nullable @Size(max = 200) String company, @Nullable @Size(max = 60) String contactName,
                 @Nullable @Size(max = 50) String contactPhone, @NotBlank @Size(max = 4000) String said, @Nullable @Size(max = 200) String about,
                 @Nullable Boolean urgent, @Nullable @Size(max = IntakeDesk.MOST_PHOTOS) List<@Size(max = 100) String> photos) {

        PassedOn passedOn() {
            return new PassedOn(customer, text(company), text(contactName), text(contactPhone), said, text(about), Boolean.TRUE.equals(urgent),
                    photos == null ? List.of() : photos);
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    record Taken(String number) {}

    enum PassedState { WAITS, NEW, ACTIVE, WAITING, RESOLVED, CLOSED, CANCELLED, SET_ASIDE }

    /** @param number null while no case was made of it */
    record PassedRow(UUID id, Instant at, @Nullable UUID caseId, @Nullable String number, @Nullable String subject, PassedState state) {}

    record PassedNext(Instant at, UUID id) {}

    record PassedPage(List<PassedRow> rows, @Nullable PassedNext next) {}

    private static final ListFile<PassedRow> FILE = ListFile.<PassedRow>of("我的转报", "我的轉報", "What I passed on")
            .column("时间", "時間", "At", PassedRow::at)
            .column("服务单", "服務單", "Case", PassedRow::number)
            .column("内容", "內容", "What", PassedRow::subject)
            .column("状态", "狀態", "State", row -> word(row.state()));

    private final IntakeDesk desk;
    private final DocumentDesk documents;
    private final JdbcClient jdbc;

    PassOnController(IntakeDesk desk, DocumentDesk documents, JdbcClient jdbc) {
        this.desk = desk;
        this.documents = documents;
        this.jdbc = jdbc;
    }

    @Requires(Permission.INTAKE_PASS_ON)
    @PostMapping("/api/intake/passed-on")
    @ResponseStatus(HttpStatus.CREATED)
    Taken passOn(Scope scope, @Valid @RequestBody Heard body) {
        return new Taken(desk.passOn(body.id() == null ? Ids.next() : body.id(), body.passedOn(), scope));
    }

    @Requires(Permission.INTAKE_PASS_ON)
    @PostMapping("/api/intake/passed-on/photos")
    @ResponseStatus(HttpStatus.CREATED)
    DocumentDesk.HeldUpload photoPassedOn(Scope scope, @RequestParam MultipartFile file) throws IOException {
        try (var content = file.getInputStream()) {
            return documents.hold(Objects.requireNonNullElse(file.getOriginalFilename(), ""), content, "user " + scope.user());
        }
    }

    /** One's own, newest first. */
    @Requires(Permission.INTAKE_PASS_ON)
    @GetMapping("/api/intake/passed-on")
    PassedPage mine(Scope scope, @RequestParam(required = false) @Nullable OffsetDateTime afterAt, @RequestParam(required = false) @Nullable UUID afterId) {
        return page(scope, afterAt == null || afterId == null ? null : new PassedNext(afterAt.toInstant(), afterId));
    }

    @Requires(Permission.INTAKE_PASS_ON)
    @GetMapping("/api/intake/passed-on/export")
    void export(Scope scope, @ParameterObject ListFile.Ask ask, HttpServletResponse response) throws IOException {
        FILE.<PassedNext>send(response, ask, after -> {
            var page = page(scope, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    private PassedPage page(Scope scope, @Nullable PassedNext after) {
        var rows = jdbc.sql("""
                select r.id, r.received_at as at, r.case_id, c.number, c.subject,
                       case r.state when 'OPEN' then 'WAITS' when 'SET_ASIDE' then 'SET_ASIDE' else c.status end as state
                  from intake.report r left join cases.service_case c on c.id = r.case_id
                 where r.received_by = :me and r.channel = 'COLLEAGUE'
                   and (cast(:afterAt as timestamptz) is null or (r.received_at, r.id) < (:afterAt, cast(:afterId as uuid)))
                 order by r.received_at desc, r.id desc limit :size
                """)
                .param("me", scope.user()).param("afterAt", after == null ? null : after.at().atOffset(UTC)).param("afterId", after == null ? null : after.id())
                .param("size", SIZE + 1).query(PassedRow.class).list();
        if (rows.size() <= SIZE) {
            return new PassedPage(rows, null);
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        return new PassedPage(page, new PassedNext(page.getLast().at(), page.getLast().id()));
    }

    private static Label word(PassedState state) {
        return switch (state) {
            case WAITS -> new Label("待处理", "待處理", "Waits");
            case NEW -> new Label("待受理", "待受理", "New");
            case ACTIVE -> new Label("处理中", "處理中", "Being worked on");
            case WAITING -> new Label("等待中", "等待中", "Waiting");
            case RESOLVED -> new Label("已处理", "已處理", "Resolved");
            case CLOSED -> new Label("已关闭", "已關閉", "Closed");
            case CANCELLED -> new Label("已取消", "已取消", "Cancelled");
            case SET_ASIDE -> new Label("已搁置", "已擱置", "Put aside");
        };
    }
}
