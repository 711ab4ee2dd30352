package aftercare.campaigns;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Loads and saves one campaign. */
@Component
class CampaignStore {

    private final JdbcClient jdbc;

    CampaignStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Campaign> find(UUID id) {
        return jdbc.sql("select * from campaigns.campaign where id = :id").param("id", id).query((row, _) -> campaign(row)).optional();
    }

    void add(Campaign campaign, UUID by, Instant now) {
        jdbc.sql("""
                insert into campaigns.campaign (id, name, branch_id, product_id, property, from_versions, target_version, instructions, form_code, needs_consent, minutes,
                                                created_by, created_at)
                values (:id, :name, :branch, :product, :property, :from, :target, :instructions, :form, :consent, :minutes, :by, :now)
                """).params(params(campaign)).param("by", by).param("now", now.atOffset(UTC)).update();
    }

    void save(Campaign campaign) {
        changed(campaign, jdbc.sql("""
                update campaigns.campaign set name = :name, property = :property, from_versions = :from, target_version = :target, instructions = :instructions, form_code = :form,
                       needs_consent = :consent, minutes = :minutes, version = version + 1
                 where id = :id and version = :version and status = 'DRAFT'
                """).params(params(campaign)).update());
    }

    void move(Campaign campaign, CampaignStatus to, String reason, @Nullable Instant started) {
        changed(campaign, jdbc.sql("""
                update campaigns.campaign set status = :to, stop_reason = :reason, started_at = coalesce(started_at, :started), version = version + 1 where id = :id and version = :version
                """).param("to", to.name()).param("reason", reason).param("started", started == null ? null : started.atOffset(UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", campaign.id()).param("version", campaign.version()).update());
    }

    private static void changed(Campaign campaign, int rows) {
        if (rows == 0) {
            throw new OptimisticLockingFailureException("campaign %s changed meanwhile".formatted(campaign.name()));
        }
    }

    private static Map<String, @Nullable Object> params(Campaign campaign) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", campaign.id());
        params.put("name", campaign.name());
        params.put("branch", campaign.branchId());
        params.put("product", campaign.productId());
        params.put("property", campaign.property());
        params.put("from", campaign.fromVersions().toArray(String[]::new));
        params.put("target", campaign.targetVersion());
        params.put("instructions", campaign.instructions());
        params.put("form", campaign.formCode());
        params.put("consent", campaign.needsConsent());
        params.put("minutes", campaign.minutes());
        params.put("version", campaign.version());
        return params;
    }

    private static Campaign campaign(ResultSet row) throws SQLException {
        return new Campaign(row.getObject("id", UUID.class), row.getString("name"), row.getObject("branch_id", UUID.class), row.getObject("product_id", UUID.class),
                row.getString("property"), List.of((String[]) row.getArray("from_versions").getArray()), row.getString("target_version"), row.getString("instructions"),
                row.getString("form_code"), row.getBoolean("needs_consent"), row.getInt("minutes"), CampaignStatus.valueOf(row.getString("status")), row.getInt("version"));
    }
}
