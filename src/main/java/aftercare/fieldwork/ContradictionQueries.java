package aftercare.fieldwork;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of contradictions between the plan and what happened. */
@Component
@Transactional(readOnly = true)
class ContradictionQueries {

    /** @param body as the phone sent it, without a signature's picture */
    record HeldAct(UUID id, String act, Instant at, CommandOutcome outcome, Map<String, Object> body) {}

    /**
     * @param visitStatus  what has become of the visit meanwhile
     * @param engineerNow  whose visit it is now, where that is somebody else
     */
    record ContradictionView(UUID id, UUID visitId, UUID caseId, String number, String subject, @Nullable String customer, UUID engineerId, String engineer,
                             String code, Map<String, Object> facts, ContradictionState state, Instant foundAt, VisitStatus visitStatus,
                             @Nullable String engineerNow, Instant plannedStart, List<HeldAct> acts, @Nullable String settledBy, @Nullable Instant settledAt,
                             String note) {}

    private record Row(UUID id, UUID visitId, UUID caseId, String number, String subject, @Nullable String customer, UUID engineerId, String engineer,
                       String code, String facts, ContradictionState state, Instant foundAt, VisitStatus visitStatus, @Nullable String engineerNow,
                       Instant plannedStart, @Nullable String settledBy, @Nullable Instant settledAt, String note) {}

    private record ActRow(UUID contradictionId, UUID id, String act, Instant at, CommandOutcome outcome, String body) {}

    private static final TypeReference<Map<String, Object>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ContradictionQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Newest first; {@code after} is the last one of the page before. */
    List<ContradictionView> list(Reach reach, boolean onlyOpen, @Nullable UUID after, int size) {
        return views(jdbc.sql(SELECT + """
                 where (:everywhere or x.branch_id = any(:branches)) and (cast(:partner as uuid) is null or x.partner_id = :partner)
                   and cast(:customer as uuid) is null and (not :onlyOpen or x.state = 'OPEN')
                   and (cast(:after as uuid) is null or (x.found_at, x.id) < (select l.found_at, l.id from fieldwork.contradiction l where l.id = :after))
                 order by x.found_at desc, x.id desc limit :size
                """).params(reach.params()).param("onlyOpen", onlyOpen).param("after", after).param("size", size).query(Row.class).list());
    }

    /** What of an engineer's own waits for the office. */
    List<ContradictionView> ofEngineer(UUID engineer, Instant since) {
        return views(jdbc.sql(SELECT + " where x.engineer_id = :engineer and (x.state = 'OPEN' or x.settled_at > :since) order by x.found_at desc limit 50")
                .param("engineer", engineer).param("since", since.atOffset(UTC)).query(Row.class).list());
    }

    private static final String SELECT = """
            select x.id, x.visit_id, x.case_id, c.number, c.subject, cu.name as customer, x.engineer_id, e.name as engineer, x.code, x.facts, x.state, x.found_at,
                   v.status as visit_status, case when v.engineer_id <> x.engineer_id then n.name end as engineer_now, v.planned_start,
                   s.name as settled_by, x.settled_at, x.note
              from fieldwork.contradiction x
              join cases.service_case c on c.id = x.case_id
              join fieldwork.visit v on v.id = x.visit_id
              join identity.app_user e on e.id = x.engineer_id
              join identity.app_user n on n.id = v.engineer_id
              left join identity.app_user s on s.id = x.settled_by
              left join customers.customer cu on cu.id = c.customer_id
            """;

    private List<ContradictionView> views(List<Row> rows) {
        var acts = rows.isEmpty() ? Map.<UUID, List<ActRow>>of() : jdbc.sql("""
                select contradiction_id, id, act, at, outcome, body - 'signature' as body from fieldwork.command
                 where contradiction_id = any(:ids) order by position
                """).param("ids", rows.stream().map(Row::id).toArray(UUID[]::new)).query(ActRow.class).list().stream()
                .collect(Collectors.groupingBy(ActRow::contradictionId));
        return rows.stream().map(row -> new ContradictionView(row.id(), row.visitId(), row.caseId(), row.number(), row.subject(), row.customer(), row.engineerId(),
                row.engineer(), row.code(), json.readValue(row.facts(), FACTS), row.state(), row.foundAt(), row.visitStatus(), row.engineerNow(), row.plannedStart(),
                acts.getOrDefault(row.id(), List.of()).stream()
                        .map(act -> new HeldAct(act.id(), act.act(), act.at(), act.outcome(), json.readValue(act.body(), FACTS))).toList(),
                row.settledBy(), row.settledAt(), row.note())).toList();
    }
}
