package aftercare.dispatch.travel;

import static java.time.ZoneOffset.UTC;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a routing service (OSRM's {@code table}) for what is not known yet and keeps the answers. A service that is away or does not
 * know a place stops nobody: those ways are estimated, and asked for again the next time.
 */
final class OsrmTravel implements TravelTimes {

    private static final Logger log = LoggerFactory.getLogger(OsrmTravel.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    /** Roads are built: what is older is asked anew. */
    private static final Duration KEPT = Duration.ofDays(90);
    /** OSRM takes a hundred places in one question unless it is told otherwise. */
    private static final int AT_ONCE = 50;

    /** A service that was away is left in peace for so long. */
    private static final Duration PEACE = Duration.ofMinutes(1);

    private record Way(long from, long to) {}

    private record Known(long fromKey, long toKey, int minutes) {}

    /** What the service answers; null where there is no way. */
    private record Table(String code, Double[][] durations) {}

    private final URI service;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final RoadEstimate estimate = RoadEstimate.of(TravelMode.CAR);
    private volatile Instant quietUntil = Instant.MIN;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

    OsrmTravel(URI service, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.service = service;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Roads between(Collection<Place> places) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the routing service must not be asked within a transaction");
        }
        var distinct = new LinkedHashMap<Long, Place>();
        places.forEach(place -> distinct.putIfAbsent(place.key(), place));
        var known = known(distinct.keySet());
        var missing = distinct.entrySet().stream().filter(one -> distinct.keySet().stream()
                .anyMatch(other -> !other.equals(one.getKey()) && !known.containsKey(new Way(one.getKey(), other)))).map(Map.Entry::getValue).toList();
        if (!missing.isEmpty() && clock.instant().isAfter(quietUntil)) {
            learn(missing, List.copyOf(distinct.values()), known);
        }
        return (from, to) -> {
            var minutes = from.key() == to.key() ? Integer.valueOf(0) : known.get(new Way(from.key(), to.key()));
            return minutes == null ? estimate.minutes(from, to) : minutes;
        };
    }

    private Map<Way, Integer> known(Collection<Long> keys) {
        var found = new HashMap<Way, Integer>();
        jdbc.sql("select from_key, to_key, minutes from dispatch.travel where from_key = any(:keys) and to_key = any(:keys) and asked_at > :since")
                .param("keys", keys.toArray(Long[]::new)).param("since", clock.instant().minus(KEPT).atOffset(UTC))
                .query(Known.class).list().forEach(one -> found.put(new Way(one.fromKey(), one.toKey()), one.minutes()));
        return found;
    }

    private void learn(List<Place> from, List<Place> to, Map<Way, Integer> known) {
        try {
            for (int i = 0; i < from.size(); i += AT_ONCE) {
                for (int j = 0; j < to.size(); j += AT_ONCE) {
                    learnBlock(from.subList(i, Math.min(from.size(), i + AT_ONCE)), to.subList(j, Math.min(to.size(), j + AT_ONCE)), known);
                }
            }
        } catch (IOException | JacksonException away) {
            quietUntil = clock.instant().plus(PEACE);
            log.warn("the routing service {} does not answer, ways are estimated: {}", service, away.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void learnBlock(List<Place> from, List<Place> to, Map<Way, Integer> known) throws IOException, InterruptedException {
        var all = new ArrayList<>(from);
        all.addAll(to);
        var places = all.stream().map(place -> String.format(Locale.ROOT, "%.5f,%.5f", place.lng(), place.lat())).collect(Collectors.joining(";"));
        var request = HttpRequest.newBuilder(URI.create("%s/table/v1/driving/%s?annotations=duration&sources=%s&destinations=%s".formatted(
                service.toString().replaceAll("/+$", ""), places, numbers(0, from.size()), numbers(from.size(), all.size())))).timeout(ANSWER).build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        var table = json.readValue(answer.body(), Table.class);
        if (!"Ok".equals(table.code()) || table.durations() == null || table.durations().length != from.size()) {
            throw new IOException("answered " + table.code());
        }
        var learnt = new LinkedHashMap<Way, Integer>();
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < to.size(); j++) {
                var seconds = table.durations()[i][j];
                if (seconds != null && from.get(i).key() != to.get(j).key()) {
                    learnt.put(new Way(from.get(i).key(), to.get(j).key()), (int) Math.ceil(seconds / 300) * 5);
                }
            }
        }
        keep(learnt);
        known.putAll(learnt);
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.joining(";"));
    }

    private void keep(Map<Way, Integer> learnt) {
        jdbc.sql("""
                insert into dispatch.travel (from_key, to_key, minutes, asked_at)
                select f, t, m, :now from unnest(cast(:from as bigint[]), cast(:to as bigint[]), cast(:minutes as integer[])) as way(f, t, m)
                    on conflict (from_key, to_key) do update set minutes = excluded.minutes, asked_at = excluded.asked_at
                """)
                .param("from", learnt.keySet().stream().map(Way::from).toArray(Long[]::new)).param("to", learnt.keySet().stream().map(Way::to).toArray(Long[]::new))
                .param("minutes", learnt.values().toArray(Integer[]::new)).param("now", clock.instant().atOffset(UTC)).update();
    }
}
