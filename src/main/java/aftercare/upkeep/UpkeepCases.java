package aftercare.upkeep;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseEvent;
import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.contracts.ContractVisits;
import aftercare.dispatch.CaseNeeds;
import aftercare.fieldwork.Rounds;
import aftercare.fieldwork.VisitEvent;
import aftercare.kernel.Subject;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.promises.PromiseDesk;
import aftercare.promises.StartPromises;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Dates that come near become cases, one for a site and time; what becomes of a case becomes of its dates. */
@Service
@Transactional
class UpkeepCases {

    private static final String KIND = "inspection";
    private static final String PROMISE = "upkeep-due";
    private static final String USUAL_LANGUAGE = "zh-CN";

    record Near(UUID id, UUID planId, String planName, UUID branchId, UUID customerId, @Nullable UUID siteId, @Nullable UUID deviceId, @Nullable String deviceName,
                LocalDate plannedOn, LocalDate windowFrom, LocalDate windowTo, @Nullable UUID ownerId, @Nullable String form, int minutes, String skills) {}

    private record Contact(String name, String phone, String email) {}

    private final CaseDesk cases;
    private final PromiseDesk promises;
    private final ContractVisits visits;
    private final Rounds rounds;
    private final CaseNeeds needs;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final AftercareSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Horizon horizon;
    private final java.time.Clock clock;

    UpkeepCases(CaseDesk cases, PromiseDesk promises, ContractVisits visits, Rounds rounds, CaseNeeds needs, NoticeDesk notices, Timeline timeline, LiveUpdates live,
                AftercareSettings settings, JdbcClient jdbc, TransactionTemplate transaction, Horizon horizon, java.time.Clock clock) {
        this.cases = cases;
        this.promises = promises;
        this.visits = visits;
        this.rounds = rounds;
        this.needs = needs;
        this.notices = notices;
        this.timeline = timeline;
        this.live = live;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.horizon = horizon;
        this.clock = clock;
    }

    private static final String NEAR = """
            select d.id, d.plan_id, p.name as plan_name, d.branch_id, d.customer_id, d.site_id, d.device_id,
                   coalesce(nullif(v.name, ''), m.name) || ' ' || v.serial as device_name, d.planned_on, d.window_from, d.window_to, p.owner_id, p.form_code as form, p.minutes, array_to_string(p.skills, ',') as skills
              from upkeep.due d join upkeep.plan p on p.id = d.plan_id
              left join assets.device v on v.id = d.device_id left join assets.product m on m.id = v.product_id
             where true
            """;

    /** A date that is taken up again no longer rolls where the next one after it exists already. */
    private static final String STILL_ROLLING = """
            rolling = rolling and not exists (select from upkeep.due o where o.plan_id = d.plan_id and o.subject_id = d.subject_id and o.rolling and o.id <> d.id
                                                 and o.state in ('PLANNED', 'MADE'))
            """;

    /** Site after site, each with a transaction of its own, so that one refusal does not stop the others. */
    @Transactional(propagation = org.springframework.transaction.annotation.Propagation.NOT_SUPPORTED)
    public int makeWhatIsNear() {
        record Today(UUID branchId, LocalDate today) {}
        var now = clock.instant().atOffset(java.time.ZoneOffset.UTC);
        var today = new java.util.HashMap<UUID, LocalDate>();
        jdbc.sql("select id as branch_id, (cast(:now as timestamptz) at time zone zone)::date as today from identity.branch").param("now", now).query(Today.class).list()
                .forEach(one -> today.put(one.branchId(), one.today()));
        var sites = jdbc.sql("""
                select distinct d.branch_id, d.customer_id, d.site_id from upkeep.due d join upkeep.plan p on p.id = d.plan_id join identity.branch b on b.id = d.branch_id
                 where d.state = 'PLANNED' and p.active and d.planned_on - p.lead_days <= (cast(:now as timestamptz) at time zone b.zone)::date
                """).param("now", now).query((row, _) -> new UUID[] {row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getObject(3, UUID.class)}).list();
        var made = 0;
        for (var site : sites) {
            made += Objects.requireNonNull(transaction.execute(_ -> {
                var near = jdbc.sql(NEAR + """
                         and d.state = 'PLANNED' and p.active and d.planned_on - p.lead_days <= :today and d.branch_id = :branch and d.customer_id = :customer and d.site_id is not distinct from :site
                         order by d.planned_on, d.id limit 2000 for update of d skip locked
                        """).param("today", today.get(site[0])).param("branch", site[0]).param("customer", site[1]).param("site", site[2]).query(Near.class).list();
                var groups = together(near);
                groups.forEach(group -> make(group, Actor.SYSTEM));
                return groups.size();
            }));
        }
        return made;
    }

