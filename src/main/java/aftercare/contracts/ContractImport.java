package aftercare.contracts;

import static aftercare.contracts.ContractFields.*;

import aftercare.customers.CustomerId;
import aftercare.customers.CustomerNames;
import aftercare.customers.CustomerRemark;
import aftercare.identity.Permission;
import aftercare.imports.BranchNames;
import aftercare.imports.CommonRemark;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.kernel.Money;
import aftercare.platform.Label;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Maintenance contracts from a file, one a row. What {@link ContractDesk} would refuse is said of its row; written is through
 * the desk, so that what is signed covers, brings its visits and is watched. Nothing of it is told to customers.
 */
@Component
class ContractImport implements Importable<ContractImport.Row> {

    /** @param number null: the next one of the product's own */
    record Row(@Nullable String number, Contract.Frame frame, Terms terms, boolean runs) {}

    /** Something in a file that a contract is to cover: a kind of thing of a customer, by what it is called. */
    private record Called(String kind, UUID customer, String text) {}

    /** Covered by a row of the file from the first day to the last. */
    private record Held(int row, LocalDate from, LocalDate to) {}

    private record Thing(UUID customer, Terms.Covered covered) {}

    private static final Pattern BETWEEN = Pattern.compile("\\s*[、,，;；\\n]\\s*");
    private static final Pattern GIVEN = Pattern.compile("MC-\\d{4}-\\d+");
    private static final BigDecimal MOST_MONEY = new BigDecimal("999999999999.99");
    private static final int USUAL_NOTICE = 30;

    private final ContractDesk desk;
    private final ContractStore contracts;
    private final ContractQueries queries;
    private final ContractPromises promises;
    private final ServiceLevels levels;
    private final CustomerNames customerNames;
    private final BranchNames branchNames;
    private final JdbcClient jdbc;
    private final LiveUpdates live;

    ContractImport(ContractDesk desk, ContractStore contracts, ContractQueries queries, ContractPromises promises, ServiceLevels levels, CustomerNames customerNames,
                   BranchNames branchNames, JdbcClient jdbc, LiveUpdates live) {
        this.desk = desk;
        this.contracts = contracts;
        this.queries = queries;
        this.promises = promises;
        this.levels = levels;
        this.customerNames = customerNames;
        this.branchNames = branchNames;
        this.jdbc = jdbc;
        this.live = live;
    }

    @Override
    public String code() {
        return "contracts";
    }

    @Override
    public Label title() {
        return new Label("维保合同", "維護合約", "Contracts");
    }

    @Override
    public Label hint() {
        return new Label("每行一份合同；客户及覆盖的项目、现场、设备须已存在，不会通知客户", "每列一份合約；客戶及涵蓋的專案、現場、設備須已存在，不會通知客戶",
                "One contract a row; customers and what is covered must be there already; no customer is told");
    }

    @Override
    public Permission permission() {
        return Permission.CONTRACTS_EDIT;
    }

    @Override
    public List<ImportField> fields() {
        return List.of(NUMBER, TITLE, CustomerNames.FIELD, BRANCH, level(levels.named()), STARTS, ENDS, PRICE, VISITS, PARTS, PROJECTS, SITES, DEVICES, OWNER, NOTICE, STATUS);
    }

    @Override
    public List<? extends Remark> remarks() {
        return Stream.concat(Stream.of(ContractRemark.values()), Stream.of(CustomerRemark.values())).toList();
    }

    // ---- Checking -------------------------------------------------------------------------------------------------------

