package aftercare.chat;

import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import aftercare.promises.ServiceHours;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where the chat can be opened: for which branch, inside which websites, during which hours. */
@Component
@Transactional
class ChatSites {

    private static final int MOST_ORIGINS = 20;
    /** Scheme, host and port; what else a content security policy understands (wildcards, paths) is not needed. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?");

    record Site(UUID id, UUID branchId, String branchName, String name, String key, List<String> origins, String calendar, String greeting, int answerWithin,
                boolean portal, boolean active, int version) {}

    record Draft(UUID branch, String name, List<String> origins, String calendar, String greeting, int answerWithin, boolean portal, boolean active) {}

    private static final String SITE = """
            select s.id, s.branch_id, b.name as branch_name, s.name, s.key, s.origins, s.calendar, s.greeting, s.answer_within, s.portal, s.active, s.version
              from chat.site s join identity.branch b on b.id = s.branch_id
            """;

    private final JdbcClient jdbc;
    private final ServiceHours hours;
    private final SecureRandom random = new SecureRandom();

    ChatSites(JdbcClient jdbc, ServiceHours hours) {
        this.jdbc = jdbc;
        this.hours = hours;
    }

    @Transactional(readOnly = true)
    List<Site> all(Reach reach) {
        return jdbc.sql(SITE + " where (:everywhere or s.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null order by b.name, s.name limit 500")
                .params(reach.params()).query((row, _) -> site(row)).list();
    }

    @Transactional(readOnly = true)
    Site get(UUID id) {
        return jdbc.sql(SITE + " where s.id = :id").param("id", id).query((row, _) -> site(row)).optional().orElseThrow(ChatSites::missing);
    }

    /** The one a visitor asks for; without a key the portal's. Closed ones are not there. */
    @Transactional(readOnly = true)
    Optional<Site> open(@Nullable String key) {
        return key == null || key.isBlank() ? jdbc.sql(SITE + " where s.portal and s.active").query((row, _) -> site(row)).optional()
                : jdbc.sql(SITE + " where s.key = :key and s.active").param("key", key.replace("\0", "")).query((row, _) -> site(row)).optional();
    }

    ServiceHours.Now hours(Site site, Instant at) {
        return hours.of(site.calendar(), site.branchId(), at).orElse(new ServiceHours.Now(true, null));
    }

    void add(UUID id, Draft draft) {
        checked(draft);
        if (draft.portal()) {
            onlyPortal(id);
        }
        jdbc.sql("""
                insert into chat.site (id, branch_id, name, key, origins, calendar, greeting, answer_within, portal, active)
                values (:id, :branch, :name, :key, :origins, :calendar, :greeting, :within, :portal, :active)
                """)
                .params(params(id, draft)).param("key", key()).update();
    }

    void change(UUID id, int version, Draft draft) {
        checked(draft);
        if (draft.portal()) {
            onlyPortal(id);
        }
        var changed = jdbc.sql("""
                update chat.site set branch_id = :branch, name = :name, origins = :origins, calendar = :calendar, greeting = :greeting, answer_within = :within,
                       portal = :portal, active = :active, version = version + 1
                 where id = :id and version = :version
                """).params(params(id, draft)).param("version", version).update();
        if (changed == 0) {
            throw new Refusal.Conflict("chat.site-changed", "somebody else changed this entrance meanwhile; read it again", Map.of());
        }
    }

    private void onlyPortal(UUID id) {
        jdbc.sql("update chat.site set portal = false where portal and id <> :id").param("id", id).update();
    }

    private static Map<String, Object> params(UUID id, Draft draft) {
        return Map.of("id", id, "branch", draft.branch(), "name", draft.name().strip(), "origins", draft.origins().stream().map(ChatSites::cleaned).toArray(String[]::new),
                "calendar", draft.calendar(), "greeting", draft.greeting().strip(), "within", draft.answerWithin(), "portal", draft.portal(), "active", draft.active());
    }

    private void checked(Draft draft) {
        if (draft.origins().size() > MOST_ORIGINS) {
            throw new Refusal.Broken("chat.too-many-origins", "an entrance is open to at most %d websites".formatted(MOST_ORIGINS), Map.of("most", MOST_ORIGINS));
        }
        for (var origin : draft.origins()) {
            if (!ORIGIN.matcher(cleaned(origin)).matches()) {
                throw new Refusal.Broken("chat.origin-unusual", "%s is not the address of a website; write it like https://www.example.com".formatted(origin),
                        Map.of("origin", origin));
            }
        }
        if (hours.of(draft.calendar(), draft.branch(), Instant.EPOCH).isEmpty()) {
            throw new Refusal.Broken("chat.no-such-calendar", "there is no calendar %s".formatted(draft.calendar()), Map.of("calendar", draft.calendar()));
        }
    }

    private static String cleaned(String origin) {
        return origin.strip().toLowerCase(java.util.Locale.ROOT).replaceFirst("/+$", "");
    }

    private String key() {
        var bytes = new byte[9];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Refusal.Missing missing() {
        return new Refusal.Missing("chat.no-such-site", "there is no such entrance, or it is closed", Map.of());
    }

    private static Site site(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Site(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class), row.getString("branch_name"), row.getString("name"), row.getString("key"),
                List.of((String[]) row.getArray("origins").getArray()), row.getString("calendar"), row.getString("greeting"), row.getInt("answer_within"),
                row.getBoolean("portal"), row.getBoolean("active"), row.getInt("version"));
    }
}
