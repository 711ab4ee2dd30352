package aftercare.assets;

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
import aftercare.kernel.Subject;
import aftercare.platform.Label;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.platform.Numbers;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Projects from a file. Their devices come after them, and name them. */
@Component
class ProjectImport implements Importable<ProjectImport.Row> {

    private static final ImportField NUMBER = ImportField.of("number", 60, "项目编号", "專案編號", "Project number",
            "编号", "项目号", "工程编号", "projectno", "projectnumber", "number", "no")
            .meaning("不填则由系统编号", "不填則由系統編號", "Given by the product when empty").example("XX-2024-018");
    private static final ImportField NAME = ImportField.of("name", 200, "项目名称", "專案名稱", "Project",
            "项目", "工程名称", "工程", "projectname", "name").must().example("西溪湿地二期机房");
    private static final ImportField MONTHS = ImportField.of("months", 20, "质保月数", "保固月數", "Warranty months",
            "质保期", "质保期(月)", "质保(月)", "保修期", "保修月数", "质保", "質保月數", "warranty")
            .meaning("如 24、24个月、2年；不填为 24", "如 24、24個月、2年；不填為 24", "Such as 24 or 2年; 24 when empty").example("24");
    private static final ImportField BRANCH = ImportField.of("branch", 100, "所属分公司", "所屬分公司", "Branch", "分公司", "服务分公司")
            .meaning("不填则随客户", "不填則隨客戶", "The customer's when empty");
    private static final ImportField ACCEPTED = ImportField.of("accepted", 40, "验收日期", "驗收日期", "Accepted on",
            "验收合格日期", "验收时间", "竣工日期", "质保开始日期", "accepted", "acceptancedate", "warrantystart")
            .meaning("质保从这一天起算；未验收则不填", "保固從這一天起算；未驗收則不填", "The warranty begins on it; empty while not accepted").example("2024-03-15");
    private static final int USUAL_MONTHS = 24;
    private static final Pattern GIVEN = Pattern.compile("P-\\d{4}-\\d+");

    /** @param number null: the next one of the product's own */
    record Row(@Nullable String number, Project.Draft draft, @Nullable LocalDate acceptedOn) {}

    private record Named(UUID customer, String name) {}

    private final JdbcClient jdbc;
    private final CustomerNames customerNames;
    private final BranchNames branchNames;
    private final AssetStore assets;
    private final AssetQueries queries;
    private final Numbers numbers;
    private final Timeline timeline;
    private final LiveUpdates live;

    ProjectImport(JdbcClient jdbc, CustomerNames customerNames, BranchNames branchNames, AssetStore assets, AssetQueries queries, Numbers numbers, Timeline timeline,
                  LiveUpdates live) {
        this.jdbc = jdbc;
        this.customerNames = customerNames;
        this.branchNames = branchNames;
        this.assets = assets;
        this.queries = queries;
        this.numbers = numbers;
        this.timeline = timeline;
        this.live = live;
    }

    @Override
    public String code() {
        return "projects";
    }

    @Override
    public Label title() {
        return new Label("项目", "專案", "Projects");
    }

    @Override
    public Label hint() {
        return new Label("每行一个项目；客户须已存在，设备随后导入", "每列一個專案；客戶須已存在，設備隨後匯入", "One project a row; customers must be there already, devices are imported after");
    }

    @Override
    public Permission permission() {
        return Permission.ASSETS_IMPORT;
    }

    @Override
    public List<ImportField> fields() {
        return List.of(NUMBER, NAME, CustomerNames.FIELD, BRANCH, ACCEPTED, MONTHS);
    }

    @Override
    public List<? extends Remark> remarks() {
        return Stream.concat(Stream.of(AssetRemark.values()), Stream.of(CustomerRemark.values())).toList();
    }

