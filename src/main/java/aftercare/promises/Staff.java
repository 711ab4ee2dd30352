package aftercare.promises;

import aftercare.identity.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The people behind a ladder's words. An alarm always reaches somebody present: who is away is left out, and when nobody of
 * those named is there, whoever is on call and then the next above them hear it instead.
 */
@Component
public class Staff {

    private static final Map<Audience, Set<Role>> ROLES = Map.of(
            Audience.DESK, EnumSet.of(Role.AGENT, Role.DISPATCHER),
            Audience.MANAGER, EnumSet.of(Role.MANAGER),
            Audience.BRANCH_MANAGER, EnumSet.of(Role.BRANCH_MANAGER),
            Audience.GENERAL_MANAGER, EnumSet.of(Role.GENERAL_MANAGER),
            Audience.FINANCE, EnumSet.of(Role.FINANCE));

    private static final List<Set<Role>> ABOVE = List.of(EnumSet.of(Role.AGENT, Role.DISPATCHER), EnumSet.of(Role.MANAGER),
            EnumSet.of(Role.BRANCH_MANAGER), EnumSet.of(Role.GENERAL_MANAGER), EnumSet.of(Role.ADMIN));

    private record Member(UUID user, Role role, @Nullable UUID branch) {}

    private record Moment(UUID whom, Instant at) {}

    /** What was found out already. One sweep may have hundreds of alarms for the same few people. */
    private record Known(List<Member> members, Map<Moment, Boolean> present, Map<Moment, Optional<UUID>> onCall) {}

    private final JdbcClient jdbc;
    private final ObjectProvider<Attendance> attendance;

    Staff(JdbcClient jdbc, ObjectProvider<Attendance> attendance) {
        this.jdbc = jdbc;
        this.attendance = attendance;
    }

    /** Those who hear of it. Without an owner the service desk hears what the owner would. Empty only in a house without users. */
    public Set<UUID> told(UUID branch, @Nullable UUID owner, Set<Audience> tell, Instant at) {
        var named = new LinkedHashSet<UUID>();
        for (var audience : tell) {
            if (audience == Audience.OWNER && owner != null) {
                named.add(owner);
            } else if (audience == Audience.ON_CALL) {
                onCall(branch, at).ifPresent(named::add);
            } else {
                named.addAll(holders(branch, ROLES.getOrDefault(audience, ABOVE.getFirst())));
            }
        }
        var present = present(named, at);
        if (present.isEmpty()) {
            onCall(branch, at).ifPresent(present::add);
        }
        for (var above : ABOVE) {
            if (present.isEmpty()) {
                present.addAll(present(holders(branch, above), at));
            }
        }
        // Nobody in the whole house is at work: then all who were named shall find it when they come back.
        if (present.isEmpty()) {
            present.addAll(named);
        }
        for (var above : ABOVE) {
            if (present.isEmpty()) {
                present.addAll(holders(branch, above));
            }
        }
        return present;
    }

    /** Who can take a matter over now: a manager of the branch who is present, else the nearest above. */
    public Optional<UUID> manager(UUID branch, Instant at) {
        return ABOVE.stream().skip(1).flatMap(roles -> present(holders(branch, roles), at).stream()).findFirst();
    }

    /** Who answers for the branch now by the roster, if he is not away after all. */
    public Optional<UUID> onCall(UUID branch, Instant at) {
        return known().onCall().computeIfAbsent(new Moment(branch, at), _ -> {
            var asked = attendance.getIfAvailable();
            return asked == null ? Optional.empty() : asked.onCall(branch, Set.of(), at).filter(user -> asked.isPresent(user, at));
        });
    }

    private Set<UUID> present(Collection<UUID> people, Instant at) {
        var asked = attendance.getIfAvailable();
        var present = new LinkedHashSet<>(people);
        if (asked != null) {
            var known = known().present();
            present.removeIf(user -> !known.computeIfAbsent(new Moment(user, at), _ -> asked.isPresent(user, at)));
        }
        return present;
    }

    private List<UUID> holders(UUID branch, Set<Role> roles) {
        return known().members().stream().filter(member -> roles.contains(member.role()) && (member.branch() == null || member.branch().equals(branch)))
                .map(Member::user).distinct().toList();
    }

    /** For as long as the transaction lasts. */
    private Known known() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return new Known(read(), new HashMap<>(), new HashMap<>());
        }
        if (TransactionSynchronizationManager.getResource(this) instanceof Known known) {
            return known;
        }
        var known = new Known(read(), new HashMap<>(), new HashMap<>());
        TransactionSynchronizationManager.bindResource(this, known);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResourceIfPossible(Staff.this);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(Staff.this);
            }
        });
        return known;
    }

    private List<Member> read() {
        return jdbc.sql("""
                select m.user_id, m.role, m.branch_id
                  from identity.membership m join identity.app_user u on u.id = m.user_id
                 where m.role in ('AGENT', 'DISPATCHER', 'MANAGER', 'BRANCH_MANAGER', 'GENERAL_MANAGER', 'FINANCE', 'ADMIN') and u.active and u.partner_id is null
                 order by m.user_id
                """).query((row, _) -> new Member(row.getObject("user_id", UUID.class), Role.valueOf(row.getString("role")), row.getObject("branch_id", UUID.class))).list();
    }
}
