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

    /** @return the branch that one of everything was made in */
    UUID world() {
        var branch = kept("identity.branch", branch(MARK + " branch"));
        var customer = kept("customers.customer", customer(branch, MARK + " customer"));
        var contact = row("customers.contact", "customer_id, name, phone", "'%s', '%s', '13900001111'".formatted(customer, MARK));
        var site = row("customers.site", "customer_id, name", "'%s', '%s site'".formatted(customer, MARK));
        var theirs = row("identity.app_user", "login, name, phone, password_hash, customer_id, contact_id, created_at",
                "'%s', '%s person', '13900001112', 'none', '%s', '%s', '2026-01-05T01:00Z'".formatted(Ids.next(), MARK, customer, contact));
        jdbc.sql("insert into identity.membership (user_id, role) values (:id, 'CUSTOMER')").param("id", theirs).update();
        jdbc.sql("insert into identity.portal_right (user_id, what) values (:id, 'SEE_ALL'), (:id, 'PEOPLE')").param("id", theirs).update();
        var product = Ids.next();
        jdbc.sql("insert into assets.product (id, maker, model, name, category) values (:id, :maker, :model, 'product', 'pump')")
                .param("id", product).param("maker", "maker " + product).param("model", product.toString()).update();
        var project = row("assets.project", "number, name, customer_id, branch_id, created_at",
                "'P-%s', '%s project', '%s', '%s', '2026-01-05T01:00Z'".formatted(Ids.next(), MARK, customer, branch));
        var device = row("assets.device", "number, customer_id, branch_id, site_id, project_id, product_id, serial, qr_token, created_at",
                "'D-%s', '%s', '%s', '%s', '%s', '%s', '%s', 'token-%s', '2026-01-05T01:00Z'".formatted(
                        Ids.next(), customer, branch, site, project, product, MARK, Ids.next()));
        row("archive.paper", "project_id, kind_code, name, dated, important, shelf, retention_years, filed_at",
                "'%s', '2-05-01', '%s paper', '2001-03-02', false, '%s shelf', 5, '2026-01-05T01:00Z'".formatted(project, MARK, MARK));
        var contract = row("contracts.contract", "number, title, customer_id, branch_id, status, starts_on, ends_on, created_at",
                "'MC-%s', '%s contract', '%s', '%s', 'DRAFT', '2026-01-05', '2027-01-04', '2026-01-05T01:00Z'".formatted(Ids.next(), MARK, customer, branch));
        jdbc.sql("""
                insert into contracts.revision (contract_id, revision, from_day, level, price, visits, parts_included, written_at)
                values (:id, 1, '2026-01-05', '7x24x4', 1, 4, true, '2026-01-05T01:00Z')
                """).param("id", contract).update();
        jdbc.sql("insert into contracts.coverage (contract_id, revision, line) values (:id, 1, 0)").param("id", contract).update();
        row("letters.letter", "number, title, customer_id, branch_id, contract_id, status, draft, created_at, saved_at",
                "'SL-%s', '%s letter', '%s', '%s', '%s', 'DRAFT', '{\"sections\": [], \"promises\": []}', '2026-01-05T01:00Z', '2026-01-05T01:00Z'".formatted(
                        Ids.next(), MARK, customer, branch, contract));
        var plan = row("upkeep.plan", "name, branch_id, customer_id, contract_id, rhythm, exclusions, starts_on, lead_days, early_days, late_days, minutes, created_at",
                "'%s plan', '%s', '%s', '%s', '{\"unit\": \"MONTHS\", \"every\": 1, \"weekdays\": [], \"seasons\": []}', '{\"workdays\": false, \"weekdays\": [], \"spans\": [], \"instead\": \"NEXT\"}', '2026-01-05', 7, 2, 5, 60, '2026-01-05T01:00Z'"
                        .formatted(MARK, branch, customer, contract));
        row("upkeep.due", "plan_id, subject_id, occurrence, branch_id, customer_id, site_id, device_id, planned_on, window_from, window_to",
                "'%s', '%s', '2026-02-05', '%s', '%s', '%s', '%s', '2026-02-05', '2026-02-03', '2026-02-10'".formatted(plan, device, branch, customer, site, device));
        var campaign = row("campaigns.campaign", "name, branch_id, product_id, property, target_version, needs_consent, minutes, status, created_at",
                "'%s campaign', '%s', '%s', '固件版本', 'V2', false, 30, 'RUNNING', '2026-01-05T01:00Z'".formatted(MARK, branch, product));
        jdbc.sql("insert into campaigns.asking (campaign_id, customer_id, token) values (:campaign, :customer, :token)").param("campaign", campaign).param("customer", customer)
                .param("token", "consent-" + campaign).update();
        row("campaigns.batch", "campaign_id, position, starts_on", "'%s', 1, '2026-02-05'".formatted(campaign));
        jdbc.sql("insert into campaigns.target (campaign_id, device_id, customer_id, version_before) values (:campaign, :device, :customer, 'V1')").param("campaign", campaign)
                .param("device", device).param("customer", customer).update();
        var engineer = kept("identity.app_user", user(branch));
        jdbc.sql("insert into dispatch.engineer (user_id, branch_id) values (:user, :branch)").param("user", engineer).param("branch", branch).update();
        var trip = row("trips.trip", "number, branch_id, purpose, place, from_day, to_day, asked_at",
                "'OD-%s', '%s', '%s purpose', '外地', '2026-03-02', '2026-03-06', '2026-03-01T01:00Z'".formatted(Ids.next(), branch, MARK));
        jdbc.sql("insert into trips.traveller (trip_id, user_id, position) values (:trip, :user, 0)").param("trip", trip).param("user", engineer).update();
        var pattern = row("dispatch.shift_pattern", "branch_id, name, mark, cycle, weekly", "'%s', '%s', '班', '{08:00-16:00}', false".formatted(branch, MARK));
        row("dispatch.shift_plan", "user_id, pattern_id, from_day", "'%s', '%s', '2026-01-01'".formatted(engineer, pattern));
        row("dispatch.leave", "user_id, kind, starts_at, ends_at, note, entered_at",
                "'%s', 'SICK', '2026-03-02T01:00Z', '2026-03-03T01:00Z', '%s', '2026-03-01T01:00Z'".formatted(engineer, MARK));
        row("dispatch.certificate", "user_id, kind, number, entered_at", "'%s', 'electrician', '%s', '2026-03-01T01:00Z'".formatted(engineer, MARK));
        var colleague = user(branch);
        var rotation = row("dispatch.rotation", "branch_id, name, turn, hand_over, starts_on", "'%s', '%s rotation', 'DAILY', '08:30', '2026-03-01'".formatted(branch, MARK));
        var duty = row("dispatch.duty", "rotation_id, branch_id, user_id, starts_at, ends_at, origin",
                "'%s', '%s', '%s', '2026-03-02T01:00Z', '2099-03-03T01:00Z', 'HAND'".formatted(rotation, branch, engineer));
        row("dispatch.duty_swap", "duty_id, asked_by, asked_of, note, asked_at, state",
                "'%s', '%s', '%s', '%s', '2026-03-01T01:00Z', 'ASKED'".formatted(duty, engineer, colleague, MARK));
        var serviceCase = row("cases.service_case", """
                number, branch_id, customer_id, contact_name, contact_phone, site_id, project_id, device_id, channel, kind_code, kind_version,
                status, stage, severity, subject, description, tracking_token, opened_at""",
                "'SO-%s', '%s', '%s', '%s', '13900001111', '%s', '%s', '%s', 'PHONE', 'repair', 1, 'NEW', 'reported', 2, '%s subject', '%s', 'track-%s', '2026-03-02T01:00Z'"
                        .formatted(Ids.next(), branch, customer, MARK, site, project, device, MARK, MARK, Ids.next()));
        var promise = row("promises.promise", """
                subject_kind, subject_id, code, label, branch_id, facts, rule_id, calendar_id, calendar_version, customer_visible,
                state, started_at, due_at, goal_minutes""", """
                'case', '%s', 'answer', '%s', '%s', '{}', (select id from promises.rule where key = 'answer-2'),
                (select id from promises.calendar where code = '7x24'), 1, true, 'RUNNING',
                '2026-01-05T01:00Z', '2026-01-05T01:30Z', 30""".formatted(serviceCase, MARK, branch));
        jdbc.sql("""
                insert into promises.clock_event (promise_id, seq, kind, at, recorded_at, rule_id, counts_from)
                select id, 1, 'STARTED', started_at, started_at, rule_id, started_at from promises.promise where id = :id
                """).param("id", promise).update();
        row("notices.notice", "user_id, kind, subject_kind, subject_id, facts, at",
                "'%s', 'promises.warned', 'case', '%s', '{\"label\": \"%s\"}', '2026-01-05T01:00Z'".formatted(engineer, serviceCase, MARK));
        row("notices.message", "branch_id, channel, template, language, to_name, to_address, title, body, subject_kind, subject_id, state, queued_at",
                "'%s', 'EMAIL', 'intake.received', 'en', '%s', '', '%s', '%s', 'case', '%s', 'NO_ADDRESS', '2026-01-05T01:00Z'".formatted(
                        branch, MARK, MARK, MARK, serviceCase));
        var mailbox = row("mail.mailbox", "branch_id, name, address, imap_host, imap_port, imap_security, user_name, active",
                "'%s', '%s', '%s@example.com', 'mail.invalid', 993, 'TLS', '%s', false".formatted(branch, MARK, Ids.next(), MARK));
        var mail = row("mail.raw", "mailbox_id, uid_validity, uid, fetched_at, size, sha256, content",
                "'%s', 1, 1, '2026-01-05T01:00Z', 1, '', 'x'".formatted(mailbox));
        jdbc.sql("""
                insert into mail.incoming (id, mailbox_id, branch_id, received_at, state, manner, from_name, from_address, subject, body, failure)
                values (:id, :mailbox, :branch, '2026-01-05T01:00Z', 'NOT_UNDERSTOOD', 'PERSON', :mark, :mark, :mark, :mark, 'mail.too-large')
                """).param("id", mail).param("mailbox", mailbox).param("branch", branch).param("mark", MARK).update();
        row("mail.spam_rule", "branch_id, part, words, made_at", "'%s', 'SENDER', '%s', '2026-01-05T01:00Z'".formatted(branch, MARK.toLowerCase()));
        var entrance = row("chat.site", "branch_id, name, key, calendar, answer_within", "'%s', '%s', '%s', '7x24', 10".formatted(branch, MARK, Ids.next()));
        var chat = row("chat.conversation", "site_id, branch_id, token_hash, status, visitor_name, phone, about, language, started_at, waiting_since, last_at, last_seq",
                "'%s', '%s', '%s', 'WAITING', '%s', '13900001111', '%s', 'zh-CN', '2099-01-05T01:00Z', '2099-01-05T01:00Z', '2099-01-05T01:00Z', 1".formatted(
                        entrance, branch, Ids.next(), MARK, MARK));
        jdbc.sql("""
                insert into chat.message (conversation_id, seq, client_id, kind, author, author_name, text, at)
                values (:chat, 1, gen_random_uuid(), 'TEXT', 'VISITOR', :mark, :mark, '2099-01-05T01:00Z')
                """).param("chat", chat).param("mark", MARK).update();
        var robot = row("channels.channel", "branch_id, kind, name, address, body, success", "'%s', 'SMS', '%s', 'https://sms.invalid/?q={to}{text}', '%s', '200'".formatted(branch, MARK, MARK));
        row("channels.delivery", "channel_id, news, title, text, state, queued_at", "'%s', 'TEST', '%s', '%s', 'QUEUED', '2026-01-05T01:00Z'".formatted(robot, MARK, MARK));
        row("cases.ready_answer", "branch_id, title, text, used_in", "'%s', '%s', '%s', '{MAIL,CHAT}'".formatted(branch, MARK, MARK));
        row("documents.document", "owner_kind, owner_id, section, file_name, media_type, size, sha256, visibility, uploaded_name, at",
                "'case', '%s', 'photo', '%s.jpg', 'image/jpeg', 1, repeat('a', 64), 'PUBLIC', '%s', '2026-03-02T01:00Z'".formatted(serviceCase, MARK, MARK));
        var booking = row("dispatch.booking", "case_id, engineer_id, branch_id, starts_at, ends_at, state, note, booked_at",
                "'%s', '%s', '%s', '2026-03-03T01:00Z', '2026-03-03T03:00Z', 'PLANNED', '%s', '2026-03-02T02:00Z'".formatted(serviceCase, engineer, branch, MARK));
        var visit = row("fieldwork.visit", "booking_id, case_id, engineer_id, branch_id, status, planned_start, planned_end",
                "'%s', '%s', '%s', '%s', 'PLANNED', '2026-03-03T01:00Z', '2026-03-03T03:00Z'".formatted(booking, serviceCase, engineer, branch));
        row("fieldwork.report", "number, visit_id, case_id, branch_id, finding, action, work_minutes, outcome, written_at",
                "'SR-%s', '%s', '%s', '%s', '%s', '%s', 30, 'FIXED', '2026-03-03T02:00Z'".formatted(Ids.next(), visit, serviceCase, branch, MARK, MARK));
        row("intake.draft", "user_id, title, draft, updated_at", "'%s', '%s', '{}', '2026-03-02T01:00Z'".formatted(engineer, MARK));
        var centre = row("calls.centre", "name, branch_id, token_hash, made_by, made_at", "'%s', '%s', '%s', '%s', '2026-03-02T01:00Z'".formatted(MARK, branch, Ids.next(), engineer));
        row("calls.call", "centre_id, reference, branch_id, direction, number, contact_name, began_at, ended_at",
                "'%s', '1', '%s', 'IN', '13900001111', '%s', '2026-03-02T01:00Z', '2026-03-02T01:01Z'".formatted(centre, branch, MARK));
        var machine = Ids.next();
        jdbc.sql("insert into identity.app_user (id, login, name, password_hash, machine, created_at) values (:id, :login, 'a program', 'none', true, '2026-01-05T01:00Z')")
                .param("id", machine).param("login", machine.toString()).update();
        row("integration.api_key", "user_id, name, prefix, hash, branch_id, scopes, per_minute, made_at",
                "'%s', '%s', '%s', decode(repeat('00', 32), 'hex'), '%s', '{cases:read}', 600, '2026-01-05T01:00Z'".formatted(machine, MARK, machine, branch));
        var hook = row("integration.webhook", "name, url, events, branch_id, secret_sealed, active, made_at",
                "'%s', 'https://%s.example/', '{case.opened}', '%s', '', false, '2026-01-05T01:00Z'".formatted(MARK, MARK, branch));
        row("integration.delivery", "webhook_id, event, body, made_at, next_try_at", "'%s', 'case.opened', '%s', now(), now()".formatted(hook, MARK));
        row("intake.mass_notice", "title, words, branch_id, customer_id, starts_at, made_by, made_at",
                "'%s', '%s', '%s', '%s', '2026-03-02T01:00Z', '%s', '2026-03-02T01:00Z'".formatted(MARK, MARK, branch, customer, engineer));
        row("imports.import", "kind, file_name, state, rows, columns, branches, created_by, created_at, finished_at",
                "'devices', '%s.csv', 'DONE', 1, '[]', '{%s}', '%s', '2026-03-02T01:00Z', '2026-03-02T01:01Z'".formatted(MARK, branch, engineer));
        return branch;
    }

    private UUID user(UUID branch) {
        var id = Ids.next();
        jdbc.sql("insert into identity.app_user (id, login, name, password_hash, created_at) values (:id, :login, :name, 'none', '2026-01-05T01:00Z')")
                .param("id", id).param("login", id.toString()).param("name", MARK + " engineer").update();
        jdbc.sql("insert into identity.membership (user_id, role, branch_id) values (:id, 'ENGINEER', :branch)").param("id", id).param("branch", branch).update();
        return id;
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
