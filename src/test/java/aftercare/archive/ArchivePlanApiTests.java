package aftercare.archive;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.AftercareTest;
import aftercare.Client;
import aftercare.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@AftercareTest
class ArchivePlanApiTests {

    @Autowired Client.Clients clients;
    @Autowired JsonMapper json;

    @Test
    void isChangedByWhoeverMayAndKeepsItsNamesInTheOtherLanguages() {
        var manager = clients.with(Role.MANAGER, null);
        var before = plan(manager, "en");
        assertThat(before.at("/sections/0/kinds/0/name").asString()).isEqualTo("Tender documents and answers");

        var body = json.createObjectNode();
        body.put("language", "en").put("version", before.get("version").asInt()).set("sections", before.get("sections").deepCopy());
        var kinds = (ArrayNode) body.at("/sections/11/kinds");
        ((ObjectNode) kinds.get(4)).put("name", "Quality cards").put("years", 20);
        kinds.addObject().putNull("code").put("name", "Margin sheet").put("required", false).put("important", false).putNull("years").put("active", true);
        assertThat(clients.with(Role.AGENT, null).put(body.toString(), "/api/archive-plan")).hasStatus(403);
        assertThat(manager.put(body.toString(), "/api/archive-plan")).hasStatusOk();

        var after = plan(manager, "zh-CN");
        assertThat(after.get("version").asInt()).isEqualTo(before.get("version").asInt() + 1);
        assertThat(after.at("/sections/0/kinds/0/name").asString()).as("not renamed").isEqualTo("招标文件与答疑");
        assertThat(after.at("/sections/11/kinds/4/name").asString()).as("renamed for everybody").isEqualTo("Quality cards");
        assertThat(after.at("/sections/11/kinds/5/code").asString()).isEqualTo("2-06-06");
        assertThat(after.at("/changes/0/by").asString()).isEqualTo("MANAGER");
        assertThat(manager.put(body.toString(), "/api/archive-plan")).as("somebody was quicker").hasStatus(409);
    }

    private JsonNode plan(Client client, String language) {
        return json.readTree(client.get("/api/archive-plan?language=" + language).getResponse().getContentAsByteArray());
    }
}
