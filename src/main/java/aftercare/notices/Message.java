package aftercare.notices;

import aftercare.kernel.Subject;
import java.util.List;
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
 * @param thread    which mail it answers
 * @param phone     where it goes as a short message when there is no e-mail address; empty for never
 * @param words     said in place of the template's text, filled as it is; empty for the template's
 * @param files     documents that go along, in this order; the caller has seen to it that they may
 */
public record Message(String template, String language, String toName, String toAddress, Map<String, String> facts, UUID branch,
                      Subject about, Thread thread, String phone, List<UUID> files, String words) {

    /**
     * Where a message stands in a conversation.
     *
     * @param inReplyTo the id of the mail it answers, without brackets; empty when it answers none
     * @param answers   the ids of the conversation so far, the oldest first, divided by blanks
     * @param byHand    a person wrote it; otherwise it says of itself that no program should answer
     */
    public record Thread(String inReplyTo, String answers, boolean byHand) {

        public static final Thread NONE = new Thread("", "", false);
    }

    public Message(String template, String language, String toName, String toAddress, Map<String, String> facts, UUID branch, Subject about) {
        this(template, language, toName, toAddress, facts, branch, about, Thread.NONE);
    }

    public Message(String template, String language, String toName, String toAddress, Map<String, String> facts, UUID branch, Subject about, Thread thread) {
        this(template, language, toName, toAddress, facts, branch, about, thread, "", List.of(), "");
    }

    /** By phone when there is no e-mail address, and a gateway is set up. */
    public Message orTo(String number) {
        return new Message(template, language, toName, toAddress, facts, branch, about, thread, number.strip(), files, words);
    }

    public Message with(List<UUID> documents) {
        return new Message(template, language, toName, toAddress, facts, branch, about, thread, phone, documents, words);
    }

    public Message saying(String text) {
        return new Message(template, language, toName, toAddress, facts, branch, about, thread, phone, files, text);
    }

    public Message {
        facts = Map.copyOf(facts);
        files = List.copyOf(files);
        toAddress = toAddress.strip();
    }
}
