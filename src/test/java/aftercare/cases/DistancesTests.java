package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.AftercareTest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far a site is from the branch that serves it, as promise rules see it. */
@AftercareTest
class DistancesTests {

    @Autowired Distances distances;
    @Autowired JdbcClient jdbc;

    private ACaseTown town;

    @BeforeEach
    void aBranchInSuzhou() {
        town = new ACaseTown(jdbc);
        jdbc.sql("update identity.branch set region_code = '320508', lng = 120.5853, lat = 31.2989 where id = :id").param("id", town.branch).update();
    }

    private void siteIn(String region, @Nullable Double lng, @Nullable Double lat) {
        jdbc.sql("update customers.site set region_code = :region, lng = :lng, lat = :lat where id = :id")
                .param("region", region).param("lng", lng).param("lat", lat).param("id", town.site).update();
    }

    private @Nullable String fact(String fact) {
        return distances.of(town.branch, town.customer, town.site).get(fact);
    }

    @Test
    void theBandFollowsTheRegionsAndTheKilometresTheCoordinates() {
        siteIn("320106", 118.7969, 32.0603); // Nanjing
        assertThat(fact("distance")).isEqualTo("PROVINCE");
        assertThat(Double.parseDouble(String.valueOf(fact("km")))).isCloseTo(189, within(3.0));

        siteIn("330106", null, null); // Hangzhou
        assertThat(fact("distance")).isEqualTo("OTHER_PROVINCE");
        assertThat(fact("km")).isNull();
    }

    @Test
    void aRegionTheHouseCallsRemoteIsRemoteWithAllThatLiesInIt() {
        siteIn("540102", null, null); // a district of Lhasa
        assertThat(fact("distance")).isEqualTo("OTHER_PROVINCE");

        jdbc.sql("insert into customers.remote_region (region_code) values ('540000') on conflict do nothing").update();
        try {
            assertThat(fact("distance")).isEqualTo("REMOTE");
        } finally {
            jdbc.sql("delete from customers.remote_region where region_code = '540000'").update();
        }
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertThat(distances.of(town.branch, null, null)).isEmpty();
        assertThat(distances.of(town.branch, town.customer, UUID.randomUUID())).containsOnlyKeys("tier");
    }
}
