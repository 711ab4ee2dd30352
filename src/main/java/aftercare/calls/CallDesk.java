package aftercare.calls;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.customers.Caller;
import aftercare.customers.CustomerDesk;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything that happens to calls. */
@Service
@Transactional
public class CallDesk {

    /** A missed call is rung back within this promise. */
    static final String RING_BACK = "ring-back";

    /** An exchange that never says how a call ended: it rang no longer than this, and nobody talks longer than that. */
    private static final Duration RINGS_AT_MOST = Duration.ofMinutes(10);
    private static final Duration TALKS_AT_MOST = Duration.ofHours(6);
    private static final int SWEPT_AT_ONCE = 500;

    private record Centre(UUID id, UUID branchId) {}

    private record Call(UUID id, UUID branchId, CallDirection direction, String number, CallState state, String contactName, @Nullable UUID userId,
                        @Nullable Instant rungBackAt, Instant beganAt, @Nullable Instant endedAt) {

        Subject subject() {
            return new Subject("call", id);
        }
    }

    private static final String CALL = """
            select id, branch_id, direction, number, state, contact_name, user_id, rung_back_at, began_at, ended_at from calls.call
            """;

    private final CustomerDesk customers;
    private final PromiseDesk promises;
    private final LiveUpdates live;
    private final JdbcClient jdbc;
    private final Clock clock;

