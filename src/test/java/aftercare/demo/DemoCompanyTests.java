package aftercare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.TestSetup;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** The demo company as it is on a Wednesday morning in July, and on days that are harder to get right. */
@SpringBootTest(properties = {"aftercare.db.url=given-by-the-test", "aftercare.data=target/test-data", "aftercare.demo=true",
        "aftercare.promises.sweep=false"})
@AutoConfigureMockMvc
@Import({TestSetup.class, DemoCompanyTests.Wednesday.class})
@Execution(ExecutionMode.CONCURRENT)
class DemoCompanyTests {

    static final Instant NOW = Instant.parse("2026-07-15T03:20:00Z");

    @TestConfiguration(proxyBeanMethods = false)
    static class Wednesday {

        @Bean
        @Primary
        Clock wednesday() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }

    /** In the order in which they can be emptied. */
    private static final List<String> TABLES = List.of("knowledge.solved", "knowledge.opinion", "knowledge.article_version", "knowledge.article", "cases.ready_answer", "integration.delivery", "integration.webhook", "integration.api_key", "channels.delivery", "channels.channel", "chat.message", "chat.conversation", "chat.site", "mail.attachment", "mail.incoming", "mail.raw", "mail.spam_rule", "mail.mailbox_words", "mail.mailbox", "intake.report", "intake.mass_notice", "intake.draft", "intake.phrase", "intake.solved_case", "calls.call", "calls.extension", "calls.centre", "notices.preference", "notices.notice", "notices.message_file", "notices.message", "identity.sign_in", "care.rating", "forms.measurement", "forms.answer", "timeline.entry_subject", "timeline.entry", "promises.clock_event", "promises.promise",
            "campaigns.target", "campaigns.batch", "campaigns.asking", "campaigns.campaign", "trips.day_report", "trips.task", "trips.traveller", "trips.trip", "fieldwork.round_device",
            "safety.hazard_words", "safety.hazard", "safety.near_miss", "dispatch.case_need", "upkeep.due", "upkeep.plan", "contracts.handover_item", "contracts.handover", "contracts.retention_entry", "contracts.retention", "assets.pin", "assets.meter_reading", "assets.meter",
            "assets.warranty_term", "assets.term_template",
            "documents.document", "contracts.visit_entry", "contracts.billing", "contracts.coverage", "contracts.revision", "contracts.contract", "fieldwork.command", "fieldwork.contradiction", "fieldwork.report", "fieldwork.visit", "dispatch.booking", "dispatch.invitation", "dispatch.tender", "dispatch.customer_told", "dispatch.day_rules", "dispatch.visit_need", "dispatch.crew_need", "cases.link", "cases.service_case", "dispatch.certificate", "dispatch.duty", "dispatch.rotation_member",
            "dispatch.rotation", "dispatch.leave", "dispatch.shift_day", "dispatch.shift_plan", "dispatch.shift_pattern", "dispatch.engineer_skill", "dispatch.engineer_equipment",
            "dispatch.engineer", "identity.portal_site", "identity.portal_right", "identity.membership", "identity.app_user", "assets.device", "assets.system", "archive.paper", "letters.revision", "letters.letter", "assets.project", "assets.product",
            "customers.site", "customers.contact", "customers.customer", "identity.partner", "identity.branch", "platform.setting");

    @Autowired DemoCompany company;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;
    @Autowired MockMvcTester mvc;

