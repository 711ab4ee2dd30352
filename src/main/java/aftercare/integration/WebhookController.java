package aftercare.integration;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Scope;
import aftercare.platform.ListFile;
import aftercare.platform.ListFile.Part;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks, and what became of each delivery. */
@RestController
class WebhookController {

    private static final int SIZE = 50;

    enum DeliveryState { WAITING, DELIVERED, GIVEN_UP }

    record HookView(UUID id, String name, String url, List<String> events, @Nullable UUID branchId, @Nullable String branchName, boolean active, Instant madeAt,
                    @Nullable String madeBy, @Nullable Instant failingSince, @Nullable Instant switchedOffAt, int version) {}

    record HookBody(@NotNull @Size(max = 200) String name, @NotNull @Size(max = 1000) String url, @NotNull @Size(max = 40) List<@NotNull @Size(max = 40) String> events,
                    @Nullable UUID branch, @NotNull Boolean active, @Nullable Integer version) {

        WebhookDesk.Settings settings() {
            return new WebhookDesk.Settings(name, url, events, branch, active);
        }
    }

    /** @param failure the machine's own words behind the fault, for whoever looks into it */
    record DeliveryRow(UUID id, String event, DeliveryState state, Instant madeAt, int tries, @Nullable Instant triedAt, @Nullable Instant nextTryAt,
                       @Nullable Integer status, @Nullable Integer millis, @Nullable DeliveryFault fault, @Nullable String failure, @Nullable String answer, String body) {

        static DeliveryRow of(ResultSet row) throws SQLException {
            var fault = row.getString("fault");
            return new DeliveryRow(row.getObject("id", UUID.class), row.getString("event"), DeliveryState.valueOf(row.getString("state")),
                    Objects.requireNonNull(ApiKeyStore.instant(row, "made_at")), row.getInt("tries"), ApiKeyStore.instant(row, "tried_at"),
                    ApiKeyStore.instant(row, "next_try_at"), row.getObject("status", Integer.class), row.getObject("millis", Integer.class),
                    fault == null ? null : DeliveryFault.valueOf(fault), row.getString("failure"), row.getString("answer"), row.getString("body"));
        }
    }

    record DeliveryNext(Instant at, UUID id) {}

    record DeliveryPage(List<DeliveryRow> rows, @Nullable DeliveryNext next) {}

    record Sent(UUID delivery) {}

    private static final ListFile<DeliveryRow> FILE = ListFile.<DeliveryRow>of("推送记录", "推送記錄", "Deliveries")
            .column("编号", "編號", "Delivery", row -> row.id().toString())
            .column("事件", "事件", "Event", DeliveryRow::event)
            .column("状态", "狀態", "State", row -> row.state().name())
            .column("时间", "時間", "Made", DeliveryRow::madeAt)
            .column("次数", "次數", "Tries", DeliveryRow::tries)
            .column("最近一次", "最近一次", "Last try", DeliveryRow::triedAt)
            .column("返回码", "回傳碼", "Status", DeliveryRow::status)
            .column("耗时（毫秒）", "耗時（毫秒）", "Milliseconds", DeliveryRow::millis)
            .column("失败原因", "失敗原因", "Failure", row -> row.fault() == null ? null : row.fault().label())
            .column("技术细节", "技術細節", "Details", DeliveryRow::failure);

    private final WebhookDesk desk;
    private final JdbcClient jdbc;

