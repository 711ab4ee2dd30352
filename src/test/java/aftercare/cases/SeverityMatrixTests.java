package aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The severity that impact and urgency make, as the shipped kinds say it. */
class SeverityMatrixTests {

    private static Kind shipped(String file) throws IOException {
        var json = JsonMapper.builder().build();
        try (var stream = SeverityMatrixTests.class.getResourceAsStream("/aftercare/cases/kinds/" + file)) {
            var read = json.readTree(stream);
            return new Kind(read.get("code").asString(), 1, Map.of("zh-CN", "x"), json.treeToValue(read.get("definition"), Kind.Definition.class));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-repair.json", "2-question.json"})
    void neverGrowsWithLessImpactOrUrgency(String file) throws IOException {
        var kind = shipped(file);
        for (var impact = 1; impact <= 3; impact++) {
            for (var urgency = 1; urgency <= 3; urgency++) {
                assertThat(kind.severity(impact, urgency)).isBetween(1, 4).isGreaterThanOrEqualTo(kind.severity(Math.max(1, impact - 1), urgency))
                        .isGreaterThanOrEqualTo(kind.severity(impact, Math.max(1, urgency - 1)));
            }
        }
    }

    /** 1,000 incidents of a real service desk (UCI 498, CC BY 4.0), each state of each: nobody here decided their priorities. */
    @Test
    @Tag("proof")
    void isThePriorityOfEveryRealIncident() throws IOException {
        var kind = shipped("1-repair.json");
        var lines = Files.readAllLines(Path.of(System.getProperty("aftercare.data"), "incidents_servicenow", "sample_1000_incidents.csv"));
        var columns = List.of(lines.getFirst().split(","));
        var impact = columns.indexOf("impact");
        var urgency = columns.indexOf("urgency");
        var priority = columns.indexOf("priority");
        var wrong = new TreeMap<String, Integer>();
        var seen = new TreeMap<String, Integer>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",", -1);
            var pair = cells[impact] + " × " + cells[urgency];
            seen.merge(pair, 1, Integer::sum);
            if (kind.severity(Integer.parseInt(cells[impact]), Integer.parseInt(cells[urgency])) != Integer.parseInt(cells[priority])) {
                wrong.merge(pair + " → " + cells[priority], 1, Integer::sum);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(lines.size() - 1).isGreaterThan(5_600);
        assertThat(seen).as("of the nine pairs, those that occur in life").hasSize(7);
    }
}
