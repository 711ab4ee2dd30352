package aftercare.integration;

import aftercare.identity.KeyCaller;
import aftercare.kernel.Refusal;
import aftercare.platform.Bearer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A program that does not know whether its request arrived sends it again with the same {@code Idempotency-Key}: it is done once, and
 * answered each time as it was answered the first time. Stands behind the security filter.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class IdempotentPosts extends OncePerRequestFilter {

    static final String KEY = "Idempotency-Key";
    static final String REPLAY = "Idempotent-Replay";
    private static final int MOST_BYTES = 1024 * 1024;
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final Idempotency answers;
    private final HandlerExceptionResolver problems;

    IdempotentPosts(Idempotency answers, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.answers = answers;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KEY) == null || !HttpMethod.POST.matches(request.getMethod()) || !(Bearer.of(request) instanceof KeyCaller);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        var user = ((KeyCaller) Objects.requireNonNull(Bearer.of(request))).user();
        var key = request.getHeader(KEY);
        byte[] body;
        Idempotency.@Nullable Answer first;
        try {
            shaped(key, request);
            body = request.getInputStream().readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw new Refusal.Broken("integration.idempotent-too-large", "a request with an Idempotency-Key has at most 1 MB", Map.of());
            }
            first = answers.begin(user, key, hash(request, body));
        } catch (Refusal refusal) {
            problems.resolveException(request, response, null, refusal);
            return;
        }
        if (first != null) {
            response.setStatus(first.status());
            response.setHeader(REPLAY, "true");
            if (first.contentType() != null) {
                response.setContentType(first.contentType());
            }
            response.getOutputStream().write(first.body());
            return;
        }
        perform(request, response, chain, user, key, body);
    }

    /** What failed on our side is forgotten, so that it can be tried again; every other answer is kept. */
    private void perform(HttpServletRequest request, HttpServletResponse response, FilterChain chain, UUID user, String key, byte[] body)
            throws ServletException, IOException {
        var kept = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            chain.doFilter(new Again(request, body), kept);
            answered = kept.getStatus() < 500 && kept.getStatus() != 429;
        } finally {
            if (answered) {
                answers.answered(user, key, new Idempotency.Answer(kept.getStatus(), kept.getContentType(), kept.getContentAsByteArray()));
            } else {
                answers.forget(user, key);
            }
        }
        kept.copyBodyToResponse();
    }

    private static void shaped(String key, HttpServletRequest request) {
        if (!SHAPE.matcher(key).matches()) {
            throw new Refusal.Broken("integration.idempotency-key-shaped", "an Idempotency-Key is 1 to 200 letters, digits or signs without blanks; a UUID will do", Map.of());
        }
        var type = request.getContentType();
        if (type != null && !type.regionMatches(true, 0, MediaType.APPLICATION_JSON_VALUE, 0, MediaType.APPLICATION_JSON_VALUE.length())) {
            throw new Refusal.Broken("integration.idempotent-json-only", "an Idempotency-Key goes with JSON; send a file without one", Map.of());
        }
    }

    private static byte[] hash(HttpServletRequest request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getRequestURI() + "?" + request.getQueryString() + "\n").getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The request with its body, which can be read from the wire only once. */
    private static final class Again extends HttpServletRequestWrapper {

        private final byte[] body;

        Again(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {

                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int from, int most) {
                    return bytes.read(into, from, most);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("the body is here already");
                }
            };
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
