package aftercare.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** A file sent to the browser to be saved, or to be looked at. */
public final class Download {

    private Download() {}

    public static OutputStream saved(HttpServletResponse response, String fileName, String mediaType) throws IOException {
        return begin(response, ContentDisposition.attachment(), fileName, mediaType);
    }

    public static OutputStream shown(HttpServletResponse response, String fileName, String mediaType) throws IOException {
        return begin(response, ContentDisposition.inline(), fileName, mediaType);
    }

    private static OutputStream begin(HttpServletResponse response, ContentDisposition.Builder how, String fileName, String mediaType)
            throws IOException {
        response.setContentType(mediaType);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, how.filename(fileName, StandardCharsets.UTF_8).build().toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return response.getOutputStream();
    }
}
