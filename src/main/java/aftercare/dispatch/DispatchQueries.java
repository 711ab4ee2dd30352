package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.dispatch.travel.Place;
import aftercare.dispatch.travel.TravelMode;
import aftercare.identity.Reach;
import aftercare.kernel.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Read side of dispatch: one statement per method. */
@Component
@Transactional(readOnly = true)
class DispatchQueries {

    /** More than this waiting for a plan is shown as "more". */
    private static final int WAITING_SHOWN = 200;

    record SkillView(String code, Map<String, String> name, String category) {}

    record EngineerView(UUID id, String name, String phone, UUID branchId, String branchName, String zone, @Nullable UUID partnerId,
                        @Nullable String partnerName, LocalTime dayStarts, LocalTime dayEnds, boolean active, TravelMode travelsBy, int overtimeMinutes,
                        List<EngineerDesk.SkillLevel> skills, List<HeldCertificate> certificates, List<String> languages, List<String> areas,
                        Map<String, Integer> carries, int version) {}

    /** @param validUntil the last valid day; null for ever */
    record HeldCertificate(String kind, @Nullable LocalDate validFrom, @Nullable LocalDate validUntil) {

        boolean isValidOn(LocalDate day) {
            return (validFrom == null || !day.isBefore(validFrom)) && (validUntil == null || !day.isAfter(validUntil));
        }
    }

    record Start(UUID engineerId, Place place, boolean home) {}

    record EngineerCandidate(UUID id, String name, String login, @Nullable String partnerName, @Nullable UUID branchId) {}

    /** A promise of the case, as it stands. */
    record BoardDue(Instant dueAt, String state) {}

    /** What a card on the board shows of a case; {@code never} are the engineers its customer is not to see, {@code needs} are the skills its device asks for, {@code certificates} those the law asks for. */
    record BoardCase(UUID id, String number, String subject, int severity, String status, UUID branchId, @Nullable String customer,
                    @Nullable String site, @Nullable String address, String contactName, String contactPhone, @Nullable String device,
                    Instant openedAt, @Nullable BoardDue answer, @Nullable BoardDue arrive, @Nullable BoardDue restore, List<String> needs, List<String> certificates,
                    @Nullable Place place, @Nullable String region, int people, List<UUID> never, @Nullable String regionCode, List<String> languages,
                    Map<String, Integer> equipment) {}

    /** @param toldAt the start that the customer was last told of; null where nobody told a time */
    record BoardBooking(UUID id, UUID engineerId, Instant startsAt, Instant endsAt, BookingState state, String note, boolean remote, int version,
                       List<BookingAct> acts, @Nullable Instant toldAt, BoardCase serviceCase) {}

    /** Partners are being asked, or none of them wanted it. */
    record TenderMark(UUID id, TenderState state, int asked, int answered) {}

    /** {@code dropReason} says why the plan before failed, if one did. */
    record WaitingCase(BoardCase serviceCase, @Nullable String dropReason, @Nullable TenderMark tender, int booked) {}

    record CaseBooking(UUID id, UUID engineerId, String engineerName, String engineerPhone, Instant startsAt, Instant endsAt,
                       BookingState state, String note, @Nullable String dropReason, @Nullable String bookedBy, Instant bookedAt) {}

    private static final String CARD = """
                   c.id as case_id, c.number, c.subject, c.severity, c.status, c.branch_id as case_branch, cu.name as customer, s.name as site,
                   nullif(concat(r.full_name, s.address), '') as address, c.contact_name, c.contact_phone,
                   nullif(concat_ws(' · ', nullif(d.name, ''), p.model), '') as device, c.opened_at,
                   an.due_at as answer_due, an.state as answer_state, ar.due_at as arrive_due, ar.state as arrive_state,
                   re.due_at as restore_due, re.state as restore_state,
                   array(select k.code from dispatch.skill k
                          where case when asked.skills is null then p.category = k.code or p.category = any (k.needed_for) else k.code = any (asked.skills) end
                          order by k.position) as needs,
                   array(select k.code from dispatch.certificate_kind k where p.category = k.code or p.category = any (k.needed_for) order by k.position) as certificates,
                   s.lng as site_lng, s.lat as site_lat, coalesce(r.name like '%区', true) as urban, r.name as region,
                   coalesce((select n.people from dispatch.crew_need n where n.case_id = c.id), 1) as people,
                   array(select v.engineer_id from dispatch.customer_rule v where v.customer_id = c.customer_id and v.rule = 'NEVER') as never,
                   s.region_code, coalesce(need.languages, '{}') as languages, coalesce(need.equipment, '{}') as equipment
            """;

