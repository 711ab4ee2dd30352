package aftercare.cases;

import static java.time.ZoneOffset.UTC;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The work list of cases: one page of it, narrowed by whatever somebody chose or typed. Never loads a {@link ServiceCase}. */
@Component
@Transactional(readOnly = true)
class CaseList {

    /** Which part of all cases: what is on the desk, or everything there ever was. */
    enum Group { OPEN, ALL }

    /** How the promises of a case stand: its time has run out, or will within {@link #SOON}. */
    enum PromiseFilter { OVERDUE, SOON }

    static final Duration SOON = Duration.ofHours(2);
    private static final int SIZE = 50;
    private static final int LONGEST = 100;
    /** A text search first looks through so many of the newest cases; common words are found there at once. */
    static final int NEAR = 2000;
    /** A word with so many hits among the newest is looked for with the index, but only as far back as should fill the page {@value #MARGIN} times over. */
    private static final int FREQUENT = 3;
    private static final int MARGIN = 3;
    /** Farther back than so many times the newest the index on time costs more than it spares. */
    private static final int FARTHEST = 32;
    private static final int MOST_WORDS = 8;
    private static final int LONGEST_WORDS = 100;

    /**
     * What the work list can be narrowed by; null or empty means everything.
     *
     * @param contract what it covers now, of its term; name its customer too, whose cases are few
     * @param assignee a user's id, {@code me}, or {@code none}
     * @param words    each of them is in the case's number, subject, contact, customer, site or device
     * @param after    {@code next} of the page before
     */
    record Filter(@Nullable Group group, @Nullable List<CaseStatus> status, @Nullable List<Integer> severity, @Nullable List<String> kind,
                  @Nullable UUID branch, @Nullable String assignee, @Nullable UUID customer, @Nullable UUID device, @Nullable UUID project,
                  @Nullable UUID contract, @Nullable List<Channel> channel, @Nullable List<Entitlement> entitlement, @Nullable PromiseFilter promise,
                  @Nullable String words, @Nullable String after, @Nullable Integer size) {

        /** Open or not, by words alone. */
        static Filter anywhere(String words, int size) {
            return new Filter(Group.ALL, null, null, null, null, null, null, null, null, null, null, null, null, words, null, size);
        }

        /** The same, beginning elsewhere. */
        Filter from(@Nullable String where, int rows) {
            return new Filter(group, status, severity, kind, branch, assignee, customer, device, project, contract, channel, entitlement, promise, words, where, rows);
        }

        List<String> each() {
            return words == null ? List.of()
                    : Arrays.stream(words.substring(0, Math.min(LONGEST_WORDS, words.length())).split("[\\s\\u3000\\u0000]+")).filter(word -> !word.isEmpty()).distinct().limit(MOST_WORDS).toList();
        }

        int rows() {
            return size == null ? SIZE : Math.clamp(size, 1, LONGEST);
        }
    }

    record Row(UUID id, String number, String subject, CaseStatus status, String stage, Map<String, String> stageName, int severity, String kind,
               Map<String, String> kindName, Channel channel, Entitlement entitlement, UUID branchId, String branchName, @Nullable String partnerName,
               @Nullable UUID customerId, @Nullable String customerName, String company, String contactName, @Nullable String siteName,
               @Nullable UUID deviceId, @Nullable String deviceNumber, @Nullable String deviceName, @Nullable UUID assigneeId,
               @Nullable String assigneeName, @Nullable String waitingReason, boolean repeated, int reopened, Instant openedAt,
               @Nullable Instant answeredAt) {}

    /**
     * @param next     hand back as {@code after} for the following page; null on the last
     * @param complete false when a single character was looked for: then only the newest cases were searched
     */
    record Page(List<Row> rows, @Nullable String next, boolean complete) {}

    /** Where a page ends. Opaque to the client. */
    private record Cursor(OffsetDateTime at, UUID id) {

        static @Nullable Cursor read(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return null;
            }
            try {
                var cut = text.indexOf('_');
                return new Cursor(Instant.EPOCH.plus(Long.parseLong(text, 0, cut, 10), ChronoUnit.MICROS).atOffset(UTC),
                        UUID.fromString(text.substring(cut + 1)));
            } catch (RuntimeException unreadable) {
                throw new Refusal.Broken("cases.bad-cursor", "this page of the list cannot be found; start from the first", Map.of());
            }
        }

