package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of tenders. What a partner sees before it has won says where and what, never who. */
@Component
@Transactional(readOnly = true)
class TenderQueries {

    private static final Duration LATELY = Duration.ofDays(365);
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    record RefusalReason(String code, Map<String, String> name) {}

    /**
     * A firm that could be asked.
     *
     * @param able     of its engineers, those with a skill and every valid certificate that the device asks for
     * @param open     tenders it has not decided or that are not decided yet
     * @param inHand   cases passed to it that are not finished
     * @param doneHere cases it finished in the site's district within a year
     */
    record Candidate(UUID id, String name, String phone, int engineers, int able, int open, int inHand, int doneHere) {}

    record TenderPart(UUID partnerId, String partner, InvitationState state, @Nullable Instant answeredAt, @Nullable Instant startsAt, @Nullable Integer minutes,
                      @Nullable BigDecimal price, @Nullable String engineer, String note, @Nullable String refusal) {}

    record TenderView(UUID id, UUID caseId, String number, String subject, int severity, @Nullable String customer, UUID branchId, TenderMode mode, TenderState state,
                      String words, @Nullable String askedBy, Instant askedAt, @Nullable Instant endedAt, Instant dueAt, boolean overdue, List<TenderPart> parts) {}

    record Window(Instant from, Instant to) {}

    /** @param id of the tender; {@code caseId}, number and customer only when it has won */
    record Invitation(UUID id, InvitationState state, List<InvitationAct> acts, TenderMode mode, String words, String subject, Map<String, String> kind, int severity,
                      @Nullable String region, @Nullable String device, List<String> needs, List<String> certificates, DispatchQueries.@Nullable BoardDue arrive,
                      DispatchQueries.@Nullable BoardDue restore, List<Window> windows, Instant askedAt, Instant dueAt, @Nullable Instant answeredAt,
                      @Nullable Instant startsAt, @Nullable Integer minutes, @Nullable BigDecimal price, @Nullable UUID engineerId, @Nullable String engineer, String note,
                      @Nullable String refusal, @Nullable UUID caseId, @Nullable String number, @Nullable String customer) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TenderQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<RefusalReason> refusalReasons() {
        return jdbc.sql("select code, name from dispatch.refusal_reason where active order by position, code")
                .query((row, _) -> new RefusalReason(row.getString("code"), json.readValue(row.getString("name"), NAMES))).list();
    }

    /** The partners of the case's branch, those who can before those who cannot. */
    List<Candidate> candidates(Reach reach, UUID caseId, Instant now) {
        return jdbc.sql("""
                with wanted as (
                    select c.branch_id, s.region_code,
                           array(select k.code from dispatch.skill k
                          where case when asked.skills is null then p.category = k.code or p.category = any (k.needed_for) else k.code = any (asked.skills) end
                          ) as needs,
                           array(select k.code from dispatch.certificate_kind k where p.category = k.code or p.category = any (k.needed_for)) as certificates
                      from cases.service_case c
                      left join assets.device d on d.id = c.device_id
                      left join assets.product p on p.id = d.product_id
                      left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
                      left join dispatch.case_need asked on asked.case_id = c.id
                     where c.id = :case and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null),
                able as (
                    select e.partner_id, count(*) as engineers, count(*) filter (where
                               (w.needs = '{}' or exists (select from dispatch.engineer_skill h where h.user_id = e.user_id and h.skill = any (w.needs)))
                               and not exists (select from unnest(w.certificates) kind
                                                where not exists (select from dispatch.certificate t where t.user_id = e.user_id and t.kind = kind and t.removed_at is null
                                                                     and coalesce(t.valid_from, date '-infinity') <= cast(:today as date)
                                                                     and coalesce(t.valid_until, date 'infinity') >= cast(:today as date)))) as able
                      from wanted w join dispatch.engineer e on e.branch_id = w.branch_id and e.partner_id is not null and e.active
                     group by e.partner_id)
                select p.id, p.name, p.phone, coalesce(a.engineers, 0) as engineers, coalesce(a.able, 0) as able,
                       (select count(*) from dispatch.invitation i where i.partner_id = p.id and i.state in ('ASKED', 'ANSWERED')) as open,
                       (select count(*) from cases.service_case c where c.partner_id = p.id and c.status in ('NEW', 'ACTIVE', 'WAITING')) as in_hand,
                       (select count(*) from cases.service_case c join customers.site s on s.id = c.site_id
                         where c.partner_id = p.id and c.opened_at > :since and c.resolved_at is not null and s.region_code = w.region_code) as done_here
                  from wanted w join identity.partner p on p.branch_id = w.branch_id and p.active
                  left join able a on a.partner_id = p.id
                 order by coalesce(a.able, 0) = 0, p.name, p.id
                """)
                .params(reach.params()).param("case", caseId).param("today", now.atOffset(UTC).toLocalDate()).param("since", now.minus(LATELY).atOffset(UTC))
                .query(Candidate.class).list();
    }

