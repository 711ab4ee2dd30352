package aftercare.notices;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** The way out by e-mail: the branch's own mailbox, otherwise the house's mail server ({@code spring.mail.host}). */
@Component
class Mailbox {

    /** What is sent: {@code answers} are ids divided by blanks. */
    record Letter(UUID id, UUID branch, String toAddress, String toName, String title, String body, Message.Thread thread, List<Enclosure> files) {}

    private final @Nullable JavaMailSender server;
    private final String from;
    private final ObjectProvider<WayOut> ways;

    Mailbox(ObjectProvider<JavaMailSender> server, ObjectProvider<WayOut> ways, @Value("${aftercare.mail-from:${spring.mail.username:}}") String from) {
        this.server = server.getIfAvailable();
        this.ways = ways;
        this.from = from;
    }

    /** Whether anything leaves the house. */
    boolean isSet() {
        return server != null || ways.stream().anyMatch(WayOut::any);
    }

    boolean isSet(UUID branch) {
        return server != null || ways.stream().anyMatch(way -> way.of(branch).isPresent());
    }

    /** The same id every time, so that a mail which had to be sent twice is shown once by most readers. */
    void send(Letter letter) throws MessagingException {
        var own = ways.stream().flatMap(way -> way.of(letter.branch()).stream()).findFirst();
        var sender = own.isPresent() ? own.get().server() : server;
        if (sender == null) {
            throw new MessagingException("no mail server is set for the branch any more");
        }
        var mail = sender.createMimeMessage();
        var helper = new MimeMessageHelper(mail, letter.files().isEmpty() ? MimeMessageHelper.MULTIPART_MODE_NO : MimeMessageHelper.MULTIPART_MODE_MIXED, StandardCharsets.UTF_8.name());
        helper.setTo(address(letter.toAddress(), letter.toName()));
        if (own.isPresent()) {
            helper.setFrom(address(own.get().address(), own.get().name()));
        } else if (!from.isBlank()) {
            helper.setFrom(from);
        }
        helper.setSubject(oneLine(letter.title()));
        helper.setText(letter.body());
        for (var file : letter.files()) {
            helper.getRootMimeMultipart().addBodyPart(file.part());
        }
        var thread = letter.thread();
        if (!thread.byHand()) {
            mail.setHeader("Auto-Submitted", "auto-generated");
        }
        if (!thread.inReplyTo().isEmpty()) {
            mail.setHeader("In-Reply-To", ids(thread.inReplyTo()));
        }
        if (!thread.answers().isEmpty()) {
            mail.setHeader("References", ids(thread.answers()));
        }
        mail.saveChanges();
        mail.setHeader("Message-ID", "<%s@aftercare>".formatted(letter.id()));
        sender.send(mail);
    }

    /** An address with a line end in it would write headers of its own. */
    private static InternetAddress address(String address, String name) throws AddressException {
        if (!address.equals(oneLine(address))) {
            throw new AddressException("the address holds a line end", address);
        }
        try {
            return new InternetAddress(address, oneLine(name), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }

    private static String ids(String ids) {
        return Arrays.stream(oneLine(ids).split(" +")).map(id -> "<" + id.replaceAll("[<>]", "") + ">").collect(Collectors.joining("\r\n "));
    }
}