    private static final String CARD_FROM = """
              left join customers.customer cu on cu.id = c.customer_id
              left join assets.device d on d.id = c.device_id
              left join assets.product p on p.id = d.product_id
              left join customers.site s on s.id = coalesce(c.site_id, d.site_id)
              left join customers.region r on r.code = s.region_code
              left join dispatch.visit_need need on need.case_id = c.id
              left join dispatch.case_need asked on asked.case_id = c.id
              left join lateral (select due_at, state from promises.promise
                                  where subject_kind = 'case' and subject_id = c.id and code = 'answer' order by round desc limit 1) an on true
              left join lateral (select due_at, state from promises.promise
                                  where subject_kind = 'case' and subject_id = c.id and code = 'arrive' order by round desc limit 1) ar on true
              left join lateral (select due_at, state from promises.promise
                                  where subject_kind = 'case' and subject_id = c.id and code = 'restore' order by round desc limit 1) re on true
            """;

    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> NAMES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DispatchQueries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<SkillView> skills() {
        return jdbc.sql("select code, name, category from dispatch.skill order by position, code")
                .query((row, _) -> new SkillView(row.getString("code"), json.readValue(row.getString("name"), NAMES), row.getString("category")))
                .list();
    }

    /** Engineers within reach; with a window also those who left but are still booked in it. */
    List<EngineerView> engineers(Reach reach, @Nullable UUID branch, @Nullable TimeWindow window) {
        return jdbc.sql("""
                select e.user_id, u.name, u.phone, e.branch_id, b.name as branch_name, b.zone, e.partner_id, pa.name as partner_name,
                       e.day_starts, e.day_ends, e.active, e.travels_by, e.overtime_minutes, e.version,
                       coalesce((select json_agg(json_build_object('skill', h.skill, 'level', h.level) order by k.position)
                                   from dispatch.engineer_skill h join dispatch.skill k on k.code = h.skill
                                  where h.user_id = e.user_id), '[]') as skills,
                       coalesce((select json_agg(json_build_object('kind', c.kind, 'validFrom', c.valid_from, 'validUntil', c.valid_until) order by c.kind, c.valid_until)
                                   from dispatch.certificate c where c.user_id = e.user_id and c.removed_at is null), '[]') as certificates,
                       e.languages, e.areas,
                       coalesce((select json_object_agg(q.equipment, q.pieces) from dispatch.engineer_equipment q where q.user_id = e.user_id), '{}') as carries
                  from dispatch.engineer e
                  join identity.app_user u on u.id = e.user_id
                  join identity.branch b on b.id = e.branch_id
                  left join identity.partner pa on pa.id = e.partner_id
                 where (:everywhere or e.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or e.partner_id = :partner)
                   and cast(:customer as uuid) is null
                   and (cast(:branch as uuid) is null or e.branch_id = :branch)
                   and (cast(:from as timestamptz) is null or e.active
                        or exists (select from dispatch.booking k where k.engineer_id = e.user_id and k.state <> 'CANCELLED'
                                                                    and k.starts_at < :to and k.ends_at > :from))
                 order by b.code, e.partner_id nulls first, u.name, e.user_id
                """)
                .params(reach.params()).param("branch", branch)
                .param("from", window == null ? null : window.from().atOffset(UTC)).param("to", window == null ? null : window.to().atOffset(UTC))
                .query((row, _) -> new EngineerView(row.getObject("user_id", UUID.class), row.getString("name"), row.getString("phone"),
                        row.getObject("branch_id", UUID.class), row.getString("branch_name"), row.getString("zone"),
                        row.getObject("partner_id", UUID.class), row.getString("partner_name"), row.getObject("day_starts", LocalTime.class),
                        row.getObject("day_ends", LocalTime.class), row.getBoolean("active"), TravelMode.valueOf(row.getString("travels_by")), row.getInt("overtime_minutes"),
                        List.of(json.readValue(row.getString("skills"), EngineerDesk.SkillLevel[].class)),
                        List.of(json.readValue(row.getString("certificates"), HeldCertificate[].class)), List.of((String[]) row.getArray("languages").getArray()),
                        List.of((String[]) row.getArray("areas").getArray()), json.readValue(row.getString("carries"), COUNTS), row.getInt("version")))
                .list();
    }

