package aftercare.notices;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** The way out by e-mail, when {@code spring.mail.host} is set. */
@Component
class Mailbox {

    private final @Nullable JavaMailSender server;
    private final String from;

    Mailbox(ObjectProvider<JavaMailSender> server, @Value("${aftercare.mail-from:${spring.mail.username:}}") String from) {
        this.server = server.getIfAvailable();
        this.from = from;
    }

    boolean isSet() {
        return server != null;
    }

    /** The same id every time, so that a mail which had to be sent twice is shown once by most readers. */
    void send(UUID id, String toAddress, String toName, String title, String body) throws MessagingException {
        var sender = Objects.requireNonNull(server);
        var mail = sender.createMimeMessage();
        var helper = new MimeMessageHelper(mail, false, StandardCharsets.UTF_8.name());
        try {
            helper.setTo(new jakarta.mail.internet.InternetAddress(toAddress, toName, StandardCharsets.UTF_8.name()));
        } catch (java.io.UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (!from.isBlank()) {
            helper.setFrom(from);
        }
        helper.setSubject(title);
        helper.setText(body);
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.saveChanges();
        mail.setHeader("Message-ID", "<%s@aftercare>".formatted(id));
        sender.send(mail);
    }
}
