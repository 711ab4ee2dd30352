package aftercare.platform;

import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Turns XHTML into a PDF with embedded Chinese fonts (Noto Sans SC, regular and bold; only the used characters are
 * embedded). CSS 2.1 with {@code @page}, SVG and {@code data:} images; nothing outside the given text is ever read.
 *
 * <p>Whatever comes from people goes through {@link #text}.
 */
@Component
public class Pdf {

    /** The only font family there is: name it on {@code html} in every document. */
    public static final String FONT = "Noto Sans SC";

    private static final Supplier<byte[]> REGULAR = SingletonSupplier.of(() -> font("fonts/400Regular/NotoSansSC_400Regular.ttf"));
    private static final Supplier<byte[]> BOLD = SingletonSupplier.of(() -> font("fonts/700Bold/NotoSansSC_700Bold.ttf"));

    private final FSDefaultCacheStore metrics = new FSDefaultCacheStore();

    static {
        XRLog.setLoggingEnabled(false);
    }

    /** @param xhtml a whole well-formed document, {@code <html>} to {@code </html>} */
    public byte[] render(String xhtml) {
        var out = new ByteArrayOutputStream(64 * 1024);
        var builder = new PdfRendererBuilder();
        builder.useFont(() -> new ByteArrayInputStream(REGULAR.get()), FONT, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> new ByteArrayInputStream(BOLD.get()), FONT, 700, FontStyle.NORMAL, true);
        builder.useCacheStore(CacheStore.PDF_FONT_METRICS, metrics);
        builder.useReplacementText("□");
        builder.useExternalResourceAccessControl((uri, _) -> uri.startsWith("data:"), ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.withHtmlContent(xhtml, null);
        builder.toStream(out);
        try (var svg = new BatikSVGDrawer()) {
            builder.useSVGDrawer(svg);
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Several one after the other. */
    public static byte[] joined(List<byte[]> pdfs) {
        var out = new ByteArrayOutputStream(256 * 1024);
        var merger = new PDFMergerUtility();
        pdfs.forEach(pdf -> merger.addSource(new RandomAccessReadBuffer(pdf)));
        merger.setDestinationStream(out);
        try {
            merger.mergeDocuments(IOUtils.createMemoryOnlyStreamCache());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The first page as a PNG, for screens that cannot show a PDF beside something else. */
    public static byte[] picture(byte[] pdf, int dotsPerInch) {
        try (var document = Loader.loadPDF(pdf); var out = new ByteArrayOutputStream(128 * 1024)) {
            ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, dotsPerInch), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as XHTML content or attribute value: escaped, and without the characters that XML cannot hold. */
    public static String text(CharSequence text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000) {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    private static byte[] font(String path) {
        try (var in = Pdf.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the font %s is not in the build; it comes with ui/node_modules".formatted(path));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
