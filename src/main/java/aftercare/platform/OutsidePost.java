package aftercare.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts to an address that somebody typed. By hand over a socket, because the JDK's client looks names up by itself and so could be led to another address
 * than the one that was looked at. No redirects; ten seconds for all of it; of the answer no more than its beginning is read.
 */
public final class OutsidePost {

    public static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_HEAD = 16 * 1024;
    private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding:.*chunked");

    /** Why there was no answer. */
    public enum Trouble {

        HOST_UNKNOWN, UNREACHABLE, TIMED_OUT,
        /** No secure connection came about: the certificate, or what both sides can speak. */
        CERTIFICATE,
        /** The address lies in a network of our own. */
        INSIDE,
        /** What came back is no HTTP. */
        NOT_HTTP,
        /** The connection ended before an answer. */
        BROKEN_OFF;

        static Trouble of(Exception failed) {
            return switch (failed) {
                case OutsideAddress.Inside _ -> INSIDE;
                case UnknownHostException _ -> HOST_UNKNOWN;
                case SocketTimeoutException _ -> TIMED_OUT;
                case ConnectException _, NoRouteToHostException _ -> UNREACHABLE;
                case SSLException _ -> CERTIFICATE;
                default -> BROKEN_OFF;
            };
        }
    }

    /** @param status 0 when there was no answer; then {@code trouble} says why, and {@code failure} says it in the words of the machine */
    public record Outcome(int status, String answer, @Nullable Trouble trouble, @Nullable String failure, int millis) {

        private static Outcome failed(Trouble trouble, String words, int millis) {
            return new Outcome(0, "", trouble, words, millis);
        }

        public boolean arrived() {
            return status >= 200 && status < 300;
        }
    }

    /** Where to: as much of an address as a request needs, without anything that could end up in a header. */
    public record Target(boolean secure, String host, int port, String path) {

        /** @param address with the scheme http or https and a host */
        public static Target of(URI address) {
            var secure = "https".equalsIgnoreCase(address.getScheme());
            var host = address.getHost();
            var path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
            return new Target(secure, host.startsWith("[") ? host.substring(1, host.length() - 1) : host, address.getPort() > 0 ? address.getPort() : secure ? 443 : 80,
                    address.getRawQuery() == null ? path : path + "?" + address.getRawQuery());
        }

        /** As a header names it. */
        String authority() {
            var name = host.contains(":") ? "[" + host + "]" : host;
            return port == (secure ? 443 : 80) ? name : name + ":" + port;
        }
    }

    private OutsidePost() {}

    /**
     * @param inside  whether addresses of our own networks are allowed
     * @param headers with the type of the body
     * @param most    so many bytes of the answer are read
     */
    public static Outcome send(Target address, boolean inside, Map<String, String> headers, byte[] body, int most) {
        var request = request(address, headers, body);
        var began = System.nanoTime();
        var until = began + PATIENCE.toNanos();
        try {
            var to = new InetSocketAddress(OutsideAddress.resolve(address.host(), inside), address.port());
            try (var plain = new Socket()) {
                plain.connect(to, left(until));
                plain.setSoTimeout(left(until));
                try (var socket = address.secure() ? secured(plain, address) : plain) {
                    socket.getOutputStream().write(request);
                    socket.getOutputStream().flush();
                    return answer(socket, until, began, most);
                }
            }
        } catch (OutsideAddress.Inside | IOException failed) {
            var words = failed instanceof SocketTimeoutException ? "no answer within %d seconds".formatted(PATIENCE.toSeconds())
                    : failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
            return Outcome.failed(Trouble.of(failed), words.length() > 300 ? words.substring(0, 300) : words, millis(began));
        }
    }

    private static Socket secured(Socket plain, Target address) throws IOException {
        var socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, address.host(), address.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(Target address, Map<String, String> headers, byte[] body) {
        var head = new StringBuilder("POST ").append(address.path()).append(" HTTP/1.1\r\nHost: ").append(address.authority())
                .append("\r\nConnection: close\r\nContent-Length: ").append(body.length).append("\r\n");
        headers.forEach((name, value) -> {
            if (!(name + value).chars().allMatch(letter -> letter >= 0x20 && letter < 0x7f)) {
                throw new IllegalArgumentException(name);
            }
            head.append(name).append(": ").append(value).append("\r\n");
        });
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static Outcome answer(Socket socket, long until, long began, int most) throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!endsHead(head)) {
            int next = read(in, socket, until);
            if (next < 0 || head.size() > MOST_HEAD) {
                return Outcome.failed(Trouble.NOT_HTTP, "what came back is no HTTP answer", millis(began));
            }
            head.write(next);
        }
        var text = head.toString(StandardCharsets.ISO_8859_1);
        var parts = text.split(" ", 3);
        if (!text.startsWith("HTTP/") || parts.length < 2 || !parts[1].matches("[1-5]\\d\\d.*")) {
            return Outcome.failed(Trouble.NOT_HTTP, "what came back is no HTTP answer", millis(began));
        }
        var content = new ByteArrayOutputStream();
        try {
            for (int next; content.size() < most && (next = read(in, socket, until)) >= 0; ) {
                content.write(next);
            }
        } catch (IOException cutOff) {
            // the status is known; the rest is only for people to read
        }
        return new Outcome(Integer.parseInt(parts[1].substring(0, 3)), whole(text, content.toByteArray()).replace("\0", ""), null, null, millis(began));
    }

    /** Many servers send their answer in pieces, each after its length. */
    private static String whole(String head, byte[] content) {
        if (!CHUNKED.matcher(head).find()) {
            return new String(content, StandardCharsets.UTF_8);
        }
        var out = new ByteArrayOutputStream();
        var text = new String(content, StandardCharsets.ISO_8859_1);
        for (int at = 0, end; (end = text.indexOf("\r\n", at)) > at; ) {
            var length = text.substring(at, end).replaceFirst(";.*", "").strip();
            if (!length.matches("[0-9a-fA-F]{1,7}") || Integer.parseInt(length, 16) == 0) {
                break;
            }
            int size = Math.min(Integer.parseInt(length, 16), content.length - end - 2);
            out.write(content, end + 2, size);
            at = end + 2 + size + 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean endsHead(ByteArrayOutputStream head) {
        var size = head.size();
        return size >= 4 && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
    }

    private static int read(InputStream in, Socket socket, long until) throws IOException {
        socket.setSoTimeout(left(until));
        return in.read();
    }

    private static int left(long until) throws SocketTimeoutException {
        var left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) left;
    }

    private static int millis(long began) {
        return (int) ((System.nanoTime() - began) / 1_000_000);
    }
}
