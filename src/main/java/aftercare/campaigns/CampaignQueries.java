package aftercare.campaigns;

import aftercare.identity.Permission;
import aftercare.identity.Scope;
import aftercare.platform.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Read side of campaigns: one method per screen. */
@Component
@Transactional(readOnly = true)
class CampaignQueries {

    private static final int SIZE = 50;
    private static final int SHOWN = 50;

    /** Devices in use of the model and branch that have one of the versions, but not the target's. */
    static final String CHOSEN = """
            select d.id, d.customer_id, d.site_id, coalesce(v.version, '') as version
              from assets.device d
              left join lateral (select trim(e ->> 'value') as version from jsonb_array_elements(d.configuration) e where e ->> 'name' = :property limit 1) v on true
             where d.product_id = :product and d.branch_id = :branch and d.state = 'IN_USE' and coalesce(v.version, '') <> :target
               and (cardinality(cast(:from as text[])) = 0 or coalesce(v.version, '') = any(cast(:from as text[])))
            """;

    record CampaignRow(UUID id, String name, String branchName, String productName, String targetVersion, CampaignStatus status, int devices, int done, int failed, int missed,
                       int refused, Instant createdAt) {}

    record CampaignPage(List<CampaignRow> rows, @Nullable UUID next) {}

    record VersionCount(String version, int devices, int customers) {}

    record BatchView(UUID id, int position, LocalDate startsOn, boolean made, int devices, int done, int failed, int missed) {}

    record CampaignView(UUID id, String name, UUID branchId, String branchName, UUID productId, String productName, String property, List<String> fromVersions, String targetVersion,
                        String instructions, @Nullable String form, boolean needsConsent, int minutes, CampaignStatus status, String stopReason, int devices, int open, int done,
                        int failed, int missed, int refused, int waiting, int unbatched, List<BatchView> batches, List<CampaignAct> acts, boolean mayManage, int version) {}

    record TargetRow(UUID deviceId, String deviceName, String customerName, @Nullable String siteName, String versionBefore, @Nullable String versionAfter, Consent consent,
                     @Nullable Integer batch, @Nullable UUID caseId, @Nullable String caseNumber, TargetResult result, String reason) {}

    record TargetPage(List<TargetRow> rows, @Nullable UUID next) {}

    record AskingRow(UUID customerId, String customerName, int devices, Consent consent, @Nullable Instant askedAt, @Nullable Instant answeredAt, String answeredBy,
                     boolean byLink, String reason, String link) {}

    record AskingPage(List<AskingRow> rows, @Nullable UUID next) {}

    record ConsentSite(String site, int devices) {}

    /** What a customer sees who was asked. */
    record ConsentQuestion(String company, String campaign, String product, String targetVersion, String instructions, int devices, List<ConsentSite> sites, Consent consent,
                           String answeredBy, boolean over) {}

    private final JdbcClient jdbc;
    private final CampaignDesk desk;

    CampaignQueries(JdbcClient jdbc, CampaignDesk desk) {
        this.jdbc = jdbc;
        this.desk = desk;
    }

    static Map<String, Object> chosen(Campaign campaign) {
        return Map.of("property", campaign.property(), "product", campaign.productId(), "branch", campaign.branchId(), "target", campaign.targetVersion(), "from",
                campaign.fromVersions().toArray(String[]::new));
    }

    private static final String COUNTS = """
            (select count(*) from campaigns.target t where t.campaign_id = c.id)::int as devices,
            (select count(*) from campaigns.target t where t.campaign_id = c.id and t.result = 'DONE')::int as done,
            (select count(*) from campaigns.target t where t.campaign_id = c.id and t.result = 'FAILED')::int as failed,
            (select count(*) from campaigns.target t where t.campaign_id = c.id and t.result = 'MISSED')::int as missed,
            (select count(*) from campaigns.target t join campaigns.asking a on a.campaign_id = t.campaign_id and a.customer_id = t.customer_id
              where t.campaign_id = c.id and a.consent = 'REFUSED')::int as refused
            """;

