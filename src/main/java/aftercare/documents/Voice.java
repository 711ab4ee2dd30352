package aftercare.documents;

import aftercare.kernel.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A few spoken words as browsers record them: WebM or Ogg with Opus, or MPEG-4. Told from the bytes alone; sound that brings pictures along is
 * none. Two minutes at what browsers choose are well below the limit.
 */
final class Voice {

    static final long LARGEST = 5L << 20;
    private static final int HEAD = 64 << 10;

    private Voice() {}

    static String of(Path file) {
        try (var content = Files.newInputStream(file)) {
            if (Files.size(file) > LARGEST) {
                throw new Refusal.Broken("documents.voice-too-long", "a voice note may have %d MB at most; record a shorter one".formatted(LARGEST >> 20),
                        Map.of("limit", LARGEST >> 20));
            }
            return type(new String(content.readNBytes(HEAD), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String head) {
        if (head.startsWith("\u001aE\u00df\u00a3") && head.contains("webm") && head.contains("A_OPUS") && !head.matches("(?s).*V_(VP|AV1|MPEG).*")) {
            return "audio/webm";
        }
        if (head.startsWith("OggS") && (head.contains("OpusHead") || head.contains("vorbis")) && !head.contains("theora")) {
            return "audio/ogg";
        }
        if (head.startsWith("ftyp", 4) && !head.contains("vide")) {
            return "audio/mp4";
        }
        throw new Refusal.Broken("documents.not-a-voice", "this is not a recording of a voice; record it again", Map.of());
    }
}
