package aftercare.quality;

import aftercare.identity.Reach;
import aftercare.kernel.Ids;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A branch of its own with one week of work, 2 to 8 March 2026, written as rows so that every figure can be worked out by
 * hand. Times are the branch's own clock.
 */
final class AWeekInMarch {

    static final String WEAR = "cause-wear-battery";
    static final String LINE = "cause-line-break";

    private final JdbcClient jdbc;
    private final String zone;
    final UUID branch = Ids.next();
    final UUID customer = Ids.next();
    final UUID chen;
    final UUID lu;
    private final UUID pump;
    private final UUID ups;

    AWeekInMarch(JdbcClient jdbc) {
        this(jdbc, "Asia/Shanghai");
    }

    AWeekInMarch(JdbcClient jdbc, String zone) {
        this.jdbc = jdbc;
        this.zone = zone;
        jdbc.sql("insert into identity.branch (id, code, name, zone) values (:id, :code, '杭州分公司', :zone)")
                .param("id", branch).param("code", branch.toString()).param("zone", zone).update();
        row("customers.customer", customer, "number, name, kind, branch_id, created_at",
                "'C-%s', '西溪湿地公园管理处', 'COMPANY', '%s', '2026-01-05T01:00Z'".formatted(customer, branch));
        chen = engineer("陈志远");
        lu = engineer("陆海峰");
        pump = device("pump");
        ups = device("ups");
    }

    Reach reach() {
        return new Reach(false, List.of(branch), null, null);
    }

    /** Everything the figures are about. */
    AWeekInMarch worked() {
        var c1 = new ACase("2026-03-02 09:00", 1, "FREE").of(pump).answered("2026-03-02 09:10").arrived("2026-03-02 10:00")
                .resolved("2026-03-02 15:00", WEAR).closed("2026-03-03 09:00").add();
        visit(c1, chen, "2026-03-02 10:00", "2026-03-02 10:00", "2026-03-02 12:00");
        rating(c1, chen, "EXCELLENT", 100, false, "2026-03-03 10:00");
        promise(c1, "answer", "KEPT", null, "2026-03-02 09:10");

        var c2 = new ACase("2026-03-02 10:00", 2, "CHARGEABLE").of(ups).answered("2026-03-02 10:50").resolved("2026-03-04 10:00", WEAR)
                .closed("2026-03-05 09:00").add();
        visit(c2, chen, "2026-03-03 09:00", "2026-03-03 09:16", "2026-03-03 11:00");
        visit(c2, lu, "2026-03-04 09:00", "2026-03-04 08:50", "2026-03-04 09:50");
        promise(c2, "answer", "BROKEN", "2026-03-02 10:30", "2026-03-02 10:50");
        promise(c2, "restore", "KEPT", null, "2026-03-04 10:00");

        var c3 = new ACase("2026-03-03 23:30", 3, "FREE").resolved("2026-03-05 11:30", LINE).closed("2026-03-06 18:00").add();
        rating(c3, lu, "POOR", 20, true, "2026-03-07 08:00");
        promise(c3, "arrive", "WAIVED", "2026-03-04 23:30", "2026-03-05 11:30");

        var c4 = new ACase("2026-03-04 08:00", 3, "UNDECIDED").of(pump).repeating(c1).add();
        promise(c4, "arrive", "RUNNING", "2026-03-05 08:00", null);
        promise(c4, "restore", "RUNNING", null, null);

        new ACase("2026-03-08 23:59:59", 4, "FREE").cancelled().add();
        new ACase("2026-03-09 00:00", 4, "FREE").add();

        var c7 = new ACase("2026-03-01 23:30", 2, "GOODWILL").of(ups).reopened().resolved("2026-03-08 23:30", WEAR).add();
        visit(c7, lu, "2026-03-08 21:00", "2026-03-08 21:15", "2026-03-08 23:00");
        return this;
    }

    final class ACase {
        private final UUID id = Ids.next();
        private final StringBuilder columns = new StringBuilder("number, branch_id, customer_id, channel, kind_code, kind_version, stage, subject, tracking_token");
        private final StringBuilder values = new StringBuilder("'SO-%1$s', '%2$s', '%3$s', 'PHONE', 'repair', 1, 'reported', '水泵不出水', 'token-%1$s'".formatted(id, branch, customer));
        private String status = "ACTIVE";

        ACase(String openedAt, int severity, String entitlement) {
            with("opened_at", at(openedAt)).with("severity", "" + severity).with("entitlement", "'" + entitlement + "'").with("entitlement_reason", "'见保修'");
        }

        ACase of(UUID device) {
            return with("device_id", "'" + device + "'");
        }

        ACase answered(String when) {
            return with("answered_at", at(when));
        }

        ACase arrived(String when) {
            return with("arrived_at", at(when));
        }

        ACase resolved(String when, String cause) {
            status = "RESOLVED";
            return with("resolved_at", at(when)).with("resolution", "'已修复'").with("cause_code", "'" + cause + "'");
        }