    /** Where each engineer's day begins: at home, or at the branch. For planners' eyes only. */
    List<Start> starts(List<UUID> engineers) {
        return jdbc.sql("""
                select e.user_id, coalesce(e.home_lng, b.lng) as lng, coalesce(e.home_lat, b.lat) as lat, e.home_lng is not null as home
                  from dispatch.engineer e join identity.branch b on b.id = e.branch_id
                 where e.user_id = any(:ids) and coalesce(e.home_lng, b.lng) is not null
                """).param("ids", engineers.toArray(UUID[]::new))
                .query((row, _) -> new Start(row.getObject("user_id", UUID.class), new Place(row.getDouble("lng"), row.getDouble("lat"), true), row.getBoolean("home"))).list();
    }

    /** Users with the role of an engineer whom nobody can book yet. */
    List<EngineerCandidate> candidates(Reach reach) {
        return jdbc.sql("""
                select u.id, u.name, u.login, pa.name as partner_name, coalesce(pa.branch_id, min(m.branch_id::text)::uuid) as branch_id
                  from identity.app_user u
                  join identity.membership m on m.user_id = u.id and m.role = 'ENGINEER'
                  left join identity.partner pa on pa.id = u.partner_id
                 where u.active and not exists (select from dispatch.engineer e where e.user_id = u.id)
                   and (:everywhere or m.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or u.partner_id = :partner)
                   and cast(:customer as uuid) is null
                 group by u.id, pa.id
                 order by u.name, u.id
                """)
                .params(reach.params()).query(EngineerCandidate.class).list();
    }

