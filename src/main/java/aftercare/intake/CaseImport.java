package aftercare.intake;

import static aftercare.intake.CaseFields.*;
import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.cases.CaseStatus;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.cases.PastCase;
import aftercare.cases.PastCases;
import aftercare.identity.Permission;
import aftercare.imports.CommonRemark;
import aftercare.imports.ImportContext;
import aftercare.imports.ImportField;
import aftercare.imports.ImportField.Choice;
import aftercare.imports.ImportOption;
import aftercare.imports.ImportRow;
import aftercare.imports.Importable;
import aftercare.imports.Remark;
import aftercare.kernel.Ids;
import aftercare.platform.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Past cases of another system from a file. What it said is kept raw, as from every other way in. */
@Component
class CaseImport implements Importable<CaseImport.Good> {

    private static final int LONGEST_SUBJECT = 200;
    private static final int USUAL_SEVERITY = 3;
    private static final ImportOption SOURCE = new ImportOption("source", ImportOption.Kind.FILE_NAME, new Label("原系统", "原系統", "Other system"),
            new Label("同一系统的单号只导入一次", "同一系統的單號只匯入一次", "A number of the same system is brought in once"));
    private static final ImportOption BRANCH = new ImportOption("branch", ImportOption.Kind.BRANCH, new Label("分公司", "分公司", "Branch"),
            new Label("客户和设备都不认识的服务单归入这里", "客戶和設備都不認識的服務單歸入這裡", "Of cases whose customer and device are not known"));
    private static final ImportOption ZONE = new ImportOption("zone", ImportOption.Kind.ZONE, new Label("时区", "時區", "Time zone"),
            new Label("没有写时差的时间属于哪里", "沒有寫時差的時間屬於哪裡", "Of times without an offset"));
    private static final ImportOption FORM = new ImportOption("form", ImportOption.Kind.TIME_FORM, new Label("日期写法", "日期寫法", "Order of day and month"),
            new Label("文件里年月日的顺序", "檔案裡年月日的順序", "How the file writes its days"));

    record Good(PastCase past, Map<String, String> raw) {}

    private record Customer(UUID id, String number, String name, UUID branchId) {}

    private record Device(UUID id, UUID customer, UUID branch) {}

    private record Known(Map<String, List<Customer>> customers, Map<String, Device> devices, Map<String, String> references, Map<String, Integer> kinds) {}

    private record CatalogueKind(String code, int severity, String zhCn, String zhTw, String en) {}

    private final JdbcClient jdbc;
    private final PastCases cases;
    private final JsonMapper json;

