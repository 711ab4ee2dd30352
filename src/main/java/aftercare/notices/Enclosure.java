package aftercare.notices;

import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file that goes along with a mail. Its name stands there twice: as RFC 2231 has it, cut into lines that every server lets
 * through, and in the type as encoded words, which is all that some of the mail programs in use understand.
 */
record Enclosure(String name, String mediaType, Path place) {

    private static final int LINE = 60;

    Enclosure {
        // a name with a line end in it would write headers of its own
        name = name.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }

    MimeBodyPart part() throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new FileDataSource(place.toFile())));
        part.setHeader("Content-Type", "%s;\r\n name=\"%s\"".formatted(mediaType, words()));
        // Byte for byte: on the way, line ends of what looks like text are mended.
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setHeader("Content-Disposition", "attachment" + pieces());
        return part;
    }

    private String words() {
        try {
            return MimeUtility.encodeText(name.replace('"', '\'').replace('\\', '_'), StandardCharsets.UTF_8.name(), "B").replace("?= =?", "?=\r\n =?");
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String pieces() {
        var all = new StringBuilder();
        var line = new StringBuilder("UTF-8''");
        int number = 0;
        for (var b : name.getBytes(StandardCharsets.UTF_8)) {
            if (line.length() > LINE) {
                all.append(";\r\n filename*").append(number++).append("*=").append(line);
                line.setLength(0);
            }
            var plain = b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '.' || b == '-' || b == '_';
            line.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        return all.append(";\r\n filename*").append(number == 0 ? "" : number + "*").append("=").append(line).toString();
    }
}
