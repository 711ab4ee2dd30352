package aftercare.identity;

import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The branches of the house and the partners that work for them. Nothing is ever deleted: cases and reports keep their branch. */
@Service
@Transactional
class OrganisationDesk {

    private static final int SIZE = 50;
    private static final Pattern CODE = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,19}");

    /**
     * @param regionCode which sites are near and which are far is reckoned from here
     * @param lng        with {@code lat}: where it is; both or neither
     */
    record BranchDraft(String code, String name, String zone, String phone, @Nullable String regionCode, String address, @Nullable Double lng, @Nullable Double lat,
                       boolean active) {}

    /** @param partners that work for it, without the inactive ones */
    record BranchRow(UUID id, String code, String name, String zone, String phone, @Nullable String regionCode, String address, @Nullable Double lng, @Nullable Double lat,
                     boolean active, int version, int users, int partners) {}

    record PartnerDraft(String name, String phone, boolean active) {}

    /** @param users that may sign in */
    record PartnerRow(UUID id, UUID branchId, String branchName, String name, String phone, boolean active, int version, int users) {}

    /** {@code next}: pass as {@code after} for the following page; null on the last. */
    record PartnerPage(List<PartnerRow> rows, @Nullable String next) {}

    private final JdbcClient jdbc;

    OrganisationDesk(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    List<BranchRow> branches() {
        return jdbc.sql("""
                select b.id, b.code, b.name, b.zone, b.phone, b.region_code, b.address, b.lng, b.lat, b.active, b.version,
                       (select count(distinct m.user_id) from identity.membership m join identity.app_user u on u.id = m.user_id where m.branch_id = b.id and u.active) as users,
                       (select count(*) from identity.partner p where p.branch_id = b.id and p.active) as partners
                  from identity.branch b order by b.active desc, b.code
                """).query(BranchRow.class).list();
    }

    UUID addBranch(BranchDraft draft) {
        var id = Ids.next();
        return saving(draft, () -> {
            jdbc.sql("""
                    insert into identity.branch (id, code, name, zone, phone, region_code, address, lng, lat, active)
                    values (:id, :code, :name, :zone, :phone, :region, :address, :lng, :lat, :active)
                    """).param("id", id).params(columns(draft)).update();
            return id;
        });
    }

    void changeBranch(UUID id, BranchDraft draft, int version) {
        if (!draft.active()) {
            branchMayEnd(id);
        }
        var changed = saving(draft, () -> jdbc.sql("""
                update identity.branch set code = :code, name = :name, zone = :zone, phone = :phone, region_code = :region, address = :address, lng = :lng, lat = :lat, active = :active,
                       version = version + 1
                 where id = :id and version = :version
                """).param("id", id).param("version", version).params(columns(draft)).update());
        if (changed == 0) {
            throw jdbc.sql("select exists (select from identity.branch where id = :id)").param("id", id).query(Boolean.class).single() ? changedMeanwhile(draft.name())
                    : new Refusal.Missing("identity.no-such-branch", "there is no such branch", Map.of());
        }
    }

    /** @param words part of the name or of the phone number */
    @Transactional(readOnly = true)
    PartnerPage partners(@Nullable String words, @Nullable UUID branch, @Nullable Boolean active, @Nullable UUID after) {
        var rows = jdbc.sql("""
                select p.id, p.branch_id, b.name as branch_name, p.name, p.phone, p.active, p.version,
                       (select count(*) from identity.app_user u where u.partner_id = p.id and u.active) as users
                  from identity.partner p join identity.branch b on b.id = p.branch_id
                 where (cast(:words as text) is null or strpos(lower(p.name || ' ' || p.phone), lower(:words)) > 0)
                   and (cast(:branch as uuid) is null or p.branch_id = :branch) and (cast(:active as boolean) is null or p.active = :active)
                   and (cast(:after as uuid) is null or (p.name, p.id) > (select name, id from identity.partner where id = :after))
                 order by p.name, p.id limit :size
                """)
                .param("words", words == null || words.isBlank() ? null : words.strip()).param("branch", branch).param("active", active).param("after", after)
                .param("size", SIZE + 1).query(PartnerRow.class).list();
        return rows.size() <= SIZE ? new PartnerPage(rows, null) : new PartnerPage(List.copyOf(rows.subList(0, SIZE)), rows.get(SIZE - 1).id().toString());
    }

    UUID addPartner(UUID branch, PartnerDraft draft) {
        if (!jdbc.sql("select exists (select from identity.branch where id = :id and active)").param("id", branch).query(Boolean.class).single()) {
            throw new Refusal.Broken("identity.partner-of-no-branch", "a partner works for an active branch", Map.of());
        }
        var id = Ids.next();
        jdbc.sql("insert into identity.partner (id, branch_id, name, phone, active) values (:id, :branch, :name, :phone, :active)").param("id", id).param("branch", branch)
                .params(columns(draft)).update();
        return id;
    }

    /** The branch it works for stays: cases were passed to it there. */
    void changePartner(UUID id, PartnerDraft draft, int version) {
        var users = draft.active() ? 0 : jdbc.sql("select count(*) from identity.app_user where partner_id = :id and active").param("id", id).query(Integer.class).single();
        if (users > 0) {
            throw new Refusal.Conflict("identity.partner-in-use", "%d of its people may still sign in; deactivate them first".formatted(users), Map.of("users", users));
        }
        var changed = jdbc.sql("update identity.partner set name = :name, phone = :phone, active = :active, version = version + 1 where id = :id and version = :version")
                .param("id", id).param("version", version).params(columns(draft)).update();
        if (changed == 0) {
            throw jdbc.sql("select exists (select from identity.partner where id = :id)").param("id", id).query(Boolean.class).single() ? changedMeanwhile(draft.name())
                    : new Refusal.Missing("identity.no-such-partner", "there is no such partner", Map.of());
        }
    }

    private void branchMayEnd(UUID id) {
        var branch = branches().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
        if (branch != null && branch.users() + branch.partners() > 0) {
            throw new Refusal.Conflict("identity.branch-in-use", "%d active users and %d partners belong to this branch; move or deactivate them first".formatted(
                    branch.users(), branch.partners()), Map.of("users", branch.users(), "partners", branch.partners()));
        }
        if (!jdbc.sql("select exists (select from identity.branch where id <> :id and active)").param("id", id).query(Boolean.class).single()) {
            throw new Refusal.Conflict("identity.last-branch", "at least one branch stays active", Map.of());
        }
    }

    private <T> T saving(BranchDraft draft, Supplier<T> save) {
        if (!CODE.matcher(draft.code()).matches()) {
            throw new Refusal.Broken("identity.branch-code", "the code of a branch has up to 20 capital letters, digits and hyphens", Map.of());
        }
        if ((draft.lng() == null) != (draft.lat() == null)) {
            throw new Refusal.Broken("identity.branch-place", "give both longitude and latitude, or neither", Map.of());
        }
        try {
            ZoneId.of(draft.zone());
        } catch (DateTimeException unknown) {
            throw new Refusal.Broken("identity.zone-unknown", "%s is no time zone".formatted(draft.zone()), Map.of("zone", draft.zone()));
        }
        try {
            return save.get();
        } catch (DuplicateKeyException taken) {
            throw new Refusal.Conflict("identity.branch-code-taken", "another branch has the code %s".formatted(draft.code()), Map.of("code", draft.code()));
        }
    }

    private static Map<String, ?> columns(BranchDraft draft) {
        var columns = new HashMap<String, Object>();
        columns.put("code", draft.code());
        columns.put("name", draft.name().strip());
        columns.put("zone", draft.zone());
        columns.put("phone", draft.phone().strip());
        columns.put("region", draft.regionCode());
        columns.put("address", draft.address().strip());
        columns.put("lng", draft.lng());
        columns.put("lat", draft.lat());
        columns.put("active", draft.active());
        return columns;
    }

    private static Map<String, ?> columns(PartnerDraft draft) {
        return Map.of("name", draft.name().strip(), "phone", draft.phone().strip(), "active", draft.active());
    }

    private static Refusal.Conflict changedMeanwhile(String name) {
        return new Refusal.Conflict("identity.changed-meanwhile", "somebody else changed %s meanwhile; load it again and repeat".formatted(name), Map.of("name", name));
    }
}
