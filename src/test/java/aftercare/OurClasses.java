package aftercare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Every class of the product as it was compiled, nested ones too. */
final class OurClasses {

    private OurClasses() {}

    static List<Class<?>> all() {
        try {
            var root = Path.of(Aftercare.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (var files = Files.walk(root.resolve("aftercare"))) {
                return files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class")).sorted()
                        .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length()).replace('/', '.'))).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The module a class belongs to: the package below {@code aftercare}. */
    static String module(Class<?> type) {
        return type.getPackageName().replaceFirst("^aftercare\\.?", "");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, OurClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
