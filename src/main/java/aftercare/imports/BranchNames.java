package aftercare.imports;

import aftercare.identity.Reach;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which branch the rows of a file mean, who name branches by name or code. */
@Component
public class BranchNames {

    public static final class Found {

        private final Map<String, UUID> byText;

        private Found(Map<String, UUID> byText) {
            this.byText = byText;
        }

        /** @param otherwise of rows that name none; null: they must name one */
        public @Nullable UUID one(ImportRow row, ImportField field, @Nullable UUID otherwise) {
            var text = row.text(field);
            if (row.failed(field)) {
                return null;
            }
            if (text.isEmpty() && otherwise != null) {
                return otherwise;
            }
            var branch = byText.get(text);
            if (branch == null) {
                row.wrong(field, text.isEmpty() ? CommonRemark.REQUIRED : CommonRemark.UNKNOWN_BRANCH, Map.of());
            }
            return branch;
        }
    }

    private final JdbcClient jdbc;

    BranchNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Active ones within reach. */
    public Found within(Reach reach) {
        var byText = new HashMap<String, UUID>();
        jdbc.sql("select id, code, name from identity.branch where active and (:everywhere or id = any(:branches))").params(reach.params()).query(row -> {
            byText.put(row.getString("name"), row.getObject("id", UUID.class));
            byText.put(row.getString("code"), row.getObject("id", UUID.class));
        });
        return new Found(byText);
    }
}
