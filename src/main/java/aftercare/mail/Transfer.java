package aftercare.mail;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** How the bytes of a part were packed for the way. Whatever cannot be unpacked is taken as it stands. */
final class Transfer {

    private static final int[] BASE64 = new int[256];

    static {
        Arrays.fill(BASE64, -1);
        var digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < digits.length(); i++) {
            BASE64[digits.charAt(i)] = i;
        }
        BASE64['-'] = 62;
        BASE64['_'] = 63;
    }

    private Transfer() {}

    static byte[] unpacked(byte[] bytes, int from, int to, String encoding) {
        return switch (encoding.strip().toLowerCase()) {
            case "base64" -> base64(bytes, from, to);
            case "quoted-printable" -> quoted(bytes, from, to, false);
            case "x-uuencode", "uuencode", "x-uue" -> uu(bytes, from, to);
            default -> Arrays.copyOfRange(bytes, from, to);
        };
    }

    static byte[] base64(byte[] bytes, int from, int to) {
        var out = new ByteArrayOutputStream((to - from) * 3 / 4 + 3);
        int bits = 0;
        int held = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '=') {
                bits = 0;
                held = 0;
                continue;
            }
            int digit = BASE64[bytes[i] & 0xff];
            if (digit < 0) {
                continue;
            }
            bits = (bits << 6 | digit) & 0xffffff;
            held += 6;
            if (held >= 8) {
                held -= 8;
                out.write(bits >> held);
            }
        }
        return out.toByteArray();
    }

    /** @param inHeader an underscore is a blank */
    static byte[] quoted(byte[] bytes, int from, int to, boolean inHeader) {
        var out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            var c = bytes[i];
            if (inHeader && c == '_') {
                out.write(' ');
            } else if (c == '=' && i + 2 < to && digit(bytes[i + 1]) >= 0 && digit(bytes[i + 2]) >= 0) {
                out.write(digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
                i += 2;
            } else if (c == '=' && i + 1 < to && bytes[i + 1] == '\n') {
                i += 1;
            } else if (c == '=' && i + 2 < to && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
                i += 2;
            } else if (c == '=' && i + 1 == to) {
                return out.toByteArray();
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }

    private static int digit(byte c) {
        return Character.digit(c, 16);
    }

    private static byte[] uu(byte[] bytes, int from, int to) {
        var out = new ByteArrayOutputStream((to - from) * 3 / 4);
        int line = from;
        while (line < to) {
            int end = line;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            int length = bytes[line] - 32 & 63;
            var isData = end - line > 1 && !startsWith(bytes, line, "begin ") && !startsWith(bytes, line, "end");
            for (int i = line + 1, written = 0; isData && i + 3 < end && written < length; i += 4) {
                int four = (bytes[i] - 32 & 63) << 18 | (bytes[i + 1] - 32 & 63) << 12 | (bytes[i + 2] - 32 & 63) << 6 | bytes[i + 3] - 32 & 63;
                for (int shift = 16; shift >= 0 && written < length; shift -= 8, written++) {
                    out.write(four >> shift);
                }
            }
            line = end + 1;
        }
        return out.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