    CallDesk(CustomerDesk customers, PromiseDesk promises, LiveUpdates live, JdbcClient jdbc, Clock clock) {
        this.customers = customers;
        this.promises = promises;
        this.live = live;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A word of an exchange. The same word again changes nothing. */
    UUID heard(String token, CentreWord word) {
        var now = clock.instant();
        var centre = jdbc.sql("select id, branch_id from calls.centre where token_hash = :hash and active").param("hash", CallCentres.hash(token))
                .query(Centre.class).optional()
                .orElseThrow(() -> new Refusal.Missing("calls.no-such-centre", "there is no such connection, or it was switched off", Map.of()));
        var at = word.at() == null || word.at().isAfter(now) ? now : word.at();
        jdbc.sql("update calls.centre set heard_at = :now where id = :id").param("now", now.atOffset(UTC)).param("id", centre.id()).update();
        var user = word.extension().isBlank() ? null : jdbc.sql("select user_id from calls.extension where centre_id = :centre and extension = :extension")
                .param("centre", centre.id()).param("extension", word.extension()).query(UUID.class).optional().orElse(null);
        var caller = caller(word.number(), centre.branchId());
        // One statement: two words about a new call may come at the same moment.
        jdbc.sql("""
                insert into calls.call (id, centre_id, reference, branch_id, direction, number, line, extension, user_id, customer_id, contact_name, began_at,
                                        answered_at, ended_at, recording)
                values (:id, :centre, :reference, :branch, :direction, :number, :line, :extension, :user, :customer, :contact, :at,
                        case when :event = 'ANSWERED' then cast(:at as timestamptz) end, case when :event = 'ENDED' then cast(:at as timestamptz) end, :recording)
                on conflict (centre_id, reference) do update
                   set began_at = least(call.began_at, excluded.began_at),
                       answered_at = coalesce(call.answered_at, excluded.answered_at),
                       ended_at = coalesce(call.ended_at, excluded.ended_at),
                       user_id = case when :event = 'ANSWERED' or call.user_id is null then coalesce(excluded.user_id, call.user_id) else call.user_id end,
                       extension = case when :event = 'ANSWERED' and excluded.extension <> '' or call.extension = '' then excluded.extension else call.extension end,
                       recording = coalesce(nullif(excluded.recording, ''), call.recording)
                """).param("id", Ids.next()).param("centre", centre.id()).param("reference", word.call()).param("branch", centre.branchId())
                .param("direction", word.direction().name()).param("number", word.number()).param("line", word.line()).param("extension", word.extension())
                .param("user", user).param("customer", caller.map(one -> one.customer().value()).orElse(null))
                .param("contact", caller.map(CallDesk::called).orElse("")).param("at", at.atOffset(UTC)).param("event", word.event().name())
                .param("recording", address(word.recording())).update();
        var call = jdbc.sql(CALL + " where centre_id = :centre and reference = :reference").param("centre", centre.id()).param("reference", word.call())
                .query(Call.class).single();
        settle(call);
        return call.id();
    }

    /** What an exchange never ended. */
    void sweep() {
        var now = clock.instant();
        jdbc.sql("""
                update calls.call set ended_at = case when answered_at is null then began_at + :rings * interval '1 second' else answered_at + :talks * interval '1 second' end
                 where id in (select id from calls.call where ended_at is null
                                 and (answered_at is null and began_at < :rang or answered_at < :talked) limit :most for update skip locked)
                returning id
                """).param("rings", RINGS_AT_MOST.toSeconds()).param("talks", TALKS_AT_MOST.toSeconds()).param("rang", now.minus(RINGS_AT_MOST).atOffset(UTC))
                .param("talked", now.minus(TALKS_AT_MOST).atOffset(UTC)).param("most", SWEPT_AT_ONCE).query(UUID.class).list()
                .forEach(id -> settle(get(id)));
    }

    /** What follows from how a call stands: a missed one is owed an answer, one that was spoken settles those that were missed before. */
    private void settle(Call call) {
        if (call.state() == CallState.MISSED && call.rungBackAt() == null) {
            promises.startIfPromised(new StartPromises(call.subject(), List.of(RING_BACK), Map.of(), call.branchId(), call.userId(),
                    "%s %s".formatted(call.number(), call.contactName()).strip(), call.endedAt() == null ? call.beganAt() : call.endedAt()));
        }
        if (call.state() == CallState.TALKING || call.state() == CallState.ENDED && call.direction() == CallDirection.IN) {
            spokenTo(call);
        }
        live.tell(new Live("calls", call.id(), call.branchId(), call.userId() == null ? List.of() : List.of(call.userId()), null));
    }

    private void spokenTo(Call call) {
        var now = clock.instant();
        jdbc.sql("""
                update calls.call set rung_back_at = :now, rung_back_by = :user
                 where branch_id = :branch and number_keys && customers.phone_keys(:number) and number_keys <> '{}' and began_at <= :began and id <> :id
                   and answered_at is null and direction = 'IN' and ended_at is not null and rung_back_at is null
                returning id
                """).param("now", now.atOffset(UTC)).param("user", call.userId()).param("branch", call.branchId()).param("number", call.number())
                .param("began", call.beganAt().atOffset(UTC)).param("id", call.id()).query(UUID.class).list()
                .forEach(id -> promises.keep(new Subject("call", id), RING_BACK, now));
    }

    /** Somebody rang back, or says why that is not needed. */
    void rungBack(UUID id, String note, Scope scope) {
        var call = mine(id, Permission.CALLS_ANSWER, scope);
        if (call.state() != CallState.MISSED) {
            throw new Refusal.Conflict("calls.not-missed", "this call was not missed", Map.of());
        }
        var now = clock.instant();
        if (jdbc.sql("update calls.call set rung_back_at = :now, rung_back_by = :user, note = concat_ws(chr(10), nullif(note, ''), nullif(:note, '')) where id = :id and rung_back_at is null")
                .param("now", now.atOffset(UTC)).param("user", scope.user()).param("note", note.strip()).param("id", id).update() == 0) {
            throw new Refusal.Conflict("calls.rung-back-already", "somebody has rung back already", Map.of());
        }
        promises.keep(call.subject(), RING_BACK, now);
        live.tell(Live.ofBranch("calls", id, call.branchId()));
    }

    /** What a call was about that became no case. */
    void note(UUID id, String note, Scope scope) {
        var call = mine(id, Permission.CALLS_ANSWER, scope);
        jdbc.sql("update calls.call set note = :note where id = :id").param("note", note.strip()).param("id", id).update();
        live.tell(Live.ofBranch("calls", id, call.branchId()));
    }

    /** A call without an exchange that became no case: somebody writes it down. */
    UUID write(UUID branch, String number, String name, @Nullable UUID customer, String note, Scope scope) {
        scope.require(Permission.CALLS_ANSWER, branch, null, null);
        if (customer != null && jdbc.sql("select branch_id from customers.customer where id = :id").param("id", customer).query(UUID.class).optional()
                .filter(of -> scope.reach(Permission.CUSTOMERS_READ).covers(of, null, customer)).isEmpty()) {
            throw new Refusal.Missing("customers.no-such-customer", "there is no customer %s".formatted(customer), Map.of());
        }
        return byHand(branch, number, name, customer, note.strip(), null, scope.user());
    }

    /** The case that came of a call; without a call from an exchange one is written down, so that the log is whole. */
    public void becameCase(@Nullable UUID id, CaseId caseId, UUID branch, String number, String name, @Nullable UUID customer, Scope scope) {
        if (id == null) {
            if (!number.isBlank()) {
                byHand(branch, number, name, customer, "", caseId.value(), scope.user());
            }
            return;
        }
        var call = mine(id, Permission.CASES_OPEN, scope);
        jdbc.sql("""
                update calls.call set case_id = coalesce(case_id, :case), customer_id = coalesce(cast(:customer as uuid), customer_id),
                       contact_name = coalesce(nullif(:name, ''), contact_name) where id = :id
                """).param("case", caseId.value()).param("customer", customer).param("name", name).param("id", id).update();
        live.tell(Live.ofBranch("calls", id, call.branchId()));
    }

    private UUID byHand(UUID branch, String number, String name, @Nullable UUID customer, String note, @Nullable UUID caseId, UUID user) {
        var id = Ids.next();
        jdbc.sql("""
                insert into calls.call (id, branch_id, direction, number, user_id, customer_id, contact_name, began_at, answered_at, ended_at, note, case_id)
                values (:id, :branch, 'IN', :number, :user, :customer, :name, :now, :now, :now, :note, :case)
                """).param("id", id).param("branch", branch).param("number", number.strip()).param("user", user).param("customer", customer).param("name", name)
                .param("now", clock.instant().atOffset(UTC)).param("note", note).param("case", caseId).update();
        spokenTo(get(id));
        live.tell(Live.ofBranch("calls", id, branch));
        return id;
    }

    private Call mine(UUID id, Permission permission, Scope scope) {
        return jdbc.sql(CALL + " where id = :id").param("id", id).query(Call.class).optional()
                .filter(call -> scope.reach(permission).covers(call.branchId(), null, null)).orElseThrow(() -> missing(id));
    }

    private Call get(UUID id) {
        return jdbc.sql(CALL + " where id = :id").param("id", id).query(Call.class).single();
    }

    static Refusal.Missing missing(UUID id) {
        return new Refusal.Missing("calls.no-such-call", "there is no call %s".formatted(id), Map.of());
    }

    /** The only one it can be, or the first of several; those of the branch before others. */
    private Optional<Caller> caller(String number, UUID branch) {
        var known = number.isBlank() ? List.<Caller>of() : customers.byPhone(number);
        return known.stream().filter(one -> one.branchId().equals(branch)).findFirst().or(() -> known.stream().findFirst());
    }

    private static String called(Caller caller) {
        return caller.contact() == null ? "" : caller.name();
    }

    /** Only what a browser may open by a click. */
    private static String address(String recording) {
        if (recording.isBlank()) {
            return "";
        }
        try {
            var uri = new URI(recording.strip());
            if (List.of("https", "http").contains(Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase()) && uri.getHost() != null) {
                return uri.toString();
            }
        } catch (URISyntaxException unreadable) {
            // Told below: the exchange's people must mend it.
        }
        throw new Refusal.Broken("calls.recording-address", "the address of a recording begins with https://", Map.of());
    }
}
