package aftercare.documents;

import aftercare.kernel.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.tika.Tika;

/**
 * What a file is, told from its first bytes; the name only narrows a container (a zip that is a workbook). Everything
 * not listed here is refused: above all what a browser or a computer would run.
 */
final class MediaTypes {

    /** Media type → the ending a file of this type gets when it has none. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("image/jpeg", "jpg"), Map.entry("image/png", "png"), Map.entry("image/webp", "webp"),
            Map.entry("image/gif", "gif"), Map.entry("image/heic", "heic"), Map.entry("image/heif", "heif"),
            Map.entry("application/pdf", "pdf"), Map.entry("text/plain", "txt"), Map.entry("text/csv", "csv"),
            Map.entry("audio/mpeg", "mp3"), Map.entry("audio/mp4", "m4a"), Map.entry("audio/x-m4a", "m4a"),
            Map.entry("audio/amr", "amr"), Map.entry("audio/vnd.wave", "wav"), Map.entry("audio/webm", "weba"), Map.entry("audio/ogg", "ogg"),
            Map.entry("video/mp4", "mp4"), Map.entry("video/quicktime", "mov"), Map.entry("video/webm", "webm"),
            Map.entry("application/msword", "doc"), Map.entry("application/vnd.ms-excel", "xls"),
            Map.entry("application/vnd.ms-powerpoint", "ppt"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            Map.entry("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"));

    /** Tika knows some types by an older name, or answers with the container. */
    private static final Map<String, String> SAME = Map.of(
            "application/mp4", "video/mp4", "video/x-m4v", "video/mp4", "video/3gpp", "video/mp4",
            "audio/x-wav", "audio/vnd.wave", "audio/wav", "audio/vnd.wave", "audio/amr-nb", "audio/amr",
            "image/heic-sequence", "image/heic", "image/heif-sequence", "image/heif");

    private static final Tika TIKA = new Tika();

    private MediaTypes() {}

    /** The media type of an allowed file; refuses every other. */
    static String of(Path file, String fileName) {
        try (InputStream content = Files.newInputStream(file)) {
            var detected = TIKA.detect(content, fileName);
            var type = SAME.getOrDefault(detected, detected);
            if (!ALLOWED.containsKey(type)) {
                throw new Refusal.Broken("documents.type-not-allowed",
                        "%s is of the type %s, which cannot be kept; allowed are pictures, PDF, text, audio, video and Office files"
                                .formatted(fileName, type), Map.of("name", fileName, "type", type));
            }
            return type;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ending(String mediaType) {
        return ALLOWED.getOrDefault(mediaType, "bin");
    }

    /** Pictures every browser draws by itself; everything else is sent as a download. */
    static boolean shownInPlace(String mediaType) {
        return switch (mediaType) {
            case "image/jpeg", "image/png", "image/webp", "image/gif" -> true;
            default -> false;
        };
    }
}
