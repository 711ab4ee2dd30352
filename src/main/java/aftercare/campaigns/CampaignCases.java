package aftercare.campaigns;

import static java.time.ZoneOffset.UTC;

import aftercare.assets.Configurations;
import aftercare.cases.CaseDesk;
import aftercare.cases.CaseEvent;
import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.cases.OpenCase;
import aftercare.dispatch.CaseNeeds;
import aftercare.fieldwork.Rounds;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** A batch becomes one case for each site; what becomes of a case becomes of its devices. */
@Service
@Transactional
class CampaignCases {

    private static final String KIND = "inspection";
    /** The question of a form whose answer is the version that the device has afterwards. */
    private static final String VERSION = "version";

    private record Ready(UUID deviceId, UUID customerId, @Nullable UUID siteId, String name) {}

    private record Contact(String name, String phone, String email) {}

    private final CampaignStore campaigns;
    private final CaseDesk cases;
    private final Rounds rounds;
    private final CaseNeeds needs;
    private final Configurations configurations;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CampaignCases(CampaignStore campaigns, CaseDesk cases, Rounds rounds, CaseNeeds needs, Configurations configurations, Timeline timeline, LiveUpdates live, JdbcClient jdbc,
                  TransactionTemplate transaction, Clock clock) {
        this.campaigns = campaigns;
        this.cases = cases;
        this.rounds = rounds;
        this.needs = needs;
        this.configurations = configurations;
        this.timeline = timeline;
        this.live = live;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Batches whose day has come, each in a transaction of its own. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public int makeWhatIsDue() {
        record Due(UUID id, UUID campaignId) {}
        var due = jdbc.sql("""
                select b.id, b.campaign_id from campaigns.batch b join campaigns.campaign c on c.id = b.campaign_id join identity.branch h on h.id = c.branch_id
                 where b.made_at is null and c.status = 'RUNNING' and b.starts_on <= (cast(:now as timestamptz) at time zone h.zone)::date order by b.starts_on, b.id
                """).param("now", clock.instant().atOffset(UTC)).query(Due.class).list();
        due.forEach(one -> transaction.executeWithoutResult(_ -> make(campaigns.find(one.campaignId()).orElseThrow(), one.id(), Actor.SYSTEM)));
        return due.size();
    }

    /** Made once, however often it is asked for. */
    int make(Campaign campaign, UUID batch, Actor actor) {
        var now = clock.instant();
        var first = jdbc.sql("update campaigns.batch set made_at = :now where id = :id and campaign_id = :campaign and made_at is null").param("now", now.atOffset(UTC))
                .param("id", batch).param("campaign", campaign.id()).update();
        if (first == 0) {
            return 0;
        }
        var ready = jdbc.sql("""
                select t.device_id, t.customer_id, t.site_id, coalesce(nullif(d.name, ''), p.name) || ' ' || d.serial as name
                  from campaigns.target t join assets.device d on d.id = t.device_id join assets.product p on p.id = d.product_id
                 where t.batch_id = :batch and t.case_id is null and t.result = 'OPEN' order by t.customer_id, t.site_id, d.location, d.serial
                """).param("batch", batch).query(Ready.class).list();
        var places = ready.stream().collect(Collectors.groupingBy(one -> one.customerId() + " " + one.siteId(), LinkedHashMap::new, Collectors.toList()));
        places.values().forEach(place -> open(campaign, place, actor, now));
        live.tell(Live.ofBranch("campaigns", campaign.id(), campaign.branchId()));
        return places.size();
    }

    private void open(Campaign campaign, List<Ready> place, Actor actor, Instant now) {
        var customer = place.getFirst().customerId();
        var contact = jdbc.sql("select name, phone, email from customers.contact where customer_id = :customer and active order by is_primary desc, name limit 1")
                .param("customer", customer).query(Contact.class).optional().orElse(new Contact("", "", ""));
        var subject = cut("%s%s".formatted(campaign.name(), place.size() > 1 ? "（%d 台设备）".formatted(place.size()) : ""), 200);
        var description = cut("%s升级到 %s。\n%s\n设备：\n%s".formatted(campaign.property(), campaign.targetVersion(), campaign.instructions(),
                place.stream().map(Ready::name).collect(Collectors.joining("\n"))), 4000);
        var opened = cases.open(new OpenCase(Channel.PLAN, KIND, null, subject, description, null, new OpenCase.Who(customer, contact.name(), contact.phone(), contact.email()),
                new OpenCase.What(place.size() == 1 ? place.getFirst().deviceId() : null, null, place.getFirst().siteId(), campaign.branchId()), null), actor);
        jdbc.sql("update campaigns.target set case_id = :case where campaign_id = :campaign and device_id = any(:devices)").param("case", opened.id().value())
                .param("campaign", campaign.id()).param("devices", place.stream().map(Ready::deviceId).toArray(UUID[]::new)).update();
        rounds.want(opened.id(), place.stream().map(one -> new Rounds.Wanted(one.deviceId(), campaign.formCode())).toList());
        needs.ask(opened.id(), List.of(), campaign.minutes() * place.size());
        timeline.write(Happening.internal("campaigns.made", now, actor, Map.of("number", opened.number(), "devices", place.size())).about(campaign.subject()).about(opened.id().subject()));
    }

    @EventListener
    void on(CaseEvent event) {
        switch (event) {
            case CaseEvent.Resolved resolved -> done(resolved.id(), resolved.at());
            case CaseEvent.Reopened reopened -> again(reopened.id());
            case CaseEvent.Rejected rejected -> again(rejected.id());
            case CaseEvent.Cancelled cancelled -> {
                var reason = cancelled.reason().isBlank() ? "服务单已取消" : cut(cancelled.reason(), 500);
                jdbc.sql("update campaigns.target set result = 'MISSED', reason = :reason, at = :at where case_id = :case and result = 'OPEN'").param("reason", reason)
                        .param("at", cancelled.at().atOffset(UTC)).param("case", cancelled.id().value()).update();
            }
            default -> { }
        }
    }

    private void again(CaseId id) {
        jdbc.sql("update campaigns.target set result = 'OPEN', reason = '', at = null where case_id = :case").param("case", id.value()).update();
    }

    private void done(CaseId id, Instant at) {
        record Target(UUID campaignId, UUID deviceId) {}
        var targets = jdbc.sql("select campaign_id, device_id from campaigns.target where case_id = :case and result = 'OPEN' order by device_id for update").param("case", id.value())
                .query(Target.class).list();
        if (targets.isEmpty()) {
            return;
        }
        var campaign = campaigns.find(targets.getFirst().campaignId()).orElseThrow();
        var results = rounds.results(id).stream().filter(one -> one.device() != null).collect(Collectors.toMap(Rounds.DeviceResult::device, one -> one, (one, _) -> one));
        for (var target : targets) {
            var found = results.get(target.deviceId());
            var missed = found == null ? null : found.missed();
            var result = missed != null ? TargetResult.MISSED : found != null && found.bad() > 0 ? TargetResult.FAILED : TargetResult.DONE;
            var said = found == null || found.answers() == null ? null : found.answers().get(VERSION);
            var version = result != TargetResult.DONE ? null : said instanceof String text && !text.isBlank() ? text.strip() : campaign.targetVersion();
            jdbc.sql("update campaigns.target set result = :result, reason = :reason, version_after = :version, at = :at where campaign_id = :campaign and device_id = :device")
                    .param("result", result.name()).param("reason", missed == null ? "" : missed).param("version", version).param("at", at.atOffset(UTC))
                    .param("campaign", campaign.id()).param("device", target.deviceId()).update();
            if (version != null) {
                configurations.put(target.deviceId(), campaign.property(), version, Actor.SYSTEM, at);
            }
        }
        live.tell(Live.ofBranch("campaigns", campaign.id(), campaign.branchId()));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
