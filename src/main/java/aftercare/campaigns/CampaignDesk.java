package aftercare.campaigns;

import static java.time.ZoneOffset.UTC;

import aftercare.forms.FormDesk;
import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.kernel.Ids;
import aftercare.kernel.Refusal;
import aftercare.kernel.Subject;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import aftercare.platform.Live;
import aftercare.platform.LiveUpdates;
import aftercare.timeline.Actor;
import aftercare.timeline.Happening;
import aftercare.timeline.Timeline;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Campaigns are written, started and stopped; customers are asked; devices are put into batches. */
@Service
@Transactional
class CampaignDesk {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_BATCHES = 200;
    private static final String USUAL_LANGUAGE = "zh-CN";

    private record Asked(UUID customerId, String token, String name, String email, int devices) {}

    private final CampaignStore campaigns;
    private final CampaignCases cases;
    private final FormDesk forms;
    private final NoticeDesk notices;
    private final Timeline timeline;
    private final LiveUpdates live;
    private final AftercareSettings settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    CampaignDesk(CampaignStore campaigns, CampaignCases cases, FormDesk forms, NoticeDesk notices, Timeline timeline, LiveUpdates live, AftercareSettings settings,
                 JdbcClient jdbc, Clock clock) {
        this.campaigns = campaigns;
        this.cases = cases;
        this.forms = forms;
        this.notices = notices;
        this.timeline = timeline;
        this.live = live;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(Campaign draft, Scope scope) {
        check(draft, scope);
        campaigns.add(draft, scope.user(), clock.instant());
        write("campaigns.written", draft, Map.of("name", draft.name()), scope);
    }

    void change(Campaign draft, Scope scope) {
        var before = mine(draft.id(), draft.version(), scope);
        if (before.status() != CampaignStatus.DRAFT) {
            throw new Refusal.Conflict("campaigns.begun", "a campaign that has begun is no longer changed", Map.of());
        }
        check(draft, scope);
        campaigns.save(draft);
        write("campaigns.changed", draft, Map.of("name", draft.name()), scope);
    }

    /** From now on the devices are settled: those that have one of the versions today. */
    void start(UUID id, int version, Scope scope) {
        var campaign = mine(id, version, scope);
        var next = campaign.status().after(CampaignAct.START);
        var count = jdbc.sql("""
                insert into campaigns.target (campaign_id, device_id, customer_id, site_id, version_before)
                select :campaign, x.id, x.customer_id, x.site_id, x.version from (
                """ + CampaignQueries.CHOSEN + ") x").param("campaign", id).params(CampaignQueries.chosen(campaign)).update();
        if (count == 0) {
            throw new Refusal.Conflict("campaigns.nothing-chosen", "no device in use has one of these versions", Map.of());
        }
        for (var customer : jdbc.sql("select distinct customer_id from campaigns.target where campaign_id = :id").param("id", id).query(UUID.class).list()) {
            var token = new byte[16];
            RANDOM.nextBytes(token);
            jdbc.sql("insert into campaigns.asking (campaign_id, customer_id, token) values (:campaign, :customer, :token)").param("campaign", id).param("customer", customer)
                    .param("token", HexFormat.of().formatHex(token)).update();
        }
        campaigns.move(campaign, next, "", clock.instant());
        write("campaigns.started", campaign, Map.of("devices", count), scope);
    }

    void move(UUID id, CampaignAct act, String reason, int version, Scope scope) {
        var campaign = mine(id, version, scope);
        var next = campaign.status().after(act);
        if (act == CampaignAct.STOP && reason.isBlank()) {
            throw unreasoned();
        }
        campaigns.move(campaign, next, act == CampaignAct.STOP ? reason.strip() : "", null);
        write("campaigns." + act.name().toLowerCase(), campaign, Map.of("reason", reason.strip()), scope);
    }

    /** Those who have not answered get a link; who has no address has to be called. */
    int ask(UUID id, Scope scope) {
        var campaign = running(id, scope);
        var all = jdbc.sql("""
                select a.customer_id, a.token, coalesce(k.name, '') as name, coalesce(k.email, '') as email,
                       (select count(*) from campaigns.target t where t.campaign_id = a.campaign_id and t.customer_id = a.customer_id)::int as devices
                  from campaigns.asking a
                  left join lateral (select c.name, c.email from customers.contact c where c.customer_id = a.customer_id and c.active order by c.is_primary desc, c.name limit 1) k on true
                 where a.campaign_id = :id and a.consent = 'OPEN' for update of a
                """).param("id", id).query(Asked.class).list();
        var base = settings.publicUrl() == null ? "" : settings.publicUrl().replaceFirst("/$", "");
        for (var one : all) {
            notices.send(new Message("campaigns.consent", notices.languageTo(one.email()).orElse(USUAL_LANGUAGE), one.name(), one.email(),
                    Map.of("name", one.name(), "campaign", campaign.name(), "target", campaign.targetVersion(), "devices", String.valueOf(one.devices()),
                            "what", campaign.instructions(), "link", base + "/portal/consent/" + one.token()), campaign.branchId(), campaign.subject()));
        }
        jdbc.sql("update campaigns.asking set asked_at = :now where campaign_id = :id and consent = 'OPEN'").param("now", clock.instant().atOffset(UTC)).param("id", id).update();
        write("campaigns.asked", campaign, Map.of("customers", all.size()), scope);
        return all.size();
    }

    /** What a customer said on the telephone or on paper. */
    void record(UUID id, UUID customer, boolean given, String by, String reason, Scope scope) {
        var campaign = running(id, scope);
        var token = jdbc.sql("select token from campaigns.asking where campaign_id = :campaign and customer_id = :customer").param("campaign", id).param("customer", customer)
                .query(String.class).optional().orElseThrow(() -> new Refusal.Missing("campaigns.no-such-customer", "this customer has no device in the campaign", Map.of()));
        answer(campaign, token, customer, given, by, reason, false, Actor.of(scope));
    }

    /** What a customer says through the link. */
    void answer(String token, boolean given, String by, String reason) {
        record Row(UUID campaignId, UUID customerId) {}
        var row = jdbc.sql("select campaign_id, customer_id from campaigns.asking where token = :token for update").param("token", token).query(Row.class).optional()
                .orElseThrow(CampaignDesk::noSuchLink);
        var campaign = campaigns.find(row.campaignId()).orElseThrow();
        if (campaign.status() == CampaignStatus.FINISHED) {
            throw new Refusal.Conflict("campaigns.over", "this campaign is over", Map.of());
        }
        answer(campaign, token, row.customerId(), given, by, reason, true, Actor.guest(by.strip()));
    }

    private void answer(Campaign campaign, String token, UUID customer, boolean given, String by, String reason, boolean byLink, Actor actor) {
        if (!given && reason.isBlank()) {
            throw unreasoned();
        }
        var underWay = jdbc.sql("select exists (select from campaigns.target where campaign_id = :campaign and customer_id = :customer and case_id is not null)")
                .param("campaign", campaign.id()).param("customer", customer).query(Boolean.class).single();
        if (!given && underWay) {
            throw new Refusal.Conflict("campaigns.under-way", "work for this customer has begun; cancel its cases first", Map.of());
        }
        jdbc.sql("""
                update campaigns.asking set consent = :consent, answered_at = :now, answered_by = :by, by_link = :link, reason = :reason where token = :token
                """).param("consent", given ? "GIVEN" : "REFUSED").param("now", clock.instant().atOffset(UTC)).param("by", by.strip()).param("link", byLink)
                .param("reason", given ? "" : reason.strip()).param("token", token).update();
        if (!given) {
            jdbc.sql("update campaigns.target set batch_id = null where campaign_id = :campaign and customer_id = :customer").param("campaign", campaign.id())
                    .param("customer", customer).update();
        }
        timeline.write(Happening.internal(given ? "campaigns.agreed" : "campaigns.refused", clock.instant(), actor, Map.of("by", by.strip(), "reason", reason.strip()))
                .about(campaign.subject()).about(new Subject("customer", customer)));
        live.tell(Live.ofBranch("campaigns", campaign.id(), campaign.branchId()));
    }

    /** Everybody who has agreed and is in no batch yet, site by site, so many at a time, every so many days. */
    int batch(UUID id, int size, LocalDate startsOn, int everyDays, Scope scope) {
        var campaign = running(id, scope);
        record Free(UUID deviceId, String place) {}
        var free = jdbc.sql("""
                select t.device_id, t.customer_id || ' ' || coalesce(t.site_id::text, '') as place from campaigns.target t
                  join campaigns.asking a on a.campaign_id = t.campaign_id and a.customer_id = t.customer_id
                 where t.campaign_id = :id and t.batch_id is null and t.result = 'OPEN' and a.consent <> 'REFUSED' and (not :consent or a.consent = 'GIVEN')
                 order by t.customer_id, t.site_id, t.device_id
                """).param("id", id).param("consent", campaign.needsConsent()).query(Free.class).list();
        if (free.isEmpty()) {
            throw new Refusal.Conflict("campaigns.nobody-agreed", "there is no device whose customer has agreed and that is in no batch", Map.of());
        }
        if (free.size() / size > MOST_BATCHES) {
            throw new Refusal.Broken("campaigns.batches-many", "that would be more than %d batches; choose larger ones".formatted(MOST_BATCHES), Map.of("most", MOST_BATCHES));
        }
        var position = jdbc.sql("select coalesce(max(position), 0) from campaigns.batch where campaign_id = :id").param("id", id).query(Integer.class).single();
        for (int from = 0, n = 0; from < free.size(); from += size, n++) {
            var batch = Ids.next();
            jdbc.sql("insert into campaigns.batch (id, campaign_id, position, starts_on) values (:id, :campaign, :position, :on)").param("id", batch).param("campaign", id)
                    .param("position", position + n + 1).param("on", startsOn.plusDays((long) n * everyDays)).update();
            jdbc.sql("update campaigns.target set batch_id = :batch where campaign_id = :campaign and device_id = any(:devices)").param("batch", batch).param("campaign", id)
                    .param("devices", free.subList(from, Math.min(free.size(), from + size)).stream().map(Free::deviceId).toArray(UUID[]::new)).update();
        }
        write("campaigns.batched", campaign, Map.of("devices", free.size(), "on", startsOn.toString()), scope);
        return free.size();
    }

    /** A batch becomes cases now, whatever its day. */
    int make(UUID id, UUID batch, Scope scope) {
        var campaign = running(id, scope);
        return cases.make(campaign, batch, Actor.of(scope));
    }

    /** What failed or was missed is open again, to be put into a later batch. */
    void again(UUID id, UUID device, Scope scope) {
        var campaign = running(id, scope);
        var changed = jdbc.sql("""
                update campaigns.target set result = 'OPEN', reason = '', at = null, batch_id = null, case_id = null, version_after = null
                 where campaign_id = :id and device_id = :device and result in ('FAILED', 'MISSED')
                """).param("id", id).param("device", device).update();
        if (changed == 0) {
            throw new Refusal.Conflict("campaigns.not-over", "only a device that failed or was missed is taken up again", Map.of());
        }
        timeline.write(Happening.internal("campaigns.again", clock.instant(), Actor.of(scope), Map.of()).about(campaign.subject()).about(new Subject("device", device)));
        live.tell(Live.ofBranch("campaigns", id, campaign.branchId()));
    }

    Campaign visible(UUID id, Scope scope) {
        return campaigns.find(id).filter(found -> scope.partner() == null && scope.customer() == null && scope.reach(Permission.UPKEEP_READ).covers(found.branchId(), null, null))
                .orElseThrow(() -> new Refusal.Missing("campaigns.no-such-campaign", "there is no campaign %s".formatted(id), Map.of()));
    }

    private Campaign mine(UUID id, int version, Scope scope) {
        var campaign = visible(id, scope);
        scope.require(Permission.UPKEEP_MANAGE, campaign.branchId(), null, null);
        if (campaign.version() != version) {
            throw new OptimisticLockingFailureException("campaign %s changed meanwhile".formatted(campaign.name()));
        }
        return campaign;
    }

    private Campaign running(UUID id, Scope scope) {
        var campaign = visible(id, scope);
        scope.require(Permission.UPKEEP_MANAGE, campaign.branchId(), null, null);
        if (campaign.status() != CampaignStatus.RUNNING) {
            throw new Refusal.Conflict("campaigns.not-running", "the campaign is %s".formatted(campaign.status()), Map.of("status", campaign.status().name()));
        }
        return campaign;
    }

    private void check(Campaign draft, Scope scope) {
        scope.require(Permission.UPKEEP_MANAGE, draft.branchId(), null, null);
        if (!jdbc.sql("select exists (select from assets.product where id = :id)").param("id", draft.productId()).query(Boolean.class).single()) {
            throw new Refusal.Broken("campaigns.no-such-model", "there is no such model", Map.of());
        }
        if (draft.formCode() != null) {
            forms.current(draft.formCode());
        }
    }

    static Refusal.Missing noSuchLink() {
        return new Refusal.Missing("campaigns.no-such-link", "this link does not lead anywhere", Map.of());
    }

    private static Refusal.Broken unreasoned() {
        return new Refusal.Broken("campaigns.unreasoned", "say why", Map.of());
    }

    private void write(String kind, Campaign campaign, Map<String, ?> facts, Scope scope) {
        timeline.write(Happening.internal(kind, clock.instant(), Actor.of(scope), facts).about(campaign.subject()));
        live.tell(Live.ofBranch("campaigns", campaign.id(), campaign.branchId()));
    }
}
