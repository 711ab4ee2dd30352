package aftercare.care;

import aftercare.cases.CaseDesk;
import aftercare.cases.CaseId;
import aftercare.notices.Message;
import aftercare.notices.NoticeDesk;
import aftercare.platform.AftercareSettings;
import aftercare.promises.PauseReason;
import aftercare.promises.WaitingEvent;
import java.util.HashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reminds a customer of the answer a case waits for, with the link where it can be given, and says so when we stop waiting. */
@Component
class AnswersAwaited {

    private static final String USUAL_LANGUAGE = "zh-CN";

    private final NoticeDesk notices;
    private final CaseDesk cases;
    private final AftercareSettings settings;

    AnswersAwaited(NoticeDesk notices, CaseDesk cases, AftercareSettings settings) {
        this.notices = notices;
        this.cases = cases;
        this.settings = settings;
    }

    @EventListener
    void on(WaitingEvent.Chased chased) {
        remind(chased.about(), "care.answer-awaited");
    }

    @EventListener
    void on(WaitingEvent.GivenUp silence) {
        remind(silence.about(), "care.wait-given-up");
    }

    /** Whom we have no address of is called by those who are told in the house. */
    private void remind(WaitingEvent.About about, String template) {
        var id = new CaseId(about.subject().id());
        if (about.reason().party() != PauseReason.Party.CUSTOMER || !about.subject().kind().equals(CaseId.SUBJECT) || !cases.knows(id)) {
            return;
        }
        var c = cases.facts(id);
        if (c.contactEmail().isBlank() && !notices.sendsShort(c.branchId())) {
            return;
        }
        var words = new HashMap<String, String>();
        words.put("name", c.contactName());
        words.put("number", c.number());
        words.put("subject", c.subject());
        words.put("words", about.words());
        words.put("resolution", about.reason().resolution() == null ? "" : about.reason().resolution());
        words.put("link", settings.publicUrl() == null ? "" : settings.publicUrl().replaceFirst("/$", "") + "/portal/track/" + c.trackingToken());
        notices.send(new Message(template, notices.languageFor(about.subject()).orElse(USUAL_LANGUAGE), c.contactName(), c.contactEmail(), words, c.branchId(),
                about.subject()).orTo(c.contactPhone()));
    }
}
