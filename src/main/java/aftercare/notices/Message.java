package aftercare.notices;

import aftercare.kernel.Subject;
import java.util.Map;
import java.util.UUID;

/**
 * A message to one person outside the app.
 *
 * @param template  {@code module.name}; the words stand in {@code aftercare/module/mail/name.language.txt}
 * @param language  {@code zh-CN}, {@code zh-TW} or {@code en}
 * @param toAddress e-mail address; empty when none is known, so that it can be seen that nothing was sent
 * @param facts     what fills the template; moments and numbers are written out already, in the reader's words
 * @param branch    whose people may see the message
 */
public record Message(String template, String language, String toName, String toAddress, Map<String, String> facts, UUID branch,
                      Subject about) {

    public Message {
        facts = Map.copyOf(facts);
        toAddress = toAddress.strip();
    }
}
