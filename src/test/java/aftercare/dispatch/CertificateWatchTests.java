package aftercare.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseState;
import aftercare.promises.PromiseView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A certificate's expiry is a promise like any other: counted back from its date, on the due board, kept by the renewal. */
@AftercareTest
class CertificateWatchTests {

    private static final Instant MARCH = Instant.parse("2026-03-04T01:00:00Z");

    @Autowired CertificateWatch watch;
    @Autowired PromiseDesk promises;
    @Autowired TransactionTemplate transaction;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    private final UUID branch = Ids.next();
    private UUID engineer;
    private String kind;

    @BeforeEach
    void anEngineer() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", branch).param("code", branch.toString()).update();
        engineer = clients.with(Role.ENGINEER, branch).user;
        jdbc.sql("insert into dispatch.engineer (user_id, branch_id) values (:user, :branch)").param("user", engineer).param("branch", branch).update();
        kind = jdbc.sql("select code from dispatch.certificate_kind order by position, code limit 1").query(String.class).single();
    }

    private UUID certificate(String number, @Nullable LocalDate until, Instant at) {
        var id = Ids.next();
        jdbc.sql("""
                insert into dispatch.certificate (id, user_id, kind, number, issuer, valid_until, entered_at)
                values (:id, :user, :kind, :number, '应急管理局', :until, now())
                """).param("id", id).param("user", engineer).param("kind", kind).param("number", number).param("until", until).update();
        transaction.executeWithoutResult(_ -> watch.entered(id, engineer, branch, kind, number, until, at));
        return id;
    }

    private List<PromiseView> of(UUID certificate) {
        return promises.of(new Subject("certificate", certificate));
    }

    @Test
    void itIsDueOnTheLastWorkingDayUpToItsDateAndKeptByTheRenewal() {
        var old = certificate("T-1", LocalDate.of(2026, 10, 3), MARCH);
        assertThat(of(old)).singleElement().extracting(PromiseView::dueAt).as("the National Day holidays come before it")
                .isEqualTo(Instant.parse("2026-09-30T09:30:00Z"));

        certificate("T-2", LocalDate.of(2029, 10, 3), Instant.parse("2026-08-01T01:00:00Z"));
        assertThat(of(old)).extracting(PromiseView::state).containsExactly(PromiseState.KEPT);
    }

    @Test
    void aDateThatWasWrittenWrongIsCountedAnew() {
        var id = certificate("T-1", LocalDate.of(2026, 5, 20), MARCH);
        transaction.executeWithoutResult(_ -> watch.corrected(id, engineer, branch, kind, "T-1", LocalDate.of(2026, 6, 10), MARCH.plusSeconds(60)));

        assertThat(of(id)).extracting(PromiseView::state).containsExactly(PromiseState.WAIVED, PromiseState.RUNNING);
        assertThat(of(id).getLast().dueAt()).isEqualTo(Instant.parse("2026-06-10T09:30:00Z"));
    }

    @Test
    void whatNeverEndsOrHasEndedIsNotPromised() {
        assertThat(of(certificate("T-1", null, MARCH))).isEmpty();
        assertThat(of(certificate("T-2", LocalDate.of(2025, 1, 1), MARCH))).isEmpty();
    }
}
