package aftercare.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/** Looks whether the port is free before anything else is started, so that the answer comes at once. */
public final class PortCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent prepared) {
        var settings = prepared.getEnvironment();
        var port = settings.getProperty("server.port", Integer.class, 8080);
        var demo = settings.getProperty("aftercare.demo", Boolean.class, false);
        if (port > 0) {
            try (var free = new ServerSocket(port, 1, demo ? InetAddress.getLoopbackAddress() : null)) {
                free.setReuseAddress(true);
            } catch (IOException taken) {
                throw new CannotStart("Port %d is in use by another program: stop that one, or choose another port with SERVER_PORT=%d."
                        .formatted(port, port + 1));
            }
        }
    }
}
