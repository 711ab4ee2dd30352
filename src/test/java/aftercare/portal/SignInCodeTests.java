package aftercare.portal;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.cases.ACaseTown;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.identity.UserDesk;
import aftercare.kernel.Ids;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** People of customers sign in with a code that is sent to them. */
@AftercareTest
class SignInCodeTests {

    @Autowired Client.Clients clients;
    @Autowired UserDesk users;
    @Autowired JdbcClient jdbc;

    ACaseTown town;
    Client phone;
    UUID user;
    String email;

    @BeforeEach
    void aCustomersUser() {
        town = new ACaseTown(jdbc);
        phone = clients.nobody();
        user = Ids.next();
        email = "c" + user + "@example.com";
        add(user, email, "");
    }

    @Test
    void theCodeOpensASessionOnce() {
        assertThat(ask(email.toUpperCase())).hasStatus(HttpStatus.ACCEPTED);
        var code = sent(user);

        assertThat(verify(email, code)).hasStatusOk().bodyJson().extractingPath("$.user.customerId").isEqualTo(town.customer.toString());
        assertThat(jdbc.sql("select count(*) from platform.spring_session where principal_name = :user").param("user", user.toString()).query(Integer.class).single()).isOne();
        assertThat(jdbc.sql("select outcome from identity.sign_in where user_id = :user and login = :login").param("user", user).param("login", "code-" + user)
                .query(String.class).single()).isEqualTo("SIGNED_IN");
        wrong(verify(email, code));
    }

