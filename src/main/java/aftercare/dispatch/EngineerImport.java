package aftercare.dispatch;

import aftercare.identity.Permission;
import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.identity.UserDesk;
import aftercare.imports.BranchNames;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportOption;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.kernel.Ids;
import aftercare.platform.Label;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Engineers from a file, with accounts of their own. A file is no place for passwords and a list no place to show them: nobody
 * knows the first one, and whoever looks after the accounts resets it.
 */
@Component
class EngineerImport implements Importable<EngineerImport.Row> {

    private static final ImportField NAME = ImportField.of("name", 60, "姓名", "姓名", "Name", "工程师", "员工姓名", "工程師", "engineer", "fullname").must().example("周建国");
    private static final ImportField LOGIN = ImportField.of("login", 60, "登录名", "登入名稱", "Login", "账号", "用户名", "登录账号", "工号", "帳號", "username", "account").must()
            .meaning("不分大小写，不可重复", "不分大小寫，不可重複", "Unique; capitals make no difference").example("zhoujg");
    private static final ImportField PHONE = ImportField.of("phone", 40, "电话", "電話", "Phone", "手机", "手机号", "联系电话", "mobile", "tel").example("138 0571 0066");
    private static final ImportField EMAIL = ImportField.of("email", 200, "邮箱", "信箱", "Email", "电子邮箱", "电子邮件", "mail");
    private static final ImportField BRANCH = ImportField.of("branch", 100, "所属分公司", "所屬分公司", "Branch", "分公司", "部门", "服务分公司")
            .meaning("不填则随服务商，或为下面所选的分公司", "不填則隨服務商，或為下面所選的分公司", "The partner's, or the branch chosen below, when empty");
    private static final ImportField PARTNER = ImportField.of("partner", 100, "服务商", "服務商", "Partner", "合作伙伴", "外包单位", "外协单位", "company")
            .meaning("服务商的工程师填写，须已存在", "服務商的工程師填寫，須已存在", "Of a service partner's engineer; it must be there already");
    private static final ImportField SKILLS = ImportField.of("skills", 500, "技能", "技能", "Skills", "专业", "擅长", "技能标签", "skill").joined("、")
            .meaning("技能名称或代码，多个用顿号分开；按能独立工作登记", "技能名稱或代碼，多個用頓號分開；按能獨立工作登記", "Names or codes, with commas between; held as by somebody who works alone")
            .example("UPS 与电池、低压配电");
    private static final ImportOption HOME = new ImportOption("branch", ImportOption.Kind.BRANCH, new Label("所属分公司", "所屬分公司", "Branch"),
            new Label("没有写分公司的行归入这里", "沒有寫分公司的列歸入這裡", "Of rows that name none"));

    private static final Pattern BETWEEN = Pattern.compile("\\s*[、,，;；\\n]\\s*");
    private static final int WORKS_ALONE = 2;
    private static final LocalTime DAY_STARTS = LocalTime.of(8, 30);
    private static final LocalTime DAY_ENDS = LocalTime.of(17, 30);

    record Row(UserDesk.UserDraft user, EngineerDesk.Profile profile) {}

    private record Partner(UUID id, String name, UUID branchId) {}

    private final UserDesk users;
    private final EngineerDesk engineers;
    private final DispatchQueries queries;
    private final BranchNames branchNames;
    private final JdbcClient jdbc;
    private final LiveUpdates live;

    EngineerImport(UserDesk users, EngineerDesk engineers, DispatchQueries queries, BranchNames branchNames, JdbcClient jdbc, LiveUpdates live) {
        this.users = users;
        this.engineers = engineers;
        this.queries = queries;
        this.branchNames = branchNames;
        this.jdbc = jdbc;
        this.live = live;
    }

    @Override
    public String code() {
        return "engineers";
    }

    @Override
    public Label title() {
        return new Label("工程师", "工程師", "Engineers");
    }

    @Override
    public Label hint() {
        return new Label("每行一位工程师，同时建立账号；首次登录前，请管理员在“用户与权限”里重置密码", "每列一位工程師，同時建立帳號；首次登入前，請管理員在「使用者與權限」裡重置密碼",
                "One engineer a row, with an account; an administrator resets the password under Users and roles before the first sign-in");
    }

    @Override
    public Permission permission() {
        return Permission.IDENTITY_EDIT_USERS;
    }

    @Override
    public boolean everywhere() {
        return true;
    }

    @Override
    public List<ImportField> fields() {
        return List.of(NAME, LOGIN, PHONE, EMAIL, BRANCH, PARTNER, SKILLS);
    }

    @Override
    public List<ImportOption> options() {
        return List.of(HOME);
    }

    @Override
    public List<? extends Remark> remarks() {
        return List.of(EngineerRemark.values());
    }

    // ---- Checking -------------------------------------------------------------------------------------------------------

