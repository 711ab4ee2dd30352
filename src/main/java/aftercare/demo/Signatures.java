package aftercare.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import javax.imageio.ImageIO;

/** Scribbles as people leave them on a phone's screen. Nobody can read them; nobody can read real ones either. */
final class Signatures {

    record Signature(String sha256, int size) {}

    private static final int DIFFERENT = 24;
    private static final int WIDTH = 420;
    private static final int HEIGHT = 160;

    private final List<Signature> signatures = new ArrayList<>();

    /** @param keep stores a file and tells its SHA-256 */
    Signatures(Chance chance, BiFunction<byte[], String, String> keep) {
        for (int i = 0; i < DIFFERENT; i++) {
            var picture = draw(chance);
            signatures.add(new Signature(keep.apply(picture, "signature.png"), picture.length));
        }
    }

    /** The same for the same name. */
    Signature of(String name) {
        return signatures.get(Math.floorMod(name.hashCode(), DIFFERENT));
    }

    static byte[] draw(Chance chance) {
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(28, 32, 48));
        var characters = chance.between(2, 3);
        var wide = (WIDTH - 80.0) / characters;
        for (int c = 0; c < characters; c++) {
            var left = 40 + c * wide;
            for (int stroke = chance.between(3, 5); stroke > 0; stroke--) {
                pen.setStroke(new BasicStroke((float) chance.between(2.2, 4.2), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                pen.draw(stroke(chance, left, wide));
            }
        }
        pen.setStroke(new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(sweep(chance));
        pen.dispose();
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One pull of the pen: a bar, a fall or a hook. */
    private static Path2D stroke(Chance chance, double left, double wide) {
        var path = new Path2D.Double();
        var x = left + chance.between(0.05, 0.5) * wide;
        var y = chance.between(25.0, 95.0);
        path.moveTo(x, y);
        switch (chance.between(0, 2)) {
            case 0 -> path.quadTo(x + wide * 0.35, y - chance.between(4.0, 14.0), x + wide * chance.between(0.35, 0.75), y - chance.between(-4.0, 10.0));
            case 1 -> path.curveTo(x + chance.between(-6.0, 6.0), y + 25, x - chance.between(0.0, 30.0), y + 45, x - chance.between(5.0, 45.0), y + chance.between(40.0, 62.0));
            default -> {
                path.curveTo(x + wide * 0.5, y + chance.between(-18.0, 6.0), x + wide * 0.4, y + 40, x + wide * chance.between(0.1, 0.4), y + chance.between(35.0, 58.0));
                path.quadTo(x + wide * 0.1, y + 40, x + wide * chance.between(0.3, 0.7), y + chance.between(20.0, 34.0));
            }
        }
        return path;
    }

    private static Path2D sweep(Chance chance) {
        var path = new Path2D.Double();
        var y = chance.between(112.0, 130.0);
        path.moveTo(chance.between(60.0, 150.0), y);
        path.curveTo(WIDTH * 0.5, y + chance.between(-16.0, 10.0), WIDTH * 0.7, y + chance.between(-4.0, 14.0), WIDTH - chance.between(30.0, 90.0), y - chance.between(8.0, 26.0));
        return path;
    }
}