    @Override
    public List<Draft<Row>> check(List<ImportRow> rows, ImportContext context) {
        var reach = context.scope().reach(permission());
        var found = customerNames.of(rows, CustomerNames.FIELD, reach);
        var branches = branchNames.within(reach);
        var level = level(levels.named());
        var things = things(rows, found);
        var colleagues = colleagues(rows);
        var taken = jdbc.sql("select c.number from contracts.contract c join unnest(:numbers) as n(number) on n.number = c.number")
                .param("numbers", ImportRow.said(rows, NUMBER)).query(String.class).list();
        var zones = new HashMap<UUID, ZoneId>();
        var drafts = new ArrayList<Draft<Row>>();
        for (var row : rows) {
            var number = row.text(NUMBER);
            var title = row.text(TITLE);
            var customer = found.one(row, CustomerNames.FIELD);
            var branch = customer == null ? null : branches.one(row, BRANCH, customer.branchId());
            var named = row.word(level, null);
            var starts = row.day(STARTS);
            var ends = row.day(ENDS);
            var price = price(row);
            var visits = row.whole(VISITS, 0, 1000);
            var parts = Boolean.parseBoolean(row.word(PARTS, "false"));
            var coverage = customer == null ? List.<Terms.Covered>of() : coverage(row, customer.id(), things);
            var owner = owner(row, colleagues);
            var notice = row.whole(NOTICE, 0, 365);
            var runs = "ACTIVE".equals(row.word(STATUS, "DRAFT"));
            if (taken.contains(number)) {
                row.wrong(NUMBER, ContractRemark.EXISTS, Map.of("number", number));
            } else if (GIVEN.matcher(number).matches()) {
                row.wrong(NUMBER, CommonRemark.OWN_NUMBER, Map.of());
            }
            if (starts != null && ends != null && !Contract.Frame.isSane(starts, ends)) {
                row.wrong(ENDS, ContractRemark.TERM_STRANGE, Map.of());
            }
            if (runs && ends != null && branch != null && ends.isBefore(LocalDate.ofInstant(context.now(), zones.computeIfAbsent(branch, queries::zone)))) {
                row.wrong(ENDS, ContractRemark.RAN_OUT, Map.of());
            }
            if (!row.good() || customer == null || branch == null || named == null || starts == null || ends == null || price == null) {
                continue;
            }
            var what = new Row(number.isEmpty() ? null : number,
                    new Contract.Frame(title, new CustomerId(customer.id()), branch, "", "", owner, starts, ends, notice == null ? USUAL_NOTICE : notice),
                    new Terms(named, new Money(price, Money.CNY), visits == null ? 0 : visits, parts, Set.of(), coverage, List.of()), runs);
            if (runs) {
                alone(row, what, context);
            }
            if (row.good()) {
                drafts.add(new Draft<>(row, what, number.isEmpty() ? new Claim(customer.id() + "\n" + title + "\n" + starts, TITLE) : new Claim(number, NUMBER)));
            }
        }
        return drafts;
    }

    private static @Nullable BigDecimal price(ImportRow row) {
        var price = row.number(PRICE, BigDecimal.ZERO, MOST_MONEY);
        if (price != null && price.stripTrailingZeros().scale() > 2) {
            row.wrong(PRICE, ContractRemark.PART_OF_A_CENT, Map.of());
            return null;
        }
        return price;
    }

    /** What the cells of projects, sites and devices may mean: all that the customers of these rows have of those names. */
    private Map<Called, Set<UUID>> things(List<ImportRow> rows, CustomerNames.Found found) {
        record Known(String kind, UUID id, UUID customerId, String text) {}
        var texts = Stream.of(PROJECTS, SITES, DEVICES).flatMap(field -> Stream.of(ImportRow.said(rows, field))).flatMap(BETWEEN::splitAsStream).distinct().toArray(String[]::new);
        return jdbc.sql("""
                with n as (select distinct text from unnest(:texts) as n(text)), c as (select id from unnest(:customers) as c(id))
                select 'projects' as kind, p.id, p.customer_id, p.name as text from assets.project p join c on c.id = p.customer_id join n on n.text = p.name
                union all
                select 'projects', p.id, p.customer_id, p.number from assets.project p join c on c.id = p.customer_id join n on n.text = p.number
                union all
                select 'sites', s.id, s.customer_id, s.name from customers.site s join c on c.id = s.customer_id join n on n.text = s.name where s.active
                union all
                select 'devices', d.id, d.customer_id, d.number from assets.device d join c on c.id = d.customer_id join n on n.text = d.number
                union all
                select 'devices', d.id, d.customer_id, d.serial from assets.device d join c on c.id = d.customer_id join n on n.text = d.serial
                """)
                .param("texts", texts).param("customers", found.ids().toArray(UUID[]::new)).query(Known.class).list().stream()
                .collect(Collectors.groupingBy(known -> new Called(known.kind(), known.customerId(), known.text()), Collectors.mapping(Known::id, Collectors.toSet())));
    }

    /** The whole customer when the row names nothing else. */
    private static List<Terms.Covered> coverage(ImportRow row, UUID customer, Map<Called, Set<UUID>> things) {
        var coverage = new LinkedHashSet<Terms.Covered>();
        for (var field : List.of(PROJECTS, SITES, DEVICES)) {
            for (var text : BETWEEN.split(row.text(field))) {
                if (text.isEmpty() || row.failed(field)) {
                    continue;
                }
                var meant = things.getOrDefault(new Called(field.code(), customer, text), Set.of());
                if (meant.size() != 1) {
                    row.wrong(field, meant.isEmpty() ? ContractRemark.UNKNOWN_COVERED : ContractRemark.SEVERAL_COVERED, Map.of("name", text));
                    continue;
                }
                var id = meant.iterator().next();
                coverage.add(new Terms.Covered(field == SITES ? id : null, field == PROJECTS ? id : null, field == DEVICES ? id : null));
            }
        }
        return coverage.isEmpty() ? List.of(Terms.Covered.CUSTOMER) : List.copyOf(coverage);
    }

