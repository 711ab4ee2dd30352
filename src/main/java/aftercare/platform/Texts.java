package aftercare.platform;

import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Texts from outside are kept as they came, with two exceptions that no database can keep: the NUL character and half a
 * surrogate pair. A request that holds one is refused as a whole.
 */
@Component
class Texts extends SimpleModule {

    Texts() {
        addDeserializer(String.class, new Whole());
    }

    private static final class Whole extends StdScalarDeserializer<String> {

        Whole() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) throws JacksonException {
            var text = json.getValueAsString();
            if (text == null) {
                return (String) context.handleUnexpectedToken(context.constructType(String.class), json);
            }
            for (int i = 0; i < text.length(); i++) {
                var c = text.charAt(i);
                var pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
                if (c == 0 || Character.isSurrogate(c) && !pair) {
                    return (String) context.handleWeirdStringValue(String.class, text, "holds a character that cannot be kept, at position %d", i);
                }
                i += pair ? 1 : 0;
            }
            return text;
        }
    }
}
