package aftercare.contracts;

import aftercare.promises.FactValues;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What promise rules can say about contracts: their levels, and contracts themselves. */
@Component("contractRuleFacts")
class RuleFacts implements FactValues {

    private final ServiceLevels levels;

    RuleFacts(ServiceLevels levels) {
        this.levels = levels;
    }

    @Override
    public Map<String, List<Value>> factValues() {
        return Map.of(
                "subject", List.of(new Value(ContractId.SUBJECT, Map.of())),
                "contract", levels.codes().stream().map(level -> new Value(level, Map.of())).toList());
    }
}
