package aftercare.documents;

import aftercare.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A document on its way to a browser: never guessed at, never run, kept only by the browser that asked. Whoever calls has
 * checked that it may go there.
 */
public final class DocumentResponse {

    private DocumentResponse() {}

    public static ResponseEntity<Resource> of(DocumentDesk desk, Document document) {
        var disposition = MediaTypes.shownInPlace(document.mediaType()) ? ContentDisposition.inline() : ContentDisposition.attachment();
        return respond(desk.file(document), document.sha256(), MediaType.parseMediaType(document.mediaType()),
                disposition.filename(document.fileName(), StandardCharsets.UTF_8).build());
    }

    public static ResponseEntity<Resource> ofThumbnail(DocumentDesk desk, Document document) {
        var small = desk.thumbnail(document).orElseThrow(() -> new Refusal.Missing("documents.no-thumbnail",
                "there is no small view of %s".formatted(document.fileName()), Map.of("name", document.fileName())));
        return respond(small, document.sha256() + "-s", MediaType.IMAGE_JPEG, ContentDisposition.inline().build());
    }

    private static ResponseEntity<Resource> respond(Path file, String tag, MediaType type, ContentDisposition disposition) {
        return ResponseEntity.ok()
                .contentType(type.getType().equals("text") ? new MediaType(type, StandardCharsets.UTF_8) : type)
                .eTag("\"" + tag + "\"")
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(new FileSystemResource(file));
    }
}
