package aftercare.integration;

import aftercare.kernel.Refusal;
import aftercare.platform.OutsideAddress;
import aftercare.platform.OutsidePost;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Map;

/** Where a webhook is sent. Shaped so that nothing typed can end up in a header. */
record HookAddress(String text, OutsidePost.Target target) {

    private static final int LONGEST = 500;

    /** @param inHouse whether addresses of the own network, and unencrypted ones, are allowed */
    static HookAddress of(String typed, boolean inHouse) {
        var text = typed.strip();
        if (text.length() > LONGEST || !text.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f)) {
            throw unusual();
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException wrong) {
            throw unusual();
        }
        var secure = "https".equalsIgnoreCase(uri.getScheme());
        if (!secure && !"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null
                || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw unusual();
        }
        if (!secure && !inHouse) {
            throw new Refusal.Broken("integration.hook-unencrypted", "a webhook goes to an address that begins with https://", Map.of());
        }
        return new HookAddress(text, OutsidePost.Target.of(uri));
    }

    /** @param inHouse whether addresses of the own network are allowed */
    void check(boolean inHouse) {
        try {
            OutsideAddress.resolve(target.host(), inHouse);
        } catch (OutsideAddress.Inside inside) {
            throw new Refusal.Broken("integration.hook-inside", "%s lies in a network of our own; webhooks go to public addresses".formatted(target.host()),
                    Map.of("host", target.host()));
        } catch (UnknownHostException unknown) {
            throw new Refusal.Broken("integration.hook-host-unknown", "there is no server %s".formatted(target.host()), Map.of("host", target.host()));
        }
    }

    private static Refusal.Broken unusual() {
        return new Refusal.Broken("integration.hook-address", "a webhook goes to an address such as https://erp.example.com/aftercare, without user or password", Map.of());
    }
}
