package aftercare.mail;

import aftercare.platform.OutsideAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets to one host that connect to the very address that was looked at, whatever address they are given: a name may lead elsewhere a
 * moment later. TLS is laid over them by name, so a certificate is still checked against the name.
 */
final class CheckedSockets extends SocketFactory {

    private final String host;
    private final boolean inside;
    private final OutsideAddress.Lookup lookup;

    CheckedSockets(String host, boolean inside, OutsideAddress.Lookup lookup) {
        this.host = host;
        this.inside = inside;
        this.lookup = lookup;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress asked, int timeout) throws IOException {
                try {
                    super.connect(new InetSocketAddress(OutsideAddress.resolve(host, inside, lookup), ((InetSocketAddress) asked).getPort()), timeout);
                } catch (OutsideAddress.Inside refused) {
                    throw new IOException(refused.getMessage(), refused);
                }
            }
        };
    }

    @Override
    public Socket createSocket(String name, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(String name, int port, InetAddress from, int fromPort) throws IOException {
        return connected(port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress from, int fromPort) throws IOException {
        return connected(port);
    }

    private Socket connected(int port) throws IOException {
        var socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
    }
}
