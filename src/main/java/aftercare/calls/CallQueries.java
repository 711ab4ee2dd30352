package aftercare.calls;

import static java.time.ZoneOffset.UTC;

import aftercare.customers.PersonalData;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Subject;
import aftercare.promises.PromiseDesk;
import aftercare.promises.PromiseView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The log of calls, and the calls that are on somebody's telephone right now. */
@Component
@Transactional(readOnly = true)
class CallQueries {

    private static final int SIZE = 50;
    private static final Duration LATELY = Duration.ofHours(6);

    /** TO_RING_BACK: missed, and nobody has rung back. */
    enum Box {
        ALL, TO_RING_BACK, WITHOUT_CASE
    }

    /** @param dueAt until when it is to be rung back; null when that is not promised, or done */
    record Row(UUID id, CallDirection direction, CallState state, String number, String line, String extension, @Nullable String userName, @Nullable UUID customerId,
               @Nullable String customerName, String contactName, UUID branchId, String branchName, Instant beganAt, @Nullable Instant answeredAt, @Nullable Instant endedAt,
               String recording, String note, @Nullable UUID caseId, @Nullable String caseNumber, @Nullable Instant rungBackAt, @Nullable String rungBackBy,
               @Nullable Instant dueAt) {

        Row seenWith(PersonalData personal, @Nullable Instant due) {
            return new Row(id, direction, state, personal.phone(number, branchId), line, extension, userName, customerId, customerName, contactName, branchId, branchName,
                    beganAt, answeredAt, endedAt, recording, note, caseId, caseNumber, rungBackAt, rungBackBy, due);
        }
    }

    record Page(List<Row> rows, @Nullable UUID next) {}

    private static final String ROW = """
            select c.id, c.direction, c.state, c.number, c.line, c.extension, u.name as user_name, k.id as customer_id, k.name as customer_name, c.contact_name,
                   c.branch_id, b.name as branch_name, c.began_at, c.answered_at, c.ended_at, c.recording, c.note, s.id as case_id, s.number as case_number,
                   c.rung_back_at, r.name as rung_back_by, cast(null as timestamptz) as due_at
              from calls.call c
              join identity.branch b on b.id = c.branch_id
              left join identity.app_user u on u.id = c.user_id
              left join identity.app_user r on r.id = c.rung_back_by
              left join customers.customer k on k.id = c.customer_id and (:everywhere or k.branch_id = any(:branches))
              left join cases.service_case s on s.id = c.case_id and (:everywhere or s.branch_id = any(:branches))
             where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
            """;

    private final PromiseDesk promises;
    private final JdbcClient jdbc;
    private final Clock clock;

    CallQueries(PromiseDesk promises, JdbcClient jdbc, Clock clock) {
        this.promises = promises;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The newest first. {@code number}: as it is written anywhere. */
    Page list(Box box, @Nullable String number, @Nullable UUID after, Scope scope) {
        var wanted = number == null ? "" : number.replace("\0", "").strip();
        var found = jdbc.sql(ROW + switch (box) {
            case ALL -> "";
            case TO_RING_BACK -> " and c.answered_at is null and c.direction = 'IN' and c.ended_at is not null and c.rung_back_at is null";
            case WITHOUT_CASE -> " and c.case_id is null and c.state = 'ENDED'";
        } + """
                   and (:number = '' or c.number_keys && customers.phone_keys(:number))
                   and (cast(:after as uuid) is null or (c.began_at, c.id) < (select x.began_at, x.id from calls.call x where x.id = :after))
                 order by c.began_at desc, c.id desc limit :size
                """).params(scope.reach(Permission.CALLS_READ).params()).param("number", wanted).param("after", after).param("size", SIZE + 1)
                .query(Row.class).list();
        var rows = found.size() <= SIZE ? found : found.subList(0, SIZE);
        return new Page(seen(rows, scope), found.size() <= SIZE ? null : rows.getLast().id());
    }

    Row call(UUID id, Scope scope) {
        return seen(jdbc.sql(ROW + " and c.id = :id").params(scope.reach(Permission.CALLS_READ).params()).param("id", id).query(Row.class).optional()
                .map(List::of).orElseThrow(() -> CallDesk.missing(id)), scope).getFirst();
    }

    /** What rings or is being spoken on the telephone of whoever asks, and what rings where everybody may take it. */
    List<Row> mine(Scope scope) {
        return seen(jdbc.sql(ROW + """
                   and c.ended_at is null and c.began_at > :lately and (c.user_id = :user or c.user_id is null and c.answered_at is null) and c.case_id is null
                 order by c.began_at desc limit 5
                """).params(scope.reach(Permission.CALLS_ANSWER).params()).param("user", scope.user())
                .param("lately", clock.instant().minus(LATELY).atOffset(UTC)).query(Row.class).list(), scope);
    }

    private List<Row> seen(List<Row> rows, Scope scope) {
        var personal = PersonalData.of(scope);
        var missed = rows.stream().filter(row -> row.state() == CallState.MISSED && row.rungBackAt() == null).map(row -> new Subject("call", row.id())).toList();
        var owed = missed.isEmpty() ? Map.<Subject, List<PromiseView>>of() : promises.of(missed);
        return rows.stream().map(row -> row.seenWith(personal, owed.getOrDefault(new Subject("call", row.id()), List.of()).stream()
                .filter(promise -> promise.endedAt() == null).map(PromiseView::dueAt).findFirst().orElse(null))).toList();
    }
}
