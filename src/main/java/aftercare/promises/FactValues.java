package aftercare.promises;

import java.util.List;
import java.util.Map;

/**
 * What rules may be written about, told by whoever owns it: this module knows neither the kinds of cases nor the channels.
 * Read each time a rule is edited, so that what was added today can be chosen today.
 */
public interface FactValues {

    /** @param name by language ({@code zh-CN}, …); empty when the user interface has words for the value */
    record Value(String value, Map<String, String> name) {

        public Value(Enum<?> value) {
            this(value.name(), Map.of());
        }
    }

    /** The values of each fact, by its word ({@code kind}, {@code severity} …), in the order in which people expect them. */
    Map<String, List<Value>> factValues();
}
