package aftercare.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as far as it could be understood.
 *
 * @param from       null when nobody can be made out
 * @param messageId  without angle brackets; empty when there is none
 * @param answers    the ids of mails it answers, the nearest first
 * @param text       what was written, without what was quoted
 * @param html       the whole HTML as it came; empty when there is none
 * @param bounced    what the bounce is about; null when it is none
 */
record ReadMail(HeaderWords.@Nullable Person from, String to, String subject, @Nullable Instant sentAt, String messageId, List<String> answers,
                String text, String quoted, String html, Manner manner, List<MailAttachment> attachments, @Nullable Bounce bounced) {

    /** @param address whom it did not reach, as far as that is said; {@code reason} in the words of the other server */
    record Bounce(String address, String reason, String messageId) {}

    /** Without the answer and forward marks that programs put before it. */
    static String plainSubject(String subject) {
        var plain = subject.replaceAll("\\[?SO-\\d{4}-\\d{6,}]?", " ").replaceAll("\\s+", " ").strip();
        String before;
        do {
            before = plain;
            plain = plain.replaceFirst("(?i)^(re|aw|sv|antw|回复|回覆|答复|答覆|转发|轉寄|fwd?|fw)(\\[\\d+])?\\s*[:：]\\s*", "").strip();
        } while (!plain.equals(before));
        return plain;
    }

    boolean isReply() {
        return subject.strip().matches("(?is)^(re|aw|sv|antw|回复|回覆|答复|答覆)(\\[\\d+])?\\s*[:：].*");
    }
}
