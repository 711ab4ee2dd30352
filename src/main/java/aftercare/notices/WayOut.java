package aftercare.notices;

import java.util.Optional;
import java.util.UUID;
import org.springframework.mail.javamail.JavaMailSender;

/** A branch's own way out by e-mail. Contributed as a bean by the module that keeps mailboxes; without it everything goes the house's way. */
public interface WayOut {

    /** The sender that people see is the branch's, so that their answers come back to it. */
    record Sender(JavaMailSender server, String address, String name) {}

    Optional<Sender> of(UUID branch);

    /** Whether any branch has one. */
    boolean any();
}
