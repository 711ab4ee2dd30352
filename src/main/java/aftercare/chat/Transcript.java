package aftercare.chat;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** A conversation as plain text, for a case or a report. Notes of ours stay inside. */
final class Transcript {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Transcript() {}

    static String of(Conversation chat, List<ChatQueries.MessageView> messages, ZoneId zone) {
        var head = "%s %s %s".formatted(chat.visitorName(), chat.phone(), chat.email()).strip() + "\n\n";
        return head + messages.stream().filter(message -> message.kind() == MessageKind.TEXT || message.kind() == MessageKind.PICTURE)
                .map(message -> "%s  %s\n%s\n".formatted(TIME.format(message.at().atZone(zone)), message.name(),
                        message.kind() == MessageKind.PICTURE ? "[图片]" : message.text()))
                .collect(Collectors.joining("\n"));
    }

    /** What the visitor said, one line each: enough to begin a case with. */
    static String said(Conversation chat, List<ChatQueries.MessageView> messages) {
        var said = messages.stream().filter(message -> message.kind() == MessageKind.TEXT && message.author() == Author.VISITOR).map(ChatQueries.MessageView::text)
                .collect(Collectors.joining("\n"));
        var whole = said.isEmpty() ? chat.about() : said;
        return whole.codePointCount(0, whole.length()) <= 4000 ? whole : whole.substring(0, whole.offsetByCodePoints(0, 3999)) + "…";
    }
}
