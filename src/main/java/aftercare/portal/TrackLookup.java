package aftercare.portal;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds a case by its number and the phone it was reported from. A miss never says which of the two was wrong, and after
 * a few misses each further try must wait.
 */
@Component
class TrackLookup {

    private static final int MISSES_OF_ONE_ADDRESS = 20;
    private static final int MISSES_ON_ONE_NUMBER = 6;
    private static final Duration MEMORY = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    TrackLookup(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Not transactional as a whole: the record of a miss must stay. */
    String token(String number, String phone, String address) {
        var asked = number.strip().toUpperCase(java.util.Locale.ROOT);
        var now = clock.instant().atOffset(UTC);
        if (misses("address", address) >= MISSES_OF_ONE_ADDRESS || misses("number", asked) >= MISSES_ON_ONE_NUMBER) {
            throw new Refusal.TooMany("portal.lookup-slowed", "too many tries without success; try again later", MEMORY.toSeconds());
        }
        var digits = digits(phone);
        var found = digits.length() < 7 ? java.util.Optional.<String>empty() : jdbc.sql("""
                select tracking_token from cases.service_case
                 where number = :number and contact_phone <> ''
                   and regexp_replace(regexp_replace(contact_phone, '^(\\+|00)86', ''), '\\D', '', 'g') = :phone
                """)
                .param("number", asked).param("phone", digits).query(String.class).optional();
        jdbc.sql("insert into portal.lookup (id, number, address, found, at) values (:id, left(:number, 60), :address, :found, :now)")
                .param("id", Ids.next()).param("number", asked.replace("\0", "")).param("address", address).param("found", found.isPresent())
                .param("now", now).update();
        jdbc.sql("delete from portal.lookup where at < :before").param("before", now.minusDays(30)).update();
        return found.orElseThrow(() -> new Refusal.Missing("portal.no-such-case",
                "no case was reported with this number and this phone; look at the message you received", Map.of()));
    }

    private long misses(String column, String who) {
        return jdbc.sql("select count(*) from portal.lookup where " + column + " = :who and not found and at > :since")
                .param("who", who).param("since", clock.instant().minus(MEMORY).atOffset(UTC)).query(Long.class).single();
    }

    /** The digits of a phone number without China's own prefix: {@code +86 138-0000-0001} is {@code 13800000001}. */
    static String digits(String phone) {
        return phone.strip().replaceFirst("^(\\+|00)86", "").replaceAll("\\D", "");
    }
}