    @Test
    void aPhoneNumberDoesHoweverItIsWritten() {
        var other = Ids.next();
        var number = "139" + (10_000_000 + Math.abs(other.hashCode()) % 89_999_999);
        add(other, "other-" + email, number.substring(0, 3) + " " + number.substring(3));

        assertThat(ask("+86 " + number)).hasStatus(HttpStatus.ACCEPTED);
        assertThat(verify(number, sent(other))).hasStatusOk();
        assertThat(ask("12345")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("identity.code-where");
    }

    @Test
    void whoeverIsUnknownOrOfTheHouseOrInactiveGetsNoneAndItLooksTheSame() {
        var known = ask(email);
        var unknown = ask("nobody-" + email);
        assertThat(unknown).hasStatus(HttpStatus.ACCEPTED);
        assertThat(unknown.getResponse().getContentAsByteArray()).isEqualTo(known.getResponse().getContentAsByteArray());
        wrong(verify("nobody-" + email, "123456"));

        var agent = Ids.next();
        users.add(agent, new UserDesk.UserDraft("house-" + agent, "客服", "", "house-" + email, null, null, List.of(new Scope.Grant(Role.AGENT, town.branch))), "right-horse-battery", false);
        assertThat(ask("house-" + email)).hasStatus(HttpStatus.ACCEPTED);
        var left = Ids.next();
        add(left, "left-" + email, "");
        jdbc.sql("update identity.app_user set active = false where id = :id").param("id", left).update();
        assertThat(ask("left-" + email)).hasStatus(HttpStatus.ACCEPTED);

        assertThat(jdbc.sql("select to_address from notices.message where template = 'portal.sign-in-code' and to_address like :all").param("all", "%" + email)
                .query(String.class).list()).containsExactly(email);
    }

    @Test
    void afterFiveWrongTriesTheRightOneIsWorthNothing() {
        ask(email);
        var code = sent(user);
        for (int i = 0; i < 5; i++) {
            wrong(verify(email, "%06d".formatted((Integer.parseInt(code) + 1 + i) % 1_000_000)));
        }
        assertThat(verify(email, code)).as("too fast as well").hasStatus(HttpStatus.TOO_MANY_REQUESTS).bodyJson().extractingPath("$.code").isEqualTo("identity.slowed-down");
        jdbc.sql("update identity.sign_in set at = at - interval '1 minute' where login = :email").param("email", email).update();
        wrong(verify(email, code));
    }

    @Test
    void aCodeRunsOutAfterTenMinutesAndOnlyTheNewestCounts() {
        ask(email);
        var old = sent(user);
        later("1 minute");
        assertThat(ask(email)).hasStatus(HttpStatus.ACCEPTED);
        var code = sent(user);
        if (!old.equals(code)) {
            wrong(verify(email, old));
        }
        later("10 minutes");
        wrong(verify(email, code));
    }

    @Test
    void whoeverWasDeactivatedMeanwhileIsRefused() {
        ask(email);
        jdbc.sql("update identity.app_user set active = false where id = :id").param("id", user).update();

        assertThat(verify(email, sent(user))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("identity.inactive");
    }

    @Test
    void codesAreAskedForOnceAMinuteAndTenTimesAnHour() {
        ask(email);
        assertThat(ask(email)).hasStatus(HttpStatus.TOO_MANY_REQUESTS).bodyJson().extractingPath("$.code").isEqualTo("identity.code-too-soon");
        assertThat(ask("unknown-" + email)).hasStatus(HttpStatus.ACCEPTED);
        assertThat(ask("unknown-" + email)).as("nobody's too").hasStatus(HttpStatus.TOO_MANY_REQUESTS);

        fillUp("place-" + email, "10.0.0.1");
        assertThat(ask("place-" + email)).hasStatus(HttpStatus.TOO_MANY_REQUESTS).bodyJson().extractingPath("$.code").isEqualTo("identity.too-many-codes");
        for (int i = 0; i < 8; i++) {
            assertThat(ask("n" + i + email)).hasStatus(HttpStatus.ACCEPTED);
        }
        assertThat(ask("last-" + email)).as("from one address").hasStatus(HttpStatus.TOO_MANY_REQUESTS).bodyJson().extractingPath("$.code").isEqualTo("identity.too-many-codes");
        assertThat(clients.nobody().post("{\"to\": \"%s\"}".formatted("last-" + email), "/api/session/code")).as("from elsewhere").hasStatus(HttpStatus.ACCEPTED);
    }

    @Test
    void peopleOfTheHouseSeeThatACodeWasSentButNotWhich() {
        ask(email);
        var code = sent(user);
        var message = jdbc.sql("select id from notices.message where to_address = :email").param("email", email).query(UUID.class).single();

        assertThat(clients.with(Role.BRANCH_MANAGER, town.branch).get("/api/messages/{id}", message)).hasStatusOk().bodyText().contains("••••••").doesNotContain(code);
    }

    private void fillUp(String place, String address) {
        jdbc.sql("""
                insert into identity.code (id, purpose, sent_to, address, salt, hash, asked_at, ends_at)
                select gen_random_uuid(), 'SIGN_IN', :place, :address, ''::bytea, ''::bytea, now() - interval '2 minutes', now() + interval '8 minutes' from generate_series(1, 10)
                """).param("place", place).param("address", address).update();
    }

    private void later(String time) {
        jdbc.sql("update identity.code set asked_at = asked_at - cast(:time as interval), ends_at = ends_at - cast(:time as interval) where sent_to = :email")
                .param("time", time).param("email", email).update();
    }

    private void add(UUID id, String address, String number) {
        users.add(id, new UserDesk.UserDraft("code-" + id, "王敏", number, address, null, town.customer, List.of(new Scope.Grant(Role.CUSTOMER, null))), "right-horse-battery", false);
    }

    private String sent(UUID to) {
        return jdbc.sql("""
                select substring(m.title from '[0-9]{6}') from notices.message m join identity.app_user u on u.email = m.to_address
                 where u.id = :user and m.template = 'portal.sign-in-code' order by m.queued_at desc, m.id desc limit 1
                """).param("user", to).query(String.class).single();
    }

    private MvcTestResult ask(String to) {
        return phone.post("{\"to\": \"%s\"}".formatted(to), "/api/session/code");
    }

    private MvcTestResult verify(String to, String code) {
        return phone.post("{\"to\": \"%s\", \"code\": \"%s\"}".formatted(to, code), "/api/session/code/verify");
    }

    private static void wrong(MvcTestResult result) {
        assertThat(result).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT).bodyJson().extractingPath("$.code").isEqualTo("identity.wrong-code");
    }
}
