package aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an address that somebody typed may lead, and what comes back from there. */
class OutsideAddressTests {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.0.0.8", "169.254.169.254", "0.0.0.0", "100.64.0.1",
            "100.127.255.255", "224.0.0.1", "255.255.255.255", "198.18.0.1", "198.19.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "fd00:ec2::254", "ff02::1",
            "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:0::1", "localhost"})
    void aNetworkOfOurOwnIsInside(String host) throws Exception {
        assertThatExceptionOfType(OutsideAddress.Inside.class).isThrownBy(() -> OutsideAddress.resolve(host, false)).withMessage(host + " lies in a network of our own");
        assertThat(OutsideAddress.resolve(host, true)).isNotNull();
        var answer = OutsidePost.send(new OutsidePost.Target(false, host, 9, "/"), false, Map.of(), new byte[0], 10);
        assertThat(answer.failure()).contains("network of our own");
    }

    @Test
    void everyFailureOnTheWayHasAName() {
        assertThat(OutsidePost.Trouble.of(new UnknownHostException("x"))).isEqualTo(OutsidePost.Trouble.HOST_UNKNOWN);
        assertThat(OutsidePost.Trouble.of(new SocketTimeoutException("Connect timed out"))).isEqualTo(OutsidePost.Trouble.TIMED_OUT);
        assertThat(OutsidePost.Trouble.of(new ConnectException("Connection refused"))).isEqualTo(OutsidePost.Trouble.UNREACHABLE);
        assertThat(OutsidePost.Trouble.of(new NoRouteToHostException())).isEqualTo(OutsidePost.Trouble.UNREACHABLE);
        assertThat(OutsidePost.Trouble.of(new SSLHandshakeException("PKIX path building failed"))).isEqualTo(OutsidePost.Trouble.CERTIFICATE);
        assertThat(OutsidePost.Trouble.of(new SocketException("Connection reset"))).isEqualTo(OutsidePost.Trouble.BROKEN_OFF);
        assertThat(OutsidePost.send(new OutsidePost.Target(false, "10.1.2.3", 9, "/"), false, Map.of(), new byte[0], 10).trouble()).isEqualTo(OutsidePost.Trouble.INSIDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700:4700::1111", "2001:4860:4860::8888"})
    void theWorldIsOutside(String address) throws Exception {
        assertThat(OutsideAddress.isOutside(InetAddress.getByName(address))).isTrue();
        assertThat(OutsideAddress.resolve(address, false)).isEqualTo(InetAddress.getByName(address));
    }

    @Test
    void anAnswerInPiecesIsReadAsAWholeAndNoFurtherThanAsked() throws Exception {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write("{\"errcode\":0,".getBytes(StandardCharsets.UTF_8));
                out.flush();
                out.write("\"errmsg\":\"好的\"}".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try {
            var target = OutsidePost.Target.of(URI.create("http://127.0.0.1:%d/robot?key=1".formatted(server.getAddress().getPort())));
            assertThat(OutsidePost.send(target, true, Map.of("Content-Type", "application/json"), "{}".getBytes(StandardCharsets.UTF_8), 65536).answer())
                    .isEqualTo("{\"errcode\":0,\"errmsg\":\"好的\"}");
            assertThat(OutsidePost.send(target, true, Map.of(), new byte[0], 8).answer().length()).isLessThan(9);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aHeaderCannotBringAnotherOne() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() ->
                OutsidePost.send(new OutsidePost.Target(false, "127.0.0.1", 9, "/"), true, Map.of("X-Key", "a\r\nX-Evil: 1"), new byte[0], 10));
    }
}
