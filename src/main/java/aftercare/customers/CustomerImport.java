package aftercare.customers;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.imports.BranchNames;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportField.Choice;
import aftercare.imports.ImportOption;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.kernel.Ids;
import aftercare.kernel.Subject;
import aftercare.platform.Label;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Customers with their contacts from a file: one row a contact; the first row with a name makes the customer. */
@Component
class CustomerImport implements Importable<CustomerImport.Row> {

    private static final ImportField NAME = ImportField.of("name", 200, "客户名称", "客戶名稱", "Customer",
            "客户", "单位名称", "单位", "公司名称", "用户单位", "customername", "name", "company", "account").must()
            .example("西溪湿地公园管理处");
    private static final ImportField KIND = ImportField.of("kind", 20, "类型", "類型", "Kind", "客户类型", "性质").choices(List.of(
            Choice.of("COMPANY", "企业", "企業", "Company", "公司", "单位", "机构"), Choice.of("PERSON", "个人", "個人", "Person", "自然人")))
            .meaning("不填为企业", "不填為企業", "Company when empty").example("企业");
    private static final ImportField TIER = ImportField.of("tier", 20, "等级", "等級", "Tier", "客户等级", "级别").choices(List.of(
            Choice.of("STANDARD", "普通", "普通", "Standard", "一般"), Choice.of("SILVER", "银牌", "銀牌", "Silver", "银"),
            Choice.of("GOLD", "金牌", "金牌", "Gold", "金"), Choice.of("KEY", "重点", "重點", "Key account", "vip", "大客户", "key")))
            .meaning("不填为普通", "不填為普通", "Standard when empty").example("普通");
    private static final ImportField BRANCH = ImportField.of("branch", 100, "所属分公司", "所屬分公司", "Branch", "分公司", "服务分公司")
            .meaning("不填则为下面所选的分公司", "不填則為下面所選的分公司", "The branch chosen below when empty");
    private static final ImportField PHONE = ImportField.of("phone", 60, "单位电话", "單位電話", "Phone", "客户电话", "总机", "tel").example("0571-8899 1234");
    private static final ImportField EMAIL = ImportField.of("email", 200, "单位邮箱", "單位信箱", "Email", "客户邮箱", "mail");
    private static final ImportField NOTE = ImportField.of("note", 2000, "备注", "備註", "Note", "说明", "remark", "remarks");
    private static final ImportField CONTACT = ImportField.of("contact", 60, "联系人", "聯絡人", "Contact", "联系人姓名", "contactname", "contactperson").example("沈国强");
    private static final ImportField TITLE = ImportField.of("title", 60, "职务", "職務", "Title", "联系人职务", "岗位", "position").example("设备科长");
    private static final ImportField CONTACT_PHONE = ImportField.of("contactPhone", 60, "联系人电话", "聯絡人電話", "Contact phone",
            "电话", "手机", "联系电话", "手机号", "mobile").example("138 0571 0088");
    private static final ImportField CONTACT_EMAIL = ImportField.of("contactEmail", 200, "联系人邮箱", "聯絡人信箱", "Contact email", "邮箱", "电子邮箱");
    private static final ImportOption HOME = new ImportOption("branch", ImportOption.Kind.BRANCH, new Label("所属分公司", "所屬分公司", "Branch"),
            new Label("没有写分公司的行归入这里", "沒有寫分公司的列歸入這裡", "Of rows that name none"));

    /** @param existing the customer that is there already; null: a new one */
    record Row(@Nullable UUID existing, String name, CustomerKind kind, Tier tier, UUID branch, String phone, String email, String note,
               String contact, String title, String contactPhone, String contactEmail) {}

    private record Person(UUID customer, String name) {}

    private final CustomerNames customers;
    private final BranchNames branchNames;
    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final Timeline timeline;
    private final LiveUpdates live;

    CustomerImport(CustomerNames customers, BranchNames branchNames, JdbcClient jdbc, Numbers numbers, Timeline timeline, LiveUpdates live) {
        this.customers = customers;
        this.branchNames = branchNames;
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.timeline = timeline;
        this.live = live;
    }

    @Override
    public String code() {
        return "customers";
    }

    @Override
    public Label title() {
        return new Label("客户与联系人", "客戶與聯絡人", "Customers and contacts");
    }

    @Override
    public Label hint() {
        return new Label("每行一个联系人；同一客户有多个联系人时写多行", "每列一個聯絡人；同一客戶有多個聯絡人時寫多列", "One contact a row; a customer with several contacts has several rows");
    }

    @Override
    public Permission permission() {
        return Permission.CUSTOMERS_IMPORT;
    }

