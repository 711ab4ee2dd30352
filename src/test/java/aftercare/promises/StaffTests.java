package aftercare.promises;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import aftercare.kernel.Ids;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A forgotten case always reaches somebody present: on leave, ill and off shift are respected, and somebody above hears it instead. */
@AftercareTest
class StaffTests {

    private static final Instant NIGHT = Instant.parse("2026-03-04T18:00:00Z");

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    private final UUID branch = Ids.next();
    private final Set<UUID> away = new HashSet<>();
    private @Nullable UUID onCall;
    private Staff staff;

    @BeforeEach
    void aBranchWithARoster() {
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, '苏州分公司')").param("id", branch).param("code", branch.toString()).update();
        // Those of the whole house, made by other tests, are not at work.
        away.addAll(jdbc.sql("select user_id from identity.membership where branch_id is null").query(UUID.class).list());
        Attendance roster = new Attendance() {
            @Override
            public boolean isPresent(UUID user, Instant at) {
                return !away.contains(user);
            }

            @Override
            public Optional<UUID> onCall(UUID ofBranch, Set<String> skills, Instant at) {
                return ofBranch.equals(branch) ? Optional.ofNullable(onCall) : Optional.empty();
            }
        };
        staff = new Staff(jdbc, new StaticListableBeanFactory(Map.of("roster", roster)).getBeanProvider(Attendance.class));
    }

    private UUID user(Role role) {
        return clients.with(role, branch).user;
    }

    @Test
    void anOwnerOnLeaveIsNotWhomAWarningReaches() {
        var owner = user(Role.ENGINEER);
        var agent = user(Role.AGENT);
        assertThat(staff.told(branch, owner, Set.of(Audience.OWNER), NIGHT)).containsExactly(owner);

        away.add(owner);
        assertThat(staff.told(branch, owner, Set.of(Audience.OWNER), NIGHT)).containsExactly(agent);
    }

    @Test
    void atNightWhoeverIsOnCallHearsItBeforeAnybodyAbove() {
        var owner = user(Role.ENGINEER);
        var standby = user(Role.ENGINEER);
        user(Role.MANAGER);
        away.add(owner);
        onCall = standby;

        assertThat(staff.told(branch, owner, Set.of(Audience.OWNER), NIGHT)).containsExactly(standby);
        assertThat(staff.onCall(branch, NIGHT)).contains(standby);

        away.add(standby);
        assertThat(staff.onCall(branch, NIGHT)).as("ill, whatever the roster says").isEmpty();
    }

    @Test
    void whenNobodyNamedIsThereTheNextAboveHearsIt() {
        var agent = user(Role.AGENT);
        var manager = user(Role.MANAGER);
        var head = user(Role.BRANCH_MANAGER);
        away.add(agent);
        assertThat(staff.told(branch, null, Set.of(Audience.DESK), NIGHT)).containsExactly(manager);

        away.add(manager);
        assertThat(staff.told(branch, null, Set.of(Audience.DESK, Audience.MANAGER), NIGHT)).containsExactly(head);
        assertThat(staff.manager(branch, NIGHT)).contains(head);
    }
}
