package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickStartTests {

    private static final Path UNPACKED = Path.of("/srv/data/product/1/aftercare.jar");

    @Test
    void everythingTheOperatorSaidIsKeptAndWins() {
        var command = QuickStart.command(List.of("java", "-Xmx2g", "-Duser.name=某人", "-jar", "aftercare.jar", "--server.port=81", ""), UNPACKED);

        assertThat(command).startsWith("java").contains("-XX:SharedArchiveFile=/srv/data/product/1/classes.jsa")
                .endsWith("-Xmx2g", "-Duser.name=某人", "-jar", "/srv/data/product/1/aftercare.jar", "--server.port=81", "");
    }

    @Test
    void aCommandOfAnotherShapeIsLeftAlone() {
        assertThat(QuickStart.command(List.of("java", "@options"), UNPACKED)).isNull();
        assertThat(QuickStart.command(List.of("java", "-cp", "aftercare.jar", "-jar"), UNPACKED)).isNull();
    }
}