    @Override
    public List<ImportField> fields() {
        return List.of(NAME, KIND, TIER, BRANCH, PHONE, EMAIL, NOTE, CONTACT, TITLE, CONTACT_PHONE, CONTACT_EMAIL);
    }

    @Override
    public List<ImportOption> options() {
        return List.of(HOME);
    }

    @Override
    public List<? extends Remark> remarks() {
        return List.of(CustomerRemark.values());
    }

    @Override
    public List<Draft<Row>> check(List<ImportRow> rows, ImportContext context) {
        var found = customers.of(rows, NAME, context.scope().reach(permission()));
        var people = new HashSet<Person>();
        jdbc.sql("select k.customer_id, k.name from customers.contact k join unnest(:customers) as c(id) on c.id = k.customer_id where k.active")
                .param("customers", found.ids().toArray(UUID[]::new))
                .query((row, _) -> new Person(row.getObject(1, UUID.class), row.getString(2))).list().forEach(people::add);
        var own = context.writing() ? new HashSet<>(jdbc.sql("""
                select m.id from imports.made m where m.import_id = :import and m.kind = 'customer' and m.id = any(:customers)
                """).param("import", context.importId()).param("customers", found.ids().toArray(UUID[]::new)).query(UUID.class).list()) : new HashSet<UUID>();
        var branches = branchNames.within(context.scope().reach(permission()));
        var drafts = new ArrayList<Draft<Row>>();
        for (var row : rows) {
            var read = read(row, found, people, own, branches, context);
            if (read != null && row.good()) {
                drafts.add(new Draft<>(row, read, new Claim(read.contact().isEmpty() ? read.name() : read.name() + "\n" + read.contact(),
                        read.contact().isEmpty() ? NAME : CONTACT)));
            }
        }
        return drafts;
    }

    private @Nullable Row read(ImportRow row, CustomerNames.Found found, HashSet<Person> people, HashSet<UUID> own, BranchNames.Found branches, ImportContext context) {
        var name = row.text(NAME);
        var contact = row.text(CONTACT);
        var kind = row.word(KIND, CustomerKind.COMPANY.name());
        var tier = row.word(TIER, Tier.STANDARD.name());
        var branch = branches.one(row, BRANCH, context.branch(HOME.code()));
        var rest = List.of(row.text(PHONE), row.text(EMAIL), row.text(NOTE), row.text(TITLE), row.text(CONTACT_PHONE), row.text(CONTACT_EMAIL));
        var called = found.called(name);
        UUID existing = null;
        if (called.size() > 1) {
            row.wrong(NAME, CustomerRemark.SEVERAL_CUSTOMERS, Map.of());
        } else if (called.size() == 1) {
            existing = called.getFirst().id();
            var ours = own.contains(existing);
            if (contact.isEmpty() && !ours) {
                row.wrong(NAME, CustomerRemark.CUSTOMER_EXISTS, Map.of("number", called.getFirst().number()));
            } else if (people.contains(new Person(existing, contact))) {
                row.wrong(CONTACT, CustomerRemark.CONTACT_EXISTS, Map.of());
            } else if (!ours) {
                row.wrong(NAME, CustomerRemark.CONTACT_ADDED, Map.of("number", called.getFirst().number()));
            }
        }
        if (kind == null || tier == null || branch == null) {
            return null;
        }
        return new Row(existing, name, CustomerKind.valueOf(kind), Tier.valueOf(tier), existing == null ? branch : called.getFirst().branchId(), rest.get(0), rest.get(1),
                rest.get(2), contact, rest.get(3), rest.get(4), rest.get(5));
    }

    @Override
    public List<Made> write(List<Draft<Row>> drafts, ImportContext context) {
        var made = new ArrayList<Made>();
        var fresh = new LinkedHashMap<String, Draft<Row>>();
        drafts.stream().filter(draft -> draft.what().existing() == null).forEach(draft -> fresh.putIfAbsent(draft.what().name(), draft));
        var ids = new HashMap<String, UUID>();
        fresh.keySet().forEach(name -> ids.put(name, Ids.next()));
        addCustomers(List.copyOf(fresh.values()), ids, context);
        fresh.values().forEach(draft -> made.add(new Made(draft.row().number(), CustomerId.SUBJECT, Objects.requireNonNull(ids.get(draft.what().name())), draft.what().branch())));
        var contacts = drafts.stream().filter(draft -> !draft.what().contact().isEmpty()).toList();
        var contactIds = contacts.stream().map(_ -> Ids.next()).toList();
        addContacts(contacts, contactIds, contacts.stream().map(draft -> draft.what().existing() == null ? ids.get(draft.what().name()) : draft.what().existing()).toList());
        for (int i = 0; i < contacts.size(); i++) {
            made.add(new Made(contacts.get(i).row().number(), "contact", contactIds.get(i), contacts.get(i).what().branch()));
        }
        if (!ids.isEmpty()) {
            timeline.write(new Happening("customers.imported", context.now(), context.actor(), Happening.Visibility.INTERNAL,
                    ids.values().stream().map(id -> Subject.of(CustomerId.SUBJECT, id)).toList(), Map.of("file", context.fileName())));
        }
        drafts.stream().map(draft -> draft.what().branch()).distinct().forEach(branch -> live.tell(Live.ofBranch("customers", null, branch)));
        return made;
    }

