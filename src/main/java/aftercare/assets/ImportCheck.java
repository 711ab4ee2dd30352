package aftercare.assets;

import aftercare.assets.ImportProblem.Code;
import aftercare.customers.Regions;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Sheets;
import aftercare.platform.WrittenDate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads a list of devices row by row and says of every cell what is wrong with it. What rows refer to is looked up for all
 * rows at once, among what whoever imports may use.
 */
@Component
@Transactional(readOnly = true)
class ImportCheck {

    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);
    private static final Pattern MONTHS = Pattern.compile("(\\d{1,3}(?:\\.\\d)?|[一二两兩三四五六七八九十])(个月|個月|月|months?|m|年|years?|y)?(半)?");
    private static final String NUMERALS = "零一二三四五六七八九十";
    private static final Map<String, DeviceState> STATES = Map.ofEntries(
            Map.entry("", DeviceState.IN_USE), Map.entry("在用", DeviceState.IN_USE), Map.entry("使用中", DeviceState.IN_USE),
            Map.entry("正常", DeviceState.IN_USE), Map.entry("运行", DeviceState.IN_USE), Map.entry("in use", DeviceState.IN_USE),
            Map.entry("停用", DeviceState.STOPPED), Map.entry("闲置", DeviceState.STOPPED), Map.entry("停机", DeviceState.STOPPED),
            Map.entry("已拆除", DeviceState.TAKEN_OUT), Map.entry("拆除", DeviceState.TAKEN_OUT), Map.entry("taken out", DeviceState.TAKEN_OUT),
            Map.entry("stopped", DeviceState.STOPPED), Map.entry("报废", DeviceState.SCRAPPED), Map.entry("報廢", DeviceState.SCRAPPED),
            Map.entry("scrapped", DeviceState.SCRAPPED));

    /** The rows fit to be imported, and what is wrong with the others. */
    record Checked(List<ImportedRow> good, List<ImportProblem> problems, int rows) {

        int bad() {
            return rows - good.size();
        }

        int newSites() {
            return (int) good.stream().map(ImportedRow::newSite).filter(site -> site != null).distinct().count();
        }
    }

    private record Customer(UUID id, String number, String name, UUID branchId) {}

    private record Product(UUID id, String maker, String model) {}

    private record Named(UUID id, UUID customerId, @Nullable String number, String name) {}

    /** A maker gives a serial number once; without a maker the product stands in. */
    private record Serial(String giver, String serial) {

        static Serial of(Product product, String serial) {
            return new Serial(product.maker().isEmpty() ? product.id().toString() : product.maker(), serial);
        }
    }

    private final JdbcClient jdbc;
    private final Regions regions;

    ImportCheck(JdbcClient jdbc, Regions regions) {
        this.jdbc = jdbc;
        this.regions = regions;
    }

    Checked check(List<Sheets.Row> rows, Map<ImportField, Integer> columns, Scope scope) {
        var lookups = new Lookups(rows, columns, scope);
        var good = new ArrayList<ImportedRow>();
        var problems = new ArrayList<ImportProblem>();
        for (var row : rows) {
            var reading = new Reading(row, columns, lookups);
            var imported = reading.read();
            problems.addAll(reading.problems);
            if (imported != null) {
                good.add(imported);
            }
        }
        var taken = taken(good);
        good.removeIf(row -> {
            var number = taken.get(new Serial(row.product().toString(), row.serial()));
            if (number != null) {
                problems.add(new ImportProblem(row.row(), columns.get(ImportField.SERIAL), ImportField.SERIAL, row.serial(), Code.EXISTS, Map.of("number", number)));
            }
            return number != null;
        });
        problems.sort(java.util.Comparator.comparingInt(ImportProblem::row).thenComparing(ImportProblem::field));
        return new Checked(good, problems, rows.size());
    }

    /** Serial numbers that exist already. A device of another branch is named by no number. */
    private Map<Serial, String> taken(List<ImportedRow> rows) {
        record Row(UUID productId, String serial, String number) {}
        return jdbc.sql("""
                with sought as (select * from unnest(:products, :serials) as s(product_id, serial))
                select s.product_id, s.serial, d.number
                  from sought s join assets.device d on d.product_id = s.product_id and d.serial = s.serial
                union
                select s.product_id, s.serial, d.number
                  from sought s
                  join assets.product k on k.id = s.product_id and k.maker <> ''
                  join assets.device d on d.maker = k.maker and d.serial = s.serial
                """)
                .param("products", rows.stream().map(ImportedRow::product).toArray(UUID[]::new))
                .param("serials", rows.stream().map(ImportedRow::serial).toArray(String[]::new))
                .query(Row.class).list().stream()
                .collect(Collectors.toMap(row -> new Serial(row.productId().toString(), row.serial()), Row::number, (one, _) -> one));
    }

    /** Everything the rows refer to, by the words they use. */
    private final class Lookups {

        final Map<String, List<Customer>> customers = new HashMap<>();
        final Map<String, List<Product>> products = new HashMap<>();
        final Map<UUID, List<Named>> projects = new HashMap<>();
        final Map<UUID, List<Named>> sites = new HashMap<>();
        final Map<String, Regions.Match> regionsByText = new HashMap<>();
        final Map<Serial, Integer> firstRow = new HashMap<>();

        Lookups(List<Sheets.Row> rows, Map<ImportField, Integer> columns, Scope scope) {
            var reach = scope.reach(Permission.ASSETS_IMPORT);
            var texts = texts(rows, columns.get(ImportField.CUSTOMER));
            jdbc.sql("""
                    select c.id, c.number, c.name, c.branch_id from customers.customer c
                     where c.active and (c.name = any(:texts) or c.number = any(:texts))
                       and (:everywhere or c.branch_id = any(:branches))
                       and cast(:partner as uuid) is null and (cast(:customer as uuid) is null or c.id = :customer)
                    """)
                    .params(reach.params()).param("texts", texts.toArray(String[]::new)).query(Customer.class).list()
                    .forEach(customer -> {
                        customers.computeIfAbsent(customer.name(), _ -> new ArrayList<>()).add(customer);
                        customers.put(customer.number(), List.of(customer));
                    });
            jdbc.sql("select id, maker, model from assets.product where active and lower(model) = any(:models)")
                    .param("models", texts(rows, columns.get(ImportField.MODEL)).stream().map(String::toLowerCase).toArray(String[]::new))
                    .query(Product.class).list()
                    .forEach(product -> products.computeIfAbsent(product.model().toLowerCase(), _ -> new ArrayList<>()).add(product));
            var ids = customers.values().stream().flatMap(Collection::stream).map(Customer::id).distinct().toArray(UUID[]::new);
            jdbc.sql("select id, customer_id, number, name from assets.project where customer_id = any(:customers) and (name = any(:texts) or number = any(:texts))")
                    .param("customers", ids).param("texts", texts(rows, columns.get(ImportField.PROJECT)).toArray(String[]::new)).query(Named.class).list()
                    .forEach(project -> projects.computeIfAbsent(project.customerId(), _ -> new ArrayList<>()).add(project));
            jdbc.sql("select id, customer_id, null as number, name from customers.site where active and customer_id = any(:customers) and name = any(:texts)")
                    .param("customers", ids).param("texts", texts(rows, columns.get(ImportField.SITE)).toArray(String[]::new)).query(Named.class).list()
                    .forEach(site -> sites.computeIfAbsent(site.customerId(), _ -> new ArrayList<>()).add(site));
        }

        private static Set<String> texts(List<Sheets.Row> rows, @Nullable Integer column) {
            var texts = new HashSet<String>();
            if (column != null) {
                rows.forEach(row -> texts.add(row.text(column)));
            }
            texts.remove("");
            return texts;
        }
    }

    /** One row on its way to becoming a device. */
    private final class Reading {

        final List<ImportProblem> problems = new ArrayList<>();
        private final Sheets.Row row;
        private final Map<ImportField, Integer> columns;
        private final Lookups lookups;

        Reading(Sheets.Row row, Map<ImportField, Integer> columns, Lookups lookups) {
            this.row = row;
            this.columns = columns;
            this.lookups = lookups;
        }

        @Nullable ImportedRow read() {
            var texts = new LinkedHashMap<ImportField, String>();
            for (var field : ImportField.values()) {
                texts.put(field, text(field));
            }
            var customer = customer(texts.get(ImportField.CUSTOMER));
            var product = product(texts.get(ImportField.MODEL), texts.get(ImportField.MAKER));
            var project = customer == null ? null : project(customer, texts.get(ImportField.PROJECT));
            var region = region(texts.get(ImportField.REGION));
            var serial = texts.get(ImportField.SERIAL);
            var installed = date(ImportField.INSTALLED, texts.get(ImportField.INSTALLED));
            var accepted = date(ImportField.ACCEPTED, texts.get(ImportField.ACCEPTED));
            var months = months(texts.get(ImportField.MONTHS));
            var state = STATES.get(texts.get(ImportField.STATE).toLowerCase());
            if (state == null) {
                problem(ImportField.STATE, Code.BAD_STATE, Map.of());
            }
            if (product != null && !serial.isEmpty()) {
                var before = lookups.firstRow.putIfAbsent(Serial.of(product, serial), row.number());
                if (before != null) {
                    problem(ImportField.SERIAL, Code.TWICE_IN_FILE, Map.of("row", before.toString()));
                }
            }
            if (!problems.isEmpty() || customer == null || product == null || state == null) {
                return null;
            }
            var siteName = texts.get(ImportField.SITE);
            var site = lookups.sites.getOrDefault(customer.id(), List.of()).stream().filter(known -> known.name().equals(siteName)).findFirst().orElse(null);
            var newSite = site != null || siteName.isEmpty() ? null
                    : new ImportedRow.NewSite(customer.id(), siteName, region, texts.get(ImportField.ADDRESS));
            return new ImportedRow(row.number(), customer.id(), customer.branchId(), site == null ? null : site.id(), newSite,
                    project == null ? null : project.id(), product.id(), serial, texts.get(ImportField.NAME), texts.get(ImportField.LOCATION), installed,
                    accepted, months, state, texts.get(ImportField.NOTE));
        }

        private String text(ImportField field) {
            var column = columns.get(field);
            var text = column == null ? "" : row.text(column).replace("\0", "");
            if (column != null && row.formulas().contains(column)) {
                problem(field, Code.FORMULA, Map.of());
            } else if (text.isEmpty() && field.required) {
                problem(field, Code.REQUIRED, Map.of());
            } else if (text.length() > field.most) {
                problem(field, Code.TOO_LONG, Map.of("most", Integer.toString(field.most)));
            }
            return text;
        }

        private @Nullable Customer customer(String text) {
            var found = lookups.customers.getOrDefault(text, List.of());
            return text.isEmpty() || failed(ImportField.CUSTOMER) ? null
                    : one(found, ImportField.CUSTOMER, Code.UNKNOWN_CUSTOMER, Code.SEVERAL_CUSTOMERS);
        }

        private @Nullable Product product(String model, String maker) {
            var found = lookups.products.getOrDefault(model.toLowerCase(), List.of()).stream()
                    .filter(product -> maker.isEmpty() || product.maker().equalsIgnoreCase(maker)).toList();
            return model.isEmpty() || failed(ImportField.MODEL) ? null : one(found, ImportField.MODEL, Code.UNKNOWN_PRODUCT, Code.SEVERAL_PRODUCTS);
        }

        private @Nullable Named project(Customer customer, String text) {
            var found = lookups.projects.getOrDefault(customer.id(), List.of()).stream()
                    .filter(project -> project.name().equals(text) || text.equals(project.number())).toList();
            return text.isEmpty() || failed(ImportField.PROJECT) ? null : one(found, ImportField.PROJECT, Code.UNKNOWN_PROJECT, Code.SEVERAL_PROJECTS);
        }

        private <T> @Nullable T one(List<T> found, ImportField field, Code none, Code several) {
            if (found.size() != 1) {
                problem(field, found.isEmpty() ? none : several, Map.of());
                return null;
            }
            return found.getFirst();
        }

        private @Nullable String region(String text) {
            if (text.isEmpty() || failed(ImportField.REGION)) {
                return null;
            }
            var match = lookups.regionsByText.computeIfAbsent(text, regions::resolve);
            if (match.region() == null) {
                if (match.candidates().isEmpty()) {
                    problem(ImportField.REGION, Code.UNKNOWN_REGION, Map.of());
                } else {
                    problem(ImportField.REGION, Code.SEVERAL_REGIONS, Map.of("candidates",
                            match.candidates().stream().limit(3).map(region -> region.fullName()).collect(Collectors.joining("、"))));
                }
                return null;
            }
            return match.region().code();
        }

        private @Nullable LocalDate date(ImportField field, String text) {
            if (text.isEmpty() || failed(field)) {
                return null;
            }
            switch (WrittenDate.read(text)) {
                case WrittenDate.Day(var date) when date.isBefore(EARLIEST) || date.isAfter(LATEST) -> problem(field, Code.STRANGE_DATE, Map.of());
                case WrittenDate.Day(var date) -> {
                    return date;
                }
                case WrittenDate.Ambiguous(var one, var other) -> problem(field, Code.AMBIGUOUS_DATE, Map.of("one", one.toString(), "other", other.toString()));
                case WrittenDate.None _ -> problem(field, Code.BAD_DATE, Map.of());
            }
            return null;
        }

        /** 24, 24个月, 2年, 1.5年, 两年, 一年半. */
        private @Nullable Integer months(String text) {
            if (text.isEmpty() || failed(ImportField.MONTHS)) {
                return null;
            }
            var written = MONTHS.matcher(text.toLowerCase().replaceAll("\\s", ""));
            if (written.matches()) {
                var unit = written.group(2);
                var years = unit != null && (unit.startsWith("年") || unit.startsWith("y"));
                var amount = written.group(1);
                var number = Character.isDigit(amount.charAt(0)) ? new BigDecimal(amount)
                        : BigDecimal.valueOf(amount.equals("两") || amount.equals("兩") ? 2 : NUMERALS.indexOf(amount));
                if (written.group(3) != null) {
                    number = number.add(new BigDecimal("0.5"));
                }
                var months = years ? number.multiply(BigDecimal.valueOf(12)) : number;
                if (months.stripTrailingZeros().scale() <= 0 && months.compareTo(BigDecimal.valueOf(600)) <= 0) {
                    return months.intValueExact();
                }
            }
            problem(ImportField.MONTHS, Code.BAD_MONTHS, Map.of());
            return null;
        }

        private boolean failed(ImportField field) {
            return problems.stream().anyMatch(problem -> problem.field() == field);
        }

        private void problem(ImportField field, Code code, Map<String, String> facts) {
            var column = columns.get(field);
            problems.add(new ImportProblem(row.number(), column == null ? -1 : column, field, column == null ? "" : shortened(row.text(column)), code, facts));
        }

        private static String shortened(String text) {
            return text.length() <= 60 ? text : text.substring(0, text.offsetByCodePoints(0, Math.min(59, text.codePointCount(0, text.length())))) + "…";
        }
    }
}
