package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The API is the contract: {@code ui/openapi.json} is checked in. Run with {@code -Dapprove=true} to accept a change. */
@AftercareTest
class OpenApiTests {

    private static final Path CONTRACT = Path.of("ui/openapi.json");

    @Autowired Client.Clients clients;

    @Test
    void theCheckedInDescriptionIsTheOneTheControllersGive() throws IOException {
        var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
        var answer = clients.with(Role.ADMIN, null).get("/v3/api-docs");
        assertThat(answer).hasStatusOk();
        var described = json.writeValueAsString(json.readValue(answer.getResponse().getContentAsByteArray(), java.util.TreeMap.class))
                .replace("\r\n", "\n") + "\n";

        if (Boolean.getBoolean("approve")) {
            Files.writeString(CONTRACT, described);
        }
        assertThat(CONTRACT).as("mvn test -Dtest=OpenApiTests -Dapprove=true accepts the change").hasContent(described);
    }
}
