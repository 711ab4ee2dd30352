package aftercare.demo;

import static java.time.ZoneOffset.UTC;

import aftercare.kernel.Subject;
import aftercare.promises.PastPromises;
import aftercare.promises.PromiseHistory;
import aftercare.promises.StartPromises;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was and is offered to partners: firms that help out, what the firm at Suzhou said to past offers, and two that wait for an answer.
 * Also which customers know of their visits. Written after everything else, from the cases that are there by then.
 */
final class Offers {

    private record Case(UUID id, String number, String subject, int severity, UUID branchId, @Nullable UUID askedBy, Instant openedAt) {}

    private record Firm(UUID id, UUID manager) {}

    private final JdbcClient jdbc;
    private final House house;
    private final Chance chance;
    private final PromiseHistory history;
    private final Instant now;
    private final List<PastPromises> promises = new ArrayList<>();

    Offers(JdbcTemplate jdbc, House house, Chance chance, PromiseHistory history, Instant now) {
        this.jdbc = JdbcClient.create(jdbc);
        this.house = house;
        this.chance = chance;
        this.history = history;
        this.now = now;
    }

    private static final String WAITING = """
            c.status in ('NEW', 'ACTIVE') and c.partner_id is null and not exists (select from dispatch.booking b where b.case_id = c.id)
            and not exists (select from dispatch.tender t where t.case_id = c.id)
            and exists (select from cases.kind k where k.code = c.kind_code and k.version = c.kind_version and (k.definition ->> 'visits')::boolean)""";

    void write(String passwordHash) {
        var suzhou = new Firm(house.partners.get("SZ").id(), house.staff.get("partner").id());
        var yangzhou = firm("NJ", "partner-yz", "扬州瘦西湖楼宇服务有限公司", "0514-00005000", "束红梅", passwordHash);
        var shaoxing = firm("HZ", "partner-sx", "绍兴鉴湖机电服务部", "0575-00006000", "祝永康", passwordHash);
        var ningbo = firm("HZ", "partner-nb", "宁波甬江楼宇科技有限公司", "0574-00007000", "励志远", passwordHash);
        past(suzhou, yangzhou);

        waiting("NJ").ifPresent(one -> {
            var tender = tender(one, "FIRST", "OPEN", "客户希望当天处理，配件由我方提供", now.minus(Duration.ofSeconds(80)), null);
            invitation(tender, suzhou, "ASKED", one, null, null, null, null);
            invitation(tender, yangzhou, "ASKED", one, null, null, null, null);
        });
        waiting("HZ").ifPresent(one -> {
            var tender = tender(one, "BEST", "OPEN", "请自备登高梯", now.minus(Duration.ofSeconds(95)), null);
            invitation(tender, shaoxing, "ANSWERED", one, now.atZone(House.ZONE).toLocalDate().plusDays(1).atTime(9, 0).atZone(House.ZONE).toInstant(), new BigDecimal("380.00"), null, "上午可到");
            invitation(tender, ningbo, "ASKED", one, null, null, null, null);
        });
        history.write(promises, now);
        // Whose engineer has accepted knows the time; at Shanghai the day's changes become proposals.
        jdbc.sql("""
                insert into dispatch.customer_told (case_id, starts_at, ends_at, told_at, how)
                select distinct on (case_id) case_id, starts_at, ends_at, :now, 'ACCEPTED' from dispatch.booking where state = 'CONFIRMED' and ends_at > :now order by case_id, starts_at
                """).param("now", now.atOffset(UTC)).update();
        jdbc.sql("insert into dispatch.day_rules (branch_id, changes, changed_at) values (:branch, 'PROPOSE', :now)")
                .param("branch", house.branch("SH").id()).param("now", now.atOffset(UTC)).update();
        wishes();
    }

    /** What some of the cases that wait ask for: two people with a ladder, somebody who speaks English, a spare battery on the van. */
    private void wishes() {
        for (var branch : List.of("HZ", "SH", "NJ")) {
            var waiting = cases(WAITING, branch, 3);
            for (int i = 0; i < waiting.size(); i++) {
                jdbc.sql("insert into dispatch.visit_need (case_id, languages, equipment, set_by, set_at) values (?, ?, cast(? as jsonb), ?, ?)")
                        .params(waiting.get(i).id(), i == 1 ? new String[] {"en"} : new String[0], i == 0 ? "{\"ladder\": 1}" : i == 1 ? "{}" : "{\"battery\": 2}",
                                waiting.get(i).askedBy(), now.atOffset(UTC)).update();
            }
            waiting.stream().filter(_ -> !branch.equals("HZ")).findFirst().ifPresent(one -> jdbc.sql("insert into dispatch.crew_need (case_id, people, set_by, set_at) values (?, 2, ?, ?)")
                    .params(one.id(), one.askedBy(), now.atOffset(UTC)).update());
        }
    }