        ACase closed(String when) {
            status = "CLOSED";
            return with("closed_at", at(when));
        }

        ACase cancelled() {
            status = "CANCELLED";
            return with("cancel_reason", "'重复报修'");
        }

        ACase repeating(UUID other) {
            return with("repeat_of", "'" + other + "'");
        }

        ACase reopened() {
            return with("reopened", "1");
        }

        ACase of(String givenStatus, @Nullable UUID assignee) {
            status = givenStatus;
            if (givenStatus.equals("WAITING")) {
                with("waiting_reason", "'customer'");
            }
            return assignee == null ? this : with("assignee_id", "'" + assignee + "'");
        }

        private ACase with(String column, String value) {
            columns.append(", ").append(column);
            values.append(", ").append(value);
            return this;
        }

        UUID add() {
            with("status", "'" + status + "'");
            row("cases.service_case", id, columns.toString(), values.toString());
            return id;
        }
    }

    void visit(UUID serviceCase, UUID engineer, String planned, String arrived, String finished) {
        var booking = booking(serviceCase, engineer, "DONE", planned, finished);
        row("fieldwork.visit", Ids.next(), "booking_id, case_id, engineer_id, branch_id, status, planned_start, planned_end, arrived_at, finished_at",
                "'%s', '%s', '%s', '%s', 'FINISHED', %s, %s, %s, %s".formatted(booking, serviceCase, engineer, branch, at(planned), at(finished),
                        at(arrived), at(finished)));
    }

    UUID booking(UUID serviceCase, UUID engineer, String state, String from, String to) {
        var id = Ids.next();
        row("dispatch.booking", id, "case_id, engineer_id, branch_id, starts_at, ends_at, state, booked_at",
                "'%s', '%s', '%s', %s, %s, '%s', %s".formatted(serviceCase, engineer, branch, at(from), at(to), state, at("2026-03-01 09:00")));
        return id;
    }

    void rating(UUID serviceCase, UUID engineer, String grade, int score, boolean low, String when) {
        var answer = Ids.next();
        row("forms.answer", answer, "form_code, form_version, subject_kind, subject_id, answers, score, actor_name, at",
                "'satisfaction', 1, 'case', '%s', '{}', %d, '王敏', %s".formatted(serviceCase, score, at(when)));
        jdbc.sql("""
                insert into care.rating (case_id, answer_id, branch_id, customer_id, engineer_id, overall, score, low, rated_name, at)
                values ('%s', '%s', '%s', '%s', '%s', '%s', %d, %b, '王敏', %s)
                """.formatted(serviceCase, answer, branch, customer, engineer, grade, score, low, at(when))).update();
    }

    UUID promise(UUID serviceCase, String code, String state, @Nullable String breached, @Nullable String ended) {
        var id = Ids.next();
        row("promises.promise", id, """
                subject_kind, subject_id, code, label, branch_id, facts, rule_id, calendar_id, calendar_version, customer_visible, state,
                started_at, due_at, goal_minutes, breached_at, ended_at, overrun_minutes""", """
                'case', '%s', '%s', '水泵不出水', '%s', '{}', (select id from promises.rule where key = 'answer-2'),
                (select id from promises.calendar where code = '7x24'), 1, true, '%s', %s, %s, 30, %s, %s, %s""".formatted(
                serviceCase, code, branch, state, at("2026-03-02 09:00"), breached == null ? at("2026-03-20 09:00") : at(breached),
                breached == null ? "null" : at(breached), ended == null ? "null" : at(ended), state.equals("BROKEN") ? "20" : "null"));
        return id;
    }

    void due(UUID promise, String when) {
        jdbc.sql("update promises.promise set due_at = " + at(when) + " where id = :id").param("id", promise).update();
    }

    private UUID engineer(String name) {
        var id = Ids.next();
        row("identity.app_user", id, "login, name, password_hash, created_at", "'%s', '%s', 'none', '2026-01-05T01:00Z'".formatted(id, name));
        jdbc.sql("insert into dispatch.engineer (user_id, branch_id) values (:id, :branch)").param("id", id).param("branch", branch).update();
        return id;
    }

    private UUID device(String category) {
        var product = Ids.next();
        row("assets.product", product, "maker, model, name, category", "'润渠', '%s', '产品', '%s'".formatted(product, category));
        var device = Ids.next();
        row("assets.device", device, "number, customer_id, branch_id, product_id, serial, qr_token, created_at",
                "'D-%1$s', '%2$s', '%3$s', '%4$s', 'S-%1$s', 'q-%1$s', '2026-01-05T01:00Z'".formatted(device, customer, branch, product));
        return device;
    }

    private String at(String local) {
        return "(timestamp '" + local + "' at time zone '" + zone + "')";
    }

    private void row(String table, UUID id, String columns, String values) {
        jdbc.sql("insert into %s (id, %s) values ('%s', %s)".formatted(table, columns, id, values)).update();
    }
}