    CampaignPage campaigns(@Nullable String words, @Nullable CampaignStatus status, @Nullable UUID after, Scope scope) {
        var rows = jdbc.sql("""
                select c.id, c.name, b.name as branch_name, concat_ws(' ', p.maker, p.model) as product_name, c.target_version, c.status, c.created_at, %s
                  from campaigns.campaign c join identity.branch b on b.id = c.branch_id join assets.product p on p.id = c.product_id
                 where (:everywhere or c.branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
                   and (cast(:words as text) is null or strpos(lower(c.name), :words) > 0 or strpos(lower(p.model), :words) > 0)
                   and (cast(:status as text) is null or c.status = :status)
                   and (cast(:after as uuid) is null or (c.created_at, c.id) < (select x.created_at, x.id from campaigns.campaign x where x.id = :after))
                 order by c.created_at desc, c.id desc limit :size
                """.formatted(COUNTS)).params(scope.reach(Permission.UPKEEP_READ).params()).param("words", Words.of(words)).param("status", status == null ? null : status.name())
                .param("after", after).param("size", SIZE + 1).query(CampaignRow.class).list();
        return rows.size() <= SIZE ? new CampaignPage(rows, null) : new CampaignPage(rows.subList(0, SIZE), rows.get(SIZE - 1).id());
    }

    /** Which versions there are, and how many devices have each; {@code ofAll} tells also of those that were not chosen. */
    List<VersionCount> versions(Campaign draft, Scope scope) {
        scope.require(Permission.UPKEEP_MANAGE, draft.branchId(), null, null);
        return jdbc.sql("select x.version, count(*)::int as devices, count(distinct x.customer_id)::int as customers from (" + CHOSEN
                + ") x group by x.version order by count(*) desc, x.version limit 100").params(chosen(draft)).query(VersionCount.class).list();
    }

    CampaignView campaign(UUID id, Scope scope) {
        var campaign = desk.visible(id, scope);
        record Row(String branchName, String productName, String stopReason, int devices, int done, int failed, int missed, int refused, int waiting, int unbatched) {}
        var row = jdbc.sql("""
                select b.name as branch_name, concat_ws(' ', p.maker, p.model) as product_name, c.stop_reason, %s,
                       (select count(*) from campaigns.asking a where a.campaign_id = c.id and a.consent = 'OPEN')::int as waiting,
                       (select count(*) from campaigns.target t join campaigns.asking a on a.campaign_id = t.campaign_id and a.customer_id = t.customer_id
                         where t.campaign_id = c.id and t.batch_id is null and t.result = 'OPEN' and a.consent <> 'REFUSED' and (not c.needs_consent or a.consent = 'GIVEN'))::int as unbatched
                  from campaigns.campaign c join identity.branch b on b.id = c.branch_id join assets.product p on p.id = c.product_id where c.id = :id
                """.formatted(COUNTS)).param("id", id).query(Row.class).single();
        var batches = jdbc.sql("""
                select b.id, b.position, b.starts_on, b.made_at is not null as made, count(t.device_id)::int as devices, (count(*) filter (where t.result = 'DONE'))::int as done,
                       (count(*) filter (where t.result = 'FAILED'))::int as failed, (count(*) filter (where t.result = 'MISSED'))::int as missed
                  from campaigns.batch b left join campaigns.target t on t.batch_id = b.id where b.campaign_id = :id group by b.id order by b.position
                """).param("id", id).query(BatchView.class).list();
        var may = scope.reach(Permission.UPKEEP_MANAGE).covers(campaign.branchId(), null, null);
        return new CampaignView(id, campaign.name(), campaign.branchId(), row.branchName(), campaign.productId(), row.productName(), campaign.property(), campaign.fromVersions(),
                campaign.targetVersion(), campaign.instructions(), campaign.formCode(), campaign.needsConsent(), campaign.minutes(), campaign.status(), row.stopReason(), row.devices(),
                row.devices() - row.done() - row.failed() - row.missed(), row.done(), row.failed(), row.missed(), row.refused(), row.waiting(), row.unbatched(), batches,
                may ? campaign.status().acts() : List.of(), may, campaign.version());
    }