    /** What is booked in the window for engineers within reach. */
    List<BoardBooking> bookings(Reach reach, @Nullable UUID branch, TimeWindow window, boolean mayPlan) {
        return jdbc.sql("select b.id, b.engineer_id, b.starts_at, b.ends_at, b.state, b.note, b.remote, b.version, (select l.starts_at from dispatch.customer_told l where l.case_id = b.case_id) as told_at," + CARD + """
                  from dispatch.booking b
                  join dispatch.engineer e on e.user_id = b.engineer_id
                  join cases.service_case c on c.id = b.case_id
                """ + CARD_FROM + """
                 where b.state <> 'CANCELLED' and b.starts_at < :to and b.ends_at > :from and b.starts_at > :longestBefore
                   and (:everywhere or e.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or b.partner_id = :partner)
                   and cast(:customer as uuid) is null
                   and (cast(:branch as uuid) is null or e.branch_id = :branch)
                 order by b.starts_at, b.id
                """)
                .params(reach.params()).param("branch", branch)
                .param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC))
                .param("longestBefore", window.from().minus(Booking.LONGEST).minus(1, ChronoUnit.SECONDS).atOffset(UTC))
                .query((row, _) -> booking(row, mayPlan)).list();
    }

    BoardBooking booking(UUID id) {
        return jdbc.sql("select b.id, b.engineer_id, b.starts_at, b.ends_at, b.state, b.note, b.remote, b.version, (select l.starts_at from dispatch.customer_told l where l.case_id = b.case_id) as told_at," + CARD
                + " from dispatch.booking b join cases.service_case c on c.id = b.case_id " + CARD_FROM + " where b.id = :id")
                .param("id", id).query((row, _) -> booking(row, true)).single();
    }

    /** Cases that wait for a plan, the most pressing promise first; one more than shown tells that there are more. */
    List<WaitingCase> waiting(Reach reach, @Nullable UUID branch) {
        return jdbc.sql("""
                select (select k.drop_reason from dispatch.booking k where k.case_id = c.id and k.drop_reason is not null
                         order by k.booked_at desc limit 1) as drop_reason,
                       case when cast(:partner as uuid) is null then (select json_build_object('id', t.id, 'state', t.state,
                               'asked', (select count(*) from dispatch.invitation i where i.tender_id = t.id),
                               'answered', (select count(*) from dispatch.invitation i where i.tender_id = t.id and i.state = 'ANSWERED'))
                          from dispatch.tender t where t.case_id = c.id and t.state in ('OPEN', 'LAPSED')
                         order by t.asked_at desc limit 1) end as tender,
                       (select count(*) from dispatch.booking k where k.case_id = c.id and k.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE')) as booked,
                """ + CARD + """
                  from cases.service_case c
                  join cases.kind ki on ki.code = c.kind_code and ki.version = c.kind_version
                """ + CARD_FROM + """
                 where c.status in ('NEW', 'ACTIVE') and (ki.definition ->> 'visits')::boolean
                   and (select count(*) from dispatch.booking k where k.case_id = c.id and k.state in ('PLANNED', 'CONFIRMED', 'UNDER_WAY', 'ON_SITE'))
                       < coalesce((select n.people from dispatch.crew_need n where n.case_id = c.id), 1)
                   and (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and cast(:customer as uuid) is null
                   and (cast(:branch as uuid) is null or c.branch_id = :branch)
                 order by coalesce(case when ar.state in ('RUNNING', 'PAUSED') then ar.due_at end,
                                   case when re.state in ('RUNNING', 'PAUSED') then re.due_at end) nulls last,
                          c.severity, c.opened_at, c.id
                 limit :size
                """)
                .params(reach.params()).param("branch", branch).param("size", WAITING_SHOWN + 1)
                .query((row, _) -> new WaitingCase(card(row), row.getString("drop_reason"),
                        row.getString("tender") == null ? null : json.readValue(row.getString("tender"), TenderMark.class),
                        row.getInt("booked"))).list();
    }

    static <T> List<T> shown(List<T> waiting) {
        return waiting.size() > WAITING_SHOWN ? waiting.subList(0, WAITING_SHOWN) : waiting;
    }

    /** Every plan ever made for a case, newest first. */
    List<CaseBooking> ofCase(Reach reach, UUID caseId) {
        return jdbc.sql("""
                select b.id, b.engineer_id, u.name as engineer_name, u.phone as engineer_phone, b.starts_at, b.ends_at, b.state, b.note,
                       b.drop_reason, p.name as booked_by, b.booked_at
                  from dispatch.booking b
                  join cases.service_case c on c.id = b.case_id
                  join identity.app_user u on u.id = b.engineer_id
                  left join identity.app_user p on p.id = b.booked_by
                 where b.case_id = :case
                   and (:everywhere or b.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or b.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                 order by b.booked_at desc, b.id desc
                """)
                .params(reach.params()).param("case", caseId).query(CaseBooking.class).list();
    }

    private BoardBooking booking(ResultSet row, boolean mayPlan) throws SQLException {
        var state = BookingState.valueOf(row.getString("state"));
        var acts = mayPlan ? state.acts().stream()
                .filter(act -> act == BookingAct.MOVE || act == BookingAct.EXTEND || act == BookingAct.DROP).toList() : List.<BookingAct>of();
        return new BoardBooking(row.getObject("id", UUID.class), row.getObject("engineer_id", UUID.class), instant(row, "starts_at"),
                instant(row, "ends_at"), state, row.getString("note"), row.getBoolean("remote"), row.getInt("version"), acts,
                row.getObject("told_at") == null ? null : instant(row, "told_at"), card(row));
    }

    private BoardCase card(ResultSet row) throws SQLException {
        return new BoardCase(row.getObject("case_id", UUID.class), row.getString("number"), row.getString("subject"), row.getInt("severity"),
                row.getString("status"), row.getObject("case_branch", UUID.class), row.getString("customer"), row.getString("site"),
                row.getString("address"), row.getString("contact_name"), row.getString("contact_phone"), row.getString("device"),
                instant(row, "opened_at"), due(row, "answer"), due(row, "arrive"), due(row, "restore"),
                List.of((String[]) row.getArray("needs").getArray()), List.of((String[]) row.getArray("certificates").getArray()),
                place(row), row.getString("region"), row.getInt("people"), List.of((UUID[]) row.getArray("never").getArray()),
                row.getString("region_code"), List.of((String[]) row.getArray("languages").getArray()), json.readValue(row.getString("equipment"), COUNTS));
    }

    private static @Nullable Place place(ResultSet row) throws SQLException {
        var lng = row.getObject("site_lng", Double.class);
        var lat = row.getObject("site_lat", Double.class);
        return lng == null || lat == null ? null : new Place(lng, lat, row.getBoolean("urban"));
    }

    private static @Nullable BoardDue due(ResultSet row, String code) throws SQLException {
        var state = row.getString(code + "_state");
        return state == null ? null : new BoardDue(instant(row, code + "_due"), state);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
