package aftercare.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A browser's share of HTTP and no more: one connection kept alive, cookies, the CSRF header. It costs next to nothing,
 * so that the product is measured and not its client.
 */
final class Caller implements Closeable {

    record Answer(int status, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Caller(int port) throws IOException {
        this.port = port;
        connect();
    }

    private void connect() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 32_768);
        out = socket.getOutputStream();
    }

    void signIn(String login, String password) throws IOException {
        get("/api/public/about");
        expect(200, post("/api/session", "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password)));
    }

    Answer get(String path) throws IOException {
        return call("GET", path, null);
    }

    Answer post(String path, String json) throws IOException {
        return call("POST", path, json.getBytes(StandardCharsets.UTF_8));
    }

    /** One file, as a form sends it. */
    Answer upload(String path, String fileName, byte[] file) throws IOException {
        var mark = "----aftercare-bench";
        var body = new ByteArrayOutputStream();
        body.write("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n".formatted(mark, fileName)
                .getBytes(StandardCharsets.UTF_8));
        body.write(file);
        body.write("\r\n--%s--\r\n".formatted(mark).getBytes(StandardCharsets.UTF_8));
        return call("POST", path, body.toByteArray(), "multipart/form-data; boundary=" + mark);
    }

    static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException("expected %d, got %d: %s".formatted(status, answer.status(), answer.text()));
        }
        return answer;
    }

    private Answer call(String method, String path, byte[] body) throws IOException {
        return call(method, path, body, "application/json");
    }

    private Answer call(String method, String path, byte[] body, String type) throws IOException {
        var head = new StringBuilder(512).append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost:").append(port)
                .append("\r\nAccept: application/json, text/html, */*\r\nAccept-Language: zh-CN\r\n");
        if (!cookies.isEmpty()) {
            head.append("Cookie: ");
            var separator = "";
            for (var cookie : cookies.entrySet()) {
                head.append(separator).append(cookie.getKey()).append('=').append(cookie.getValue());
                separator = "; ";
            }
            head.append("\r\n");
        }
        if (body != null) {
            var token = cookies.get("XSRF-TOKEN");
            if (token != null) {
                head.append("X-XSRF-TOKEN: ").append(token).append("\r\n");
            }
            head.append("Content-Type: ").append(type).append("\r\nContent-Length: ").append(body.length).append("\r\n");
        }
        var bytes = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        var whole = new byte[bytes.length + (body == null ? 0 : body.length)];
        System.arraycopy(bytes, 0, whole, 0, bytes.length);
        if (body != null) {
            System.arraycopy(body, 0, whole, bytes.length, body.length);
        }
        out.write(whole);
        return read();
    }

    private Answer read() throws IOException {
        var status = Integer.parseInt(line().split(" ")[1]);
        var length = -1;
        var chunked = false;
        var close = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            var name = line.substring(0, colon).toLowerCase();
            var value = line.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> close = value.equalsIgnoreCase("close");
                case "set-cookie" -> cookie(value);
                default -> { }
            }
        }
        var body = chunked ? chunks() : length > 0 ? exactly(length) : new byte[0];
        if (close) {
            socket.close();
            connect();
        }
        return new Answer(status, body);
    }

    private void cookie(String header) {
        var pair = header.split(";", 2)[0];
        var equals = pair.indexOf('=');
        var value = pair.substring(equals + 1);
        if (value.isEmpty()) {
            cookies.remove(pair.substring(0, equals));
        } else {
            cookies.put(pair.substring(0, equals), value);
        }
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line().strip(), 16); size > 0; size = Integer.parseInt(line().strip(), 16)) {
            body.write(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended early");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (var b = in.read(); ; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed");
            }
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
