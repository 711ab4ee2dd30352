package aftercare.documents;

import aftercare.kernel.Refusal;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at pictures without trusting them: the dimensions are read from the header before anything is unpacked, and only
 * two pictures are unpacked at a time. Small views are made when first asked for, upright as the camera was held.
 */
@Component
class Pictures {

    static final long MOST_PIXELS = 100_000_000;
    private static final int THUMBNAIL_SIDE = 480;

    private static final Logger log = LoggerFactory.getLogger(Pictures.class);

    private final Semaphore unpacking = new Semaphore(2);

    /** Refuses a picture that would unpack to more than it can be trusted with, or that is not a picture inside. */
    void check(Path file, String mediaType, String fileName) throws IOException {
        if (!canUnpack(mediaType)) {
            return;
        }
        try (var stream = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw unreadable(fileName);
            }
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                long width = reader.getWidth(0);
                long height = reader.getHeight(0);
                if (width * height > MOST_PIXELS) {
                    throw new Refusal.Broken("documents.picture-too-large",
                            "%s has %d × %d pixels, more than %d million".formatted(fileName, width, height, MOST_PIXELS / 1_000_000),
                            Map.of("name", fileName, "width", width, "height", height, "limit", MOST_PIXELS / 1_000_000));
                }
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Refusal refusal) {
                throw refusal;
            }
            throw unreadable(fileName);
        }
    }

    /** Makes the small view at {@code target} unless it is there; false when there can be none. */
    boolean thumbnail(Path original, String mediaType, Path target) throws IOException {
        if (Files.exists(target)) {
            return true;
        }
        if (!canUnpack(mediaType)) {
            return false;
        }
        Files.createDirectories(target.getParent());
        var draft = Files.createTempFile(target.getParent(), "drawing", null);
        unpacking.acquireUninterruptibly();
        try {
            try (var out = Files.newOutputStream(draft)) {
                Thumbnails.of(original.toFile()).size(THUMBNAIL_SIDE, THUMBNAIL_SIDE).addFilter(Pictures::onWhite)
                        .outputFormat("jpg").outputQuality(0.82).toOutputStream(out);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException | RuntimeException broken) {
            log.info("no small view of {}: {}", original.getFileName(), broken.toString());
            return false;
        } finally {
            unpacking.release();
            Files.deleteIfExists(draft);
        }
    }

    private static BufferedImage onWhite(BufferedImage picture) {
        var opaque = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        var pen = opaque.createGraphics();
        pen.drawImage(picture, 0, 0, Color.WHITE, null);
        pen.dispose();
        return opaque;
    }

    private static boolean canUnpack(String mediaType) {
        return MediaTypes.shownInPlace(mediaType);
    }

    private static Refusal.Broken unreadable(String fileName) {
        return new Refusal.Broken("documents.picture-unreadable", "%s is damaged or not a picture".formatted(fileName), Map.of("name", fileName));
    }
}
