package aftercare.contracts;

import static java.time.ZoneOffset.UTC;

import aftercare.customers.CustomerId;
import aftercare.kernel.Ids;
import aftercare.kernel.Money;
import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Loads and saves one contract at a time, and adds to its ledger of visits. */
@Repository
class ContractStore {

    private final JdbcClient jdbc;

    ContractStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Contract> find(ContractId id) {
        return jdbc.sql("""
                select c.id, c.number, c.title, c.customer_id, c.branch_id, c.our_party, c.their_party, c.owner_id, c.status, c.starts_on, c.ends_on,
                       c.notice_days, c.revision, c.renewal_of, c.let_go_reason, c.closed_reason, c.created_at, c.version,
                       r.level, r.price, r.currency, r.visits, r.parts_included, r.also_covers
                  from contracts.contract c
                  join contracts.revision r on r.contract_id = c.id and r.revision = c.revision
                 where c.id = :id
                """).param("id", id.value()).query((row, _) -> contract(row)).optional();
    }

    void add(Contract contract, @Nullable UUID by) {
        try {
            jdbc.sql("""
                    insert into contracts.contract (id, number, title, customer_id, branch_id, our_party, their_party, owner_id, status, starts_on,
                                                    ends_on, notice_days, revision, renewal_of, let_go_reason, closed_reason, created_at)
                    values (:id, :number, :title, :customer, :branch, :ourParty, :theirParty, :owner, :status, :startsOn,
                            :endsOn, :noticeDays, :revision, :renewalOf, :letGo, :closedReason, :createdAt)
                    """).params(params(contract)).update();
        } catch (DuplicateKeyException taken) {
            if (contract.renewalOf() == null) {
                throw taken;
            }
            throw new Refusal.Conflict("contracts.renewed-already", "this contract has been renewed already", Map.of());
        }
        addRevision(contract, contract.frame().startsOn(), "", by, contract.createdAt());
    }

    void save(Contract contract) {
        var rows = jdbc.sql("""
                update contracts.contract
                   set title = :title, customer_id = :customer, branch_id = :branch, our_party = :ourParty, their_party = :theirParty,
                       owner_id = :owner, status = :status, starts_on = :startsOn, ends_on = :endsOn, notice_days = :noticeDays,
                       revision = :revision, let_go_reason = :letGo, closed_reason = :closedReason, version = version + 1
                 where id = :id and version = :version
                """).params(params(contract)).update();
        if (rows == 0) {
            throw new OptimisticLockingFailureException("contract %s changed meanwhile".formatted(contract.number()));
        }
    }

    /** A draft has bound nobody yet: its first revision is written anew. */
    void replaceDraft(Contract contract, @Nullable UUID by, Instant at) {
        for (var table : List.of("billing", "coverage", "revision")) {
            jdbc.sql("delete from contracts." + table + " where contract_id = :id").param("id", contract.id().value()).update();
        }
        addRevision(contract, contract.frame().startsOn(), "", by, at);
    }

    void addRevision(Contract contract, LocalDate fromDay, String reason, @Nullable UUID by, Instant at) {
        var terms = contract.terms();
        jdbc.sql("""
                insert into contracts.revision (contract_id, revision, from_day, level, price, currency, visits, parts_included, also_covers, reason,
                                                written_by, written_at)
                values (:id, :revision, :fromDay, :level, :price, :currency, :visits, :parts, :alsoCovers, :reason, :by, :at)
                """)
                .param("id", contract.id().value()).param("revision", contract.revision()).param("fromDay", fromDay).param("level", terms.level())
                .param("price", terms.price().amount()).param("currency", terms.price().currency().getCurrencyCode()).param("visits", terms.visits())
                .param("parts", terms.partsIncluded()).param("alsoCovers", terms.alsoCovers().stream().map(Enum::name).sorted().toArray(String[]::new))
                .param("reason", reason).param("by", by).param("at", at.atOffset(UTC)).update();
        for (var line = 0; line < terms.coverage().size(); line++) {
            var covered = terms.coverage().get(line);
            jdbc.sql("""
                    insert into contracts.coverage (contract_id, revision, line, site_id, project_id, device_id)
                    values (:id, :revision, :line, :site, :project, :device)
                    """)
                    .param("id", contract.id().value()).param("revision", contract.revision()).param("line", line).param("site", covered.site())
                    .param("project", covered.project()).param("device", covered.device()).update();
        }
        for (var line = 0; line < terms.billing().size(); line++) {
            var instalment = terms.billing().get(line);
            jdbc.sql("""
                    insert into contracts.billing (contract_id, revision, line, due_on, amount, note)
                    values (:id, :revision, :line, :dueOn, :amount, :note)
                    """)
                    .param("id", contract.id().value()).param("revision", contract.revision()).param("line", line).param("dueOn", instalment.dueOn())
                    .param("amount", instalment.amount().amount()).param("note", instalment.note()).update();
        }
    }

