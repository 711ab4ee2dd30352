package aftercare.dispatch.travel;

import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class TravelConfiguration {

    @Bean
    TravelTimes travelTimes(@Value("${aftercare.dispatch.osrm-url:}") String osrm, JdbcClient jdbc, JsonMapper json, Clock clock) {
        return osrm.isBlank() ? RoadEstimate.of(TravelMode.CAR) : new OsrmTravel(URI.create(osrm.strip()), jdbc, json, clock);
    }
}
