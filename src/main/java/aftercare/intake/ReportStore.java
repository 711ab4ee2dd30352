package aftercare.intake;

import static java.time.ZoneOffset.UTC;

import aftercare.cases.CaseId;
import aftercare.cases.Channel;
import aftercare.identity.Reach;
import aftercare.kernel.Refusal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was received, byte for byte. */
@Component
class ReportStore {

    private static final int SIZE = 50;

    /** A report no case has come of yet, and why. */
    record Open(UUID id, Channel channel, Instant receivedAt, String address, String failure, String text) {}

    record OpenPage(List<Open> rows, @Nullable String next) {}

    /** Those of a branch within reach, and those of which nobody knows whose they are. */
    private static final String MINE = """
             where state = 'OPEN' and (:everywhere or branch_id is null or branch_id = any(:branches)) and cast(:partner as uuid) is null and cast(:customer as uuid) is null
            """;

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A case was made of it. Sent again after a failure under the same id it takes the failed one's place. */
    void taken(UUID id, Channel channel, Instant at, String address, @Nullable UUID by, byte[] raw, CaseId made) {
        jdbc.sql("""
                insert into intake.report (id, channel, received_at, address, received_by, raw, state, case_id)
                values (:id, :channel, :at, :address, :by, :raw, 'TAKEN', :made)
                on conflict (id) do update set raw = :raw, received_at = :at, address = :address, state = 'TAKEN', failure = null, case_id = :made
                 where report.state = 'OPEN'
                """)
                .param("id", id).param("channel", channel.name()).param("at", at.atOffset(UTC)).param("address", address).param("by", by)
                .param("raw", raw).param("made", made.value()).update();
    }

    /** No case could be made of it: it waits for somebody. {@code branch}: whose it is; null: not known, so that every desk sees it */
    void unfinished(UUID id, Channel channel, Instant at, String address, @Nullable UUID by, @Nullable UUID branch, byte[] raw, String failure) {
        jdbc.sql("""
                insert into intake.report (id, channel, received_at, address, received_by, branch_id, raw, state, failure)
                values (:id, :channel, :at, :address, :by, :branch, :raw, 'OPEN', :failure)
                on conflict (id) do update set raw = :raw, received_at = :at, address = :address, branch_id = :branch, failure = :failure
                 where report.state = 'OPEN'
                """)
                .param("id", id).param("channel", channel.name()).param("at", at.atOffset(UTC)).param("address", address).param("by", by)
                .param("branch", branch).param("raw", raw).param("failure", failure).update();
    }

    /** The case that was made of the report with this id before. */
    Optional<CaseId> made(UUID id) {
        return jdbc.sql("select case_id from intake.report where id = :id and case_id is not null").param("id", id)
                .query(UUID.class).optional().map(CaseId::new);
    }

    /** How many came from this address since then, and when the first of them came. */
    record Lately(int reports, @Nullable OffsetDateTime first) {}

    Lately lately(String address, Instant since) {
        return jdbc.sql("select count(*) as reports, min(received_at) as first from intake.report where address = :address and received_at > :since")
                .param("address", address).param("since", since.atOffset(UTC)).query(Lately.class).single();
    }

    OpenPage open(Reach reach, @Nullable OffsetDateTime afterAt, @Nullable UUID afterId) {
        var rows = jdbc.sql("""
                select id, channel, received_at, address, failure, raw from intake.report
                """ + MINE + """
                   and (cast(:afterAt as timestamptz) is null or (received_at, id) < (:afterAt, cast(:afterId as uuid)))
                 order by received_at desc, id desc limit :size
                """)
                .params(reach.params()).param("afterAt", afterAt).param("afterId", afterId).param("size", SIZE + 1)
                .query((row, _) -> read(row)).list();
        if (rows.size() <= SIZE) {
            return new OpenPage(rows, null);
        }
        var page = List.copyOf(rows.subList(0, SIZE));
        return new OpenPage(page, page.getLast().receivedAt() + "_" + page.getLast().id());
    }

    /** One that still waits for somebody. */
    Open open(Reach reach, UUID id) {
        return jdbc.sql("select id, channel, received_at, address, failure, raw from intake.report" + MINE + "and id = :id").params(reach.params())
                .param("id", id).query((row, _) -> read(row)).optional()
                .orElseThrow(() -> new Refusal.Missing("intake.no-such-report", "there is no such unfinished report", Map.of()));
    }

    boolean waits(UUID id) {
        return jdbc.sql("select exists (select from intake.report where id = :id and state = 'OPEN')").param("id", id).query(Boolean.class).single();
    }

    /** A person made a case of it. False when it was settled already; what was received stays. */
    boolean settled(UUID id, CaseId made, UUID by, Instant at) {
        return jdbc.sql("update intake.report set state = 'TAKEN', case_id = :made, settled_by = :by, settled_at = :at where id = :id and state = 'OPEN'")
                .param("id", id).param("made", made.value()).param("by", by).param("at", at.atOffset(UTC)).update() == 1;
    }

    private static Open read(ResultSet row) throws SQLException {
        return new Open(row.getObject("id", UUID.class), Channel.valueOf(row.getString("channel")),
                row.getObject("received_at", OffsetDateTime.class).toInstant(), row.getString("address"), row.getString("failure"),
                new String(row.getBytes("raw"), StandardCharsets.UTF_8));
    }

    /** @return false when there is no such report, or it is settled already */
    boolean setAside(Reach reach, UUID id, String reason, UUID by, Instant at) {
        return jdbc.sql("update intake.report set state = 'SET_ASIDE', set_aside = :reason, settled_by = :by, settled_at = :at" + MINE + "and id = :id").params(reach.params())
                .param("id", id).param("reason", reason).param("by", by).param("at", at.atOffset(UTC)).update() == 1;
    }
}
