package aftercare.notices;

import java.util.UUID;

/** The way out to a phone. Contributed as a bean by the module that keeps gateways; without it nobody is written to by phone number. */
public interface ShortWay {

    boolean of(UUID branch);

    /** Part of the caller's transaction; sent after the commit. {@code sent} or {@code failed} is told by {@link NoticeDesk#became}. */
    void send(UUID message, UUID branch, String phone, String title, String text, String link);
}
