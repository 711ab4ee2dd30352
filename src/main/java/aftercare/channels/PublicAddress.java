package aftercare.channels;

import aftercare.kernel.Refusal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** An address somebody typed may not lead into our own network, unless whoever runs the product says so. */
@Component
class PublicAddress {

    private final boolean anywhere;

    PublicAddress(@Value("${aftercare.channels.private-addresses:false}") boolean anywhere) {
        this.anywhere = anywhere;
    }

    void require(URI address) {
        if (anywhere) {
            return;
        }
        try {
            for (var one : InetAddress.getAllByName(address.getHost())) {
                if (isPrivate(one)) {
                    throw new Refusal.Broken("channels.address-private", "%s lies in our own network and is not called".formatted(address.getHost()), Map.of("host", address.getHost()));
                }
            }
        } catch (UnknownHostException unknown) {
            throw new Refusal.Broken("channels.host-unknown", "there is no host %s".formatted(address.getHost()), Map.of("host", String.valueOf(address.getHost())));
        }
    }

    static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return true;
        }
        if (address instanceof Inet6Address) {
            // fc00::/7, and 64:ff9b::/96, behind which any IPv4 address may stand
            return (bytes[0] & 0xfe) == 0xfc || bytes[0] == 0 && bytes[1] == 0x64;
        }
        // 0/8, 100.64/10 and 240/4
        return bytes[0] == 0 || bytes[0] == 100 && (bytes[1] & 0xc0) == 64 || (bytes[0] & 0xf0) == 0xf0;
    }
}
