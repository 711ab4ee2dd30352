package aftercare.dispatch.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import aftercare.AftercareTest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@AftercareTest
class TravelTests {

    private static final Place OFFICE = new Place(120.2103, 30.2086, true);
    private static final Place HOSPITAL = new Place(120.1551, 30.2741, true);
    private static final Place QIANDAO = new Place(119.0423, 29.6045, false);

    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired Clock clock;
    @Autowired PlatformTransactionManager transactions;
    @Autowired TravelTimes house;

    HttpServer service;
    final List<String> asked = new ArrayList<>();
    volatile int status = 200;

    @BeforeEach
    void aRoutingService() throws IOException {
        jdbc.sql("delete from dispatch.travel").update();
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/table/v1/driving/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            var numbers = Arrays.stream(exchange.getRequestURI().getQuery().split("&")).collect(Collectors.toMap(part -> part.split("=")[0], part -> part.split("=")[1]));
            var sources = numbers.get("sources").split(";");
            var targets = numbers.get("destinations").split(";");
            var table = IntStream.range(0, sources.length).mapToObj(_ -> IntStream.range(0, targets.length).mapToObj(_ -> "1260.4").collect(Collectors.joining(",", "[", "]")))
                    .collect(Collectors.joining(",", "{\"code\":\"Ok\",\"durations\":[", "]}")).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, table.length);
            exchange.getResponseBody().write(table);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private OsrmTravel osrm() {
        return new OsrmTravel(URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/"), jdbc, json, clock);
    }

    @Test
    void theMetroIsSlowFromDoorToDoorAndWhoWalksTakesHours() {
        var roads = house.between(List.of(OFFICE, HOSPITAL));
        assertThat(roads.minutes(OFFICE, HOSPITAL, TravelMode.CAR)).isEqualTo(roads.minutes(OFFICE, HOSPITAL)).isBetween(20, 45);
        assertThat(roads.minutes(OFFICE, HOSPITAL, TravelMode.TRANSIT)).isBetween(45, 65);
        assertThat(roads.minutes(OFFICE, HOSPITAL, TravelMode.WALKING)).isEqualTo(roads.minutes(HOSPITAL, OFFICE, TravelMode.WALKING)).isBetween(120, 180);
        assertThat(roads.minutes(OFFICE, OFFICE, TravelMode.WALKING)).isZero();
    }

    @Test
    void theOwnEstimateKnowsCityStreetsAndLongRoads() {
        var roads = house.between(List.of(OFFICE, HOSPITAL, QIANDAO));
        assertThat(roads.minutes(OFFICE, OFFICE)).isZero();
        assertThat(roads.minutes(OFFICE, HOSPITAL)).as("nine kilometres across Hangzhou").isEqualTo(35);
        assertThat(roads.minutes(OFFICE, QIANDAO)).as("130 kilometres as the crow flies").isEqualTo(170);
        assertThat(roads.minutes(OFFICE, HOSPITAL)).as("told in steps of five").isEqualTo(roads.minutes(HOSPITAL, OFFICE)).satisfies(minutes -> assertThat(minutes % 5).isZero());
        assertThat(roads.minutes(new Place(120.3, 30.2, true), new Place(120.4, 30.2, true)))
                .as("streets are slower than country roads").isGreaterThan(roads.minutes(new Place(120.3, 30.2, false), new Place(120.4, 30.2, false)));
    }

    @Test
    void whatTheRoutingServiceSaidIsAskedOnce() {
        assertThat(osrm().between(List.of(OFFICE, HOSPITAL)).minutes(OFFICE, HOSPITAL)).isEqualTo(25);
        assertThat(asked).singleElement().asString().contains("120.21030,30.20860;120.15510,30.27410", "annotations=duration");

        assertThat(osrm().between(List.of(OFFICE, HOSPITAL)).minutes(HOSPITAL, OFFICE)).isEqualTo(25);
        assertThat(asked).hasSize(1);

        osrm().between(List.of(OFFICE, HOSPITAL, QIANDAO));
        assertThat(asked).as("a new place").hasSize(2);
    }

    @Test
    void aServiceThatIsAwayStopsNobodyAndIsAskedAgain() {
        status = 503;
        assertThat(osrm().between(List.of(OFFICE, HOSPITAL)).minutes(OFFICE, HOSPITAL)).isEqualTo(RoadEstimate.of(TravelMode.CAR).minutes(OFFICE, HOSPITAL));
        status = 200;
        assertThat(osrm().between(List.of(OFFICE, HOSPITAL)).minutes(OFFICE, HOSPITAL)).isEqualTo(25);
    }

    @Test
    void nobodyAsksOutsideWithinATransaction() {
        assertThatIllegalStateException().isThrownBy(() -> new TransactionTemplate(transactions).execute(_ -> osrm().between(List.of(OFFICE, HOSPITAL))));
        assertThat(asked).isEmpty();
    }
}
