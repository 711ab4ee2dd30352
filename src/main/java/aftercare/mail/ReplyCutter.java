package aftercare.mail;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Parts what somebody wrote from what the mail program put below it. Knows how the programs used in China and the usual
 * others begin a quotation; when in doubt nothing is cut, because a shown quotation is only untidy and a hidden answer is lost.
 */
final class ReplyCutter {

    /** @param quoted from the first line of the quotation on; empty when there is none */
    record Cut(String fresh, String quoted) {}

    /** Longest line that may introduce a quotation: "On … wrote:" with two names and a date. */
    private static final int LONGEST_INTRODUCTION = 300;
    private static final int INTRODUCTION_LINES = 4;

    private static final Pattern DASHES = Pattern.compile(
            "(?i)^\\s*[-_—─=*]{2,}\\s*(原始邮件|原始郵件|原邮件|原郵件|转发邮件|轉寄郵件|转发的邮件|轉寄的郵件|Original\\s*Message|Original\\s*Mail|Forwarded\\s*message|Begin forwarded message|回复邮件|Reply Message|Original)\\s*[-_—─=*]{2,}\\s*$");
    private static final Pattern FORWARDED = Pattern.compile("(?i)^\\s*(Begin forwarded message|开始转发的邮件|开始转发邮件|以下是转发的邮件|開始轉寄郵件)\\s*[:：]\\s*$");
    /** Outlook's rule above the quoted head, and 163's. */
    private static final Pattern RULE = Pattern.compile("^\\s*(_{20,}|-{20,})\\s*$");
    private static final Pattern HEAD_FROM = Pattern.compile("(?i)^[\\s>*|]*(发件人|發件人|寄件者|寄件人|发送人|From)\\s*\\**\\s*[:：]\\**\\s*\\S.*$");
    private static final Pattern HEAD_MORE = Pattern.compile(
            "(?i)^[\\s>*|]*(发送时间|發送時間|发送日期|傳送時間|寄件日期|日期|时间|時間|收件人|收件者|抄送|副本|主题|主題|主旨|Sent|Date|To|Cc|Subject|Reply-To|回复)\\s*\\**\\s*[:：].*$");
    /** "在 2026年3月2日 … 写道：", "2026-03-02 10:11:12，"王敏" <a@b> 写道：", "On … wrote:". */
    private static final Pattern WROTE = Pattern.compile("(?is)^\\s*(?=.*(\\d|<[^>]+@[^>]+>|@)).*(写道|寫道|写到|編寫|编写|于.{4,60}写|wrote|schrieb|a écrit|escribió)\\s*[:：]?\\s*$");
    private static final Pattern QUOTED_LINE = Pattern.compile("^\\s{0,3}>.*$");
    /** What phones and programs add by themselves. */
    private static final Pattern SENT_FROM = Pattern.compile(
            "(?i)^\\s*(发自我的\\s?\\S{1,30}|發自我的\\s?\\S{1,30}|从我的\\S{1,20}发送|发自\\S{0,12}(邮箱|手机|iPhone|iPad|客户端)\\S{0,12}|Sent from my \\S.{0,40}|Sent from (Mail|Outlook)\\b.{0,60}|Get Outlook for \\S.{0,30}|获取\\s?Outlook for \\S.{0,30})\\s*$");

    private ReplyCutter() {}

    static Cut cut(String text) {
        var lines = text.replace("\r\n", "\n").replace('\r', '\n').replace('\u00a0', ' ').lines().toList();
        int start = quotationOf(lines);
        // Somebody who answers below or between the quoted lines has written the mail to be read as a whole.
        if (start >= 0 && answersBelow(lines, start)) {
            start = -1;
        }
        if (start == 0 && lines.size() > 0) {
            // Nothing of their own stands above: a forwarded mail is what they wanted to say.
            return new Cut(joined(lines), "");
        }
        int end = start < 0 ? lines.size() : start;
        while (end > 0 && (lines.get(end - 1).isBlank() || SENT_FROM.matcher(lines.get(end - 1)).matches() || start >= 0 && RULE.matcher(lines.get(end - 1)).matches())) {
            end--;
        }
        if (end == 0) {
            return new Cut(joined(lines), "");
        }
        return new Cut(joined(lines.subList(0, end)), start < 0 ? "" : joined(lines.subList(start, lines.size())));
    }