    private Firm firm(String branch, String login, String name, String phone, String manager, String passwordHash) {
        var founded = now.minus(Duration.ofDays(700));
        var firm = new Firm(chance.id(founded), chance.id(founded));
        var of = house.branch(branch).id();
        jdbc.sql("insert into identity.partner (id, branch_id, name, phone) values (?, ?, ?, ?)").params(firm.id(), of, name, phone).update();
        jdbc.sql("insert into identity.app_user (id, login, name, phone, email, password_hash, partner_id, created_at) values (?, ?, ?, ?, '', ?, ?, ?)")
                .params(firm.manager(), login, manager, phone, passwordHash, firm.id(), founded.atOffset(UTC)).update();
        jdbc.sql("insert into identity.membership (user_id, role, branch_id) values (?, 'PARTNER_MANAGER', ?)").params(firm.manager(), of).update();
        return firm;
    }

    /** The firm's own cases it said yes to; a few of others it did not. */
    private void past(Firm suzhou, Firm other) {
        var cases = cases("c.partner_id is not null and c.resolved_at is not null and c.opened_at < cast(:now as timestamptz) - interval '5 days'", "NJ", 14);
        for (int i = 0; i < cases.size(); i++) {
            var one = cases.get(i);
            var asked = one.openedAt().plus(Duration.ofMinutes(8));
            var tender = tender(one, i % 3 == 0 ? "BEST" : "FIRST", "AWARDED", "", asked, asked.plus(Duration.ofMinutes(9)));
            invitation(tender, suzhou, "WON", one, asked.plus(Duration.ofHours(4)), new BigDecimal(220 + 20 * (i % 7)), null, "");
            if (i % 3 == 0) {
                invitation(tender, other, "LOST", one, asked.plus(Duration.ofHours(9)), new BigDecimal(300 + 30 * (i % 5)), null, "");
            }
        }
        var others = cases("c.partner_id is null and c.resolved_at is not null and c.opened_at < cast(:now as timestamptz) - interval '5 days'", "NJ", 3);
        for (int i = 0; i < others.size(); i++) {
            var one = others.get(i);
            var asked = one.openedAt().plus(Duration.ofMinutes(11));
            var tender = tender(one, "FIRST", "LAPSED", "", asked, asked.plus(Duration.ofMinutes(25)));
            invitation(tender, suzhou, "DECLINED", one, null, null, i == 0 ? "no-capacity" : "too-far", i == 0 ? "" : "来回四个小时，赶不上");
            invitation(tender, other, "DECLINED", one, null, null, "no-skill", "");
        }
    }

    private Optional<Case> waiting(String branch) {
        return cases(WAITING + " and c.severity >= 3 and c.opened_at < cast(:now as timestamptz) - interval '2 minutes'", branch, 1).stream().findFirst();
    }

    private List<Case> cases(String which, String branch, int most) {
        return jdbc.sql("""
                select c.id, c.number, c.subject, c.severity, c.branch_id, c.opened_at,
                       (select m.user_id from identity.membership m where m.role = 'DISPATCHER' and m.branch_id = c.branch_id order by m.user_id limit 1) as asked_by
                  from cases.service_case c where c.branch_id = :branch and %s order by c.opened_at desc, c.id limit :most
                """.formatted(which)).param("now", now.atOffset(UTC)).param("branch", house.branch(branch).id()).param("most", most).query(Case.class).list();
    }

    private UUID tender(Case of, String mode, String state, String words, Instant askedAt, @Nullable Instant endedAt) {
        var id = chance.id(askedAt);
        jdbc.sql("insert into dispatch.tender (id, case_id, branch_id, mode, state, words, asked_by, asked_at, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.asList(id, of.id(), of.branchId(), mode, state, words, of.askedBy(), askedAt.atOffset(UTC), endedAt == null ? null : endedAt.atOffset(UTC)))
                .update();
        var promise = history.begin(new StartPromises(new Subject("tender", id), List.of("partner-answer"), Map.of("severity", Integer.toString(of.severity())), of.branchId(),
                of.askedBy(), of.number() + " " + of.subject(), askedAt), () -> chance.id(askedAt));
        if (state.equals("AWARDED")) {
            promise.keep("partner-answer", Objects.requireNonNull(endedAt));
        } else if (endedAt != null) {
            promise.waive("all-declined", endedAt);
        }
        promises.add(promise);
        return id;
    }

    private void invitation(UUID tender, Firm firm, String state, Case of, @Nullable Instant startsAt, @Nullable BigDecimal price, @Nullable String refusal, @Nullable String note) {
        var asked = jdbc.sql("select asked_at from dispatch.tender where id = ?").param(tender).query(Instant.class).single();
        var answered = startsAt == null && refusal == null ? null : asked.plus(Duration.ofMinutes(state.equals("ANSWERED") ? 1 : chance.between(2, 8)));
        jdbc.sql("""
                insert into dispatch.invitation (tender_id, partner_id, state, asked_at, answered_by, answered_at, starts_at, minutes, price, note, refusal)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """).params(Arrays.asList(tender, firm.id(), state, asked.atOffset(UTC), answered == null ? null : firm.manager(),
                answered == null ? null : answered.atOffset(UTC), startsAt == null ? null : startsAt.atOffset(UTC), startsAt == null ? null : 60 + 30 * (of.severity() % 3),
                price, note == null ? "" : note, refusal)).update();
    }
}