    private void addCustomers(List<Draft<Row>> fresh, Map<String, UUID> ids, ImportContext context) {
        jdbc.sql("""
                insert into customers.customer (id, number, name, kind, tier, branch_id, phone, email, note, active, created_at)
                select n.id, n.number, n.name, n.kind, n.tier, n.branch_id, n.phone, n.email, n.note, true, :now
                  from unnest(:ids, :numbers, :names, :kinds, :tiers, :branches, :phones, :emails, :notes)
                       as n(id, number, name, kind, tier, branch_id, phone, email, note)
                """)
                .param("now", context.now().atOffset(UTC)).param("ids", fresh.stream().map(draft -> ids.get(draft.what().name())).toArray(UUID[]::new))
                .param("numbers", numbers.next("C", "customers.customer_number", fresh.size()).toArray(String[]::new))
                .param("names", texts(fresh, Row::name)).param("kinds", texts(fresh, row -> row.kind().name())).param("tiers", texts(fresh, row -> row.tier().name()))
                .param("branches", fresh.stream().map(draft -> draft.what().branch()).toArray(UUID[]::new)).param("phones", texts(fresh, Row::phone))
                .param("emails", texts(fresh, Row::email)).param("notes", texts(fresh, Row::note)).update();
    }

    /** The first contact of a customer without a primary one becomes it. */
    private void addContacts(List<Draft<Row>> contacts, List<UUID> ids, List<@Nullable UUID> owners) {
        jdbc.sql("""
                insert into customers.contact (id, customer_id, name, title, phone, email, is_primary, active)
                select n.id, n.customer_id, n.name, n.title, n.phone, n.email,
                       row_number() over (partition by n.customer_id order by n.place) = 1
                       and not exists (select from customers.contact k where k.customer_id = n.customer_id and k.is_primary), true
                  from unnest(:ids, :owners, :names, :titles, :phones, :emails) with ordinality as n(id, customer_id, name, title, phone, email, place)
                """)
                .param("ids", ids.toArray(UUID[]::new)).param("owners", owners.toArray(UUID[]::new)).param("names", texts(contacts, Row::contact))
                .param("titles", texts(contacts, Row::title)).param("phones", texts(contacts, Row::contactPhone)).param("emails", texts(contacts, Row::contactEmail)).update();
    }

    private static String[] texts(List<Draft<Row>> drafts, Function<Row, String> of) {
        return drafts.stream().map(draft -> of.apply(draft.what())).toArray(String[]::new);
    }

    @Override
    public void undo(ImportContext context) {
        var changed = jdbc.sql("""
                select c.number || ' ' || c.name from customers.customer c join imports.made m on m.import_id = :import and m.kind = 'customer' and m.id = c.id
                 where c.version > 0
                    or exists (select from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                                where s.subject_kind = 'customer' and s.subject_id = c.id and e.kind <> 'customers.imported')
                    or exists (select from documents.document d where d.owner_kind = 'customer' and d.owner_id = c.id and d.removed_at is null)
                union all
                select k.name from customers.contact k join imports.made m on m.import_id = :import and m.kind = 'contact' and m.id = k.id where k.version > 0
                 limit 1
                """).param("import", context.importId()).query(String.class).optional();
        changed.ifPresent(name -> {
            throw Importable.changedSince(name);
        });
        var branches = jdbc.sql("select distinct c.branch_id from customers.customer c join imports.made m on m.import_id = :import and m.kind = 'customer' and m.id = c.id")
                .param("import", context.importId()).query(UUID.class).list();
        jdbc.sql("delete from customers.contact k using imports.made m where m.import_id = :import and m.kind = 'contact' and m.id = k.id").param("import", context.importId()).update();
        jdbc.sql("delete from customers.customer c using imports.made m where m.import_id = :import and m.kind = 'customer' and m.id = c.id").param("import", context.importId()).update();
        branches.forEach(branch -> live.tell(Live.ofBranch("customers", null, branch)));
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("""
                select number || ' ' || name from customers.customer where id = :id union all select name from customers.contact where id = :id
                """).param("id", id).query(String.class).optional().orElse(null);
    }
}
