package aftercare.intake;

import aftercare.assets.Warranty;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.OpenToAll;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What a customer can do with a phone and without an account: look at the device in front of him and report a fault. */
@RestController
class PublicIntakeController {

    /** A case of this device that is open already; nothing that says who reported it. */
    record OpenCaseView(String number, Instant openedAt) {}

    /** What stands on the label, more or less. The customer's name is shown in part. */
    record DeviceView(String number, String name, String maker, String model, String location, String customer, @Nullable LocalDate warrantyLastDay,
                      boolean underWarranty, String branchPhone, List<OpenCaseView> open, List<SymptomView> symptoms) {}

    /** @param proof {@code puzzle:nonce}; see {@link Puzzles} */
    record CodeBody(@NotBlank @Size(max = 50) String phone, @Nullable @Size(max = 100) String qrToken, @Nullable @Size(max = 10) String language,
                    @Nullable @Size(max = 200) String proof) {}

    record SymptomView(String code, String name) {}

    private record Row(UUID id, String number, String name, String maker, String model, String location, String customer,
                       @Nullable LocalDate acceptedOn, @Nullable LocalDate warrantyUntil, String zone, String phone) {}

    private final IntakeDesk desk;
    private final JdbcClient jdbc;
    private final Clock clock;

    PublicIntakeController(IntakeDesk desk, JdbcClient jdbc, Clock clock) {
        this.desk = desk;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The body is read by hand, so that what cannot be read is kept all the same. */
    @OpenToAll
    @PostMapping(path = "/api/public/reports", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(schema = @Schema(implementation = PublicReport.class)))
    IntakeDesk.Received report(@RequestBody byte[] raw, @Nullable Scope signedIn, HttpServletRequest request) {
        return desk.receive(raw, request.getRemoteAddr(), ServletUriComponentsBuilder.fromContextPath(request).build().toUriString(), signedIn);
    }

    /**
     * What the next report from here needs; see {@link Puzzles} and {@link PhoneProof}.
     *
     * @param code it is a code that is to be asked for
     */
    @OpenToAll
    @GetMapping("/api/public/reports/puzzle")
    IntakeDesk.Needed puzzle(@RequestParam(defaultValue = "false") boolean code, @Nullable Scope signedIn, HttpServletRequest request) {
        return desk.needed(request.getRemoteAddr(), code, signedIn);
    }

    /** Sends a code to the phone, where the next report from here needs one. */
    @OpenToAll
    @PostMapping("/api/public/reports/code")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void code(@Valid @RequestBody CodeBody body, HttpServletRequest request) {
        desk.sendCode(body.phone(), body.qrToken(), body.language(), body.proof(), request.getRemoteAddr());
    }

    @OpenToAll
    @GetMapping("/api/public/devices/{qrToken}")
    DeviceView device(@PathVariable String qrToken) {
        var row = jdbc.sql("""
                select d.id, d.number, coalesce(nullif(d.name, ''), p.name) as name, p.maker, p.model, d.location, k.name as customer,
                       d.warranty_from as accepted_on, d.warranty_until, b.zone, b.phone
                  from assets.device d
                  join assets.product p on p.id = d.product_id
                  join customers.customer k on k.id = d.customer_id
                  join identity.branch b on b.id = d.branch_id
                 where d.qr_token = :token and d.state <> 'SCRAPPED'
                """)
                .param("token", qrToken.replace("\0", "")).query(Row.class).optional()
                .orElseThrow(() -> new Refusal.Missing("intake.no-such-label", "this label is not known any more; report in words instead", Map.of()));
        var warranty = row.acceptedOn() == null || row.warrantyUntil() == null ? Warranty.open() : new Warranty(row.acceptedOn(), row.warrantyUntil());
        return new DeviceView(row.number(), row.name(), row.maker(), row.model(), row.location(), inPart(row.customer()),
                warranty.lastDay(), warranty.at(clock.instant(), ZoneId.of(row.zone())).covered(), row.phone(), open(row.id()), symptoms());
    }

    private List<OpenCaseView> open(UUID device) {
        return jdbc.sql("""
                select number, opened_at from cases.service_case
                 where device_id = :device and status in ('NEW', 'ACTIVE', 'WAITING') order by opened_at desc limit 3
                """)
                .param("device", device)
                .query((row, _) -> new OpenCaseView(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant())).list();
    }

    private List<SymptomView> symptoms() {
        return jdbc.sql("select code, name ->> 'zh-CN' from cases.fault_code where dimension = 'SYMPTOM' and parent is null and active order by position")
                .query((row, _) -> new SymptomView(row.getString(1), row.getString(2))).list();
    }

    /** 苏州恒达制造有限公司 → 苏州恒***公司 */
    static String inPart(String name) {
        var length = name.codePointCount(0, name.length());
        if (length < 6) {
            return name.substring(0, name.offsetByCodePoints(0, Math.min(1, length))) + "***";
        }
        return name.substring(0, name.offsetByCodePoints(0, 3)) + "***" + name.substring(name.offsetByCodePoints(0, length - 2));
    }
}
