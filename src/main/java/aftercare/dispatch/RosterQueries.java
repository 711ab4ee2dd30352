package aftercare.dispatch;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Reach;
import aftercare.kernel.TimeWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of the on-call roster. */
@Component
@Transactional(readOnly = true)
class RosterQueries {

    record MemberView(UUID id, String name) {}

    record RotationView(UUID id, UUID branchId, String branchName, String zone, String name, List<String> skills, Rotation.Turn turn, LocalTime handOver,
                        @Nullable LocalTime fromTime, boolean freeApart, LocalDate startsOn, boolean active, List<MemberView> members, int version) {

        Rotation rotation() {
            return new Rotation(id, branchId, name, skills, turn, handOver, fromTime, freeApart, startsOn, members.stream().map(MemberView::id).toList());
        }
    }

    /** @param absent on leave during a part of it: nobody answers then */
    record DutyView(UUID id, UUID rotationId, String rotationName, UUID branchId, UUID userId, String userName, String userPhone, Instant startsAt,
                    Instant endsAt, DutyOrigin origin, boolean absent, int version) {}

    record SwapView(UUID id, UUID dutyId, Instant startsAt, Instant endsAt, String rotationName, @Nullable UUID otherDutyId,
                    @Nullable Instant otherStartsAt, @Nullable Instant otherEndsAt, UUID askedBy, String askedByName, UUID askedOf, String askedOfName,
                    String note, Instant askedAt, SwapState state, @Nullable Instant answeredAt) {}

    /** Whoever answers a rotation at this moment, or nobody; and who is next. */
    record OnCallNow(UUID rotationId, String rotationName, UUID branchId, String branchName, @Nullable String userName, @Nullable String userPhone,
                     @Nullable Instant until, boolean absent, @Nullable String nextName, @Nullable Instant nextAt) {}

    private static final String DUTY = """
            select d.id, d.rotation_id, r.name as rotation_name, d.branch_id, d.user_id, u.name as user_name, u.phone as user_phone, d.starts_at, d.ends_at,
                   d.origin, d.version,
                   exists (select from dispatch.leave l where l.user_id = d.user_id and l.cancelled_at is null
                                                          and l.starts_at < d.ends_at and l.ends_at > d.starts_at) as absent
              from dispatch.duty d
              join dispatch.rotation r on r.id = d.rotation_id
              join identity.app_user u on u.id = d.user_id
            """;

    private final JdbcClient jdbc;

    RosterQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<RotationView> rotations(Reach reach, @Nullable UUID branch) {
        return jdbc.sql("""
                select r.*, b.name as branch_name, b.zone,
                       array(select m.user_id from dispatch.rotation_member m where m.rotation_id = r.id order by m.position) as member_ids,
                       array(select u.name from dispatch.rotation_member m join identity.app_user u on u.id = m.user_id
                              where m.rotation_id = r.id order by m.position) as member_names
                  from dispatch.rotation r join identity.branch b on b.id = r.branch_id
                 where (:everywhere or r.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:branch as uuid) is null or r.branch_id = :branch)
                 order by not r.active, b.code, cardinality(r.skills), r.name, r.id
                """)
                .params(reach.params()).param("branch", branch).query((row, _) -> rotation(row)).list();
    }