    @Test
    void hasWhatWasPromised() {
        assertThat(count("identity.branch")).isEqualTo(3);
        assertThat(count("identity.partner")).isEqualTo(4);
        assertThat(count("dispatch.engineer")).isEqualTo(12);
        assertThat(count("customers.customer")).isEqualTo(40);
        assertThat(count("assets.project")).isEqualTo(60);
        assertThat(count("assets.device where replaces_id is null")).isEqualTo(800);
        assertThat(count("contracts.contract")).isEqualTo(24);
        assertThat(count("mail.mailbox_words where received <> '' or signature <> ''")).as("three languages of three mailboxes").isEqualTo(9);
        assertThat(count("notices.message_file f join documents.document d on d.id = f.document_id and d.owner_kind = 'case' and d.visibility = 'PUBLIC'")).isBetween(2, 6);
        assertThat(count("cases.ready_answer where used_in @> '{MAIL}'")).isGreaterThan(3);
        assertThat(count("channels.channel where language = 'en'")).isEqualTo(1);
        assertThat(count("safety.hazard where contact_confirms")).isEqualTo(1);
        assertThat(count("safety.near_miss where state = 'OPEN'")).isEqualTo(1);
        assertThat(count("safety.near_miss where state = 'CLOSED'")).isEqualTo(1);
        assertThat(count("cases.service_case where status in ('CLOSED', 'CANCELLED')")).isEqualTo(1500);
        assertThat(count("cases.service_case where status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')")).isBetween(55, 85);
    }

    @Test
    void isTheSameWheneverItIsLoadedAtTheSameMoment() {
        jdbc.sql("delete from platform.setting where key = 'intake.phone-code'").update(); // all tests have it
        var first = content();
        transaction.executeWithoutResult(status -> {
            empty();
            company.load(NOW);
            assertThat(content()).isEqualTo(first);
            status.setRollbackOnly();
        });
    }

    @Test
    void isWholeNow() {
        isWhole(NOW);
    }

