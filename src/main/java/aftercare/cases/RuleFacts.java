package aftercare.cases;

import aftercare.customers.DistanceBand;
import aftercare.customers.Tier;
import aftercare.promises.FactValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** What promise rules can say about cases. */
@Component
class RuleFacts implements FactValues {

    private final Catalogue catalogue;

    RuleFacts(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Map<String, List<Value>> factValues() {
        return Map.of(
                "subject", List.of(new Value("case", Map.of())),
                "kind", catalogue.current().stream().map(kind -> new Value(kind.code(), kind.name())).toList(),
                "severity", IntStream.rangeClosed(1, 4).mapToObj(severity -> new Value(Integer.toString(severity), Map.of())).toList(),
                "tier", named(Tier.values()),
                "channel", named(Channel.values()),
                "entitlement", named(Entitlement.values()),
                "distance", named(DistanceBand.values()));
    }

    private static List<Value> named(Enum<?>[] values) {
        return Arrays.stream(values).map(Value::new).toList();
    }
}
