package aftercare.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.SomebodyElse;
import aftercare.identity.Role;
import aftercare.kernel.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

class MeterTests {

    @Nested
    class ACounterOfAtMostTwentyFourHoursADay {

        final Meter meter = meter(Meter.Kind.COUNTER, null, null, "24");

        @Test
        void goesUp() {
            assertThatCode(() -> meter.check(reading(10, "1240"), reading(0, "1000"), null)).doesNotThrowAnyException();
            assertThatCode(() -> meter.check(reading(10, "1000"), reading(0, "1000"), null)).as("it stood still").doesNotThrowAnyException();
        }

        @Test
        void neverGoesBack() {
            refused("assets.reading-backwards", () -> meter.check(reading(10, "999.9"), reading(0, "1000"), null));
        }

        @Test
        void beginsAnewWhenItWasReplaced() {
            var fresh = new Meter.Reading(day(10), new BigDecimal("3"), true);
            assertThatCode(() -> meter.check(fresh, reading(0, "1000"), null)).doesNotThrowAnyException();
            assertThatCode(() -> meter.check(reading(5, "1100"), reading(0, "1000"), fresh)).as("written down later, read before").doesNotThrowAnyException();
        }

        @Test
        void doesNotGainMoreThanTimeHasPassed() {
            refused("assets.reading-jumps", () -> meter.check(reading(10, "1241"), reading(0, "1000"), null));
        }

        @Test
        void fitsWhatWasReadAfterwardsToo() {
            refused("assets.reading-backwards", () -> meter.check(reading(5, "1500"), null, reading(10, "1240")));
        }
    }

    @Nested
    class AGaugeFromZeroToSixteen {

        final Meter meter = meter(Meter.Kind.GAUGE, "0", "16", null);

        @Test
        void goesUpAndDown() {
            assertThatCode(() -> meter.check(reading(1, "2"), reading(0, "15"), reading(2, "1"))).doesNotThrowAnyException();
        }

        @Test
        void staysWithinItsLimits() {
            refused("assets.reading-outside", () -> meter.check(reading(1, "16.001"), null, null));
            refused("assets.reading-outside", () -> meter.check(reading(1, "-0.001"), null, null));
        }
    }

    @Test
    void onlyACounterGainsSomethingInADay() {
        refused("assets.meter-rate", () -> meter(Meter.Kind.GAUGE, null, null, "24"));
        refused("assets.meter-limits", () -> meter(Meter.Kind.GAUGE, "5", "4", null));
    }

    @Nested
    @AftercareTest
    class OfADevice {

        @Autowired Client.Clients clients;
        @Autowired JdbcClient jdbc;
        @Autowired JsonMapper json;

        AnAssetTown town;
        UUID device;
        UUID meter;

        @BeforeEach
        void aPumpWithACounter() {
            town = new AnAssetTown(jdbc, clients, json);
            device = town.device("P-1");
            var meters = town.body(town.agent.post("""
                    {"name":"运行小时","unit":"h","kind":"COUNTER","lowest":null,"highest":null,"mostPerDay":24,"active":true,"version":0}""", "/api/devices/{id}/meters", device));
            meter = UUID.fromString(meters.at("/0/id").asString());
        }

        @Test
        void keepsItsReadingsAndSaysTheLatest() {
            town.agent.post(body("2026-01-01T00:00:00Z", "100"), "/api/meters/{id}/readings", meter);
            assertThat(read(town.agent, "2026-01-11T00:00:00Z", "340")).hasStatus(204);
            assertThat(read(town.agent, "2026-01-12T00:00:00Z", "339")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.reading-backwards");
            assertThat(read(town.agent, "2026-01-11T00:00:00Z", "341")).hasStatus(409).bodyJson().extractingPath("$.code").isEqualTo("assets.reading-jumps");
            assertThat(read(town.agent, "2099-01-11T00:00:00Z", "341")).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo("assets.reading-in-future");

            var view = town.body(town.agent.get("/api/devices/{id}/meters", device));
            assertThat(view.at("/0/latest").asString()).isEqualTo("340");
            assertThat(town.body(town.agent.get("/api/meters/{id}/points", meter))).hasSize(2);
        }

        @Test
        void countsNoMoreWhatWasWithdrawnButKeepsIt() {
            read(town.agent, "2026-01-01T00:00:00Z", "100");
            read(town.agent, "2026-01-11T00:00:00Z", "340");
            var wrong = town.body(town.agent.get("/api/meters/{id}/readings", meter)).at("/rows/0/id").asString();

            assertThat(town.agent.post("{\"reason\":\"\"}", "/api/readings/{id}/withdraw", wrong)).hasStatus(422);
            assertThat(town.agent.post("{\"reason\":\"看错一位\"}", "/api/readings/{id}/withdraw", wrong)).hasStatus(204);

            assertThat(read(town.agent, "2026-01-11T00:00:00Z", "240")).hasStatus(204);
            assertThat(town.body(town.agent.get("/api/devices/{id}/meters", device)).at("/0/latest").asString()).isEqualTo("240");
            assertThat(town.body(town.agent.get("/api/meters/{id}/readings", meter)).get("rows")).hasSize(3);
        }

        @Test
        void isReadByEngineersAndChangedByWhoeverKeepsTheDevice() {
            var engineer = clients.with(Role.ENGINEER, town.branch);
            assertThat(read(engineer, "2026-01-01T00:00:00Z", "100")).hasStatus(204);
            assertThat(engineer.post("{\"name\":\"x\",\"unit\":\"\",\"kind\":\"GAUGE\",\"active\":true,\"version\":0}", "/api/devices/{id}/meters", device)).hasStatus(403);
            var stranger = clients.with(Role.MANAGER, new SomebodyElse(jdbc).branch("南京分公司"));
            assertThat(read(stranger, "2026-01-02T00:00:00Z", "101")).hasStatus(404);
            assertThat(stranger.get("/api/meters/{id}/points", meter)).hasStatus(404);
        }

        private MvcTestResult read(Client by, String at, String value) {
            return by.post(body(at, value), "/api/meters/{id}/readings", meter);
        }

        private String body(String at, String value) {
            return town.json(Map.of("at", at, "value", value, "source", "OFFICE", "restarts", false, "note", ""));
        }
    }

    private static Meter meter(Meter.Kind kind, @Nullable String lowest, @Nullable String highest, @Nullable String most) {
        return new Meter(new UUID(0, 1), new DeviceId(new UUID(0, 2)), new Meter.Draft("运行小时", "h", kind, number(lowest), number(highest), number(most), true), 0);
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static Meter.Reading reading(int day, String value) {
        return new Meter.Reading(day(day), new BigDecimal(value), false);
    }

    private static Instant day(int day) {
        return Instant.parse("2026-03-01T00:00:00Z").plusSeconds(86_400L * day);
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).extracting(Refusal::code).isEqualTo(code);
    }
}