    private static final String VIEW = """
            select t.id, t.case_id, c.number, c.subject, c.severity, cu.name as customer, t.branch_id, t.mode, t.state, t.words, u.name as asked_by, t.asked_at, t.ended_at,
                   pr.due_at, pr.breached_at is not null or pr.due_at < :now as overdue,
                   (select json_agg(json_build_object('partnerId', i.partner_id, 'partner', f.name, 'state', i.state, 'answeredAt', i.answered_at, 'startsAt', i.starts_at,
                                    'minutes', i.minutes, 'price', i.price, 'engineer', e.name, 'note', i.note, 'refusal', i.refusal)
                                    order by i.state = 'WON' desc, i.state = 'ANSWERED' desc, i.starts_at, f.name)
                      from dispatch.invitation i
                      join identity.partner f on f.id = i.partner_id
                      left join identity.app_user e on e.id = i.engineer_id
                     where i.tender_id = t.id) as parts
              from dispatch.tender t
              join cases.service_case c on c.id = t.case_id
              join promises.promise pr on pr.subject_kind = 'tender' and pr.subject_id = t.id and pr.code = 'partner-answer'
              left join customers.customer cu on cu.id = c.customer_id
              left join identity.app_user u on u.id = t.asked_by
             where (:everywhere or t.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
            """;

    List<TenderView> ofCase(Reach reach, UUID caseId, Instant now) {
        return jdbc.sql(VIEW + " and t.case_id = :case order by t.asked_at desc").params(reach.params()).param("case", caseId).param("now", now.atOffset(UTC))
                .query((row, _) -> view(row)).list();
    }

    Optional<TenderView> find(Reach reach, UUID id, Instant now) {
        return jdbc.sql(VIEW + " and t.id = :id").params(reach.params()).param("id", id).param("now", now.atOffset(UTC)).query((row, _) -> view(row)).optional();
    }

    /** Newest first. {@code after} is the last one of the page before. */
    List<TenderView> list(Reach reach, @Nullable UUID branch, @Nullable TenderState state, @Nullable UUID after, Instant now, int size) {
        return jdbc.sql(VIEW + """
                   and (cast(:branch as uuid) is null or t.branch_id = :branch)
                   and (cast(:state as text) is null or t.state = :state)
                   and (cast(:after as uuid) is null or (t.asked_at, t.id) < (select l.asked_at, l.id from dispatch.tender l where l.id = :after))
                 order by t.asked_at desc, t.id desc limit :size
                """).params(reach.params()).param("branch", branch).param("state", state == null ? null : state.name()).param("after", after)
                .param("now", now.atOffset(UTC)).param("size", size).query((row, _) -> view(row)).list();
    }

    private static final String INVITED = """
            select i.tender_id, i.state, t.mode, t.words, c.subject, k.name as kind_name, c.severity, r.full_name as region,
                   nullif(concat_ws(' · ', p.category, nullif(concat_ws(' ', p.maker, p.model), '')), '') as device,
                   array(select s.code from dispatch.skill s where p.category = s.code or p.category = any (s.needed_for) order by s.position) as needs,
                   array(select s.code from dispatch.certificate_kind s where p.category = s.code or p.category = any (s.needed_for) order by s.position) as certificates,
                   ar.due_at as arrive_due, ar.state as arrive_state, re.due_at as restore_due, re.state as restore_state,
                   coalesce((select json_agg(json_build_object('from', w.starts_at, 'to', w.ends_at) order by w.starts_at)
                               from dispatch.customer_window w where w.case_id = c.id), '[]') as windows,
                   i.asked_at, pr.due_at, pr.due_at < :now as overdue, i.answered_at, i.starts_at, i.minutes, i.price, i.engineer_id, e.name as engineer, i.note, i.refusal,
                   c.id as case_id, c.number, cu.name as customer, cu.name as hide_customer, si.name as hide_site, si.address as hide_address, c.contact_name as hide_contact
              from dispatch.invitation i
              join dispatch.tender t on t.id = i.tender_id
              join cases.service_case c on c.id = t.case_id
              join cases.kind k on k.code = c.kind_code and k.version = c.kind_version
              join promises.promise pr on pr.subject_kind = 'tender' and pr.subject_id = t.id and pr.code = 'partner-answer'
              left join customers.customer cu on cu.id = c.customer_id
              left join assets.device d on d.id = c.device_id
              left join assets.product p on p.id = d.product_id
              left join customers.site si on si.id = coalesce(c.site_id, d.site_id)
              left join customers.region r on r.code = si.region_code
              left join identity.app_user e on e.id = i.engineer_id
              left join lateral (select due_at, state from promises.promise
                                  where subject_kind = 'case' and subject_id = c.id and code = 'arrive' order by round desc limit 1) ar on true
              left join lateral (select due_at, state from promises.promise
                                  where subject_kind = 'case' and subject_id = c.id and code = 'restore' order by round desc limit 1) re on true
             where i.partner_id = :partner
            """;

