package aftercare;

import static org.assertj.core.api.Assertions.assertThat;

import aftercare.identity.Role;
import aftercare.identity.Scope;
import aftercare.identity.UserDesk;
import aftercare.kernel.Ids;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A signed-in user of the HTTP API. Made with {@link Clients}. */
public final class Client {

    private final MockMvcTester mvc;
    private final @Nullable Cookie session;
    private final HttpHeaders headers;
    private final String address;
    public final UUID user;

    Client(MockMvcTester mvc, @Nullable Cookie session, UUID user, String address) {
        this(mvc, session, user, address, new HttpHeaders());
    }

    private Client(MockMvcTester mvc, @Nullable Cookie session, UUID user, String address, HttpHeaders headers) {
        this.mvc = mvc;
        this.session = session;
        this.user = user;
        this.address = address;
        this.headers = headers;
    }

    /** Where the requests come from. */
    public String address() {
        return address;
    }

    /** The same client, sending this header too. */
    public Client sending(String header, String value) {
        var more = new HttpHeaders(headers);
        more.set(header, value);
        return new Client(mvc, session, user, address, more);
    }

    public MvcTestResult get(String uri, Object... variables) {
        return send(HttpMethod.GET, null, uri, variables);
    }

    public MvcTestResult post(String json, String uri, Object... variables) {
        return send(HttpMethod.POST, json, uri, variables);
    }

    public MvcTestResult put(String json, String uri, Object... variables) {
        return send(HttpMethod.PUT, json, uri, variables);
    }

    public MvcTestResult delete(String uri, Object... variables) {
        return send(HttpMethod.DELETE, null, uri, variables);
    }

    public MvcTestResult send(HttpMethod method, @Nullable String json, String uri, Object... variables) {
        var request = mvc.method(method).uri(uri, variables).with(SecurityMockMvcRequestPostProcessors.csrf()).with(this::comes).headers(headers);
        if (session != null) {
            request = request.cookie(session);
        }
        if (json != null) {
            request = request.contentType(MediaType.APPLICATION_JSON).content(json);
        }
        return request.exchange();
    }

    /** Sends bytes as they are. */
    public MvcTestResult sendBytes(HttpMethod method, byte[] content, String uri, Object... variables) {
        var request = mvc.method(method).uri(uri, variables).with(SecurityMockMvcRequestPostProcessors.csrf()).with(this::comes).headers(headers)
                .contentType(MediaType.APPLICATION_OCTET_STREAM).content(content);
        if (session != null) {
            request = request.cookie(session);
        }
        return request.exchange();
    }

    /** Sends one file as the part {@code file}. */
    public MvcTestResult upload(String fileName, byte[] content, String uri, Object... variables) {
        var request = mvc.post().uri(uri, variables).with(SecurityMockMvcRequestPostProcessors.csrf()).with(this::comes).headers(headers)
                .multipart().file(new MockMultipartFile("file", fileName, null, content));
        if (session != null) {
            request = request.cookie(session);
        }
        return request.exchange();
    }

    private MockHttpServletRequest comes(MockHttpServletRequest request) {
        request.setRemoteAddr(address);
        return request;
    }

    /** Makes users and signs them in. */
    public static final class Clients {

        private static final String PASSWORD = "right-horse-battery";

        private static final AtomicInteger STRANGERS = new AtomicInteger();

        private final MockMvcTester mvc;
        private final UserDesk users;

        public Clients(MockMvcTester mvc, UserDesk users) {
            this.mvc = mvc;
            this.users = users;
        }

        /** Somebody without an account, at an address of their own: what one of them did too often slows down no other. */
        public Client nobody() {
            var number = STRANGERS.incrementAndGet();
            return new Client(mvc, null, new UUID(0, 0), "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255));
        }

        /** A new user with one role; {@code branch} null means everywhere. */
        public Client with(Role role, @Nullable UUID branch) {
            return with(role, branch, null, null);
        }

        public Client with(Role role, @Nullable UUID branch, @Nullable UUID partner, @Nullable UUID customer) {
            var id = Ids.next();
            var login = "u" + id.toString().substring(24) + role.name().toLowerCase();
            users.add(id, new UserDesk.UserDraft(login, role.name(), "", "", partner, customer, List.of(new Scope.Grant(role, branch))),
                    PASSWORD, false);
            return signIn(id, login);
        }

        public Client signIn(UUID id, String login) {
            var result = mvc.post().uri("/api/session").with(SecurityMockMvcRequestPostProcessors.csrf())
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, PASSWORD)).exchange();
            assertThat(result).hasStatusOk();
            return new Client(mvc, result.getResponse().getCookie("SESSION"), id, "127.0.0.1");
        }
    }
}
