package aftercare.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Sessions whose last use is known to the minute. Written with every request it would be a statement and a commit of its
 * own on every request, reading ones included.
 */
final class Sessions<S extends Session> implements FindByIndexNameSessionRepository<Sessions.Known<S>> {

    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final FindByIndexNameSessionRepository<S> stored;

    Sessions(FindByIndexNameSessionRepository<S> stored) {
        this.stored = stored;
    }

    @Override
    public Known<S> createSession() {
        return new Known<>(stored.createSession());
    }

    @Override
    public void save(Known<S> session) {
        stored.save(session.session);
    }

    @Override
    public @Nullable Known<S> findById(String id) {
        var found = stored.findById(id);
        return found == null ? null : new Known<>(found);
    }

    @Override
    public void deleteById(String id) {
        stored.deleteById(id);
    }

    @Override
    public Map<String, Known<S>> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        var found = new HashMap<String, Known<S>>();
        stored.findByIndexNameAndIndexValue(indexName, indexValue).forEach((id, session) -> found.put(id, new Known<>(session)));
        return found;
    }

    /** The stored session; only {@link #setLastAccessedTime} is not passed on within a minute. */
    static final class Known<S extends Session> implements Session {

        private final S session;

        private Known(S session) {
            this.session = session;
        }

        @Override
        public void setLastAccessedTime(Instant at) {
            if (session.getLastAccessedTime().plus(PRECISION).isBefore(at)) {
                session.setLastAccessedTime(at);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            return session.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            session.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
