package aftercare.platform;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.MimeMappings;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** File types the servlet container does not know by itself. */
@Component
class MimeTypes implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        var types = new MimeMappings(MimeMappings.DEFAULT);
        types.add("webmanifest", "application/manifest+json");
        server.setMimeMappings(types);
    }
}
