package aftercare.integration;

import aftercare.kernel.Refusal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * Where a webhook is sent. Shaped so that nothing typed can end up in a header, and resolved once for each sending: what was looked at is
 * what is connected to, so that a name cannot point elsewhere a moment later.
 */
record HookAddress(String text, boolean secure, String host, int port, String target) {

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
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var host = uri.getHost();
        return new HookAddress(text, secure, host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    /** All that the name stands for must be allowed, so that it does not depend on luck. */
    InetAddress resolved(boolean inHouse) throws UnknownHostException {
        var all = InetAddress.getAllByName(host);
        for (var one : all) {
            if (!inHouse && !isPublic(one)) {
                throw new Refusal.Broken("integration.hook-inside", "%s lies in a network of our own; webhooks go to public addresses".formatted(host), Map.of("host", host));
            }
        }
        return all[0];
    }

    /** As a header names it. */
    String authority() {
        var name = host.contains(":") ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        int first = bytes[0] & 255;
        int second = bytes[1] & 255;
        if (address instanceof Inet4Address) {
            return !(first == 0 || first >= 240 || first == 100 && second >= 64 && second < 128 || first == 198 && (second == 18 || second == 19)
                    || first == 192 && second == 0 && bytes[2] == 0);
        }
        // of IPv6 only what is handed out to the world, and of that nothing that wraps an IPv4 address
        return (first & 0xe0) == 0x20 && !(first == 0x20 && second == 0x02) && !(first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0);
    }

    private static Refusal.Broken unusual() {
        return new Refusal.Broken("integration.hook-address", "a webhook goes to an address such as https://erp.example.com/aftercare, without user or password", Map.of());
    }
}
