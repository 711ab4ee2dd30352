package aftercare.intake;

import aftercare.cases.CaseId;
import aftercare.cases.OpenedCase;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import aftercare.promises.PromiseDesk;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What whoever reported is told at once: the number, what is promised, and where to follow it. */
@Component
class Receipt {

    private static final int SUBJECT = 60;
    private static final Set<String> LANGUAGES = Set.of("zh-CN", "zh-TW", "en");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** A promised time as the customer is told it. */
    record Promised(String code, Instant dueAt) {}

    private final PromiseDesk promises;
    private final NoticeDesk notices;
    private final AftercareSettings settings;

    Receipt(PromiseDesk promises, NoticeDesk notices, AftercareSettings settings) {
        this.promises = promises;
        this.notices = notices;
        this.settings = settings;
    }

    List<Promised> promised(CaseId id) {
        return promises.of(id.subject()).stream()
                .filter(promise -> promise.customerVisible() && promise.endedAt() == null)
                .map(promise -> new Promised(promise.code(), promise.dueAt())).toList();
    }

    /** By e-mail, or by a short message where a gateway is set up. */
    void send(OpenedCase opened, String name, String email, String phone, String language, String text, List<Promised> promised, String link) {
        if (email.isBlank() && (phone.isBlank() || !notices.sendsShort(opened.branch()))) {
            return;
        }
        var words = new HashMap<String, String>();
        words.put("name", name);
        words.put("number", opened.number());
        words.put("text", firstWords(text));
        words.put("link", link(link) + "/portal/track/" + opened.trackingToken());
        promised.forEach(promise -> words.put(promise.code(), TIME.format(promise.dueAt().atZone(opened.zone()))));
        notices.send(new Message("intake.received", language, name, email, words, opened.branch(), opened.id().subject()).orTo(phone));
    }

    private String link(String asked) {
        var set = settings.publicUrl();
        return set == null ? asked : set.endsWith("/") ? set.substring(0, set.length() - 1) : set;
    }

    /** What a case is called until somebody finds better words: the first sentence, not too long. */
    static String firstWords(String text) {
        var words = text.strip();
        var end = words.length();
        for (int i = 0; i < words.length(); i++) {
            if ("\n\r。！？!?；;".indexOf(words.charAt(i)) >= 0 && i > 3) {
                end = i;
                break;
            }
        }
        var first = words.substring(0, end).strip();
        return first.codePointCount(0, first.length()) <= SUBJECT ? first : first.substring(0, first.offsetByCodePoints(0, SUBJECT - 1)) + "…";
    }

    static String language(@Nullable String language) {
        return language != null && LANGUAGES.contains(language) ? language : "zh-CN";
    }
}