    TargetPage targets(UUID id, @Nullable TargetResult result, @Nullable UUID batch, @Nullable UUID after, Scope scope) {
        desk.visible(id, scope);
        var rows = jdbc.sql("""
                select t.device_id, coalesce(nullif(d.name, ''), p.name) || ' ' || d.serial as device_name, k.name as customer_name, s.name as site_name, t.version_before,
                       t.version_after, a.consent, b.position as batch, t.case_id, c.number as case_number, t.result, t.reason
                  from campaigns.target t
                  join campaigns.asking a on a.campaign_id = t.campaign_id and a.customer_id = t.customer_id
                  join assets.device d on d.id = t.device_id
                  join assets.product p on p.id = d.product_id
                  join customers.customer k on k.id = t.customer_id
                  left join customers.site s on s.id = t.site_id
                  left join campaigns.batch b on b.id = t.batch_id
                  left join cases.service_case c on c.id = t.case_id
                 where t.campaign_id = :id and (cast(:result as text) is null or t.result = :result) and (cast(:batch as uuid) is null or t.batch_id = :batch)
                   and (cast(:after as uuid) is null or (t.customer_id, t.device_id) > (select x.customer_id, x.device_id from campaigns.target x where x.campaign_id = :id and x.device_id = :after))
                 order by t.customer_id, t.device_id limit :size
                """).param("id", id).param("result", result == null ? null : result.name()).param("batch", batch).param("after", after).param("size", SIZE + 1)
                .query(TargetRow.class).list();
        return rows.size() <= SIZE ? new TargetPage(rows, null) : new TargetPage(rows.subList(0, SIZE), rows.get(SIZE - 1).deviceId());
    }

    AskingPage askings(UUID id, @Nullable UUID after, Scope scope) {
        desk.visible(id, scope);
        var rows = jdbc.sql("""
                select a.customer_id, k.name as customer_name, (select count(*) from campaigns.target t where t.campaign_id = a.campaign_id and t.customer_id = a.customer_id)::int as devices,
                       a.consent, a.asked_at, a.answered_at, a.answered_by, a.by_link, a.reason, '/portal/consent/' || a.token as link
                  from campaigns.asking a join customers.customer k on k.id = a.customer_id
                 where a.campaign_id = :id and (cast(:after as uuid) is null or a.customer_id > :after) order by a.customer_id limit :size
                """).param("id", id).param("after", after).param("size", SIZE + 1).query(AskingRow.class).list();
        return rows.size() <= SIZE ? new AskingPage(rows, null) : new AskingPage(rows.subList(0, SIZE), rows.get(SIZE - 1).customerId());
    }

    ConsentQuestion question(String token) {
        record Row(UUID campaignId, UUID customerId, String company, String campaign, String product, String targetVersion, String instructions, Consent consent, String answeredBy,
                   boolean over) {}
        var row = jdbc.sql("""
                select a.campaign_id, a.customer_id, coalesce((select value ->> 'name' from platform.setting where key = 'company'), b.name) as company, c.name as campaign,
                       concat_ws(' ', p.maker, p.model) as product, c.target_version, c.instructions, a.consent, a.answered_by, c.status = 'FINISHED' as over
                  from campaigns.asking a join campaigns.campaign c on c.id = a.campaign_id join assets.product p on p.id = c.product_id join identity.branch b on b.id = c.branch_id
                 where a.token = :token
                """).param("token", token).query(Row.class).optional().orElseThrow(CampaignDesk::noSuchLink);
        var sites = jdbc.sql("""
                select coalesce(s.name, '') as site, count(*)::int as devices from campaigns.target t left join customers.site s on s.id = t.site_id
                 where t.campaign_id = :campaign and t.customer_id = :customer group by s.name order by count(*) desc, s.name limit :most
                """).param("campaign", row.campaignId()).param("customer", row.customerId()).param("most", SHOWN).query(ConsentSite.class).list();
        return new ConsentQuestion(row.company(), row.campaign(), row.product(), row.targetVersion(), row.instructions(), sites.stream().mapToInt(ConsentSite::devices).sum(), sites,
                row.consent(), row.answeredBy(), row.over());
    }
}
