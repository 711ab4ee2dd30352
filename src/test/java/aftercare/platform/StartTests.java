package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.mock.env.MockEnvironment;

/** What cannot work is said in a sentence before anything is started or harmed. */
class StartTests {

    @TempDir Path folder;

    @Test
    void aDataFolderBelongsToOneProcess() throws IOException {
        try (var _ = DataFolder.hold(folder)) {
            assertThatExceptionOfType(CannotStart.class).isThrownBy(() -> DataFolder.hold(folder))
                    .withMessageContaining(folder.toString()).withMessageContaining("process " + ProcessHandle.current().pid())
                    .withMessageContaining("AFTERCARE_DATA");
        }
        assertThatNoException().isThrownBy(() -> DataFolder.hold(folder).close());
    }

    @Test
    void aPortInUseIsNamedWithTheWayOut() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(CannotStart.class).isThrownBy(() -> check(other.getLocalPort()))
                    .withMessageContaining("Port " + other.getLocalPort()).withMessageContaining("SERVER_PORT=" + (other.getLocalPort() + 1));
        }
        assertThatNoException().isThrownBy(() -> check(0));
    }

    @Test
    void theSentenceIsAllThatIsShown() {
        var shown = new StartFailures().analyze(new IllegalStateException("wrapped", new CannotStart("The way out.")));
        assertThat(shown.getDescription()).isEqualTo("The way out.");
    }

    private static void check(int port) {
        var settings = new MockEnvironment().withProperty("server.port", Integer.toString(port)).withProperty("aftercare.demo", "true");
        new PortCheck().onApplicationEvent(new ApplicationEnvironmentPreparedEvent(new DefaultBootstrapContext(), new SpringApplication(), new String[0], settings));
    }
}
