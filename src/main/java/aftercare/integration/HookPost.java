package aftercare.integration;

import aftercare.kernel.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends one webhook. By hand over a socket, because the JDK's client looks names up by itself and so could be led to another address
 * than the one that was looked at. No redirects; ten seconds for all of it; of the answer no more than its beginning is read.
 */
final class HookPost {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_HEAD = 16 * 1024;
    private static final int MOST_ANSWER = 1024;

    /** @param status 0 when there was no answer; then {@code failure} says why */
    record Outcome(int status, String answer, @Nullable String failure, int millis) {

        boolean arrived() {
            return status >= 200 && status < 300;
        }
    }

    private HookPost() {}

    static Outcome send(HookAddress address, boolean inHouse, Map<String, String> headers, byte[] body) {
        var began = System.nanoTime();
        var until = began + PATIENCE.toNanos();
        try {
            var to = new InetSocketAddress(address.resolved(inHouse), address.port());
            try (var plain = new Socket()) {
                plain.connect(to, left(until));
                plain.setSoTimeout(left(until));
                try (var socket = address.secure() ? secured(plain, address) : plain) {
                    socket.getOutputStream().write(request(address, headers, body));
                    socket.getOutputStream().flush();
                    return answer(socket, until, began);
                }
            }
        } catch (Refusal | IOException failed) {
            var words = failed instanceof SocketTimeoutException ? "no answer within %d seconds".formatted(PATIENCE.toSeconds())
                    : failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
            return new Outcome(0, "", words.length() > 300 ? words.substring(0, 300) : words, millis(began));
        }
    }

    /** {@code v1=hex(hmac_sha256(secret, timestamp.body))}: whoever knows the secret can prove that it came from here, and when. */
    static String signature(String secret, long timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Socket secured(Socket plain, HookAddress address) throws IOException {
        var socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, address.host(), address.port(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(HookAddress address, Map<String, String> headers, byte[] body) {
        var head = new StringBuilder("POST ").append(address.target()).append(" HTTP/1.1\r\nHost: ").append(address.authority())
                .append("\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ").append(body.length).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static Outcome answer(Socket socket, long until, long began) throws IOException {
        var in = socket.getInputStream();
        var head = new ByteArrayOutputStream();
        while (!endsHead(head)) {
            int next = read(in, socket, until);
            if (next < 0 || head.size() > MOST_HEAD) {
                return new Outcome(0, "", "what came back is no HTTP answer", millis(began));
            }
            head.write(next);
        }
        var text = head.toString(StandardCharsets.ISO_8859_1);
        var parts = text.split(" ", 3);
        if (!text.startsWith("HTTP/") || parts.length < 2 || !parts[1].matches("[1-5]\\d\\d.*")) {
            return new Outcome(0, "", "what came back is no HTTP answer", millis(began));
        }
        var content = new ByteArrayOutputStream();
        try {
            for (int next; content.size() < MOST_ANSWER && (next = read(in, socket, until)) >= 0; ) {
                content.write(next);
            }
        } catch (IOException cutOff) {
            // the status is known; the rest is only for people to read
        }
        return new Outcome(Integer.parseInt(parts[1].substring(0, 3)), content.toString(StandardCharsets.UTF_8).replace("\0", ""), null, millis(began));
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