    /** A partner's own, newest first; {@code states} empty for all. */
    List<Invitation> invitations(UUID partner, List<InvitationState> states, @Nullable UUID after, Instant now, int size) {
        return jdbc.sql(INVITED + """
                   and (cardinality(cast(:states as text[])) = 0 or i.state = any(:states))
                   and (cast(:after as uuid) is null or (i.asked_at, i.tender_id) < (select l.asked_at, l.tender_id from dispatch.invitation l
                                                                                      where l.tender_id = :after and l.partner_id = :partner))
                 order by i.asked_at desc, i.tender_id desc limit :size
                """).param("partner", partner).param("states", states.stream().map(Enum::name).toArray(String[]::new)).param("after", after)
                .param("now", now.atOffset(UTC)).param("size", size).query((row, _) -> invitation(row)).list();
    }

    Optional<Invitation> invitation(UUID partner, UUID tender, Instant now) {
        return jdbc.sql(INVITED + " and i.tender_id = :tender").param("partner", partner).param("tender", tender).param("now", now.atOffset(UTC))
                .query((row, _) -> invitation(row)).optional();
    }

    /** How many wait for an answer. */
    int unanswered(UUID partner) {
        return jdbc.sql("select count(*) from dispatch.invitation where partner_id = :partner and state = 'ASKED'").param("partner", partner).query(Integer.class).single();
    }

    private TenderView view(ResultSet row) throws SQLException {
        return new TenderView(row.getObject("id", UUID.class), row.getObject("case_id", UUID.class), row.getString("number"), row.getString("subject"), row.getInt("severity"),
                row.getString("customer"), row.getObject("branch_id", UUID.class), TenderMode.valueOf(row.getString("mode")), TenderState.valueOf(row.getString("state")),
                row.getString("words"), row.getString("asked_by"), instant(row, "asked_at"), at(row, "ended_at"), instant(row, "due_at"), row.getBoolean("overdue"),
                List.of(json.readValue(row.getString("parts"), TenderPart[].class)));
    }

    private Invitation invitation(ResultSet row) throws SQLException {
        var state = InvitationState.valueOf(row.getString("state"));
        var won = state == InvitationState.WON;
        var subject = won ? row.getString("subject") : Discreet.without(row.getString("subject"), row.getString("hide_customer"), row.getString("hide_site"),
                row.getString("hide_address"), row.getString("hide_contact"));
        return new Invitation(row.getObject("tender_id", UUID.class), state, row.getBoolean("overdue") ? List.of()
                : state.acts().stream().filter(act -> act == InvitationAct.ANSWER || act == InvitationAct.DECLINE).toList(),
                TenderMode.valueOf(row.getString("mode")), row.getString("words"), subject, json.readValue(row.getString("kind_name"), NAMES), row.getInt("severity"),
                row.getString("region"), row.getString("device"), List.of((String[]) row.getArray("needs").getArray()),
                List.of((String[]) row.getArray("certificates").getArray()), due(row, "arrive"), due(row, "restore"),
                List.of(json.readValue(row.getString("windows"), Window[].class)), instant(row, "asked_at"), instant(row, "due_at"), at(row, "answered_at"), at(row, "starts_at"),
                row.getObject("minutes", Integer.class), row.getBigDecimal("price"), row.getObject("engineer_id", UUID.class), row.getString("engineer"), row.getString("note"),
                row.getString("refusal"), won ? row.getObject("case_id", UUID.class) : null, won ? row.getString("number") : null, won ? row.getString("customer") : null);
    }

    private static DispatchQueries.@Nullable BoardDue due(ResultSet row, String code) throws SQLException {
        var state = row.getString(code + "_state");
        return state == null ? null : new DispatchQueries.BoardDue(instant(row, code + "_due"), state);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
