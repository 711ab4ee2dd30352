package aftercare.platform;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says where to look, and in the demo as whom, once everything is up. */
@Component
class Welcome {

    private final AftercareSettings settings;
    private final ObjectProvider<List<DemoAccount>> accounts;

    Welcome(AftercareSettings settings, ObjectProvider<List<DemoAccount>> accounts) {
        this.settings = settings;
        this.accounts = accounts;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void on(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            Console.show(lines("http://localhost:" + web.getWebServer().getPort()));
        }
    }

    private List<String> lines(String address) {
        var lines = new ArrayList<String>();
        lines.add("Aftercare 安心售后 is ready: " + address);
        var shown = accounts.getIfAvailable(List::of);
        if (settings.demo() && !shown.isEmpty()) {
            lines.add("");
            lines.add("Demo company, reachable from this machine only. Everybody's password: " + shown.getFirst().password());
            shown.forEach(account -> lines.add("  %-11s %s%s".formatted(account.login(), account.role().toLowerCase().replace('_', ' '), face(account, address))));
            lines.add("  no account  " + address + "/portal (report a fault, follow it)");
        }
        lines.add("");
        lines.add("Ctrl-C stops it.");
        return lines;
    }

    private static String face(DemoAccount account, String address) {
        return switch (account.role()) {
            case "ENGINEER" -> " on the phone: " + address + "/field";
            case "CUSTOMER" -> " in the portal: " + address + "/portal";
            default -> "";
        };
    }
}