    @Override
    public List<Draft<Row>> check(List<ImportRow> rows, ImportContext context) {
        var reach = context.scope().reach(permission());
        var found = customerNames.of(rows, CustomerNames.FIELD, reach);
        var branches = branchNames.within(reach);
        var taken = taken(rows);
        var named = named(rows, found, context);
        var zones = new HashMap<UUID, ZoneId>();
        var drafts = new ArrayList<Draft<Row>>();
        for (var row : rows) {
            var number = row.text(NUMBER);
            var name = row.text(NAME);
            var customer = found.one(row, CustomerNames.FIELD);
            var branch = customer == null ? null : branches.one(row, BRANCH, customer.branchId());
            var accepted = row.day(ACCEPTED);
            var months = DeviceFields.months(row, MONTHS);
            if (taken.contains(number)) {
                row.wrong(NUMBER, AssetRemark.PROJECT_EXISTS, Map.of("number", number));
            } else if (GIVEN.matcher(number).matches()) {
                row.wrong(NUMBER, CommonRemark.OWN_NUMBER, Map.of());
            }
            if (customer != null && number.isEmpty() && named.containsKey(new Named(customer.id(), name))) {
                row.wrong(NAME, AssetRemark.PROJECT_NAMED_SO, Map.of("number", named.get(new Named(customer.id(), name))));
            }
            if (accepted != null && branch != null && accepted.isAfter(LocalDate.ofInstant(context.now(), zones.computeIfAbsent(branch, queries::zone)))) {
                row.wrong(ACCEPTED, CommonRemark.IN_FUTURE, Map.of());
            }
            if (row.good() && customer != null && branch != null) {
                drafts.add(new Draft<>(row, new Row(number.isEmpty() ? null : number,
                        new Project.Draft(name, new CustomerId(customer.id()), branch, months == null ? USUAL_MONTHS : months), accepted),
                        number.isEmpty() ? new Claim(customer.id() + "\n" + name, NAME) : new Claim(number, NUMBER)));
            }
        }
        return drafts;
    }

    private List<String> taken(List<ImportRow> rows) {
        return jdbc.sql("select p.number from assets.project p join unnest(:numbers) as n(number) on n.number = p.number")
                .param("numbers", ImportRow.said(rows, NUMBER)).query(String.class).list();
    }

    /** What is there already; not what this very file has brought, which it has been asked about. */
    private Map<Named, String> named(List<ImportRow> rows, CustomerNames.Found found, ImportContext context) {
        record Known(UUID customerId, String name, String number) {}
        return jdbc.sql("""
                select p.customer_id, p.name, p.number from assets.project p
                  join unnest(:customers) as c(id) on c.id = p.customer_id join unnest(:names) as n(name) on n.name = p.name
                 where not exists (select from imports.made m where m.import_id = :import and m.kind = 'project' and m.id = p.id)
                """)
                .param("customers", found.ids().toArray(UUID[]::new)).param("names", ImportRow.said(rows, NAME)).param("import", context.importId())
                .query(Known.class).list().stream()
                .collect(Collectors.toMap(known -> new Named(known.customerId(), known.name()), Known::number, (one, _) -> one));
    }

    @Override
    public List<Made> write(List<Draft<Row>> drafts, ImportContext context) {
        var given = numbers.next("P", "assets.project_number", (int) drafts.stream().filter(draft -> draft.what().number() == null).count()).iterator();
        var made = new ArrayList<Made>();
        for (var draft : drafts) {
            var what = draft.what();
            var project = new Project(ProjectId.next(), what.number() == null ? given.next() : what.number(), what.draft(), what.acceptedOn(), context.now(), 0);
            assets.add(project);
            made.add(new Made(draft.row().number(), ProjectId.SUBJECT, project.id().value(), what.draft().branch()));
        }
        if (!made.isEmpty()) {
            timeline.write(new Happening("assets.projects-imported", context.now(), context.actor(), Happening.Visibility.INTERNAL,
                    made.stream().map(one -> Subject.of(ProjectId.SUBJECT, one.id())).toList(), Map.of("file", context.fileName())));
        }
        made.stream().map(Made::branch).distinct().forEach(branch -> live.tell(Live.ofBranch("assets", null, branch)));
        return made;
    }

    @Override
    public void undo(ImportContext context) {
        jdbc.sql("""
                select p.number from assets.project p join imports.made m on m.import_id = :import and m.kind = 'project' and m.id = p.id
                 where p.version > 0
                    or exists (select from timeline.entry_subject s join timeline.entry e on e.id = s.entry_id
                                where s.subject_kind = 'project' and s.subject_id = p.id and e.kind <> 'assets.projects-imported')
                    or exists (select from documents.document o where o.owner_kind = 'project' and o.owner_id = p.id and o.removed_at is null)
                 limit 1
                """).param("import", context.importId()).query(String.class).optional().ifPresent(number -> {
            throw Importable.changedSince(number);
        });
        jdbc.sql("""
                with gone as (delete from assets.project p using imports.made m where m.import_id = :import and m.kind = 'project' and m.id = p.id returning p.branch_id)
                select distinct branch_id from gone
                """).param("import", context.importId()).query(UUID.class).list().forEach(branch -> live.tell(Live.ofBranch("assets", null, branch)));
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("select number from assets.project where id = :id").param("id", id).query(String.class).optional().orElse(null);
    }
}
