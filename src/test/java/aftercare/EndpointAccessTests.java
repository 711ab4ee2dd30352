package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.identity.Permission;
import aftercare.identity.Requires;
import aftercare.identity.Role;
import aftercare.platform.OpenToAll;
import aftercare.platform.SignedIn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Walks every endpoint as every role, with somebody else's data: whoever lacks the permission is told so, whoever holds it
 * in another branch, firm or company finds nothing, sees nothing and changes nothing.
 */
@AftercareTest
@TestPropertySource(properties = "a-product-of-its-own=walks")
@Execution(ExecutionMode.CONCURRENT)
class EndpointAccessTests {

    @Autowired Endpoints endpoints;
    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        assertThat(endpoints.ours()).isNotEmpty().allSatisfy(endpoint -> assertThat(
                Stream.of(Requires.class, SignedIn.class, OpenToAll.class).filter(endpoint.handler()::hasMethodAnnotation))
                .as(endpoint.toString()).hasSize(1));
    }

    @Test
    void nobodyWithoutASessionPassesTheOuterGate() {
        var nobody = clients.nobody();
        assertThat(endpoints.ours().stream().filter(endpoint -> !endpoint.handler().hasMethodAnnotation(OpenToAll.class))).allSatisfy(endpoint ->
                assertThat(nobody.send(endpoint.method(), "{}", endpoint.path(), endpoint.about(new UUID(1, 1), null).variables())).as(endpoint.toString()).hasStatus(401));
    }

    @Test
    void aRoleWithoutThePermissionIsToldWhichOneItLacks() {
        var here = new SomebodyElse(jdbc).branch("here");
        for (var role : Role.values()) {
            var client = member(role, here);
            for (var endpoint : endpoints.ours()) {
                var requires = endpoint.requires();
                if (requires == null || Arrays.stream(requires.value()).anyMatch(role.permissions()::contains)) {
                    continue;
                }
                assertThat(client.send(endpoint.method(), "{}", endpoint.path(), endpoint.about(new UUID(1, 1), null).variables()))
                        .as("%s as %s", endpoint, role).hasStatus(403)
                        .bodyJson().extractingPath("$.code").isEqualTo("identity.forbidden");
            }
        }
    }

    @Test
    void somebodyElsesDataIsNeitherShownNorChanged() {
        var others = new SomebodyElse(jdbc);
        others.world();
        var here = others.branch("here");
        var before = others.fingerprint();

        var known = ofTheKind(others);
        var triedWithAll = new HashSet<Endpoints.Endpoint>();
        for (var role : Role.values()) {
            var client = member(role, here);
            for (var endpoint : endpoints.ours()) {
                var requires = endpoint.requires();
                if (requires != null && Arrays.stream(requires.value()).noneMatch(role.permissions()::contains)) {
                    continue;
                }
                if (endpoint.handler().hasMethodAnnotation(OpenToAll.class) || endpoint.path().equals("/api/live") || endpoint.path().equals("/api/session")) {
                    continue;
                }
                var ids = endpoint.variables() == 0 ? List.of(others.ids().getFirst())
                        : triedWithAll.add(endpoint) ? others.ids() : known.getOrDefault(prefix(endpoint), ofTheModule(endpoint, others));
                for (var id : ids) {
                    var question = endpoint.about(id, null);
                    var answer = client.send(endpoint.method(), endpoints.body(endpoint, id, "sample text"), question.uri(), question.variables());
                    var about = "%s as %s with %s".formatted(endpoint, role, others.nameOf(id));
                    var status = answer.getResponse().getStatus();
                    assertThat(status).as(about).isLessThan(500);
                    assertThat(answer.getResponse()).as(about).satisfies(response ->
                            assertThat(response.getContentAsString()).doesNotContain(SomebodyElse.MARK));
                    if (endpoint.variables() > 0 && endpoint.method() != HttpMethod.GET && !ofTheHouse(endpoint)) {
                        assertThat(status).as(about).isBetween(400, 499);
                    }
                }
            }
        }
        assertThat(others.fingerprint()).isEqualTo(before);
    }

    /**
     * Which ids belong below a path: those of which somebody of the whole house sees something there. An id of another kind is nothing
     * to anybody, so one role tries them all and the others those that belong.
     */
    private Map<String, List<UUID>> ofTheKind(SomebodyElse others) {
        var house = clients.with(Role.MANAGER, null);
        for (var role : List.of(Role.ADMIN, Role.FINANCE, Role.DISPATCHER, Role.QUALITY)) {
            jdbc.sql("insert into identity.membership (user_id, role) values (:user, :role)").param("user", house.user).param("role", role.name()).update();
        }
        var known = new HashMap<String, List<UUID>>();
        endpoints.ours().stream().filter(endpoint -> endpoint.method() == HttpMethod.GET && endpoint.variables() > 0).forEach(endpoint -> others.ids().forEach(id -> {
            var question = endpoint.about(id, null);
            if (house.get(question.uri(), question.variables()).getResponse().getStatus() < 400) {
                known.computeIfAbsent(prefix(endpoint), _ -> new ArrayList<>()).add(id);
            }
        }));
        // nobody of the whole house is left behind for the other tests to meet
        jdbc.sql("delete from identity.membership where user_id = :user").param("user", house.user).update();
        return known;
    }

    /** Where nothing can be looked at below a path: what its module keeps, or all where that is nothing. */
    private static List<UUID> ofTheModule(Endpoints.Endpoint endpoint, SomebodyElse others) {
        var module = endpoint.handler().getBeanType().getPackageName().replaceFirst("^aftercare\\.", "");
        var own = others.ids().stream().filter(id -> others.nameOf(id).startsWith(module + ".")).toList();
        return own.isEmpty() ? others.ids() : own;
    }

    private static String prefix(Endpoints.Endpoint endpoint) {
        return endpoint.path().substring(0, endpoint.path().indexOf('}'));
    }

    /** What belongs to everybody (catalogue, forms, regions) may be read by anybody who holds the permission. */
    private static boolean ofTheHouse(Endpoints.Endpoint endpoint) {
        var requires = endpoint.requires();
        return requires != null && requires.everywhere();
    }

    private Client member(Role role, UUID branch) {
        return switch (role) {
            case CUSTOMER -> clients.with(role, branch, null, new SomebodyElse(jdbc).customer(branch, "ours"));
            case PARTNER_MANAGER -> clients.with(role, branch, new SomebodyElse(jdbc).partner(branch, "ours"), null);
            default -> clients.with(role, branch);
        };
    }
}