    // ---- Visits -------------------------------------------------------------------------------------------------------

    enum VisitKind { AGREED, USED, GIVEN_BACK }

    /** What is left, with the contract locked until the end of the transaction, so that nobody else uses the same visit. */
    int visitsLeft(ContractId id) {
        jdbc.sql("select id from contracts.contract where id = :id for update").param("id", id.value()).query(UUID.class).single();
        return jdbc.sql("select coalesce(sum(visits), 0) from contracts.visit_entry where contract_id = :id")
                .param("id", id.value()).query(Integer.class).single();
    }

    /** How many were used, less what was given back. */
    int visitsUsed(ContractId id) {
        return jdbc.sql("select coalesce(-sum(visits), 0) from contracts.visit_entry where contract_id = :id and kind <> 'AGREED'")
                .param("id", id.value()).query(Integer.class).single();
    }

    void write(ContractId id, VisitKind kind, int visits, LocalDate on, String note, @Nullable UUID by, Instant at) {
        jdbc.sql("""
                insert into contracts.visit_entry (id, contract_id, kind, visits, on_day, note, written_by, written_at)
                values (:entry, :id, :kind, :visits, :on, :note, :by, :at)
                """)
                .param("entry", Ids.next()).param("id", id.value()).param("kind", kind.name()).param("visits", visits).param("on", on)
                .param("note", note).param("by", by).param("at", at.atOffset(UTC)).update();
    }

    // ---- Checks -------------------------------------------------------------------------------------------------------

    /** Whether all that is covered belongs to the customer. */
    boolean belongs(CustomerId customer, List<Terms.Covered> coverage) {
        return jdbc.sql("""
                select not exists (select from customers.site s where s.id = any(:sites) and s.customer_id <> :customer)
                   and not exists (select from assets.project p where p.id = any(:projects) and p.customer_id <> :customer)
                   and not exists (select from assets.device d where d.id = any(:devices) and d.customer_id <> :customer)
                   and (select count(*) from customers.site s where s.id = any(:sites)) = cardinality(:sites)
                   and (select count(*) from assets.project p where p.id = any(:projects)) = cardinality(:projects)
                   and (select count(*) from assets.device d where d.id = any(:devices)) = cardinality(:devices)
                """)
                .param("customer", customer.value())
                .param("sites", coverage.stream().map(Terms.Covered::site).filter(id -> id != null).toArray(UUID[]::new))
                .param("projects", coverage.stream().map(Terms.Covered::project).filter(id -> id != null).toArray(UUID[]::new))
                .param("devices", coverage.stream().map(Terms.Covered::device).filter(id -> id != null).toArray(UUID[]::new))
                .query(Boolean.class).single();
    }

    /**
     * Contracts that came of an import go, with everything that came with them.
     *
     * @return the branches that had them
     */
    List<UUID> takeBack(List<UUID> ids) {
        jdbc.sql("select set_config('contracts.taken_back', 'on', true)").query(String.class).single();
        for (var table : List.of("visit_entry", "billing", "coverage", "revision")) {
            jdbc.sql("delete from contracts." + table + " where contract_id = any(:ids)").param("ids", ids.toArray(UUID[]::new)).update();
        }
        var branches = jdbc.sql("with gone as (delete from contracts.contract where id = any(:ids) returning branch_id) select distinct branch_id from gone")
                .param("ids", ids.toArray(UUID[]::new)).query(UUID.class).list();
        jdbc.sql("select set_config('contracts.taken_back', '', true)").query(String.class).single();
        return branches;
    }

