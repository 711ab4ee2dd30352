package aftercare;

import aftercare.kernel.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A branch, a partner and a customer whose things nobody else may see: every text of theirs carries {@link #MARK}. */
public final class SomebodyElse {

    public static final String MARK = "SOMEBODY-ELSES";

    private final JdbcClient jdbc;
    private final Map<UUID, String> tables = new LinkedHashMap<>();

    public SomebodyElse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<UUID> ids() {
        return new ArrayList<>(tables.keySet());
    }

    public String nameOf(UUID id) {
        return tables.get(id);
    }

    public UUID branch(String name) {
        var id = Ids.next();
        jdbc.sql("insert into identity.branch (id, code, name) values (:id, :code, :name)")
                .param("id", id).param("code", id.toString()).param("name", name).update();
        return id;
    }

    public UUID partner(UUID branch, String name) {
        var id = Ids.next();
        jdbc.sql("insert into identity.partner (id, branch_id, name) values (:id, :branch, :name)")
                .param("id", id).param("branch", branch).param("name", name).update();
        return id;
    }

    public UUID customer(UUID branch, String name) {
        var id = Ids.next();
        jdbc.sql("""
                insert into customers.customer (id, number, name, kind, branch_id, created_at)
                values (:id, :number, :name, 'COMPANY', :branch, '2026-01-05T01:00Z')
                """)
                .param("id", id).param("number", "C-" + id).param("name", name).param("branch", branch).update();
        return id;
    }

    /** One of everything, in a branch of its own. */
    void world() {
        var branch = kept("identity.branch", branch(MARK + " branch"));
        var customer = kept("customers.customer", customer(branch, MARK + " customer"));
        var contact = row("customers.contact", "customer_id, name, phone", "'%s', '%s', '13900001111'".formatted(customer, MARK));
        var site = row("customers.site", "customer_id, name", "'%s', '%s site'".formatted(customer, MARK));
        var product = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, 'maker', :model, 'product', 'pump')")
                .param("id", product).param("model", product.toString()).update();
        var project = row("assets.project", "number, name, customer_id, branch_id, created_at",
                "'P-%s', '%s project', '%s', '%s', '2026-01-05T01:00Z'".formatted(Ids.next(), MARK, customer, branch));
        var device = row("assets.device", "number, customer_id, branch_id, site_id, project_id, product_id, serial, qr_token, created_at",
                "'D-%s', '%s', '%s', '%s', '%s', '%s', '%s', 'token-%s', '2026-01-05T01:00Z'".formatted(
                        Ids.next(), customer, branch, site, project, product, MARK, Ids.next()));
        row("promises.promise", """
                subject_kind, subject_id, code, label, branch_id, facts, rule_id, calendar_id, calendar_version, customer_visible,
                state, started_at, due_at, goal_minutes""", """
                'case', '%s', 'answer', '%s', '%s', '{}', (select id from promises.rule where key = 'answer-2'),
                (select id from promises.calendar where code = '7x24'), 1, true, 'RUNNING',
                '2026-01-05T01:00Z', '2026-01-05T01:30Z', 30""".formatted(Ids.next(), MARK, branch));
    }

    /** Everything theirs as it stands now: changes when a single column of a single row does. */
    Map<String, String> fingerprint() {
        var print = new LinkedHashMap<String, String>();
        tables.forEach((id, table) -> print.put(table + " " + id,
                jdbc.sql("select cast(t as text) from " + table + " t where id = :id").param("id", id).query(String.class).single()));
        return print;
    }

    private UUID row(String table, String columns, String values) {
        var id = Ids.next();
        jdbc.sql("insert into %s (id, %s) values ('%s', %s)".formatted(table, columns, id, values)).update();
        return kept(table, id);
    }

    private UUID kept(String table, UUID id) {
        tables.put(id, table);
        return id;
    }
}