    WebhookController(WebhookDesk desk, JdbcClient jdbc) {
        this.desk = desk;
        this.jdbc = jdbc;
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping("/api/webhooks")
    List<HookView> hooks() {
        return jdbc.sql("""
                select w.id, w.name, w.url, w.events, w.branch_id, b.name as branch_name, w.active, w.made_at, u.name as made_by, w.failing_since, w.switched_off_at, w.version
                  from integration.webhook w left join identity.branch b on b.id = w.branch_id left join identity.app_user u on u.id = w.made_by
                 order by w.name, w.id limit 200
                """).query((row, _) -> new HookView(row.getObject("id", UUID.class), row.getString("name"), row.getString("url"),
                        List.of((String[]) row.getArray("events").getArray()), row.getObject("branch_id", UUID.class), row.getString("branch_name"), row.getBoolean("active"),
                        Objects.requireNonNull(ApiKeyStore.instant(row, "made_at")), row.getString("made_by"), ApiKeyStore.instant(row, "failing_since"),
                        ApiKeyStore.instant(row, "switched_off_at"), row.getInt("version"))).list();
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping("/api/webhooks/events")
    List<String> events() {
        return Arrays.stream(HookEvent.values()).filter(event -> event != HookEvent.PING).map(HookEvent::code).toList();
    }

    /** The answer is the only time the secret is to be seen. */
    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @PostMapping("/api/webhooks")
    @ResponseStatus(HttpStatus.CREATED)
    WebhookDesk.MadeHook make(Scope scope, @Valid @RequestBody HookBody body) {
        return desk.make(body.settings(), scope);
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @PutMapping("/api/webhooks/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void change(@PathVariable UUID id, @Valid @RequestBody HookBody body) {
        desk.change(id, body.settings(), body.version() == null ? 0 : body.version());
    }

    /** The old secret is worth nothing from now on. */
    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @PostMapping("/api/webhooks/{id}/secret")
    WebhookDesk.MadeHook renewSecret(@PathVariable UUID id) {
        return desk.renewSecret(id);
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @PostMapping("/api/webhooks/{id}/test")
    Sent test(@PathVariable UUID id) {
        return new Sent(desk.test(id));
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @DeleteMapping("/api/webhooks/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        desk.remove(id);
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @PostMapping("/api/webhooks/deliveries/{id}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replay(@PathVariable UUID id) {
        desk.replay(id);
    }

    /** Newest first; of one hook. */
    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping("/api/webhooks/{id}/deliveries")
    DeliveryPage deliveries(@PathVariable UUID id, @RequestParam(required = false) @Nullable DeliveryState state,
                            @RequestParam(required = false) @Nullable OffsetDateTime afterAt, @RequestParam(required = false) @Nullable UUID afterId) {
        return page(id, state, afterAt == null || afterId == null ? null : new DeliveryNext(afterAt.toInstant(), afterId));
    }

    @Requires(value = Permission.INTEGRATION_EDIT, everywhere = true)
    @GetMapping("/api/webhooks/{id}/deliveries/export")
    void export(@PathVariable UUID id, @RequestParam(required = false) @Nullable DeliveryState state, @ParameterObject ListFile.Ask ask, HttpServletResponse response)
            throws IOException {
        FILE.<DeliveryNext>send(response, ask, after -> {
            var page = page(id, state, after);
            return new Part<>(page.rows(), page.next());
        });
    }

    private DeliveryPage page(UUID hook, @Nullable DeliveryState state, @Nullable DeliveryNext after) {
        var rows = jdbc.sql("""
                select id, event, state, made_at, tries, tried_at, case when state = 'WAITING' then next_try_at end as next_try_at, status, millis, fault, failure, answer, body
                  from integration.delivery
                 where webhook_id = :hook and (cast(:state as text) is null or state = :state)
                   and (cast(:afterAt as timestamptz) is null or (made_at, id) < (:afterAt, cast(:afterId as uuid)))
                 order by made_at desc, id desc limit :size
                """)
                .param("hook", hook).param("state", state == null ? null : state.name()).param("afterAt", after == null ? null : after.at().atOffset(UTC))
                .param("afterId", after == null ? null : after.id()).param("size", SIZE + 1).query((row, _) -> DeliveryRow.of(row)).list();
        if (rows.size() <= SIZE) {
            return new DeliveryPage(rows, null);
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        return new DeliveryPage(page, new DeliveryNext(page.getLast().madeAt(), page.getLast().id()));
    }
}
