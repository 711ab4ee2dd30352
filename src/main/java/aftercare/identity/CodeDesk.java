package aftercare.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Signing in with a code, for people of customers: six digits, sent to where we know them. Whoever asks learns nothing of who is known;
 * people of the house keep their password. Guessing is slowed down like guessing passwords ({@link SignInDesk}).
 */
@Service
class CodeDesk {

    private static final Duration AT_LEAST = Duration.ofMillis(200);

    private final JdbcClient jdbc;
    private final SignInDesk signIns;
    private final Codes codes;
    private final CodeWay way;
    private final Clock clock;

    CodeDesk(JdbcClient jdbc, SignInDesk signIns, Codes codes, CodeWay way, Clock clock) {
        this.jdbc = jdbc;
        this.signIns = signIns;
        this.codes = codes;
        this.way = way;
        this.clock = clock;
    }

    /** @param to an e-mail address or a phone number, however it is written */
    void ask(String to, String address) {
        var began = System.nanoTime();
        var place = Codes.place(to);
        var reader = reader(place);
        codes.ask(Codes.Purpose.SIGN_IN, place, reader.map(CodeWay.Reader::user).orElse(null), address, code -> reader.ifPresent(known -> way.send(known, code)));
        // Writing a message takes longer than writing none: nobody shall measure it.
        LockSupport.parkNanos(AT_LEAST.minusNanos(System.nanoTime() - began).toNanos());
    }

    /** Not transactional as a whole: a wrong try stays counted. */
    UUID enter(String to, String code, String address) {
        var now = clock.instant();
        var place = Codes.place(to);
        signIns.notTooFast(place, address, now);
        var user = codes.check(Codes.Purpose.SIGN_IN, place, code).filter(codes::use).map(Codes.Right::user).orElse(null);
        return signIns.byCode(user, place, address, now);
    }

    /** Active people of customers only. */
    private Optional<CodeWay.Reader> reader(String place) {
        return jdbc.sql("""
                select u.id as "user", u.customer_id as customer, u.name, u.email, u.phone, u.locale
                  from (select * from identity.app_user where :byMail and lower(email) = :place and customer_id is not null
                         union all
                        select * from identity.app_user where not :byMail and right(regexp_replace(phone, '\\D', '', 'g'), 11) = :place and customer_id is not null) u
                 where u.active and not u.machine and exists (select from identity.membership m where m.user_id = u.id and m.role = 'CUSTOMER')
                 order by u.created_at, u.id limit 1
                """)
                .param("place", place).param("byMail", place.indexOf('@') >= 0).query(CodeWay.Reader.class).optional();
    }
}
