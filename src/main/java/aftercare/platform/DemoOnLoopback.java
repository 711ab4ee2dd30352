package aftercare.platform;

import java.net.InetAddress;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** The demo's passwords are public, so the demo is reachable from its own machine only, whatever is configured. */
@Component
class DemoOnLoopback implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final AftercareSettings settings;

    DemoOnLoopback(AftercareSettings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        if (settings.demo()) {
            server.setAddress(InetAddress.getLoopbackAddress());
        }
    }
}
