package aftercare.platform;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Tells what lies outside from what lies in networks of our own, where an address that somebody typed may not lead: loopback, private
 * and carrier networks, link-local ones with the metadata of clouds, and whatever wraps such an address.
 */
public final class OutsideAddress {

    private OutsideAddress() {}

    /** A name or number leads into a network of our own. */
    public static final class Inside extends RuntimeException {

        Inside(String host) {
            super("%s lies in a network of our own".formatted(host), null, false, false);
        }
    }

    /** Says what a name stands for, this time. */
    public interface Lookup {

        InetAddress[] all(String host) throws UnknownHostException;
    }

    /**
     * Looks a host up once; whoever connects, connects to what was looked at, so that the name cannot point elsewhere a moment
     * later. All that it stands for must be allowed, so that it does not depend on luck.
     *
     * @param inside whether addresses of our own networks are allowed
     */
    public static InetAddress resolve(String host, boolean inside) throws UnknownHostException {
        return resolve(host, inside, InetAddress::getAllByName);
    }

    public static InetAddress resolve(String host, boolean inside, Lookup lookup) throws UnknownHostException {
        var all = lookup.all(host);
        for (var one : all) {
            if (!inside && !isOutside(one)) {
                throw new Inside(host);
            }
        }
        return all[0];
    }

    public static boolean isOutside(InetAddress address) {
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
}