    /** This date now, with whatever else could be done at its site at the same time. */
    UUID makeNow(UUID due, Actor actor) {
        var one = jdbc.sql(NEAR + " and d.id = :id and d.state in ('PLANNED', 'SKIPPED') for update of d").param("id", due).query(Near.class).single();
        var others = jdbc.sql(NEAR + """
                 and d.state = 'PLANNED' and p.active and d.id <> :id and d.branch_id = :branch and d.customer_id = :customer and d.site_id is not distinct from :site and d.site_id is not null
                 and d.planned_on = :on order by d.id limit 500 for update of d skip locked
                """).param("id", due).param("branch", one.branchId()).param("customer", one.customerId()).param("site", one.siteId()).param("on", one.plannedOn())
                .query(Near.class).list();
        var group = new ArrayList<>(List.of(one));
        group.addAll(others);
        return make(group, actor);
    }

    /** Those whose windows have a day in common go together; each device goes once. */
    static List<List<Near>> together(List<Near> near) {
        var groups = new ArrayList<List<Near>>();
        LocalDate until = null;
        for (var one : near) {
            if (until != null && !one.windowFrom().isAfter(until)) {
                groups.getLast().add(one);
                until = one.windowTo().isBefore(until) ? one.windowTo() : until;
            } else {
                groups.add(new ArrayList<>(List.of(one)));
                until = one.windowTo();
            }
        }
        return groups;
    }

    private UUID make(List<Near> group, Actor actor) {
        var first = group.getFirst();
        var until = group.stream().map(Near::windowTo).min(LocalDate::compareTo).orElseThrow();
        var names = group.stream().map(Near::planName).distinct().toList();
        var devices = group.stream().map(Near::deviceName).filter(Objects::nonNull).distinct().toList();
        var device = group.stream().map(Near::deviceId).distinct().count() == 1 ? first.deviceId() : null;
        var contact = jdbc.sql("select name, phone, email from customers.contact where customer_id = :customer and active order by is_primary desc, name limit 1")
                .param("customer", first.customerId()).query(Contact.class).optional().orElse(new Contact("", "", ""));
        var subject = cut(String.join("、", names) + (devices.size() > 1 ? "（%d 台设备）".formatted(devices.size()) : ""), 200);
        var description = cut("计划日期 %s，请在 %s 前完成。%s".formatted(first.plannedOn(), until, devices.isEmpty() ? "" : "\n设备：\n" + String.join("\n", devices)), 4000);
        var opened = cases.open(new OpenCase(Channel.PLAN, KIND, null, subject, description, null,
                new OpenCase.Who(first.customerId(), contact.name(), contact.phone(), contact.email()),
                new OpenCase.What(device, null, first.siteId(), first.branchId()), null), actor);
        var now = clock.instant();
        jdbc.sql("update upkeep.due d set state = 'MADE', case_id = :case, " + STILL_ROLLING + ", version = version + 1 where id = any(:ids) and state in ('PLANNED', 'SKIPPED')")
                .param("case", opened.id().value()).param("ids", group.stream().map(Near::id).toArray(UUID[]::new)).update();
        rounds.want(opened.id(), group.stream().map(one -> new Rounds.Wanted(one.deviceId(), one.form())).distinct().toList());
        needs.ask(opened.id(), group.stream().flatMap(one -> java.util.Arrays.stream(one.skills().split(","))).filter(skill -> !skill.isEmpty()).distinct().toList(),
                group.stream().collect(java.util.stream.Collectors.toMap(Near::planId, Near::minutes, Math::max)).values().stream().mapToInt(Integer::intValue).sum());
        promises.startIfPromised(new StartPromises(opened.id().subject(), List.of(PROMISE), Map.of("kind", KIND), first.branchId(), first.ownerId(),
                opened.number() + " " + subject, now).before(until).to(first.customerId()));
        group.stream().map(Near::planId).distinct().forEach(plan -> timeline.write(Happening.internal("upkeep.made", now, actor,
                Map.of("number", opened.number(), "dates", group.size())).about(new Subject(Plan.SUBJECT, plan)).about(opened.id().subject())));
        tellCustomer(opened.id(), opened.number(), opened.trackingToken(), subject, first, contact);
        live.tell(Live.ofBranch("upkeep", null, first.branchId()));
        return opened.id().value();
    }

    private void tellCustomer(CaseId id, String number, String token, String subject, Near first, Contact contact) {
        var link = settings.publicUrl() == null ? "" : settings.publicUrl().replaceFirst("/$", "") + "/portal/t/" + token;
        notices.send(new Message("upkeep.planned", notices.languageTo(contact.email()).orElse(USUAL_LANGUAGE), contact.name(), contact.email(),
                Map.of("name", contact.name(), "number", number, "subject", subject, "on", first.plannedOn().toString(), "link", link), first.branchId(), id.subject()));
    }