        static String write(Instant at, UUID id) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "_" + id;
        }
    }

    private static final String FILTER = """
            (:everywhere or c.branch_id = any(:branches))
                   and (cast(:partner as uuid) is null or c.partner_id = :partner)
                   and (cast(:customer as uuid) is null or c.customer_id = :customer)
                   and (:all or c.status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED'))
                   and (cast(:statuses as text[]) is null or c.status = any(:statuses))
                   and (cast(:severities as integer[]) is null or c.severity = any(:severities))
                   and (cast(:kinds as text[]) is null or c.kind_code = any(:kinds))
                   and (cast(:channels as text[]) is null or c.channel = any(:channels))
                   and (cast(:entitlements as text[]) is null or c.entitlement = any(:entitlements))
                   and (cast(:ofBranch as uuid) is null or c.branch_id = :ofBranch)
                   and (cast(:ofCustomer as uuid) is null or c.customer_id = :ofCustomer)
                   and (cast(:device as uuid) is null or c.device_id = any(array(select assets.forebears(cast(:device as uuid)))))
                   and (cast(:project as uuid) is null or c.project_id = :project)
                   and (cast(:contract as uuid) is null or exists (
                        select from contracts.contract m
                          join identity.branch z on z.id = m.branch_id
                          join contracts.coverage g on g.contract_id = m.id and g.revision = m.revision
                         where m.id = :contract and m.customer_id = c.customer_id and (c.opened_at at time zone z.zone)::date between m.starts_on and m.ends_on
                           and (g.device_id = c.device_id or g.project_id = c.project_id or g.site_id = c.site_id
                                or num_nonnulls(g.site_id, g.project_id, g.device_id) = 0)))
                   and (cast(:assignee as uuid) is null or c.assignee_id = :assignee)
                   and (not :unassigned or c.assignee_id is null)
                   and (cast(:breach as timestamptz) is null or exists (
                        select from promises.promise p
                         where p.subject_kind = 'case' and p.subject_id = c.id and p.state in ('RUNNING', 'PAUSED')
                           and (p.breached_at is not null or p.state = 'RUNNING' and p.due_at <= :breach)))
                   and (cast(:soon as timestamptz) is null or exists (
                        select from promises.promise p
                         where p.subject_kind = 'case' and p.subject_id = c.id and p.state = 'RUNNING'
                           and p.breached_at is null and p.due_at > :now and p.due_at <= :soon))
            """;

    private static final String BEFORE_CURSOR = """
            (cast(:afterAt as timestamptz) is null or (c.opened_at, c.id) < (:afterAt, cast(:afterId as uuid)))
            """;

    /** Names are looked up one by one: planning a join of nine tables takes longer than fifty look-ups. */
    private static final String ROW = """
            c.id, c.number, c.subject, c.status, c.stage, c.severity, c.kind_code, c.kind_version, c.channel, c.entitlement, c.branch_id,
                       (select b.name from identity.branch b where b.id = c.branch_id) as branch_name,
                       (select p.name from identity.partner p where p.id = c.partner_id) as partner_name,
                       c.customer_id, (select k.name from customers.customer k where k.id = c.customer_id) as customer_name,
                       c.company, c.contact_name, (select s.name from customers.site s where s.id = c.site_id) as site_name,
                       c.device_id, d.number as device_number, d.called as device_name, c.assignee_id,
                       (select u.name from identity.app_user u where u.id = c.assignee_id) as assignee_name, c.waiting_reason,
                       c.repeat_of is not null as repeated, c.reopened, c.opened_at, c.answered_at
            """;

    private static final String DEVICE = """
            left join lateral (
                        select d.number, coalesce(nullif(d.name, ''), p.name) as called
                          from assets.device d join assets.product p on p.id = d.product_id
                         where d.id = c.device_id limit 1) d on true
            """;

    /** What words are looked for in. */
    private static final String SAID = """
            concat_ws(chr(10), c.number, c.subject, c.contact_name, c.contact_phone, c.about, c.company, c.place) collate "C"
            """.strip();

    private final JdbcClient jdbc;
    private final Catalogue catalogue;
    private final int nearest;

    @Autowired
    CaseList(JdbcClient jdbc, Catalogue catalogue) {
        this(jdbc, catalogue, NEAR);
    }

    CaseList(JdbcClient jdbc, Catalogue catalogue, int nearest) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.nearest = nearest;
    }

    Page list(Filter filter, Scope scope, Instant now) {
        return filter.each().isEmpty() ? newest(filter, scope, now) : found(filter, scope, now);
    }

    private Page newest(Filter filter, Scope scope, Instant now) {
        var rows = jdbc.sql("""
                with page as (
                    select c.* from cases.service_case c
                     where %s and %s
                     order by c.opened_at desc, c.id desc
                     limit :size)
                select %s from page c %s
                 order by c.opened_at desc, c.id desc
                """.formatted(FILTER, BEFORE_CURSOR, ROW, DEVICE))
                .params(params(filter, scope, now))
                .query((row, _) -> row(row)).list();
        return page(rows, filter.rows(), true);
    }

    /**
     * @param all   they are all that was to be looked through
     * @param hits  the newest with all the words, up to the size of a page and one
     * @param from  when the oldest that was looked through was opened; null when there was none
     * @param until when the newest was
     */
    private record Near(boolean all, UUID[] hits, @Nullable OffsetDateTime from, @Nullable OffsetDateTime until) {

        /**
         * Back to when the words should have been said often enough to fill the page, if they go on being said as often as among these;
         * null when they are too rare to tell.
         */
        @Nullable OffsetDateTime middle(int rows) {
            if (hits.length < FREQUENT || from == null || until == null) {
                return null;
            }
            var times = Math.min(FARTHEST, MARGIN * (double) rows / hits.length);
            return until.minusNanos((long) (Duration.between(from, until).toNanos() * times));
        }
    }

    /**
     * Common words are found among the newest cases without asking the index for a hundred thousand places; when those do
     * not fill the page, the index on pairs of characters is asked, for the newer cases first: fetching all of ten thousand
     * rows to show the fifty newest takes longer than anything else here. A word of one character has no pair: it is looked
     * for among the newest only. Letters match in either case as far as they are ASCII ({@code collate "C"} is three times quicker).
     * A statement each, so that the planner knows how far back to look.
     */
    private Page found(Filter filter, Scope scope, Instant now) {
        var words = filter.each();
        var paired = words.stream().filter(word -> word.codePointCount(0, word.length()) > 1).toArray(String[]::new);
        var params = params(filter, scope, now);
        params.put("patterns", words.stream().map(CaseList::pattern).toArray(String[]::new));
        params.put("paired", paired);
        var near = near(params);
        var hits = near.hits();
        var enough = hits.length > filter.rows() || near.all() || paired.length == 0;
        if (!enough) {
            var middle = near.middle(filter.rows());
            hits = middle == null ? hits : indexed(params, middle);
            hits = hits.length > filter.rows() ? hits : indexed(params, null);
        }
        return page(rows(hits), filter.rows(), near.all() || paired.length > 0);
    }

    private Near near(Map<String, @Nullable Object> params) {
        return jdbc.sql("""
                with near as materialized (
                    select c.id, c.opened_at, %s as said from cases.service_case c
                     where %s and %s
                     order by c.opened_at desc, c.id desc
                     limit :near)
                select count(*) < :near as seen_all, min(opened_at) as since, max(opened_at) as until,
                       array(select id from near where said ilike all (cast(:patterns as text[])) order by opened_at desc, id desc limit :size) as hits
                  from near
                """.formatted(SAID, FILTER, BEFORE_CURSOR))
                .params(params).param("near", nearest)
                .query((row, _) -> new Near(row.getBoolean("seen_all"), ids(row), row.getObject("since", OffsetDateTime.class),
                        row.getObject("until", OffsetDateTime.class))).single();
    }

    /**
     * The newest with all the words, opened since then. The keys come from a subquery, so that the planner does not know them:
     * it takes several in one row for far rarer than they are, and would then not narrow by time.
     */
    private UUID[] indexed(Map<String, @Nullable Object> params, @Nullable OffsetDateTime since) {
        return jdbc.sql("""
                select array(
                    select id from (
                        select c.id, c.opened_at from cases.service_case c
                         where c.search_keys @> (select cases.search_keys(true, variadic cast(:paired as text[]))) and %s
                           and %s and %s
                           and %s ilike all (cast(:patterns as text[]))) hit
                     order by opened_at desc, id desc
                     limit :size) as hits
                """.formatted(since == null ? "true" : "c.opened_at >= :since", FILTER, BEFORE_CURSOR, SAID))
                .params(params).param("since", since)
                .query((row, _) -> ids(row)).single();
    }

    private List<Row> rows(UUID[] ids) {
        return ids.length == 0 ? List.of() : jdbc.sql("""
                select %s from cases.service_case c %s
                 where c.id = any(:ids)
                 order by c.opened_at desc, c.id desc
                """.formatted(ROW, DEVICE))
                .param("ids", ids).query((row, _) -> row(row)).list();
    }

    private static UUID[] ids(ResultSet row) throws SQLException {
        return (UUID[]) row.getArray("hits").getArray();
    }

    /** What {@code like} takes literally. */
    static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private Map<String, @Nullable Object> params(Filter filter, Scope scope, Instant now) {
        var after = Cursor.read(filter.after());
        var params = new HashMap<String, @Nullable Object>(scope.reach(Permission.CASES_READ).params());
        var given = filter.status() != null && !filter.status().isEmpty();
        params.put("all", given ? filter.status().stream().anyMatch(status -> !status.isOpen()) : filter.group() == Group.ALL);
        params.put("statuses", names(filter.status()));
        params.put("severities", filter.severity() == null || filter.severity().isEmpty() ? null : filter.severity().toArray(Integer[]::new));
        params.put("kinds", filter.kind() == null || filter.kind().isEmpty() ? null : filter.kind().stream().map(kind -> kind.replace("\0", "")).toArray(String[]::new));
        params.put("channels", names(filter.channel()));
        params.put("entitlements", names(filter.entitlement()));
        params.put("ofBranch", filter.branch());
        params.put("ofCustomer", filter.customer());
        params.put("device", filter.device());
        params.put("project", filter.project());
        params.put("contract", filter.contract());
        params.put("assignee", assignee(filter.assignee(), scope));
        params.put("unassigned", "none".equals(filter.assignee()));
        params.put("breach", filter.promise() == PromiseFilter.OVERDUE ? now.atOffset(UTC) : null);
        params.put("soon", filter.promise() == PromiseFilter.SOON ? now.plus(SOON).atOffset(UTC) : null);
        params.put("now", now.atOffset(UTC));
        params.put("afterAt", after == null ? null : after.at());
        params.put("afterId", after == null ? null : after.id());
        params.put("size", filter.rows() + 1);
        return params;
    }

    private static @Nullable UUID assignee(@Nullable String assignee, Scope scope) {
        if (assignee == null || assignee.isBlank() || assignee.equals("none")) {
            return null;
        }
        if (assignee.equals("me")) {
            return scope.user();
        }
        try {
            return UUID.fromString(assignee);
        } catch (IllegalArgumentException unknown) {
            throw new Refusal.Broken("cases.no-such-user", "there is no such user", Map.of());
        }
    }

    private static String @Nullable [] names(@Nullable List<? extends Enum<?>> values) {
        return values == null || values.isEmpty() ? null : values.stream().map(Enum::name).toArray(String[]::new);
    }

    private static Page page(List<Row> rows, int size, boolean complete) {
        if (rows.size() <= size) {
            return new Page(rows, null, complete);
        }
        var last = rows.get(size - 1);
        return new Page(List.copyOf(rows.subList(0, size)), Cursor.write(last.openedAt(), last.id()), complete);
    }

    private Row row(ResultSet row) throws SQLException {
        var kind = catalogue.of(row.getString("kind_code"), row.getInt("kind_version"));
        var stage = kind.stage(row.getString("stage"));
        return new Row(row.getObject("id", UUID.class), row.getString("number"), row.getString("subject"),
                CaseStatus.valueOf(row.getString("status")), row.getString("stage"), stage == null ? Map.of() : stage.name(),
                row.getInt("severity"), kind.code(), kind.name(), Channel.valueOf(row.getString("channel")),
                Entitlement.valueOf(row.getString("entitlement")), row.getObject("branch_id", UUID.class), row.getString("branch_name"),
                row.getString("partner_name"), row.getObject("customer_id", UUID.class), row.getString("customer_name"),
                row.getString("company"), row.getString("contact_name"), row.getString("site_name"), row.getObject("device_id", UUID.class),
                row.getString("device_number"), row.getString("device_name"), row.getObject("assignee_id", UUID.class),
                row.getString("assignee_name"), row.getString("waiting_reason"), row.getBoolean("repeated"), row.getInt("reopened"),
                CaseQueries.at(row, "opened_at"), CaseQueries.instant(row, "answered_at"));
    }
}
