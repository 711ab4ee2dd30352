package aftercare.integration;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a programmer reads is what the server does. */
@AftercareTest
class ApiDocsTests {

    private static final Pattern REQUEST = Pattern.compile("(?m)^(GET|POST|PUT|DELETE) \\{\\{host}}(/api/[^?\\s]*)");

    @Autowired Client.Clients clients;
    @Autowired JdbcClient jdbc;

    @Test
    void eachOperationNamesTheScopesThatOpenIt() {
        var admin = clients.with(Role.ADMIN, null);
        var answer = admin.get("/api/api-docs");
        jdbc.sql("delete from identity.membership where user_id = :user").param("user", admin.user).update();
        assertThat(answer).hasStatusOk();
        var paths = JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray()).get("paths");

        assertThat(scopes(paths, "/api/cases", "post")).containsExactly("cases:write");
        assertThat(scopes(paths, "/api/devices/{id}", "get")).containsExactly("devices:read");
        assertThat(scopes(paths, "/api/regions", "get")).as("any key").isEmpty();
        assertThat(paths.get("/api/users").get("get").get("x-scopes")).as("no key").isNull();
        assertThat(paths.get("/api/session/password").get("post").get("x-scopes")).isNull();
        assertThat(paths.get("/api/public/reports").get("post").get("x-scopes")).isNull();
    }

    @Test
    void isNotForThoseWhoMayNotHandOutKeys() {
        assertThat(clients.with(Role.MANAGER, null).get("/api/api-docs")).hasStatus(403);
        assertThat(clients.nobody().get("/api/api-docs")).hasStatus(401);
    }

    @Test
    void everyExampleAsksSomethingThatExists() throws IOException {
        var paths = JsonMapper.shared().readTree(Path.of("ui/openapi.json").toFile()).get("paths");
        var asked = new ArrayList<String>();
        try (var files = Files.list(Path.of("docs/api"))) {
            for (var file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".http")).sorted()::iterator) {
                REQUEST.matcher(Files.readString(file)).results().forEach(request -> {
                    asked.add(request.group());
                    assertThat(paths.properties().stream().filter(path -> request.group(2).matches(path.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                            .anyMatch(path -> path.getValue().has(request.group(1).toLowerCase(Locale.ROOT))))
                            .as("%s: %s", file, request.group()).isTrue();
                });
            }
        }
        assertThat(asked).hasSizeGreaterThanOrEqualTo(5);
    }

    private static List<String> scopes(JsonNode paths, String path, String method) {
        var scopes = new ArrayList<String>();
        paths.get(path).get(method).get("x-scopes").forEach(scope -> scopes.add(scope.asString()));
        return scopes;
    }
}
