package aftercare.cases;

import aftercare.customers.DistanceBand;
import aftercare.customers.Regions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What promise rules may know of a customer and of the way to him: tier, distance band and kilometres from the branch that
 * serves the site. What is not known is left out, so that no rule that asks for it holds.
 */
@Component
class Distances {

    private static final double EARTH_KM = 6371.0088;

    private record Row(@Nullable String tier, @Nullable String siteRegion, @Nullable String branchRegion, @Nullable Double siteLng,
                       @Nullable Double siteLat, @Nullable Double branchLng, @Nullable Double branchLat, boolean remote) {}

    private final JdbcClient jdbc;
    private final Regions regions;

    Distances(JdbcClient jdbc, Regions regions) {
        this.jdbc = jdbc;
        this.regions = regions;
    }

    Map<String, String> of(UUID branch, @Nullable UUID customer, @Nullable UUID site) {
        if (customer == null && site == null) {
            return Map.of();
        }
        var row = jdbc.sql("""
                select k.tier, s.region_code as site_region, b.region_code as branch_region, s.lng as site_lng, s.lat as site_lat,
                       b.lng as branch_lng, b.lat as branch_lat,
                       exists (select from customers.remote_region r
                                where r.region_code in (s.region_code, left(s.region_code, 4) || '00', left(s.region_code, 2) || '0000')) as remote
                  from identity.branch b
                  left join customers.customer k on k.id = cast(:customer as uuid)
                  left join customers.site s on s.id = cast(:site as uuid)
                 where b.id = :branch
                """).param("customer", customer).param("site", site).param("branch", branch).query(Row.class).single();
        var facts = new HashMap<String, String>();
        if (row.tier() != null) {
            facts.put("tier", row.tier());
        }
        var band = row.remote() ? DistanceBand.REMOTE : regions.band(row.siteRegion(), row.branchRegion());
        if (band != DistanceBand.UNKNOWN) {
            facts.put("distance", band.name());
        }
        if (row.siteLng() != null && row.siteLat() != null && row.branchLng() != null && row.branchLat() != null) {
            facts.put("km", String.format(Locale.ROOT, "%.1f", kilometres(row.siteLng(), row.siteLat(), row.branchLng(), row.branchLat())));
        }
        return facts;
    }

    /** As the crow flies. */
    static double kilometres(double lng, double lat, double otherLng, double otherLat) {
        var dLat = Math.toRadians(otherLat - lat);
        var dLng = Math.toRadians(otherLng - lng);
        var a = Math.pow(Math.sin(dLat / 2), 2) + Math.cos(Math.toRadians(lat)) * Math.cos(Math.toRadians(otherLat)) * Math.pow(Math.sin(dLng / 2), 2);
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)));
    }
}
