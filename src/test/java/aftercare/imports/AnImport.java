package aftercare.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aftercare.Client;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file on its way in, as somebody brings it over HTTP. */
public final class AnImport {

    private final Client client;
    private final JsonMapper json;
    public final UUID id;

    private AnImport(Client client, JsonMapper json, UUID id) {
        this.client = client;
        this.json = json;
        this.id = id;
    }

    public static AnImport of(Client client, JsonMapper json, String kind, String fileName, byte[] content) {
        var answer = client.upload(fileName, content, "/api/imports?kind={kind}", kind);
        assertThat(answer).hasStatus(HttpStatus.CREATED);
        return new AnImport(client, json, UUID.fromString(json.readTree(answer.getResponse().getContentAsByteArray()).get("id").asString()));
    }

    public JsonNode view() {
        return body(client.get("/api/imports/{id}", id));
    }

    public JsonNode file() {
        return body(client.get("/api/imports/{id}/file", id));
    }

    public String state() {
        return view().get("state").asString();
    }

    /** Which field each heading is taken for. */
    public Map<String, String> held() {
        var file = file();
        var held = new LinkedHashMap<String, String>();
        file.get("columns").forEach(column -> held.put(column.get("heading").asString(), ""));
        file.get("settings").get("columns").forEach(column -> held.put(file.get("columns").get(column.get("index").asInt()).get("heading").asString(), column.get("field").asString()));
        return held;
    }

    /** As the product proposes to read it. */
    public JsonNode settings() {
        return file().get("settings");
    }

    public JsonNode settings(Map<String, String> options, Map<String, Map<String, String>> meanings) {
        var settings = (ObjectNode) settings();
        options.forEach((option, answer) -> ((ObjectNode) settings.get("options")).put(option, answer));
        settings.set("meanings", json.valueToTree(meanings));
        return settings;
    }

    public AnImport check() {
        return check(settings());
    }

    public AnImport check(JsonNode settings) {
        body(client.post(json.writeValueAsString(settings), "/api/imports/{id}/check", id));
        return through("CHECKING");
    }

    public AnImport write(boolean goodRowsOnly) {
        body(client.post("{\"goodRowsOnly\":%s}".formatted(goodRowsOnly), "/api/imports/{id}/write", id));
        return through("WRITING");
    }

    public AnImport undo() {
        body(client.post("{}", "/api/imports/{id}/undo", id));
        return through("UNDOING");
    }

    public AnImport through(String state) {
        await().atMost(Duration.ofMinutes(1)).until(() -> !state().equals(state));
        return this;
    }

    public MvcTestResult post(String act, String body) {
        return client.post(body, "/api/imports/{id}/" + act, id);
    }

    /** {@code 3 customer REQUIRED} */
    public List<String> errors() {
        return lines(true);
    }

    public List<String> remarks() {
        return lines(false);
    }

    private List<String> lines(boolean errors) {
        return body(client.get("/api/imports/{id}/problems?errors={errors}", id, errors)).get("rows").valueStream()
                .map(line -> line.get("row").asInt() + " " + line.get("field").asString() + " " + line.get("code").asString()).toList();
    }

    private JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json.readTree(answer.getResponse().getContentAsByteArray());
    }
}
