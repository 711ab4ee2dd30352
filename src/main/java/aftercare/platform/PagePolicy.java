package aftercare.platform;

import java.util.Collection;

/** What a page of ours may load, and who may show it inside a page of theirs (content security policy). */
public final class PagePolicy {

    public static final String HEADER = "Content-Security-Policy";

    private PagePolicy() {}

    /** @param origins other websites, like {@code https://www.example.com}; our own pages always may */
    public static String shownIn(Collection<String> origins) {
        var ancestors = origins.isEmpty() ? "" : " " + String.join(" ", origins);
        return "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
                + "connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'self'" + ancestors + "; base-uri 'self'; form-action 'self'";
    }
}
