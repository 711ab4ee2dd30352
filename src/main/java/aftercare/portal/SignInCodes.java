package aftercare.portal;

import aftercare.identity.CodeWay;
import aftercare.kernel.Subject;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes sign-in codes to people of customers. Its title holds the code, for a short message is no more than that. */
@Component
class SignInCodes implements CodeWay {

    private final NoticeDesk notices;
    private final JdbcClient jdbc;

    SignInCodes(NoticeDesk notices, JdbcClient jdbc) {
        this.notices = notices;
        this.jdbc = jdbc;
    }

    @Override
    public void send(Reader reader, String code) {
        var branch = jdbc.sql("select branch_id from customers.customer where id = :id").param("id", reader.customer()).query(UUID.class).optional();
        branch.ifPresent(of -> notices.send(new Message("portal.sign-in-code", reader.locale(), reader.name(), reader.email(),
                Map.of("name", reader.name(), "code", code), of, Subject.of("customer", reader.customer())).orTo(reader.phone())));
    }
}
