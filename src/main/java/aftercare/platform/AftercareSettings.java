package aftercare.platform;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set, as {@code aftercare.*} or in the environment ({@code AFTERCARE_DB_URL}). Listed in
 * docs/operations.md.
 *
 * @param demo      load the demo company into an empty database, listen on loopback only, say so on every page
 * @param data      where the embedded database, files and secrets live
 * @param db        an own PostgreSQL; without a url the embedded server is used
 * @param publicUrl how customers reach this product from outside; links in mails and QR labels begin with it. Without
 *                  it they begin with the address of the request
 */
@ConfigurationProperties("aftercare")
public record AftercareSettings(@DefaultValue("false") boolean demo,
                                @DefaultValue("data") Path data,
                                @DefaultValue Database db,
                                @Nullable String publicUrl) {

    public record Database(@Nullable String url, @Nullable String user, @Nullable String password) {}
}
