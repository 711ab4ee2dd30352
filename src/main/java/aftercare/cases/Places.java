package aftercare.cases;

import aftercare.assets.DeviceCover;
import aftercare.assets.WarrantyTerms;
import aftercare.kernel.Refusal;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out whom and what a case is about from as much as was said: the device knows its customer, site and branch. */
@Component
class Places {

    /**
     * @param cover         everything that covers the device; null without one
     * @param names         what customer, project, site and device are called, to be found by
     */
    record Place(UUID branch, ZoneId zone, @Nullable UUID customer, @Nullable UUID site, @Nullable UUID project, @Nullable UUID device,
                 @Nullable String deviceNumber, @Nullable DeviceCover cover, String names) {}

    private final JdbcClient jdbc;
    private final WarrantyTerms terms;

    Places(JdbcClient jdbc, WarrantyTerms terms) {
        this.jdbc = jdbc;
        this.terms = terms;
    }

    Place find(@Nullable UUID customer, OpenCase.What what) {
        record Row(@Nullable UUID branch, @Nullable String zone, @Nullable UUID customer, @Nullable UUID site, @Nullable UUID siteCustomer,
                   @Nullable UUID project, @Nullable UUID device, @Nullable UUID deviceCustomer, @Nullable String deviceNumber, String names) {}
        var row = jdbc.sql("""
                select b.id as branch, b.zone, k.id as customer, s.id as site, s.customer_id as site_customer, p.id as project,
                       d.id as device, d.customer_id as device_customer, d.number as device_number,
                       concat_ws(' · ', k.name, p.name, s.name, nullif(d.name, ''), d.serial, d.number) as names
                  from (values (1)) as one
                  left join assets.device d on d.id = cast(:device as uuid)
                  left join assets.project p on p.id = coalesce(cast(:project as uuid), d.project_id)
                  left join customers.customer k on k.id = coalesce(cast(:customer as uuid), d.customer_id, p.customer_id)
                  left join customers.site s on s.id = coalesce(cast(:site as uuid), d.site_id)
                  left join identity.branch b on b.id = coalesce(cast(:branch as uuid), d.branch_id, p.branch_id, k.branch_id,
                                             (select id from identity.branch where active order by code limit 1))
                """)
                .param("device", what.device()).param("project", what.project()).param("customer", customer)
                .param("site", what.site()).param("branch", what.branch())
                .query(Row.class).single();
        known("device", what.device(), row.device());
        known("project", what.project(), row.project());
        known("customer", customer, row.customer());
        known("site", what.site(), row.site());
        known("branch", what.branch(), row.branch());
        if (row.branch() == null) {
            throw new Refusal.Conflict("cases.no-branch", "there is no branch to receive the case; add one first", Map.of());
        }
        if (customer != null && row.deviceCustomer() != null && !customer.equals(row.deviceCustomer())) {
            throw new Refusal.Broken("cases.device-of-another-customer", "device %s belongs to another customer".formatted(row.deviceNumber()),
                    Map.of("device", String.valueOf(row.deviceNumber())));
        }
        var site = row.site();
        if (site != null && !site.equals(what.site()) && row.customer() != null && !row.customer().equals(row.siteCustomer())) {
            site = null;
        }
        if (what.site() != null && !Objects.equals(row.customer(), row.siteCustomer())) {
            throw new Refusal.Broken("cases.site-of-another-customer", "the site belongs to another customer", Map.of());
        }
        return new Place(row.branch(), ZoneId.of(String.valueOf(row.zone())), row.customer(), site, row.project(), row.device(),
                row.deviceNumber(), row.device() == null ? null : terms.of(row.device()), row.names());
    }

    /** Where a case belongs already, whatever became of the device since. */
    Place of(ServiceCase c) {
        record Row(String zone, @Nullable String deviceNumber) {}
        var parties = c.parties();
        var row = jdbc.sql("""
                select b.zone, d.number as device_number
                  from identity.branch b left join assets.device d on d.id = cast(:device as uuid)
                 where b.id = :branch
                """)
                .param("device", parties.device()).param("branch", parties.branch()).query(Row.class).single();
        return new Place(parties.branch(), ZoneId.of(row.zone()), parties.customer(), parties.site(), parties.project(), parties.device(),
                row.deviceNumber(), parties.device() == null ? null : terms.of(parties.device()), parties.names());
    }

    private static void known(String what, @Nullable UUID asked, @Nullable UUID found) {
        if (asked != null && found == null) {
            throw new Refusal.Broken("cases.no-such-" + what, "there is no %s %s".formatted(what, asked), Map.of());
        }
    }
}