    @Override
    public List<Draft<Row>> check(List<ImportRow> rows, ImportContext context) {
        var branches = branchNames.within(context.scope().reach(permission()));
        var partners = partners(rows);
        var skills = skills();
        var taken = new HashSet<>(jdbc.sql("select lower(u.login) from identity.app_user u join unnest(:logins) as n(login) on lower(n.login) = lower(u.login)")
                .param("logins", ImportRow.said(rows, LOGIN)).query(String.class).list());
        var drafts = new ArrayList<Draft<Row>>();
        for (var row : rows) {
            var name = row.text(NAME);
            var login = row.text(LOGIN);
            var phone = row.text(PHONE);
            var email = row.text(EMAIL);
            var partner = partner(row, partners);
            var branch = branches.one(row, BRANCH, partner == null ? context.branch(HOME.code()) : partner.branchId());
            var held = held(row, skills);
            if (taken.contains(login.toLowerCase(Locale.ROOT))) {
                row.wrong(LOGIN, EngineerRemark.LOGIN_TAKEN, Map.of());
            }
            if (row.good() && branch != null) {
                drafts.add(new Draft<>(row, new Row(
                        new UserDesk.UserDraft(login, name, phone, email, partner == null ? null : partner.id(), null, List.of(new Scope.Grant(Role.ENGINEER, branch))),
                        new EngineerDesk.Profile(branch, DAY_STARTS, DAY_ENDS, true, held)), new Claim(login.toLowerCase(Locale.ROOT), LOGIN)));
            }
        }
        return drafts;
    }

    private Map<String, List<Partner>> partners(List<ImportRow> rows) {
        return jdbc.sql("select p.id, p.name, p.branch_id from identity.partner p join unnest(:names) as n(name) on n.name = p.name where p.active")
                .param("names", ImportRow.said(rows, PARTNER)).query(Partner.class).list().stream().collect(Collectors.groupingBy(Partner::name));
    }

    private static @Nullable Partner partner(ImportRow row, Map<String, List<Partner>> partners) {
        var text = row.text(PARTNER);
        if (text.isEmpty() || row.failed(PARTNER)) {
            return null;
        }
        var meant = partners.getOrDefault(text, List.of());
        if (meant.size() != 1) {
            row.wrong(PARTNER, meant.isEmpty() ? EngineerRemark.UNKNOWN_PARTNER : EngineerRemark.SEVERAL_PARTNERS, Map.of());
            return null;
        }
        return meant.getFirst();
    }

    /** Codes by everything a skill is called, in small letters. */
    private Map<String, String> skills() {
        var codes = new HashMap<String, String>();
        queries.skills().forEach(skill -> {
            skill.name().values().forEach(name -> codes.put(name.toLowerCase(Locale.ROOT), skill.code()));
            codes.put(skill.code(), skill.code());
        });
        return codes;
    }

    private static List<EngineerDesk.SkillLevel> held(ImportRow row, Map<String, String> skills) {
        Set<String> held = new LinkedHashSet<>();
        for (var text : BETWEEN.split(row.text(SKILLS))) {
            if (text.isEmpty() || row.failed(SKILLS)) {
                continue;
            }
            var code = skills.get(text.toLowerCase(Locale.ROOT));
            if (code == null) {
                row.wrong(SKILLS, EngineerRemark.UNKNOWN_SKILL, Map.of("name", text));
            } else {
                held.add(code);
            }
        }
        return held.stream().map(code -> new EngineerDesk.SkillLevel(code, WORKS_ALONE)).toList();
    }

    // ---- Writing --------------------------------------------------------------------------------------------------------

    @Override
    public List<Made> write(List<Draft<Row>> drafts, ImportContext context) {
        var made = new ArrayList<Made>();
        for (var draft : drafts) {
            var id = Ids.next();
            users.addLocked(id, draft.what().user());
            engineers.register(id, draft.what().profile());
            made.add(new Made(draft.row().number(), "engineer", id, draft.what().profile().branchId()));
        }
        return made;
    }

    // ---- Taking back ----------------------------------------------------------------------------------------------------

    @Override
    public void undo(ImportContext context) {
        jdbc.sql("""
                select u.name from identity.app_user u
                  join imports.made m on m.import_id = :import and m.kind = 'engineer' and m.id = u.id
                  left join dispatch.engineer e on e.user_id = u.id
                 where u.version > 0 or e.version > 0 limit 1
                """).param("import", context.importId()).query(String.class).optional().ifPresent(name -> {
            throw Importable.changedSince(name);
        });
        var branches = jdbc.sql("""
                with gone as (delete from dispatch.engineer e using imports.made m where m.import_id = :import and m.kind = 'engineer' and m.id = e.user_id returning e.branch_id)
                select distinct branch_id from gone
                """).param("import", context.importId()).query(UUID.class).list();
        users.takeBack(jdbc.sql("select id from imports.made where import_id = :import and kind = 'engineer'").param("import", context.importId()).query(UUID.class).list());
        branches.forEach(branch -> live.tell(Live.ofBranch("dispatch", null, branch)));
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("select name from identity.app_user where id = :id").param("id", id).query(String.class).optional().orElse(null);
    }
}
