package aftercare.intake;

import aftercare.cases.CaseStatus;
import aftercare.cases.OpenCase;
import aftercare.cases.PastCase;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Sheets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the rows of a file of past cases as a person says they are to be read, and says what is wrong with each. */
@Component
class CaseImportCheck {

    /**
     * How the file is to be read.
     *
     * @param source   what the other system is called: with the number there it tells what has been brought in before
     * @param zone     of times without an offset
     * @param branch   of cases whose customer or device is not known
     * @param statuses what the file's own words mean
     * @param kinds    what the file's own words mean; without a column every case is a repair
     */
    record Settings(String source, ZoneId zone, TimeForm form, UUID branch, List<Column> columns, Map<String, CaseStatus> statuses,
                    Map<String, String> kinds) {

        List<Integer> of(CaseField field) {
            return columns.stream().filter(column -> column.field() == field).map(Column::index).toList();
        }
    }

    record Column(int index, CaseField field) {}

    /** An error keeps the row out; a warning says what was made of it. */
    enum Finding {
        MISSING(true), TOO_LONG(true), TIME_UNREADABLE(true), TIME_SKIPPED(true), IN_FUTURE(true), STATUS_UNKNOWN(true), KIND_UNKNOWN(true),
        SEVERITY_UNKNOWN(true), TWICE_IN_FILE(true), KNOWN_ALREADY(true), CLOSED_WITHOUT_TIME(true),
        TIME_TWICE(false), CLOSED_BEFORE_OPENED(false), CLOSING_IGNORED(false), SUBJECT_SHORTENED(false), CUSTOMER_NOT_FOUND(false),
        CUSTOMER_NOT_CLEAR(false), DEVICE_NOT_FOUND(false), DEVICE_OF_ANOTHER(false);

        final boolean error;

        Finding(boolean error) {
            this.error = error;
        }
    }

    record Note(int row, CaseField field, String text, Finding finding, boolean error, Map<String, String> facts) {}

    record Good(int row, PastCase past, Map<String, String> raw) {}

    /** @param unknownStatuses words that somebody has yet to say the meaning of */
    record Checked(int rows, List<Good> good, List<Note> notes, Set<String> unknownStatuses, Set<String> unknownKinds) {

        int bad() {
            return rows - good.size();
        }
    }

    private static final int SUBJECT = 200;
    private static final Map<String, CaseStatus> WORDS = words();

    private final JdbcClient jdbc;

    CaseImportCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Checked check(List<String> headings, List<Sheets.Row> rows, Settings settings, Scope scope, Instant now) {
        return new Reading(headings, settings, now, customers(texts(rows, settings, CaseField.CUSTOMER), scope),
                devices(texts(rows, settings, CaseField.DEVICE), scope), known(texts(rows, settings, CaseField.REFERENCE), settings.source()),
                kinds()).of(rows);
    }

