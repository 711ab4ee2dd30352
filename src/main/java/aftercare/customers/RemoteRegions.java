package aftercare.customers;

import aftercare.identity.Scope;
import aftercare.kernel.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The regions that the house calls hard to reach. */
@Service
@Transactional
class RemoteRegions {

    private final JdbcClient jdbc;
    private final Regions regions;

    RemoteRegions(JdbcClient jdbc, Regions regions) {
        this.jdbc = jdbc;
        this.regions = regions;
    }

    @Transactional(readOnly = true)
    public List<String> codes() {
        return jdbc.sql("select region_code from customers.remote_region order by region_code").query(String.class).list();
    }

    void name(List<String> codes, Scope scope) {
        codes.stream().filter(code -> regions.find(code).isEmpty()).findFirst().ifPresent(code -> {
            throw new Refusal.Broken("customers.no-such-region", "there is no region %s".formatted(code), Map.of("region", code));
        });
        var wanted = codes.toArray(String[]::new);
        jdbc.sql("delete from customers.remote_region where region_code <> all(:codes)").param("codes", wanted).update();
        jdbc.sql("insert into customers.remote_region (region_code, named_by) select distinct code, cast(:by as uuid) from unnest(:codes) as code on conflict do nothing")
                .param("codes", wanted).param("by", scope.user()).update();
    }
}
