package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Codes;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import aftercare.platform.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whoever reports without an account shows that the phone number is theirs, by a code that is sent there. The house says when; where no
 * short message can be sent, nobody is asked, for a report that cannot be sent is worse than a false one.
 */
@Component
class PhoneProof {

    /** {@code WHEN_MANY}: from the tenth report an hour of one address, and for everybody while a flood comes from many. */
    enum When { NEVER, WHEN_MANY, ALWAYS }

    static final int MANY_FROM_ONE = 9;
    static final int MANY_AT_ONCE = 40;
    static final Duration AT_ONCE = Duration.ofMinutes(10);
    private static final String KEY = "intake.phone-code";

    private final Settings settings;
    private final Codes codes;
    private final NoticeDesk notices;
    private final JdbcClient jdbc;

    PhoneProof(Settings settings, Codes codes, NoticeDesk notices, JdbcClient jdbc) {
        this.settings = settings;
        this.codes = codes;
        this.notices = notices;
        this.jdbc = jdbc;
    }

    When when() {
        return settings.get(KEY, When.class).orElse(When.WHEN_MANY);
    }

    void set(When when) {
        settings.set(KEY, when);
    }

    boolean canBeSent() {
        return gateway(null).isPresent();
    }

    /** @param reports how many came from the same address within the last hour */
    boolean isWanted(int reports, Instant now) {
        return switch (when()) {
            case NEVER -> false;
            case WHEN_MANY -> (reports >= MANY_FROM_ONE || isFlooded(now)) && canBeSent();
            case ALWAYS -> canBeSent();
        };
    }

    private boolean isFlooded(Instant now) {
        return jdbc.sql("select count(*) from (select from intake.report where address <> '' and received_at > :since limit :most) as lately")
                .param("since", now.minus(AT_ONCE).atOffset(UTC)).param("most", MANY_AT_ONCE).query(Integer.class).single() >= MANY_AT_ONCE;
    }

    /** Sends a code there, or refuses when too many were asked for. */
    void ask(String phone, @Nullable UUID branch, String language, String address) {
        var place = Codes.phone(phone).orElseThrow(() -> new Refusal.Broken("intake.phone-unusual", "this is no phone number a message can be sent to", Map.of()));
        var from = gateway(branch).orElseThrow(() -> new Refusal.Conflict("intake.no-phone-code", "no code is needed just now; send the report without one", Map.of()));
        codes.ask(Codes.Purpose.REPORT, place, null, address, code -> notices.send(
                new Message("intake.phone-code", language, "", "", Map.of("code", code), from, new Subject("branch", from)).orTo(phone.replaceAll("[^+0-9]", ""))));
    }

    /** Outside of the report's transaction: a wrong try stays counted. A right one is good until a report has been made with it. */
    Codes.Right demand(@Nullable String phone, @Nullable String code) {
        if (code == null || code.isBlank()) {
            throw new Refusal.Broken("intake.phone-code-needed", "this report needs the code that is sent to its phone number, see /api/public/reports/code", Map.of());
        }
        return Codes.phone(phone == null ? "" : phone).flatMap(place -> codes.check(Codes.Purpose.REPORT, place, code.strip())).orElseThrow(PhoneProof::wrong);
    }

    /** Part of the report's transaction. */
    void use(Codes.Right code) {
        if (!codes.use(code)) {
            throw wrong();
        }
    }

    private static Refusal.Broken wrong() {
        return new Refusal.Broken("intake.phone-code-wrong", "this code is not right for the phone number or has run out; look again or ask for another one", Map.of());
    }

    /** The branch whose gateway sends it: the device's own, or any. */
    private Optional<UUID> gateway(@Nullable UUID branch) {
        return branch != null && notices.sendsShort(branch) ? Optional.of(branch)
                : jdbc.sql("select id from identity.branch where active order by code").query(UUID.class).list().stream().filter(notices::sendsShort).findFirst();
    }
}