    /** A Sunday night, Monday of the National Day holiday, New Year's Eve, 29 February. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-07-18T18:10:00Z", "2026-10-05T02:00:00Z", "2026-12-31T15:59:30Z", "2028-02-29T06:00:00Z"})
    void isWholeAtAnyTime(Instant now) {
        transaction.executeWithoutResult(status -> {
            empty();
            company.load(now);
            isWhole(now);
            status.setRollbackOnly();
        });
    }

    private void isWhole(Instant now) {
        assertThat(count("cases.service_case where status in ('CLOSED', 'CANCELLED')")).isEqualTo(1500);
        assertThat(count("cases.service_case where status in ('NEW', 'ACTIVE', 'WAITING', 'RESOLVED')")).isBetween(55, 85);
        assertThat(jdbc.sql("select distinct status from cases.service_case").query(String.class).list())
                .containsExactlyInAnyOrder("NEW", "ACTIVE", "WAITING", "RESOLVED", "CLOSED", "CANCELLED");

        // Every engineer has something to do today or tomorrow.
        assertThat(jdbc.sql("""
                select u.name from dispatch.engineer e join identity.app_user u on u.id = e.user_id
                 where not exists (select from dispatch.booking b where b.engineer_id = e.user_id and b.ends_at > :now and b.state <> 'CANCELLED')
                """).param("now", now.atOffset(ZoneOffset.UTC)).query(String.class).list()).isEmpty();

        // Nothing lies in the future but what is planned.
        assertThat(count("timeline.entry where at > timestamptz '%s'".formatted(now))).isZero();
        assertThat(count("cases.service_case where greatest(opened_at, answered_at, arrived_at, resolved_at, closed_at) > timestamptz '%s'".formatted(now))).isZero();
        assertThat(count("dispatch.booking where state in ('UNDER_WAY', 'ON_SITE', 'DONE') and booked_at > timestamptz '%s'".formatted(now))).isZero();

        // Things happen one after the other.
        assertThat(count("cases.service_case where answered_at < opened_at or arrived_at < answered_at or resolved_at < answered_at or closed_at < resolved_at")).isZero();
        assertThat(count("""
                fieldwork.visit where accepted_at > set_out_at or set_out_at > arrived_at or arrived_at > started_at
                    or started_at > finished_at or finished_at > signed_at""")).isZero();
        assertThat(count("dispatch.booking where booked_at > starts_at")).isZero();

        // Everything that is over has its history and its promises.
        assertThat(count("""
                cases.service_case c where not exists (select from timeline.entry_subject s
                    where s.subject_kind = 'case' and s.subject_id = c.id)""")).isZero();
        assertThat(count("""
                cases.service_case c where c.status = 'CLOSED' and (
                    not exists (select from promises.promise p where p.subject_id = c.id and p.code = 'answer' and p.state in ('KEPT', 'BROKEN'))
                    or not exists (select from promises.promise p where p.subject_id = c.id and p.code = 'restore' and p.state in ('KEPT', 'BROKEN'))
                    or exists (select from promises.promise p where p.subject_id = c.id and p.state in ('RUNNING', 'PAUSED')))""")).isZero();
        assertThat(count("promises.promise p where not exists (select from promises.clock_event e where e.promise_id = p.id)")).isZero();
        assertThat(count("cases.service_case c where c.status = 'WAITING' and not exists (select from promises.promise p where p.subject_id = c.id and p.state = 'PAUSED')")).isZero();
        assertThat(count("cases.service_case c where c.status = 'CLOSED' and c.kind_code = 'repair' and c.arrived_at is not null and not exists (select from fieldwork.report r where r.case_id = c.id)")).isZero();
        assertThat(count("fieldwork.visit where (status in ('FINISHED', 'SIGNED')) <> (booking_id in (select id from dispatch.booking where state = 'DONE'))")).isZero();

        // Some promises were broken, as in life; some are broken now.
        var ended = count("promises.promise where state in ('KEPT', 'BROKEN')");
        assertThat(100.0 * count("promises.promise where state = 'BROKEN'") / ended).isBetween(4.0, 9.0);
        assertThat(count("promises.promise where state = 'RUNNING' and breached_at is not null and subject_kind = 'case'")).isBetween(2, 6);
        assertThat(count("promises.promise where state = 'RUNNING' and breached_at is not null and subject_kind <> 'case'")).isBetween(0, 9);
        assertThat(count("contracts.retention where balance <> (select sum(e.amount) from contracts.retention_entry e where e.retention_id = retention.id)")).isZero();
        assertThat(count("promises.promise where state = 'PAUSED'")).isPositive();

        // Three of four customers say what they thought of it, most of them kindly.
        var closed = count("cases.service_case where status = 'CLOSED'");
        assertThat(100.0 * count("care.rating") / closed).isBetween(70.0, 80.0);
        assertThat(100.0 * count("care.rating where overall in ('EXCELLENT', 'GOOD')") / count("care.rating")).isBetween(85.0, 97.0);
        assertThat(count("care.rating r join cases.service_case c on c.id = r.case_id where r.at < c.closed_at or c.status <> 'CLOSED'")).isZero();

        // Hardly two reports read alike.
        assertThat((double) jdbc.sql("select count(distinct description) from cases.service_case").query(Integer.class).single()
                / count("cases.service_case")).isGreaterThan(0.95);
        assertThat(count("cases.service_case where description ~ '[<>]' or subject ~ '[<>]' or resolution ~ '[<>]'")).isZero();
        assertThat(count("timeline.entry where facts::text ~ '[<>]'")).isZero();
        assertThat(count("fieldwork.report where finding || action || advice || customer_opinion ~ '[<>]'")).isZero();
    }

    private void empty() {
        jdbc.sql("set local session_replication_role = replica").update();
        TABLES.forEach(table -> jdbc.sql("delete from " + table).update());
        jdbc.sql("set local session_replication_role = origin").update();
    }

    /** One number per table for everything in it. Password hashes are salted, and rows know when they were stored. */
    private Map<String, String> content() {
        var content = new TreeMap<String, String>();
        for (var table : TABLES) {
            content.put(table, jdbc.sql("""
                    select count(*) || ' ' || coalesce(sum(hashtextextended((to_jsonb(t) - 'password_hash' - 'recorded_at' - 'position')::text, 0)::numeric), 0)
                      from %s t
                    """.formatted(table)).query(String.class).single());
        }
        return content;
    }

    private int count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Integer.class).single();
    }
}
