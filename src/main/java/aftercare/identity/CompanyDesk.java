package aftercare.identity;

import aftercare.kernel.Refusal;
import aftercare.platform.Settings;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How the house looks: read wherever something is printed or shown to a customer. */
@Service
@Transactional
public class CompanyDesk {

    static final int LARGEST_LOGO = 500_000;
    private static final int MOST_PIXELS = 2_000;
    /** What small text on white needs (WCAG 2.2, 1.4.3). */
    private static final double CONTRAST = 4.5;
    private static final String KEY = "company";

    private record Kept(@Nullable String name, @Nullable String nameInEnglish, @Nullable String colour, @Nullable String logo) {}

    private final Settings settings;

    CompanyDesk(Settings settings) {
        this.settings = settings;
    }

    @Transactional(readOnly = true)
    public Company now() {
        var kept = settings.get(KEY, Kept.class).orElse(new Kept(null, null, null, null));
        return new Company(or(kept.name(), ""), or(kept.nameInEnglish(), ""), or(kept.colour(), Company.COLOUR), kept.logo());
    }

    /** Everything but the logo. */
    void change(String name, String nameInEnglish, String colour) {
        if (contrastOnWhite(colour) < CONTRAST) {
            throw new Refusal.Broken("identity.colour-pale", "%s is too pale to be read on white".formatted(colour), Map.of("colour", colour));
        }
        settings.set(KEY, new Company(name.strip(), nameInEnglish.strip(), colour, now().logo()));
    }

    /** A picture is drawn anew, so that nothing but its pixels is kept. */
    void logo(byte[] picture) {
        var before = now();
        settings.set(KEY, new Company(before.name(), before.nameInEnglish(), before.colour(), "data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture))));
    }

    void withoutLogo() {
        var before = now();
        settings.set(KEY, new Company(before.name(), before.nameInEnglish(), before.colour(), null));
    }

    private static byte[] png(byte[] picture) {
        if (picture.length > LARGEST_LOGO) {
            throw new Refusal.Broken("identity.logo-large", "a logo may have %d bytes at most".formatted(LARGEST_LOGO), Map.of("most", LARGEST_LOGO / 1000));
        }
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw unsuited();
            }
            var reader = readers.next();
            reader.setInput(in);
            if (reader.getWidth(0) > MOST_PIXELS || reader.getHeight(0) > MOST_PIXELS) {
                throw unsuited();
            }
            var read = reader.read(0);
            var drawn = new BufferedImage(read.getWidth(), read.getHeight(), BufferedImage.TYPE_INT_ARGB);
            drawn.createGraphics().drawImage(read, 0, 0, null);
            var out = new ByteArrayOutputStream();
            ImageIO.write(drawn, "png", out);
            return out.toByteArray();
        } catch (IOException | IllegalArgumentException unreadable) {
            throw unsuited();
        }
    }

    private static Refusal.Broken unsuited() {
        return new Refusal.Broken("identity.logo-unsuited", "a logo is a PNG or JPEG of at most %d × %d pixels".formatted(MOST_PIXELS, MOST_PIXELS), Map.of("most", MOST_PIXELS));
    }

    /** WCAG 2.2, relative luminance and contrast ratio. */
    private static double contrastOnWhite(String colour) {
        var c = Color.decode(colour);
        return 1.05 / (0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue()) + 0.05);
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
