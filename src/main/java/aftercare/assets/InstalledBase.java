package aftercare.assets;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import aftercare.platform.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The installed base as a tree that opens branch by branch: customer, site, project, system, device, parts. What stands at
 * no site, in no project or in no system hangs one level higher.
 */
@Component
@Transactional(readOnly = true)
class InstalledBase {

    static final int SIZE = 50;
    /** Beyond this a branch says "many". */
    static final int COUNTED = 1000;

    /** In the order in which they stand below the same parent. */
    enum Level { CUSTOMER, SITE, PROJECT, SYSTEM, DEVICE }

    /**
     * @param key    names the place in the tree; {@code from} and {@code of} of the next request
     * @param id     of the thing; null for "at no site"
     * @param count  devices at this place, at most {@value #COUNTED}
     * @param opens  whether something stands below it
     * @param state, warranty of a device
     */
    record Node(String key, Level level, @Nullable UUID id, String name, String hint, int count, boolean opens, @Nullable DeviceState state,
                Warranty.@Nullable State warranty) {}

    /** @param next the key that the next page begins with */
    record Page(List<Node> rows, @Nullable String next) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    InstalledBase(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What stands below a place.
     *
     * @param of   null for the customers
     * @param from the first row of the page; null for the first page
     */
    Page children(@Nullable String of, @Nullable String from, Scope scope) {
        var place = of == null ? null : NodeKey.read(of);
        var first = from == null ? null : NodeKey.read(from);
        var rows = new ArrayList<Node>();
        for (var level : NodeKey.below(place)) {
            if (rows.size() <= SIZE && (first == null || level.compareTo(first.level()) >= 0)) {
                rows.addAll(rows(level, place, first != null && first.level() == level ? first : null, SIZE + 1 - rows.size(), scope));
            }
        }
        return rows.size() <= SIZE ? new Page(rows, null) : new Page(rows.subList(0, SIZE), rows.get(SIZE).key());
    }

    /** From the customer down to this place. */
    List<Node> path(String key, Scope scope) {
        var steps = new ArrayList<NodeKey>();
        for (var at = NodeKey.read(key); at != null; at = above(at)) {
            steps.addFirst(at);
        }
        var rows = new ArrayList<Node>();
        NodeKey above = null;
        for (var step : steps) {
            rows.add(rows(step.level(), above, step, 1, scope).stream().filter(found -> found.key().equals(step.toString())).findFirst()
                    .orElseThrow(() -> new Refusal.Missing("assets.no-such-place", "there is no such place in the installed base", Map.of())));
            above = step;
        }
        return rows;
    }

    private @Nullable NodeKey above(NodeKey key) {
        return switch (key.level()) {
            case CUSTOMER -> null;
            case SITE -> NodeKey.customer(key.customer());
            case PROJECT -> NodeKey.site(key.customer(), key.site());
            case SYSTEM -> jdbc.sql("select shelf from assets.system where id = :id").param("id", key.id()).query(String.class).optional()
                    .map(NodeKey::shelf).orElseThrow(() -> InstalledBaseDesk.noSystem(key.id()));
            case DEVICE -> jdbc.sql("select parent_id, system_id, shelf from assets.device where id = :id").param("id", key.id())
                    .query((row, _) -> row.getObject("parent_id") != null ? NodeKey.device(row.getObject("parent_id", UUID.class))
                            : row.getObject("system_id") != null ? NodeKey.system(row.getObject("system_id", UUID.class)) : NodeKey.shelf(row.getString("shelf")))
                    .optional().orElseThrow(() -> AssetDesk.noDevice(key.id()));
        };
    }

    private List<Node> rows(Level level, @Nullable NodeKey place, @Nullable NodeKey from, int most, Scope scope) {
        return switch (level) {
            case CUSTOMER -> customers(from, most, scope);
            case SITE -> sites(place, from, most, scope);
            case PROJECT -> projects(place, from, most, scope);
            case SYSTEM -> systems(place, from, most, scope);
            case DEVICE -> devices(place, from, most, scope);
        };
    }

    private List<Node> customers(@Nullable NodeKey from, int most, Scope scope) {
        return jdbc.sql("""
                select c.id, c.name, c.number,
                       (select count(*) from (select from assets.device d where d.customer_id = c.id limit :counted) as counted) as count,
                       exists (select from customers.site s where s.customer_id = c.id) or exists (select from assets.project p where p.customer_id = c.id) as holds
                  from customers.customer c
                 where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or c.id = :customer)
                   and (cast(:from as uuid) is null or (c.name, c.id) >= ((select l.name from customers.customer l where l.id = :from), :from))
                 order by c.name, c.id
                 limit :most
                """)
                .params(params(scope, null)).param("from", from == null ? null : from.customer()).param("most", most)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    var count = row.getInt("count");
                    return new Node(NodeKey.customer(id).toString(), Level.CUSTOMER, id, row.getString("name"), row.getString("number"), count,
                            count > 0 || row.getBoolean("holds"), null, null);
                }).list();
    }

    /** The sites, and after them "at no site" when something stands there. */
    private List<Node> sites(@Nullable NodeKey place, @Nullable NodeKey from, int most, Scope scope) {
        var customer = NodeKey.known(place).customer();
        var rows = new ArrayList<Node>();
        if (from == null || from.site() != null) {
            rows.addAll(jdbc.sql("""
                    select s.id, s.name, s.address,
                           (select count(*) from (select from assets.device d where d.site_id = s.id limit :counted) as counted) as count,
                           exists (select from assets.system y where y.customer_id = s.customer_id and y.site_id = s.id) as holds
                      from customers.site s join customers.customer c on c.id = s.customer_id
                     where s.customer_id = :of
                       and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                       and (cast(:customer as uuid) is null or c.id = :customer)
                       and (cast(:from as uuid) is null or (s.name, s.id) >= ((select l.name from customers.site l where l.id = :from), :from))
                     order by s.name, s.id
                     limit :most
                    """)
                    .params(params(scope, null)).param("of", customer).param("from", from == null ? null : from.site()).param("most", most)
                    .query((row, _) -> {
                        var id = row.getObject("id", UUID.class);
                        var count = row.getInt("count");
                        return new Node(NodeKey.site(customer, id).toString(), Level.SITE, id, row.getString("name"), row.getString("address"), count,
                                count > 0 || row.getBoolean("holds"), null, null);
                    }).list());
        }
        if (rows.size() < most) {
            jdbc.sql("""
                    select n.count, n.holds
                      from customers.customer c
                     cross join lateral (select (select count(*) from (select from assets.device d where d.customer_id = c.id and d.site_id is null limit :counted) as counted)
                                                as count,
                                            exists (select from assets.system y where y.customer_id = c.id and y.site_id is null)
                                            or exists (select from assets.project p where p.customer_id = c.id
                                                          and not exists (select from assets.device d where d.project_id = p.id)) as holds) as n
                     where c.id = :of and (n.count > 0 or n.holds)
                       and (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null
                       and (cast(:customer as uuid) is null or c.id = :customer)
                    """)
                    .params(params(scope, null)).param("of", customer)
                    .query((row, _) -> new Node(NodeKey.site(customer, null).toString(), Level.SITE, null, "", "", row.getInt("count"), true, null, null))
                    .optional().ifPresent(rows::add);
        }
        return rows;
    }

    /** Projects with something at this site; at no site also those that have nothing yet. */
    private List<Node> projects(@Nullable NodeKey place, @Nullable NodeKey from, int most, Scope scope) {
        var at = NodeKey.known(place);
        return jdbc.sql("""
                select p.id, p.name, p.number,
                       (select count(*) from (select from assets.device d where d.project_id = p.id and d.site_id is not distinct from cast(:site as uuid)
                                               limit :counted) as counted) as count
                  from assets.project p
                 where p.customer_id = :of
                   and (:everywhere or p.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or p.customer_id = :customer)
                   and (exists (select from assets.device d where d.shelf = :shelf || p.id::text)
                        or exists (select from assets.system y where y.shelf = :shelf || p.id::text)
                        or cast(:site as uuid) is null and not exists (select from assets.device d where d.project_id = p.id)
                           and not exists (select from assets.system y where y.project_id = p.id))
                   and (cast(:from as uuid) is null or (p.name, p.id) >= ((select l.name from assets.project l where l.id = :from), :from))
                 order by p.name, p.id
                 limit :most
                """)
                .params(params(scope, at)).param("from", from == null ? null : from.project()).param("most", most)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    return new Node(NodeKey.project(at.customer(), at.site(), id).toString(), Level.PROJECT, id, row.getString("name"), row.getString("number"),
                            row.getInt("count"), true, null, null);
                }).list();
    }

    private List<Node> systems(@Nullable NodeKey place, @Nullable NodeKey from, int most, Scope scope) {
        return jdbc.sql("""
                select y.id, y.name, y.note,
                       (select count(*) from (select from assets.device d where d.system_id = y.id limit :counted) as counted) as count
                  from assets.system y
                 where y.shelf = :shelf
                   and (:everywhere or y.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or y.customer_id = :customer)
                   and (cast(:from as uuid) is null or (y.name, y.id) >= ((select l.name from assets.system l where l.id = :from), :from))
                 order by y.name, y.id
                 limit :most
                """)
                .params(params(scope, NodeKey.known(place))).param("from", from == null ? null : from.id()).param("most", most)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    var count = row.getInt("count");
                    return new Node(NodeKey.system(id).toString(), Level.SYSTEM, id, row.getString("name"), "", count, count > 0, null, null);
                }).list();
    }

    private List<Node> devices(@Nullable NodeKey place, @Nullable NodeKey from, int most, Scope scope) {
        return jdbc.sql("""
                select d.id, coalesce(nullif(d.name, ''), k.name) as name, d.serial, d.state, d.warranty_from, d.warranty_until, b.zone,
                       (select count(*) from (select from assets.device i where i.parent_id = d.id limit :counted) as counted) as parts
                  from assets.device d
                  join assets.product k on k.id = d.product_id
                  join identity.branch b on b.id = d.branch_id
                 where d.shelf = :shelf
                   and (:everywhere or d.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or d.customer_id = :customer)
                   and (cast(:from as uuid) is null or d.number >= (select l.number from assets.device l where l.id = :from))
                 order by d.number
                 limit :most
                """)
                .params(params(scope, NodeKey.known(place))).param("from", from == null ? null : from.id()).param("most", most)
                .query((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    var until = row.getObject("warranty_until", LocalDate.class);
                    var warranty = until == null ? Warranty.open() : new Warranty(row.getObject("warranty_from", LocalDate.class), until);
                    return new Node(NodeKey.device(id).toString(), Level.DEVICE, id, row.getString("name"), row.getString("serial"), row.getInt("parts"),
                            row.getInt("parts") > 0, DeviceState.valueOf(row.getString("state")),
                            warranty.at(clock.instant(), ZoneId.of(row.getString("zone"))).state());
                }).list();
    }

    record SystemChoice(UUID id, String name, String place) {}

    /** Systems of a customer to choose from. */
    List<SystemChoice> systems(UUID customer, @Nullable String words, Scope scope) {
        return jdbc.sql("""
                select y.id, y.name, concat_ws(' · ', s.name, p.name) as place
                  from assets.system y
                  left join customers.site s on s.id = y.site_id
                  left join assets.project p on p.id = y.project_id
                 where y.customer_id = :of
                   and (:everywhere or y.branch_id = any(:branches)) and cast(:partner as uuid) is null
                   and (cast(:customer as uuid) is null or y.customer_id = :customer)
                   and (cast(:words as text) is null or strpos(lower(y.name), :words) > 0)
                 order by y.name, y.id
                 limit 50
                """).params(scope.reach(Permission.ASSETS_READ).params()).param("of", customer).param("words", Words.of(words)).query(SystemChoice.class).list();
    }

    private static Map<String, @Nullable Object> params(Scope scope, @Nullable NodeKey place) {
        var params = new HashMap<>(scope.reach(Permission.ASSETS_READ).params());
        params.put("counted", COUNTED);
        if (place != null) {
            params.put("of", place.level() == Level.SITE ? place.customer() : null);
            params.put("site", place.level() == Level.SITE ? place.site() : null);
            params.put("shelf", place.shelf());
        }
        return params;
    }
}
