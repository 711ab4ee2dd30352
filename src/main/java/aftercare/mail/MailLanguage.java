package aftercare.mail;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * In which of our languages somebody writes. Traditional and simplified characters are told apart by the old character sets: GB 2312
 * has only the simplified ones, Big5 only the traditional ones, and what both have says nothing.
 */
final class MailLanguage {

    private static final Charset SIMPLIFIED = Charset.forName("GB2312");
    private static final Charset TRADITIONAL = Charset.forName("Big5");
    /** A character says about as much as so many letters; a Chinese name below an English mail does not make it Chinese. */
    private static final int LETTERS = 3;
    private static final int READ = 4000;

    private MailLanguage() {}

    /** @return empty when there are no words */
    static Optional<String> of(String words) {
        var simplified = SIMPLIFIED.newEncoder();
        var traditional = TRADITIONAL.newEncoder();
        int han = 0;
        int others = 0;
        int leaning = 0;
        for (int c : words.codePoints().limit(READ).toArray()) {
            if (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN) {
                han++;
                var text = Character.toString(c);
                leaning += Boolean.compare(traditional.canEncode(text), simplified.canEncode(text));
            } else if (Character.isLetter(c)) {
                // Kana and Hangul stand between Han characters and say as much as they do.
                others += c < 0x3000 ? 1 : LETTERS * 2;
            }
        }
        if (han + others == 0) {
            return Optional.empty();
        }
        return Optional.of(han * LETTERS < others ? "en" : leaning > 0 ? "zh-TW" : "zh-CN");
    }
}