    CaseImport(JdbcClient jdbc, PastCases cases, JsonMapper json) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.json = json;
    }

    @Override
    public String code() {
        return "cases";
    }

    @Override
    public Label title() {
        return new Label("历史服务单", "歷史服務單", "Past cases");
    }

    @Override
    public Label hint() {
        return new Label("从原来的系统带来的服务单，保留原单号和时间；不产生承诺和通知", "從原來的系統帶來的服務單，保留原單號和時間；不產生承諾和通知",
                "Cases of another system with their numbers and times; no promises, no messages");
    }

    @Override
    public Permission permission() {
        return Permission.CASES_IMPORT;
    }

    @Override
    public List<ImportField> fields() {
        return all(catalogue().stream().map(kind -> Choice.of(kind.code(), kind.zhCn(), kind.zhTw(), kind.en())).toList());
    }

    @Override
    public List<ImportOption> options() {
        return List.of(SOURCE, BRANCH, ZONE, FORM);
    }

    @Override
    public List<? extends Remark> remarks() {
        return List.of(CaseRemark.values());
    }

    private List<CatalogueKind> catalogue() {
        return jdbc.sql("""
                select code, coalesce(cast(definition ->> 'severity' as integer), 3) as severity, name ->> 'zh-CN' as zh_cn, name ->> 'zh-TW' as zh_tw,
                       name ->> 'en' as en from cases.kind where current order by code
                """).query((row, _) -> new CatalogueKind(row.getString("code"), row.getInt("severity"), row.getString("zh_cn"), row.getString("zh_tw"), row.getString("en"))).list();
    }

    // ---- Checking -------------------------------------------------------------------------------------------------------

    @Override
    public List<Draft<Good>> check(List<ImportRow> rows, ImportContext context) {
        var catalogue = catalogue();
        var known = new Known(customers(ImportRow.said(rows, CUSTOMER), context), devices(ImportRow.said(rows, DEVICE), context), references(ImportRow.said(rows, REFERENCE), source(context)),
                catalogue.stream().collect(Collectors.toMap(CatalogueKind::code, CatalogueKind::severity)));
        var kind = fields().stream().filter(field -> field.code().equals(KIND.code())).findFirst().orElseThrow();
        var drafts = new ArrayList<Draft<Good>>();
        for (var row : rows) {
            var past = read(row, kind, known, context);
            if (past != null && row.good()) {
                drafts.add(new Draft<>(row, new Good(past, row.raw()), new Claim(past.reference(), REFERENCE)));
            }
        }
        return drafts;
    }

    private static String source(ImportContext context) {
        return context.options().getOrDefault(SOURCE.code(), "").strip();
    }

    private static String[] lower(String[] texts) {
        return java.util.Arrays.stream(texts).map(text -> text.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    }

    private Map<String, List<Customer>> customers(String[] texts, ImportContext context) {
        var found = new HashMap<String, List<Customer>>();
        jdbc.sql("""
                select c.id, c.number, c.name, c.branch_id
                  from (select k.id from customers.customer k join unnest(:texts) as n(text) on n.text = lower(k.name)
                        union select k.id from customers.customer k join unnest(:texts) as n(text) on n.text = lower(k.number)) as named
                  join customers.customer c on c.id = named.id
                 where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """)
                .param("texts", lower(texts)).params(context.scope().reach(permission()).params()).query(Customer.class).list().forEach(customer -> {
                    found.computeIfAbsent(customer.name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(customer);
                    found.computeIfAbsent(customer.number().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(customer);
                });
        return found;
    }

    private Map<String, Device> devices(String[] texts, ImportContext context) {
        record Row(UUID id, UUID customerId, UUID branchId, String number, String serial) {}
        var found = new HashMap<String, Device>();
        jdbc.sql("""
                select d.id, d.customer_id, d.branch_id, d.number, d.serial
                  from (select k.id from assets.device k join unnest(:texts) as n(text) on n.text = lower(k.serial)
                        union select k.id from assets.device k join unnest(:texts) as n(text) on upper(n.text) = k.number) as named
                  join assets.device d on d.id = named.id
                 where (:everywhere or d.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """)
                .param("texts", lower(texts)).params(context.scope().reach(permission()).params()).query(Row.class).list().forEach(row -> {
                    found.putIfAbsent(row.serial().toLowerCase(Locale.ROOT), new Device(row.id(), row.customerId(), row.branchId()));
                    found.put(row.number().toLowerCase(Locale.ROOT), new Device(row.id(), row.customerId(), row.branchId()));
                });
        return found;
    }

    private Map<String, String> references(String[] references, String source) {
        return jdbc.sql("""
                select i.reference, c.number from intake.imported_case i join cases.service_case c on c.id = i.case_id
                 where i.source = :source and i.reference in (select reference from unnest(:references) as n(reference))
                """)
                .param("source", source).param("references", references)
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private @Nullable PastCase read(ImportRow row, ImportField kindField, Known known, ImportContext context) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("source", source(context));
        var reference = row.text(REFERENCE);
        if (known.references().containsKey(reference)) {
            row.wrong(REFERENCE, CaseRemark.KNOWN_ALREADY, Map.of("number", known.references().get(reference)));
        }
        var openedAt = row.time(OPENED_AT, context);
        if (openedAt != null && openedAt.isAfter(context.now())) {
            row.wrong(OPENED_AT, CommonRemark.IN_FUTURE, Map.of());
        }
        var kind = row.word(kindField, "repair");
        var subject = row.text(SUBJECT);
        var description = row.text(DESCRIPTION);
        if (subject.codePointCount(0, subject.length()) > LONGEST_SUBJECT) {
            row.wrong(SUBJECT, CaseRemark.SUBJECT_SHORTENED, Map.of("most", String.valueOf(LONGEST_SUBJECT)));
            description = description.isEmpty() ? subject : subject + "\n" + description;
            subject = subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
        }
        var closedAt = row.time(CLOSED_AT, context);
        var resolvedAt = row.time(RESOLVED_AT, context);
        var dueAt = row.time(DUE_AT, context);
        if (dueAt != null) {
            facts.put("dueAt", dueAt.toString());
        }
        var word = row.word(STATUS, (closedAt == null ? CaseStatus.NEW : CaseStatus.CLOSED).name());
        var who = who(row, known);
        var device = device(row, who.customer(), known);
        var resolution = row.text(RESOLUTION);
        var place = row.text(PLACE);
        var severity = severity(row, kind, known);
        if (!row.good() || openedAt == null || word == null || kind == null) {
            return null;
        }
        var status = CaseStatus.valueOf(word);
        var closed = closing(row, status, openedAt, closedAt, facts);
        var resolved = switch (status) {
            case CLOSED -> earliest(later(openedAt, resolvedAt == null ? closed : resolvedAt), closed);
            case RESOLVED -> later(openedAt, resolvedAt != null ? resolvedAt : closedAt);
            default -> null;
        };
        if (!row.good()) {
            return null;
        }
        if ((status == CaseStatus.RESOLVED || status == CaseStatus.CLOSED) && resolved == null) {
            row.wrong(RESOLVED_AT, CaseRemark.CLOSED_WITHOUT_TIME, Map.of());
            return null;
        }
        var said = row.text(STATUS);
        return new PastCase(reference, kind, severity, status, subject, description, who,
                new OpenCase.What(device == null ? null : device.id(), null, null, device == null && who.customer() == null ? context.branch(BRANCH.code()) : null, place),
                openedAt, resolved, closed, status == CaseStatus.CANCELLED && resolution.isBlank() ? said : resolution, said.isEmpty() ? source(context) : said, facts);
    }

    /** A closing time that cannot be true does not make the case untrue: what the file says stays in the history. */
    private static @Nullable Instant closing(ImportRow row, CaseStatus status, Instant openedAt, @Nullable Instant closedAt, Map<String, String> facts) {
        var said = row.text(CLOSED_AT);
        if (status != CaseStatus.CLOSED) {
            if (closedAt != null && status != CaseStatus.RESOLVED) {
                row.wrong(CLOSED_AT, CaseRemark.CLOSING_IGNORED, Map.of("status", row.text(STATUS)));
                facts.put("closedThere", said);
            }
            return null;
        }
        if (closedAt == null) {
            row.wrong(CLOSED_AT, CaseRemark.CLOSED_WITHOUT_TIME, Map.of());
            return null;
        }
        if (closedAt.isBefore(openedAt)) {
            row.wrong(CLOSED_AT, CaseRemark.CLOSED_BEFORE_OPENED, Map.of("opened", row.text(OPENED_AT)));
            facts.put("closedThere", said);
            return openedAt;
        }
        return closedAt;
    }

    private static int severity(ImportRow row, @Nullable String kind, Known known) {
        var text = row.text(SEVERITY);
        if (text.isEmpty()) {
            return kind == null ? USUAL_SEVERITY : known.kinds().getOrDefault(kind, USUAL_SEVERITY);
        }
        var digits = text.replace('一', '1').replace('二', '2').replace('三', '3').replace('四', '4').replaceAll("[^0-9]", "");
        if (!digits.matches("[1-4]")) {
            row.wrong(SEVERITY, CaseRemark.SEVERITY_UNKNOWN, Map.of());
            return 0;
        }
        return Integer.parseInt(digits);
    }

    private static OpenCase.Who who(ImportRow row, Known known) {
        var said = row.text(CUSTOMER);
        var matches = known.customers().getOrDefault(said.toLowerCase(Locale.ROOT), List.of());
        if (!said.isEmpty() && matches.size() != 1) {
            row.wrong(CUSTOMER, matches.isEmpty() ? CaseRemark.CUSTOMER_NOT_FOUND : CaseRemark.CUSTOMER_NOT_CLEAR, Map.of());
        } else if (matches.size() == 1) {
            row.means(CUSTOMER, matches.getFirst().number() + " " + matches.getFirst().name());
        }
        return new OpenCase.Who(matches.size() == 1 ? matches.getFirst().id() : null, row.text(CONTACT_NAME), row.text(CONTACT_PHONE), row.text(CONTACT_EMAIL),
                matches.size() == 1 ? "" : said);
    }

    private static @Nullable Device device(ImportRow row, @Nullable UUID customer, Known known) {
        var said = row.text(DEVICE);
        if (said.isEmpty()) {
            return null;
        }
        var device = known.devices().get(said.toLowerCase(Locale.ROOT));
        if (device == null) {
            row.wrong(DEVICE, CaseRemark.DEVICE_NOT_FOUND, Map.of());
            return null;
        }
        if (customer != null && !customer.equals(device.customer())) {
            row.wrong(DEVICE, CaseRemark.DEVICE_OF_ANOTHER, Map.of());
            return null;
        }
        return device;
    }

    private static @Nullable Instant later(Instant one, @Nullable Instant other) {
        return other == null ? null : other.isAfter(one) ? other : one;
    }

    private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other == null ? other : one.isBefore(other) ? one : other;
    }

    // ---- Writing --------------------------------------------------------------------------------------------------------

    @Override
    public List<Made> write(List<Draft<Good>> drafts, ImportContext context) {
        var goods = drafts.stream().map(Draft::what).toList();
        var ids = cases.add(goods.stream().map(Good::past).toList(), context.actor()).stream().map(CaseId::value).toArray(UUID[]::new);
        jdbc.sql("""
                insert into intake.imported_case (source, reference, case_id) select :source, n.reference, n.case_id from unnest(:references, :cases) as n(reference, case_id)
                """)
                .param("source", source(context)).param("references", goods.stream().map(good -> good.past().reference()).toArray(String[]::new)).param("cases", ids).update();
        jdbc.sql("""
                insert into intake.report (id, channel, received_at, received_by, raw, state, case_id)
                select n.id, :channel, :now, :user, convert_to(n.raw, 'UTF8'), 'TAKEN', n.case_id from unnest(:ids, :raw, :cases) as n(id, raw, case_id)
                """)
                .param("channel", Channel.IMPORT.name()).param("now", context.now().atOffset(UTC)).param("user", context.scope().user())
                .param("ids", goods.stream().map(_ -> Ids.next()).toArray(UUID[]::new)).param("raw", goods.stream().map(good -> json.writeValueAsString(good.raw())).toArray(String[]::new))
                .param("cases", ids).update();
        var branches = jdbc.sql("select id, branch_id from cases.service_case where id = any(:ids)").param("ids", ids)
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getObject(2, UUID.class))).list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var made = new ArrayList<Made>();
        for (int i = 0; i < ids.length; i++) {
            made.add(new Made(drafts.get(i).row().number(), CaseId.SUBJECT, ids[i], branches.get(ids[i])));
        }
        return made;
    }

    @Override
    public void undo(ImportContext context) {
        jdbc.sql("delete from intake.imported_case i using imports.made m where m.import_id = :import and m.kind = 'case' and m.id = i.case_id")
                .param("import", context.importId()).update();
        jdbc.sql("delete from intake.report r using imports.made m where m.import_id = :import and m.kind = 'case' and m.id = r.case_id and r.channel = :channel")
                .param("import", context.importId()).param("channel", Channel.IMPORT.name()).update();
        cases.takeBack(context.importId());
    }

    @Override
    public @Nullable String nameOf(String kind, UUID id) {
        return jdbc.sql("select number from cases.service_case where id = :id").param("id", id).query(String.class).optional().orElse(null);
    }
}