    private Map<String, Set<UUID>> colleagues(List<ImportRow> rows) {
        record Known(String text, UUID id) {}
        return jdbc.sql("""
                select n.text, u.id from identity.app_user u join unnest(:texts) as n(text) on n.text = u.name or lower(n.text) = lower(u.login)
                 where u.active and not u.machine and u.customer_id is null and u.partner_id is null
                """)
                .param("texts", ImportRow.said(rows, OWNER)).query(Known.class).list().stream()
                .collect(Collectors.groupingBy(Known::text, Collectors.mapping(Known::id, Collectors.toSet())));
    }

    private static @Nullable UUID owner(ImportRow row, Map<String, Set<UUID>> colleagues) {
        var text = row.text(OWNER);
        if (text.isEmpty() || row.failed(OWNER)) {
            return null;
        }
        var meant = colleagues.getOrDefault(text, Set.of());
        if (meant.size() != 1) {
            row.wrong(OWNER, meant.isEmpty() ? ContractRemark.UNKNOWN_COLLEAGUE : ContractRemark.SEVERAL_COLLEAGUES, Map.of());
            return null;
        }
        return meant.iterator().next();
    }

    /** Nothing is covered twice at the same level of detail: neither by what is there already nor by an earlier row. */
    private void alone(ImportRow row, Row what, ImportContext context) {
        var frame = what.frame();
        var other = contracts.sameCoverage(Contract.draft("", frame, what.terms(), null, context.now()));
        if (other.isPresent()) {
            row.wrong(STARTS, ContractRemark.OVERLAPS, Map.of("number", other.get()));
            return;
        }
        Map<Thing, List<Held>> held = context.memory("covered", HashMap::new);
        var things = what.terms().coverage().stream().map(covered -> new Thing(frame.customer().value(), covered)).toList();
        var earlier = things.stream().flatMap(thing -> held.getOrDefault(thing, List.of()).stream())
                .filter(one -> !one.from().isAfter(frame.endsOn()) && !one.to().isBefore(frame.startsOn())).findFirst();
        if (earlier.isPresent()) {
            row.wrong(STARTS, ContractRemark.OVERLAPS_ROW, Map.of("row", Integer.toString(earlier.get().row())));
            return;
        }
        things.forEach(thing -> held.computeIfAbsent(thing, _ -> new ArrayList<>()).add(new Held(row.number(), frame.startsOn(), frame.endsOn())));
    }

    // ---- Writing --------------------------------------------------------------------------------------------------------

    @Override
    public List<Made> write(List<Draft<Row>> drafts, ImportContext context) {
        var made = new ArrayList<Made>();
        for (var draft : drafts) {
            var what = draft.what();
            var id = desk.bring(what.number(), what.frame(), what.terms(), what.runs(), context.fileName(), context.scope());
            made.add(new Made(draft.row().number(), ContractId.SUBJECT, id.value(), what.frame().branch()));
        }
        return made;
    }

    // ---- Taking back ----------------------------------------------------------------------------------------------------

    @Override
    public void undo(ImportContext context) {
        jdbc.sql("""
                select c.number from contracts.contract c join imports.made m on m.import_id = :import and m.kind = 'contract' and m.id = c.id
                 where c.version > 0
                    or exists (select from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                                where s.subject_kind = 'contract' and s.subject_id = c.id and e.kind like 'contracts.%' and e.kind not in ('contracts.imported', 'contracts.activated'))
                    or exists (select from documents.document o where o.owner_kind = 'contract' and o.owner_id = c.id and o.removed_at is null)
                 limit 1
                """).param("import", context.importId()).query(String.class).optional().ifPresent(number -> {
            throw Importable.changedSince(number);
        });
        var ids = jdbc.sql("select id from imports.made where import_id = :import and kind = 'contract'").param("import", context.importId()).query(UUID.class).list();
        ids.forEach(id -> contracts.find(new ContractId(id)).ifPresent(contract -> promises.dropped(contract, "import-undone", context.now())));
        contracts.takeBack(ids).forEach(branch -> live.tell(Live.ofBranch("contracts", null, branch)));
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("select number from contracts.contract where id = :id").param("id", id).query(String.class).optional().orElse(null);
    }
}