    List<DutyView> duties(Reach reach, @Nullable UUID branch, TimeWindow window) {
        return jdbc.sql(DUTY + """
                 where d.starts_at < :to and d.ends_at > :from
                   and (:everywhere or d.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:branch as uuid) is null or d.branch_id = :branch)
                 order by d.starts_at, d.id
                """)
                .params(reach.params()).param("branch", branch).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC))
                .query(DutyView.class).list();
    }

    List<DutyView> dutiesOf(Collection<UUID> users, TimeWindow window) {
        return jdbc.sql(DUTY + " where d.user_id = any(:users) and d.starts_at < :to and d.ends_at > :from order by d.starts_at, d.id")
                .param("users", users.toArray(UUID[]::new)).param("from", window.from().atOffset(UTC)).param("to", window.to().atOffset(UTC))
                .query(DutyView.class).list();
    }

    /** Open ones, and those answered since; between people within reach, or one's own. */
    List<SwapView> swaps(Reach reach, UUID user, @Nullable UUID branch, Instant since) {
        return jdbc.sql("""
                select s.id, s.duty_id, d.starts_at, d.ends_at, r.name as rotation_name, s.other_duty_id, o.starts_at as other_starts_at,
                       o.ends_at as other_ends_at, s.asked_by, a.name as asked_by_name, s.asked_of, f.name as asked_of_name, s.note, s.asked_at,
                       s.state, s.answered_at
                  from dispatch.duty_swap s
                  join dispatch.duty d on d.id = s.duty_id
                  join dispatch.rotation r on r.id = d.rotation_id
                  left join dispatch.duty o on o.id = s.other_duty_id
                  join identity.app_user a on a.id = s.asked_by
                  join identity.app_user f on f.id = s.asked_of
                 where (s.state = 'ASKED' and d.ends_at > :since or s.answered_at > :since)
                   and (s.asked_by = :user or s.asked_of = :user or :everywhere or d.branch_id = any(:branches))
                   and cast(:customer as uuid) is null
                   and (cast(:partner as uuid) is null or s.asked_by = :user or s.asked_of = :user)
                   and (cast(:branch as uuid) is null or d.branch_id = :branch)
                 order by s.state = 'ASKED' desc, s.asked_at desc
                 limit 50
                """)
                .params(reach.params()).param("user", user).param("branch", branch).param("since", since.atOffset(UTC)).query(SwapView.class).list();
    }

    List<OnCallNow> now(Reach reach, @Nullable UUID branch, Instant now) {
        return jdbc.sql("""
                select r.id as rotation_id, r.name as rotation_name, r.branch_id, b.name as branch_name, u.name as user_name, u.phone as user_phone,
                       d.ends_at as until,
                       exists (select from dispatch.leave l where l.user_id = d.user_id and l.cancelled_at is null
                                                              and l.starts_at <= :now and l.ends_at > :now) as absent,
                       v.name as next_name, n.starts_at as next_at
                  from dispatch.rotation r
                  join identity.branch b on b.id = r.branch_id
                  left join dispatch.duty d on d.rotation_id = r.id and d.starts_at <= :now and d.ends_at > :now
                  left join identity.app_user u on u.id = d.user_id
                  left join lateral (select user_id, starts_at from dispatch.duty x where x.rotation_id = r.id and x.starts_at > :now
                                      order by x.starts_at limit 1) n on true
                  left join identity.app_user v on v.id = n.user_id
                 where r.active and (:everywhere or r.branch_id = any(:branches))
                   and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:branch as uuid) is null or r.branch_id = :branch)
                 order by b.code, cardinality(r.skills), r.name
                """)
                .params(reach.params()).param("branch", branch).param("now", now.atOffset(UTC)).query(OnCallNow.class).list();
    }

    /** When nobody answers although somebody should, for each active rotation. */
    record Gap(UUID rotationId, Instant startsAt, Instant endsAt) {}

    static List<Gap> gaps(List<RotationView> rotations, List<DutyView> duties, LocalDate from, LocalDate to, Holidays.Days holidays) {
        var gaps = new ArrayList<Gap>();
        for (var view : rotations) {
            if (!view.active()) {
                continue;
            }
            var rotation = view.rotation();
            var zone = ZoneId.of(view.zone());
            var first = from.isBefore(view.startsOn()) ? view.startsOn() : from;
            var wanted = new ArrayList<TimeWindow>();
            for (var day = first; !day.isAfter(to); day = day.plusDays(1)) {
                var window = rotation.window(day, zone, holidays.free());
                if (window != null) {
                    wanted.add(window);
                }
            }
            var covered = duties.stream().filter(duty -> duty.rotationId().equals(view.id())).map(duty -> new TimeWindow(duty.startsAt(), duty.endsAt())).toList();
            Rotation.gaps(wanted, covered).forEach(gap -> gaps.add(new Gap(view.id(), gap.from(), gap.to())));
        }
        return gaps;
    }

    private static RotationView rotation(ResultSet row) throws SQLException {
        var ids = (UUID[]) row.getArray("member_ids").getArray();
        var names = (String[]) row.getArray("member_names").getArray();
        var members = new ArrayList<MemberView>();
        for (var i = 0; i < ids.length; i++) {
            members.add(new MemberView(ids[i], names[i]));
        }
        return new RotationView(row.getObject("id", UUID.class), row.getObject("branch_id", UUID.class), row.getString("branch_name"), row.getString("zone"),
                row.getString("name"), List.of((String[]) row.getArray("skills").getArray()), Rotation.Turn.valueOf(row.getString("turn")),
                row.getObject("hand_over", LocalTime.class), row.getObject("from_time", LocalTime.class), row.getBoolean("free_apart"),
                row.getObject("starts_on", LocalDate.class), row.getBoolean("active"), members, row.getInt("version"));
    }
}
