package aftercare.dispatch;

import aftercare.dispatch.travel.TravelMode;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who can be sent: engineers with their branch, hours and skills. */
@Service
@Transactional
public class EngineerDesk {

    /** 1 helps, 2 works alone, 3 teaches others. */
    public record SkillLevel(String skill, int level) {}

    public record Profile(UUID branchId, LocalTime dayStarts, LocalTime dayEnds, boolean active, TravelMode travelsBy, int overtimeMinutes,
                          List<SkillLevel> skills) {

        /** Of somebody who drives and stays an hour longer when he must. */
        public Profile(UUID branchId, LocalTime dayStarts, LocalTime dayEnds, boolean active, List<SkillLevel> skills) {
            this(branchId, dayStarts, dayEnds, active, TravelMode.CAR, 60, skills);
        }
    }

    private final JdbcClient jdbc;
    private final DispatchQueries queries;
    private final LiveUpdates live;

    EngineerDesk(JdbcClient jdbc, DispatchQueries queries, LiveUpdates live) {
        this.jdbc = jdbc;
        this.queries = queries;
        this.live = live;
    }

    /** Makes a user with the role of an engineer somebody who can be booked. His firm is the one his account belongs to. */
    public void register(UUID user, Profile profile) {
        check(profile);
        var added = jdbc.sql("""
                insert into dispatch.engineer (user_id, branch_id, partner_id, day_starts, day_ends, active, travels_by, overtime_minutes)
                select u.id, :branch, u.partner_id, :starts, :ends, :active, :travels, :overtime
                  from identity.app_user u
                 where u.id = :user and exists (select from identity.membership m where m.user_id = u.id and m.role = 'ENGINEER')
                    on conflict (user_id) do nothing
                """)
                .param("user", user).param("branch", profile.branchId()).param("starts", profile.dayStarts()).param("ends", profile.dayEnds())
                .param("active", profile.active()).param("travels", profile.travelsBy().name()).param("overtime", profile.overtimeMinutes()).update();
        if (added == 0) {
            throw new Refusal.Conflict("dispatch.not-an-engineer", "this user lacks the role of an engineer, or is one already", Map.of());
        }
        skills(user, profile);
        live.tell(Live.ofBranch("dispatch", user, profile.branchId()));
    }

    void register(Scope scope, UUID user, Profile profile) {
        scope.require(Permission.DISPATCH_EDIT_ENGINEERS, profile.branchId(), null, null);
        if (queries.candidates(scope.reach(Permission.DISPATCH_EDIT_ENGINEERS)).stream().noneMatch(one -> one.id().equals(user))) {
            throw missing(user);
        }
        register(user, profile);
    }

    void change(Scope scope, UUID user, Profile profile, int version) {
        check(profile);
        var branch = jdbc.sql("select branch_id from dispatch.engineer where user_id = :user").param("user", user).query(UUID.class).optional()
                .filter(found -> scope.reach(Permission.DISPATCH_EDIT_ENGINEERS).covers(found, null, null)).orElseThrow(() -> missing(user));
        scope.require(Permission.DISPATCH_EDIT_ENGINEERS, profile.branchId(), null, null);
        var changed = jdbc.sql("""
                update dispatch.engineer e
                   set branch_id = :branch, day_starts = :starts, day_ends = :ends, active = :active, travels_by = :travels, overtime_minutes = :overtime, version = version + 1,
                       partner_id = (select u.partner_id from identity.app_user u where u.id = e.user_id)
                 where e.user_id = :user and e.version = :version
                """)
                .param("user", user).param("version", version).param("branch", profile.branchId()).param("starts", profile.dayStarts())
                .param("ends", profile.dayEnds()).param("active", profile.active()).param("travels", profile.travelsBy().name()).param("overtime", profile.overtimeMinutes()).update();
        if (changed == 0) {
            throw Bookings.changedMeanwhile();
        }
        jdbc.sql("delete from dispatch.engineer_skill where user_id = :user").param("user", user).update();
        skills(user, profile);
        live.tell(Live.ofBranch("dispatch", user, branch));
    }

    static Refusal.Missing missing(@Nullable UUID id) {
        return new Refusal.Missing("dispatch.no-such-engineer", "there is no engineer %s".formatted(id), Map.of());
    }

    private void skills(UUID user, Profile profile) {
        for (var held : profile.skills()) {
            var added = jdbc.sql("""
                    insert into dispatch.engineer_skill (user_id, skill, level)
                    select :user, code, :level from dispatch.skill where code = :skill
                        on conflict (user_id, skill) do update set level = excluded.level
                    """)
                    .param("user", user).param("skill", held.skill()).param("level", held.level()).update();
            if (added == 0) {
                throw new Refusal.Broken("dispatch.no-such-skill", "there is no skill %s".formatted(held.skill()), Map.of("skill", held.skill()));
            }
        }
    }

    private static void check(Profile profile) {
        if (!profile.dayStarts().isBefore(profile.dayEnds())) {
            throw new Refusal.Broken("dispatch.day-backwards", "a working day must end after it starts", Map.of());
        }
        for (var held : profile.skills()) {
            if (held.level() < 1 || held.level() > 3) {
                throw new Refusal.Broken("dispatch.level-unknown", "a skill has the level 1, 2 or 3, not %d".formatted(held.level()),
                        Map.of("level", held.level()));
            }
        }
    }
}