    /** The meaning of a status where it goes without saying. */
    static Optional<CaseStatus> meaning(String status) {
        return Optional.ofNullable(WORDS.get(status.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, CaseStatus> words() {
        var words = new HashMap<String, CaseStatus>();
        Map.of(CaseStatus.NEW, "new open 新建 待受理 待处理 未处理 未受理",
                CaseStatus.ACTIVE, "active assigned in-progress started 处理中 进行中 已受理 已派工 维修中 已派单",
                CaseStatus.WAITING, "waiting pending on-hold 等待中 挂起 待客户 暂停",
                CaseStatus.RESOLVED, "resolved done 已解决 待验收 已完工 已完成",
                CaseStatus.CLOSED, "closed 已关闭 已完结 已结单 完结 关闭 已办结",
                CaseStatus.CANCELLED, "cancelled canceled rejected 已取消 取消 作废").forEach((status, all) -> {
            for (var word : all.split(" ")) {
                words.put(word.replace('-', ' '), status);
                words.put(word, status);
            }
        });
        return Map.copyOf(words);
    }

    private record Customer(UUID id, String number, String name) {}

    private record Device(UUID id, UUID customer) {}

    private Map<String, List<Customer>> customers(Set<String> texts, Scope scope) {
        var found = new HashMap<String, List<Customer>>();
        var asked = texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toArray(String[]::new);
        jdbc.sql("""
                select id, number, name from customers.customer
                 where (lower(name) = any(:texts) or lower(number) = any(:texts))
                   and (:everywhere or branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """)
                .param("texts", asked).params(scope.reach(Permission.CASES_IMPORT).params()).query(Customer.class).list().forEach(customer -> {
                    found.computeIfAbsent(customer.name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(customer);
                    found.computeIfAbsent(customer.number().toLowerCase(Locale.ROOT), _ -> new ArrayList<>()).add(customer);
                });
        return found;
    }

    private Map<String, Device> devices(Set<String> texts, Scope scope) {
        record Row(UUID id, UUID customerId, String number, String serial) {}
        var found = new HashMap<String, Device>();
        jdbc.sql("""
                select id, customer_id, number, serial from assets.device
                 where (lower(serial) = any(:texts) or lower(number) = any(:texts))
                   and (:everywhere or branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                """)
                .param("texts", texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toArray(String[]::new))
                .params(scope.reach(Permission.CASES_IMPORT).params()).query(Row.class).list().forEach(row -> {
                    found.putIfAbsent(row.serial().toLowerCase(Locale.ROOT), new Device(row.id(), row.customerId()));
                    found.put(row.number().toLowerCase(Locale.ROOT), new Device(row.id(), row.customerId()));
                });
        return found;
    }

    private Map<String, String> known(Set<String> references, String source) {
        return jdbc.sql("""
                select i.reference, c.number from intake.imported_case i join cases.service_case c on c.id = i.case_id
                 where i.source = :source and i.reference = any(:references)
                """)
                .param("source", source).param("references", references.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, Integer> kinds() {
        return jdbc.sql("select code, cast(definition ->> 'severity' as integer) from cases.kind where current")
                .query((row, _) -> Map.entry(row.getString(1), row.getInt(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<String> texts(List<Sheets.Row> rows, Settings settings, CaseField field) {
        var column = settings.of(field);
        return column.isEmpty() ? Set.of() : rows.stream().map(row -> row.text(column.getFirst())).filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One reading of one file. */
    private static final class Reading {

        private final List<String> headings;
        private final Settings settings;
        private final Instant now;
        private final Map<String, List<Customer>> customers;
        private final Map<String, Device> devices;
        private final Map<String, String> known;
        private final Map<String, Integer> kinds;
        private final Map<String, Integer> seen = new HashMap<>();
        private final List<Note> notes = new ArrayList<>();
        private final Set<String> unknownStatuses = new LinkedHashSet<>();
        private final Set<String> unknownKinds = new LinkedHashSet<>();
        private int row;
        private boolean failed;

        Reading(List<String> headings, Settings settings, Instant now, Map<String, List<Customer>> customers, Map<String, Device> devices,
                Map<String, String> known, Map<String, Integer> kinds) {
            this.headings = headings;
            this.settings = settings;
            this.now = now;
            this.customers = customers;
            this.devices = devices;
            this.known = known;
            this.kinds = kinds;
        }

        Checked of(List<Sheets.Row> rows) {
            var good = new ArrayList<Good>();
            for (var one : rows) {
                row = one.number();
                failed = false;
                var past = read(one);
                if (!failed && past != null) {
                    good.add(new Good(row, past, raw(one)));
                }
            }
            return new Checked(rows.size(), good, notes, unknownStatuses, unknownKinds);
        }

        private @Nullable PastCase read(Sheets.Row cells) {
            var facts = new LinkedHashMap<String, String>();
            facts.put("source", settings.source());
            var reference = reference(cells);
            var openedAt = time(cells, CaseField.OPENED_AT);
            if (openedAt != null && openedAt.isAfter(now)) {
                note(CaseField.OPENED_AT, text(cells, CaseField.OPENED_AT), Finding.IN_FUTURE, Map.of());
            }
            var kind = kind(cells);
            var subject = required(cells, CaseField.SUBJECT);
            var description = limited(cells, CaseField.DESCRIPTION, 10_000);
            if (subject.codePointCount(0, subject.length()) > SUBJECT) {
                note(CaseField.SUBJECT, subject, Finding.SUBJECT_SHORTENED, Map.of("most", String.valueOf(SUBJECT)));
                description = description.isEmpty() ? subject : subject + "\n" + description;
                subject = subject.substring(0, subject.offsetByCodePoints(0, SUBJECT - 1)) + "…";
            }
            var closedAt = time(cells, CaseField.CLOSED_AT);
            var resolvedAt = time(cells, CaseField.RESOLVED_AT);
            var dueAt = time(cells, CaseField.DUE_AT);
            if (dueAt != null) {
                facts.put("dueAt", dueAt.toString());
            }
            var status = status(cells, closedAt);
            var who = who(cells);
            var device = device(cells, who.customer());
            var resolution = limited(cells, CaseField.RESOLUTION, 4000);
            if (failed || openedAt == null || status == null || kind == null) {
                return null;
            }
            var closed = closing(cells, status, openedAt, closedAt, facts);
            var resolved = switch (status) {
                case CLOSED -> earliest(later(openedAt, resolvedAt == null ? closed : resolvedAt), closed);
                case RESOLVED -> later(openedAt, resolvedAt != null ? resolvedAt : closedAt);
                default -> null;
            };
            if (failed || (status == CaseStatus.RESOLVED || status == CaseStatus.CLOSED) && resolved == null) {
                if (!failed) {
                    note(CaseField.RESOLVED_AT, "", Finding.CLOSED_WITHOUT_TIME, Map.of());
                }
                return null;
            }
            var ending = status == CaseStatus.CANCELLED && resolution.isBlank() ? text(cells, CaseField.STATUS) : resolution;
            return new PastCase(reference, kind, severity(cells, kind), status, subject, description, who,
                    new OpenCase.What(device, null, null, device == null && who.customer() == null ? settings.branch() : null, limited(cells, CaseField.PLACE, 200)),
                    openedAt, resolved, closed, ending, text(cells, CaseField.STATUS).isEmpty() ? settings.source() : text(cells, CaseField.STATUS), facts);
        }

        private String reference(Sheets.Row cells) {
            var reference = required(cells, CaseField.REFERENCE);
            if (!reference.isEmpty()) {
                var before = seen.putIfAbsent(reference, row);
                if (before != null) {
                    note(CaseField.REFERENCE, reference, Finding.TWICE_IN_FILE, Map.of("row", before.toString()));
                }
                if (known.containsKey(reference)) {
                    note(CaseField.REFERENCE, reference, Finding.KNOWN_ALREADY, Map.of("number", known.get(reference)));
                }
            }
            return reference;
        }

        /** A closing time that cannot be true does not make the case untrue: what the file says stays in the history. */
        private @Nullable Instant closing(Sheets.Row cells, CaseStatus status, Instant openedAt, @Nullable Instant closedAt, Map<String, String> facts) {
            var said = text(cells, CaseField.CLOSED_AT);
            if (status != CaseStatus.CLOSED) {
                if (closedAt != null && status != CaseStatus.RESOLVED) {
                    note(CaseField.CLOSED_AT, said, Finding.CLOSING_IGNORED, Map.of("status", text(cells, CaseField.STATUS)));
                    facts.put("closedThere", said);
                }
                return null;
            }
            if (closedAt == null) {
                note(CaseField.CLOSED_AT, said, Finding.CLOSED_WITHOUT_TIME, Map.of());
                return null;
            }
            if (closedAt.isBefore(openedAt)) {
                note(CaseField.CLOSED_AT, said, Finding.CLOSED_BEFORE_OPENED, Map.of("opened", text(cells, CaseField.OPENED_AT)));
                facts.put("closedThere", said);
                return openedAt;
            }
            return closedAt;
        }

        private @Nullable Instant time(Sheets.Row cells, CaseField field) {
            var text = field.required ? required(cells, field) : text(cells, field);
            if (text.isEmpty()) {
                return null;
            }
            var read = settings.form().read(text, settings.zone());
            if (read.skipped()) {
                note(field, text, Finding.TIME_SKIPPED, Map.of("zone", settings.zone().getId()));
            } else if (read.at() == null) {
                note(field, text, Finding.TIME_UNREADABLE, Map.of());
            } else if (read.twice()) {
                note(field, text, Finding.TIME_TWICE, Map.of("zone", settings.zone().getId()));
            }
            return read.at();
        }

        private @Nullable CaseStatus status(Sheets.Row cells, @Nullable Instant closedAt) {
            var text = text(cells, CaseField.STATUS);
            if (settings.of(CaseField.STATUS).isEmpty()) {
                return closedAt == null ? CaseStatus.NEW : CaseStatus.CLOSED;
            }
            var chosen = settings.statuses().get(text);
            if (chosen != null) {
                return chosen;
            }
            var meant = meaning(text);
            if (meant.isEmpty()) {
                unknownStatuses.add(text);
                note(CaseField.STATUS, text, Finding.STATUS_UNKNOWN, Map.of());
            }
            return meant.orElse(null);
        }

        private @Nullable String kind(Sheets.Row cells) {
            if (settings.of(CaseField.KIND).isEmpty()) {
                return "repair";
            }
            var text = text(cells, CaseField.KIND);
            var kind = settings.kinds().getOrDefault(text, text.toLowerCase(Locale.ROOT));
            if (!kinds.containsKey(kind)) {
                unknownKinds.add(text);
                note(CaseField.KIND, text, Finding.KIND_UNKNOWN, Map.of());
                return null;
            }
            return kind;
        }

        private int severity(Sheets.Row cells, String kind) {
            var text = text(cells, CaseField.SEVERITY);
            if (text.isEmpty()) {
                return kinds.getOrDefault(kind, 3);
            }
            var digits = text.replace('一', '1').replace('二', '2').replace('三', '3').replace('四', '4').replaceAll("[^0-9]", "");
            if (!digits.matches("[1-4]")) {
                note(CaseField.SEVERITY, text, Finding.SEVERITY_UNKNOWN, Map.of());
                return 0;
            }
            return Integer.parseInt(digits);
        }

        private OpenCase.Who who(Sheets.Row cells) {
            var said = limited(cells, CaseField.CUSTOMER, 200);
            var matches = customers.getOrDefault(said.toLowerCase(Locale.ROOT), List.of());
            if (!said.isEmpty() && matches.isEmpty()) {
                note(CaseField.CUSTOMER, said, Finding.CUSTOMER_NOT_FOUND, Map.of());
            } else if (matches.size() > 1) {
                note(CaseField.CUSTOMER, said, Finding.CUSTOMER_NOT_CLEAR, Map.of());
            }
            return new OpenCase.Who(matches.size() == 1 ? matches.getFirst().id() : null, limited(cells, CaseField.CONTACT_NAME, 100),
                    limited(cells, CaseField.CONTACT_PHONE, 50), limited(cells, CaseField.CONTACT_EMAIL, 200), matches.size() == 1 ? "" : said);
        }

        private @Nullable UUID device(Sheets.Row cells, @Nullable UUID customer) {
            var said = text(cells, CaseField.DEVICE);
            if (said.isEmpty()) {
                return null;
            }
            var device = devices.get(said.toLowerCase(Locale.ROOT));
            if (device == null) {
                note(CaseField.DEVICE, said, Finding.DEVICE_NOT_FOUND, Map.of());
                return null;
            }
            if (customer != null && !customer.equals(device.customer())) {
                note(CaseField.DEVICE, said, Finding.DEVICE_OF_ANOTHER, Map.of());
                return null;
            }
            return device.id();
        }

        private String required(Sheets.Row cells, CaseField field) {
            var text = limited(cells, field, field == CaseField.SUBJECT ? 10_000 : 200);
            if (text.isEmpty()) {
                note(field, text, Finding.MISSING, Map.of());
            }
            return text;
        }

        private String limited(Sheets.Row cells, CaseField field, int most) {
            var text = text(cells, field);
            if (text.codePointCount(0, text.length()) > most) {
                note(field, text.substring(0, text.offsetByCodePoints(0, 40)) + "…", Finding.TOO_LONG, Map.of("most", String.valueOf(most)));
            }
            return text;
        }

        private String text(Sheets.Row cells, CaseField field) {
            return settings.of(field).stream().map(cells::text).filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining(field.between));
        }

        private Map<String, String> raw(Sheets.Row cells) {
            var raw = new LinkedHashMap<String, String>();
            for (int i = 0; i < cells.cells().size(); i++) {
                var heading = i < headings.size() && !headings.get(i).isBlank() ? headings.get(i) : "#" + (i + 1);
                raw.put(raw.containsKey(heading) ? heading + " #" + (i + 1) : heading, cells.cells().get(i));
            }
            return raw;
        }

        private void note(CaseField field, String text, Finding finding, Map<String, String> facts) {
            failed |= finding.error;
            notes.add(new Note(row, field, text, finding, finding.error, facts));
        }

        private static @Nullable Instant later(Instant one, @Nullable Instant other) {
            return other == null ? null : other.isAfter(one) ? other : one;
        }

        private static @Nullable Instant earliest(@Nullable Instant one, @Nullable Instant other) {
            return one == null || other == null ? other : one.isBefore(other) ? one : other;
        }
    }
}
