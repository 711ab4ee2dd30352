package aftercare.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a mail as text. What is called GB2312 is read as GB18030, which holds it and what Chinese programs really write;
 * what says nothing, or says something that cannot be, is guessed.
 */
final class Charsets {

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset MAINLAND = Charset.forName("GB18030");
    private static final Charset TAIWAN = Charset.forName("Big5-HKSCS");
    private static final Charset JAPAN = Charset.forName("windows-31j");

    /** Names that programs write, and what they mean by them. */
    private static final Map<String, Charset> MEANT = Map.ofEntries(
            Map.entry("gb2312", MAINLAND), Map.entry("gb_2312-80", MAINLAND), Map.entry("gbk", MAINLAND), Map.entry("x-gbk", MAINLAND), Map.entry("cp936", MAINLAND),
            Map.entry("ms936", MAINLAND), Map.entry("euc-cn", MAINLAND), Map.entry("hz-gb-2312", MAINLAND), Map.entry("chinese", MAINLAND),
            Map.entry("big5", TAIWAN), Map.entry("big-5", TAIWAN), Map.entry("x-big5", TAIWAN), Map.entry("cp950", TAIWAN),
            Map.entry("shift_jis", JAPAN), Map.entry("shift-jis", JAPAN), Map.entry("sjis", JAPAN), Map.entry("x-sjis", JAPAN),
            Map.entry("ks_c_5601-1987", Charset.forName("x-windows-949")), Map.entry("euc-kr", Charset.forName("x-windows-949")),
            Map.entry("iso-8859-1", WESTERN), Map.entry("latin1", WESTERN), Map.entry("ansi", WESTERN),
            Map.entry("iso-8859-8-i", Charset.forName("ISO-8859-8")), Map.entry("cp-850", Charset.forName("IBM850")),
            Map.entry("utf8", StandardCharsets.UTF_8), Map.entry("utf-8;", StandardCharsets.UTF_8));

    private Charsets() {}

    static String read(byte[] bytes, @Nullable String declared) {
        var named = named(declared);
        if (named != null && !named.equals(StandardCharsets.US_ASCII)) {
            var text = strictly(bytes, named);
            if (text != null) {
                return whole(text);
            }
            if (!named.equals(StandardCharsets.UTF_8) || isMostlyUtf8(bytes)) {
                return whole(new String(bytes, named));
            }
        }
        return whole(new String(bytes, guessed(bytes)));
    }

    /** Null when there is no such charset here. */
    static @Nullable Charset named(@Nullable String declared) {
        if (declared == null || declared.isBlank()) {
            return null;
        }
        var name = declared.strip().toLowerCase().replaceAll("^[\"']+|[\"';,]+$", "").replaceFirst("\\*.*$", "");
        var meant = MEANT.get(name);
        if (meant != null) {
            return meant;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /** What these bytes most likely are. Chinese characters of everyday use lie in known rows of the tables. */
    static Charset guessed(byte[] bytes) {
        if (strictly(bytes, StandardCharsets.UTF_8) != null) {
            return StandardCharsets.UTF_8;
        }
        int high = 0;
        int mainland = 0;
        int taiwan = 0;
        int japan = 0;
        for (int i = 0; i < bytes.length; i++) {
            int lead = bytes[i] & 0xff;
            if (lead < 0x80) {
                continue;
            }
            high++;
            int trail = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            if (lead == 0x82 && trail >= 0x9f && trail <= 0xf1 || lead == 0x83 && trail >= 0x40 && trail <= 0x96) {
                japan++;
            }
            if (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) {
                mainland++;
            }
            if (lead >= 0xa4 && lead <= 0xc6 && (trail >= 0x40 && trail <= 0x7e || trail >= 0xa1 && trail <= 0xfe)) {
                taiwan++;
            }
            if (trail >= 0x40) {
                i++;
                high++;
            }
        }
        if (japan * 4 > high) {
            return JAPAN;
        }
        var best = Math.max(mainland, taiwan);
        if (best * 5 < high) {
            return WESTERN;
        }
        return mainland >= taiwan && strictly(bytes, MAINLAND) != null || strictly(bytes, TAIWAN) == null ? MAINLAND : TAIWAN;
    }

    /** Null when these bytes are not a text of this charset. */
    private static @Nullable String strictly(byte[] bytes, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }

    private static boolean isMostlyUtf8(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var broken = text.chars().filter(c -> c == 0xfffd).count();
        var beyond = text.chars().filter(c -> c >= 0x80).count();
        return broken * 4 < beyond;
    }

    /** Without what no database keeps. */
    private static String whole(String text) {
        return text.startsWith("\ufeff") ? text.substring(1).replace("\0", "") : text.replace("\0", "");
    }
}