    /** The first line of the quotation; -1 when there is none. */
    private static int quotationOf(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            if (DASHES.matcher(line).matches() || FORWARDED.matcher(line).matches() || isHead(lines, i)) {
                return i;
            }
            if (RULE.matcher(line).matches() && nextFilled(lines, i) >= 0 && isHead(lines, nextFilled(lines, i))) {
                return i;
            }
            int introduced = introducedBy(lines, i);
            if (introduced >= 0) {
                return introduced;
            }
        }
        return quotedBlock(lines);
    }

    /** "From:" alone may be somebody's sentence; with a date, receiver or subject in the lines after it, it is a quoted head. */
    private static boolean isHead(List<String> lines, int at) {
        if (!HEAD_FROM.matcher(lines.get(at)).matches()) {
            return false;
        }
        int found = 0;
        for (int i = at + 1, seen = 0; i < lines.size() && seen < 6; i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            seen++;
            found += HEAD_MORE.matcher(lines.get(i)).matches() ? 1 : 0;
        }
        return found >= 2;
    }

    /** "… wrote:", which programs break over several lines. */
    private static int introducedBy(List<String> lines, int at) {
        if (lines.get(at).isBlank() || QUOTED_LINE.matcher(lines.get(at)).matches()) {
            return -1;
        }
        var text = new StringBuilder();
        for (int i = at; i < Math.min(lines.size(), at + INTRODUCTION_LINES); i++) {
            if (i > at && lines.get(i).isBlank()) {
                return -1;
            }
            text.append(i == at ? "" : " ").append(lines.get(i).strip());
            if (text.length() > LONGEST_INTRODUCTION) {
                return -1;
            }
            if (WROTE.matcher(text).matches() && (i == at || beginsIntroduction(lines.get(at)))) {
                return endsWithColon(text) || nextFilled(lines, i) >= 0 && QUOTED_LINE.matcher(lines.get(nextFilled(lines, i))).matches() ? at : -1;
            }
        }
        return -1;
    }

    private static boolean endsWithColon(CharSequence text) {
        var last = text.toString().strip();
        return last.endsWith(":") || last.endsWith("：");
    }

    private static boolean beginsIntroduction(String line) {
        return line.strip().matches("(?is)(on|at|am|le|el|在|于|於)\\b.*|在.*|于.*|於.*|[\"“]?.*<.*|\\d{4}.*");
    }

    private static int quotedBlock(List<String> lines) {
        int at = lines.size();
        while (at > 0 && (QUOTED_LINE.matcher(lines.get(at - 1)).matches() || lines.get(at - 1).isBlank())) {
            at--;
        }
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        return at < lines.size() && lines.size() - at >= 2 ? at : -1;
    }

    /** Lines of their own after quoted ones. Only where each quoted line is marked can that be seen. */
    private static boolean answersBelow(List<String> lines, int start) {
        int quoted = 0;
        int own = 0;
        for (int i = start + 1; i < lines.size(); i++) {
            var line = lines.get(i);
            if (QUOTED_LINE.matcher(line).matches()) {
                quoted++;
            } else if (quoted >= 1 && !line.isBlank() && !SENT_FROM.matcher(line).matches() && !line.startsWith("-- ")) {
                own++;
            }
        }
        return quoted >= 1 && own >= 1 && !HEAD_FROM.matcher(lines.get(start)).matches() && !DASHES.matcher(lines.get(start)).matches();
    }

    private static int nextFilled(List<String> lines, int at) {
        for (int i = at + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                return i;
            }
        }
        return -1;
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines).strip();
    }
}
