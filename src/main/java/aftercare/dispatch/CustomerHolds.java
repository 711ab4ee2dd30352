package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Times that customers are looking at, and nobody else is offered meanwhile. Whether two overlap is the database's to say. */
@Component
class CustomerHolds {

    /** @param bookingId the visit that would be moved; null when one would be booked */
    record Hold(@Nullable UUID bookingId, UUID engineerId, Instant windowFrom, Instant windowTo, Instant startsAt, Instant endsAt, Instant heldUntil) {}

    private final JdbcClient jdbc;

    CustomerHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Hold> of(CaseId caseId, Instant now) {
        return jdbc.sql("""
                select booking_id, engineer_id, window_from, window_to, starts_at, ends_at, held_until from dispatch.hold where case_id = :case and held_until > :now
                """).param("case", caseId.value()).param("now", now.atOffset(UTC)).query(Hold.class).optional();
    }

    /** What each engineer's plan looked like, as words that change with its hours. What was held and is booked now takes the same hours. */
    record Plans(Map<UUID, String> byEngineer) {

        boolean same(UUID engineer, Plans other) {
            return byEngineer.getOrDefault(engineer, "").equals(other.byEngineer.getOrDefault(engineer, ""));
        }
    }

    /** The plans of a branch's people around a time. */
    Plans plans(UUID branch, CaseId except, Instant at, Instant now) {
        record Row(UUID engineerId, String plan) {}
        return new Plans(jdbc.sql("""
                select p.engineer_id, string_agg(p.word, ' ' order by p.word) as plan
                  from (select b.engineer_id, b.case_id || '@' || b.starts_at || '/' || b.ends_at as word from dispatch.booking b join dispatch.engineer e on e.user_id = b.engineer_id
                         where e.branch_id = :branch and b.state <> 'CANCELLED' and b.starts_at > :from and b.starts_at < :to
                        union all
                        select h.engineer_id, h.case_id || '@' || h.starts_at || '/' || h.ends_at from dispatch.hold h
                         where h.branch_id = :branch and h.case_id <> :case and h.held_until > :now and h.starts_at > :from and h.starts_at < :to) p
                 group by p.engineer_id
                """).param("branch", branch).param("case", except.value()).param("now", now.atOffset(UTC))
                .param("from", at.minusSeconds(86_400).atOffset(UTC)).param("to", at.plusSeconds(86_400).atOffset(UTC))
                .query(Row.class).list().stream().collect(Collectors.toMap(Row::engineerId, Row::plan)));
    }

    /** Plans for one engineer are made one after the other; two are locked in the order in which everybody locks them. */
    void lock(UUID one, UUID other) {
        jdbc.sql("select user_id from dispatch.engineer where user_id in (:one, :other) order by user_id for no key update").param("one", one).param("other", other)
                .query(UUID.class).list();
    }

    void keep(CaseId caseId, UUID branch, Hold hold, Instant now) {
        jdbc.sql("""
                delete from dispatch.hold where case_id in (select case_id from dispatch.hold where held_until <= :now order by case_id for update skip locked)
                    or case_id = :case or engineer_id = :engineer and held_until <= :now
                """).param("now", now.atOffset(UTC)).param("case", caseId.value()).param("engineer", hold.engineerId()).update();
        jdbc.sql("""
                insert into dispatch.hold (case_id, booking_id, engineer_id, branch_id, window_from, window_to, starts_at, ends_at, held_until)
                values (:case, :booking, :engineer, :branch, :windowFrom, :windowTo, :from, :to, :until)
                """).param("case", caseId.value()).param("booking", hold.bookingId()).param("engineer", hold.engineerId()).param("branch", branch)
                .param("windowFrom", hold.windowFrom().atOffset(UTC)).param("windowTo", hold.windowTo().atOffset(UTC)).param("from", hold.startsAt().atOffset(UTC))
                .param("to", hold.endsAt().atOffset(UTC)).param("until", hold.heldUntil().atOffset(UTC)).update();
    }

    /** False when it was gone. */
    boolean release(CaseId caseId) {
        return jdbc.sql("delete from dispatch.hold where case_id = :case").param("case", caseId.value()).update() == 1;
    }
}