    /** The customer gets the result of what was planned, and where to read it. */
    @EventListener
    void on(VisitEvent.Signed signed) {
        record Planned(UUID branchId, String number, String subject, String trackingToken, String contactName, String contactEmail) {}
        jdbc.sql("""
                select c.branch_id, c.number, c.subject, c.tracking_token, c.contact_name, c.contact_email from cases.service_case c
                 where c.id = :case and exists (select from upkeep.due d where d.case_id = c.id)
                """).param("case", signed.caseId().value()).query(Planned.class).optional().ifPresent(c -> {
            var round = rounds.results(signed.caseId());
            var base = settings.publicUrl() == null ? signed.address() : settings.publicUrl();
            notices.send(new Message("upkeep.done", notices.languageFor(signed.caseId().subject()).orElse(USUAL_LANGUAGE), c.contactName(), c.contactEmail(),
                    Map.of("name", c.contactName(), "number", c.number(), "subject", c.subject(), "devices", String.valueOf(round.size()),
                            "bad", String.valueOf(round.stream().filter(one -> one.bad() > 0).count()),
                            "missed", String.valueOf(round.stream().filter(one -> one.missed() != null).count()),
                            "link", base == null ? "" : base.replaceFirst("/$", "") + "/portal/t/" + c.trackingToken()), c.branchId(), signed.caseId().subject()));
        });
    }

    @EventListener
    void on(CaseEvent event) {
        switch (event) {
            case CaseEvent.Resolved resolved -> done(resolved.id(), resolved.at());
            case CaseEvent.Reopened reopened -> again(reopened.id());
            case CaseEvent.Rejected rejected -> again(rejected.id());
            case CaseEvent.Cancelled cancelled -> jdbc.sql("""
                    update upkeep.due set state = 'SKIPPED', reason = :reason, version = version + 1 where case_id = :case and state = 'MADE'
                    """).param("reason", cut(cancelled.reason().isBlank() ? "服务单已取消" : cancelled.reason(), 1000)).param("case", cancelled.id().value()).update();
            default -> { }
        }
    }

    private void again(CaseId id) {
        jdbc.sql("update upkeep.due d set state = 'MADE', done_on = null, late_days = null, " + STILL_ROLLING + ", version = version + 1 where case_id = :case and state in ('DONE', 'SKIPPED')")
                .param("case", id.value()).update();
    }

    private void done(CaseId id, Instant at) {
        var on = LocalDate.ofInstant(at, ZoneId.of(jdbc.sql("select b.zone from cases.service_case c join identity.branch b on b.id = c.branch_id where c.id = :case")
                .param("case", id.value()).query(String.class).single()));
        rounds.missed(id).forEach(missed -> jdbc.sql("""
                update upkeep.due set state = 'SKIPPED', reason = :reason, version = version + 1 where case_id = :case and device_id = :device and state = 'MADE'
                """).param("reason", missed.reason()).param("case", id.value()).param("device", missed.device()).update());
        var plans = jdbc.sql("""
                update upkeep.due set state = 'DONE', done_on = :on, late_days = greatest(0, :on - window_to), version = version + 1
                 where case_id = :case and state = 'MADE' returning plan_id
                """).param("on", on).param("case", id.value()).query(UUID.class).list();
        if (plans.isEmpty()) {
            return;
        }
        promises.keep(id.subject(), PROMISE, at);
        count(id, plans, on, at);
        live.tell(Live.ofBranch("upkeep", null, cases.facts(id).branchId()));
    }

    private void count(CaseId id, List<UUID> plans, LocalDate on, Instant at) {
        var contract = jdbc.sql("select contract_id from upkeep.plan where id = any(:plans) and contract_id is not null limit 1")
                .param("plans", plans.toArray(UUID[]::new)).query(UUID.class).optional();
        if (contract.isEmpty() || jdbc.sql("select exists (select from upkeep.counted_visit where case_id = :case)").param("case", id.value()).query(Boolean.class).single()) {
            return;
        }
        var counted = visits.use(contract.get(), on, cases.facts(id).number(), at);
        jdbc.sql("insert into upkeep.counted_visit (case_id, contract_id, counted, at) values (:case, :contract, :counted, :at)").param("case", id.value())
                .param("contract", contract.get()).param("counted", counted).param("at", at.atOffset(java.time.ZoneOffset.UTC)).update();
        if (!counted) {
            timeline.write(Happening.internal("upkeep.not-counted", at, Actor.SYSTEM, Map.of()).about(id.subject()));
        }
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