    /** Whoever asks at the same time what of the same customer is covered waits until the end of the transaction. */
    void lockCoverage(CustomerId customer) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('contracts.coverage ' || :customer))").param("customer", customer.toString()).query((row, _) -> row).list();
    }

    /** Another contract in force at some time of this one that names the very same site, project, device or customer. */
    Optional<String> sameCoverage(Contract contract) {
        var coverage = contract.terms().coverage();
        return jdbc.sql("""
                select o.number
                  from contracts.contract o
                  join contracts.coverage theirs on theirs.contract_id = o.id and theirs.revision = o.revision
                  join unnest(:sites, :projects, :devices) as ours(site_id, project_id, device_id)
                       on ours.site_id is not distinct from theirs.site_id and ours.project_id is not distinct from theirs.project_id
                       and ours.device_id is not distinct from theirs.device_id
                 where o.customer_id = :customer and o.id <> :id and o.status in ('ACTIVE', 'ENDED', 'TERMINATED')
                   and o.starts_on <= :endsOn and o.ends_on >= :startsOn
                 order by o.starts_on limit 1
                """)
                .param("id", contract.id().value()).param("customer", contract.frame().customer().value())
                .param("sites", coverage.stream().map(Terms.Covered::site).toArray(UUID[]::new))
                .param("projects", coverage.stream().map(Terms.Covered::project).toArray(UUID[]::new))
                .param("devices", coverage.stream().map(Terms.Covered::device).toArray(UUID[]::new))
                .param("startsOn", contract.frame().startsOn()).param("endsOn", contract.frame().endsOn()).query(String.class).optional();
    }

    /** Those whose last day is over where they are looked after. */
    List<ContractId> runOut(Instant now) {
        return jdbc.sql("""
                select c.id from contracts.contract c join identity.branch b on b.id = c.branch_id
                 where c.status = 'ACTIVE' and c.ends_on < (cast(:now as timestamptz) at time zone b.zone)::date
                 order by c.ends_on limit 1000
                """).param("now", now.atOffset(UTC)).query(UUID.class).list().stream().map(ContractId::new).toList();
    }

    void moveToBranch(CustomerId customer, UUID from, UUID to) {
        jdbc.sql("update contracts.contract set branch_id = :to, version = version + 1 where customer_id = :customer and branch_id = :from")
                .param("customer", customer.value()).param("from", from).param("to", to).update();
    }

    private static Map<String, @Nullable Object> params(Contract contract) {
        var frame = contract.frame();
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", contract.id().value());
        params.put("number", contract.number());
        params.put("title", frame.title());
        params.put("customer", frame.customer().value());
        params.put("branch", frame.branch());
        params.put("ourParty", frame.ourParty());
        params.put("theirParty", frame.theirParty());
        params.put("owner", frame.owner());
        params.put("status", contract.status().name());
        params.put("startsOn", frame.startsOn());
        params.put("endsOn", frame.endsOn());
        params.put("noticeDays", frame.noticeDays());
        params.put("revision", contract.revision());
        params.put("renewalOf", contract.renewalOf() == null ? null : contract.renewalOf().value());
        params.put("letGo", contract.letGo());
        params.put("closedReason", contract.closedReason());
        params.put("createdAt", contract.createdAt().atOffset(UTC));
        params.put("version", contract.version());
        return params;
    }

    private Contract contract(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var revision = row.getInt("revision");
        var currency = Currency.getInstance(row.getString("currency"));
        var renewalOf = row.getObject("renewal_of", UUID.class);
        var terms = new Terms(row.getString("level"), new Money(row.getBigDecimal("price"), currency), row.getInt("visits"),
                row.getBoolean("parts_included"), causes(row), coverage(id, revision), billing(id, revision, currency));
        return new Contract(new ContractId(id), row.getString("number"), new Contract.Frame(row.getString("title"),
                new CustomerId(row.getObject("customer_id", UUID.class)), row.getObject("branch_id", UUID.class), row.getString("our_party"),
                row.getString("their_party"), row.getObject("owner_id", UUID.class), row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class), row.getInt("notice_days")), terms, revision, ContractStatus.valueOf(row.getString("status")),
                renewalOf == null ? null : new ContractId(renewalOf), row.getString("let_go_reason"), row.getString("closed_reason"),
                row.getTimestamp("created_at").toInstant(), row.getInt("version"));
    }

    static java.util.Set<Cause> causes(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("also_covers").getArray()).map(Cause::valueOf).collect(Collectors.toSet());
    }

    private List<Terms.Covered> coverage(UUID id, int revision) {
        return jdbc.sql("select site_id, project_id, device_id from contracts.coverage where contract_id = :id and revision = :revision order by line")
                .param("id", id).param("revision", revision)
                .query((row, _) -> new Terms.Covered(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class))).list();
    }

    private List<Terms.Instalment> billing(UUID id, int revision, Currency currency) {
        return jdbc.sql("select due_on, amount, note from contracts.billing where contract_id = :id and revision = :revision order by line")
                .param("id", id).param("revision", revision)
                .query((row, _) -> new Terms.Instalment(row.getObject(1, LocalDate.class), new Money(row.getBigDecimal(2), currency), row.getString(3))).list();
    }
}
