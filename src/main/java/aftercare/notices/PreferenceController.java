package aftercare.notices;

import aftercare.identity.Scope;
import aftercare.platform.SignedIn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How one wants to be told oneself. */
@RestController
@RequestMapping("/api/notices/preference")
class PreferenceController {

    record PreferenceBody(Preference.@NotNull Wanted email, Preference.@NotNull Wanted sms, @NotNull @Size(max = 30) List<@Pattern(regexp = "[a-z]{1,20}") String> muted,
                          @Nullable LocalTime quietFrom, @Nullable LocalTime quietUntil, boolean urgentAnyway) {}

    /** @param address, phone where it would go; empty where none is known. @param sendsMail, sendsShort whether the house can */
    record PreferenceView(Preference preference, String address, String phone, boolean sendsMail, boolean sendsShort) {}

    private record Place(String email, String phone) {}

    private final Preferences preferences;
    private final NoticeDesk notices;
    private final JdbcClient jdbc;

    PreferenceController(Preferences preferences, NoticeDesk notices, JdbcClient jdbc) {
        this.preferences = preferences;
        this.notices = notices;
        this.jdbc = jdbc;
    }

    @SignedIn
    @GetMapping
    PreferenceView preference(Scope scope) {
        var place = jdbc.sql("select email, phone from identity.app_user where id = :id").param("id", scope.user()).query(Place.class).single();
        return new PreferenceView(preferences.of(scope.user()), place.email(), place.phone(), notices.sendsMail(), notices.sendsShort());
    }

    @SignedIn
    @PutMapping
    PreferenceView prefer(Scope scope, @Valid @RequestBody PreferenceBody body) {
        var whole = body.quietFrom() != null && body.quietUntil() != null;
        preferences.set(scope.user(), new Preference(body.email(), body.sms(), body.muted(), whole ? body.quietFrom() : null, whole ? body.quietUntil() : null, body.urgentAnyway()));
        return preference(scope);
    }
}
