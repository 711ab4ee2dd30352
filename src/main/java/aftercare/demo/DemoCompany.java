package aftercare.demo;

import aftercare.documents.DocumentDesk;
import aftercare.forms.FormDesk;
import aftercare.platform.AftercareSettings;
import aftercare.promises.AgreedRules;
import aftercare.promises.PromiseHistory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Loads the demo company into an empty database, in demo mode only, before anybody is let in. */
@Component
class DemoCompany implements ApplicationRunner {

    /** Everybody's. The demo listens on the loopback interface only. */
    static final String PASSWORD = "aftercare";

    private static final Logger log = LoggerFactory.getLogger(DemoCompany.class);
    private static final long SEED = 20_260_101;

    private final AftercareSettings settings;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final PasswordEncoder passwords;
    private final PromiseHistory history;
    private final DocumentDesk documents;
    private final FormDesk forms;
    private final AgreedRules agreedRules;
    private final JsonMapper json;
    private final Clock clock;
    private final int port;

    DemoCompany(AftercareSettings settings, JdbcTemplate jdbc, TransactionTemplate transaction, PasswordEncoder passwords,
                PromiseHistory history, DocumentDesk documents, FormDesk forms, AgreedRules agreedRules, JsonMapper json, Clock clock,
                @Value("${server.port}") int port) {
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.passwords = passwords;
        this.history = history;
        this.documents = documents;
        this.forms = forms;
        this.agreedRules = agreedRules;
        this.json = json;
        this.clock = clock;
        this.port = port;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.demo()) {
            transaction.executeWithoutResult(_ -> loadIfEmpty());
        }
    }

    private void loadIfEmpty() {
        jdbc.execute("select pg_advisory_xact_lock(hashtext('demo'))");
        if (Boolean.TRUE.equals(jdbc.queryForObject("select exists (select from identity.app_user)", Boolean.class))) {
            return;
        }
        log.info("loading the demo company with a year behind it; the next start is quicker");
        load(clock.instant());
    }

    /** The company as of this moment; part of the caller's transaction. */
    void load(Instant moment) {
        var now = moment.truncatedTo(ChronoUnit.SECONDS);
        var script = Script.read();
        var chance = new Chance(SEED);
        var rows = new Rows();
        var password = passwords.encode(PASSWORD);
        var house = new House(script, chance, rows, now, password);
        var narrator = new Narrator(script, house, chance, history);
        var year = new Year(script, house, chance, narrator, now);
        var episodes = year.tell();
        var company = script.company().name();
        var cases = new CaseRows(rows, chance, json,
                new FrozenReports(company, names("select code, name ->> 'zh-CN' from cases.fault_code"), names("select code, full_name from customers.region"), json),
                new Signatures(chance, documents::keep));
        var mails = new Correspondence(house, chance, rows, json, now, address());
        episodes.forEach(episode -> {
            cases.add(episode);
            mails.about(episode);
        });
        var agreements = new Agreements(house, new Chance(SEED + 1), rows, history, json, now, company);
        agreements.tell();
        mails.halfFilled();
        mails.signIns();
        new People(house, new Chance(SEED), rows, now).write();
        rows.add("platform.setting (key, value, changed_at)", "company", json.writeValueAsString(Map.of("name", company, "nameInEnglish", "Anlan Intelligent Systems Engineering Co., Ltd.")), now);
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            rows.send(connection);
            return null;
        });
        history.write(episodes.stream().map(episode -> episode.promises).toList(), now);
        history.write(agreements.promises(), now);
        new Excuses(jdbc).write();
        new Offers(jdbc, house, new Chance(SEED + 2), history, now).write(password);
        new Inspections(jdbc, forms, chance, now).fillIn();
        new Disputes(jdbc, now).write();
        new Outages(jdbc, now).write();
        new Colleagues(jdbc, now).write(password);
        new PhoneCalls(jdbc, history, new Chance(SEED + 3), now).write();
        count("customers.customer_number", house.customers.size());
        count("assets.project_number", house.projectCount());
        count("assets.device_number", house.deviceCount());
        count("contracts.contract_number", agreements.count());
        count("cases.case_number", narrator.cases());
        count("fieldwork.report_number", year.reports());
        var pictures = new Pictures(jdbc, documents);
        new Premises(jdbc, pictures, new Chance(SEED + 2), now).furnish();
        history.write(new Handovers(jdbc, pictures, history, new Chance(SEED + 4), now).tell(), now);
        new Commitments(jdbc, agreedRules, new Chance(SEED + 6), json, now, company).write();
        new Archives(jdbc, documents, new Chance(SEED + 5), json, now).fill();
        history.write(new RetentionMoney(jdbc, history, new Chance(SEED + 3), now).tell(), now);
        new Mailroom(jdbc, documents, new Chance(SEED + 7), now).fill();
        new Chats(jdbc, new Chance(SEED + 8), now).write();
        new Robots(jdbc, new Chance(SEED + 9), now).write();
        new UpkeepPlans(jdbc, now).write();
        new Precautions(jdbc, now).write();
        new Upgrades(jdbc, now).write();
        new OutOfTown(jdbc, now).write();
        new Programs(jdbc, now).write();
        count("knowledge.article_number", new HelpArticles(jdbc, now).write());
        jdbc.execute("analyze");
    }

    private String address() {
        return settings.publicUrl() == null ? "http://localhost:" + port : settings.publicUrl();
    }

    private Map<String, String> names(String query) {
        var names = new HashMap<String, String>();
        jdbc.query(query, row -> {
            names.put(row.getString(1), row.getString(2));
        });
        return names;
    }

    private void count(String sequence, int last) {
        jdbc.queryForObject("select setval(cast(? as regclass), ?)", Long.class, sequence, last);
    }
}
